"""Read the vocabulary files of a norms folder."""

from collections.abc import Callable, Mapping
from datetime import date
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, TypeVar

from kompas.norms.domain import Allowed, Domain, FactType, union
from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_answers import INDIVIDUAL, NOT_STATED
from kompas.norms.toml_lines import Toml, parse
from kompas.norms.vocabulary import (
    About,
    Derived,
    DerivedFunction,
    Element,
    Fact,
    Favour,
    Heading,
    Question,
    Service,
    Shape,
    Source,
    Stage,
    Unit,
    Verified,
    Vocabulary,
)
from kompas.words import _

T = TypeVar("T")
Texts = dict[str, tuple[str, str]]

VOCABULARY = {
    "facts.toml": ("scale", "fact"),
    "questions.toml": ("unit", "question", "heading"),
    "elements.toml": ("element",),
    "sources.toml": ("source",),
    "services.toml": ("service", "municipality"),
}
"""The files of the vocabulary and the tables that each may hold."""

_FIRST_DAY, _LAST_DAY = date(1890, 1, 1), date(2199, 12, 31)


def read_toml(folder: Path, relative: str) -> Toml:
    """Parse a file of the folder; its name in problems is `relative`."""
    path = folder / relative
    return parse(relative, path.read_bytes() if path.exists() else b"")


def read_vocabulary(
    folder: Path, functions: Mapping[str, DerivedFunction], problems: list[Problem]
) -> Vocabulary:
    """Read facts, units, questions, elements, sources, services and municipalities."""
    tomls = {relative: read_toml(folder, relative) for relative in VOCABULARY}
    for toml in tomls.values():
        _check_tables(toml, problems)

    def each(relative: str, key: str, make: Callable[[str, Fields], T]) -> dict[str, T]:
        toml = tomls[relative]
        if key not in toml.data:
            return {}
        return {name: make(name, fields) for name, fields in Fields(toml, (key,), problems).named()}

    scales = each("facts.toml", "scale", _scale)
    units = each("questions.toml", "unit", _unit)
    facts = each("facts.toml", "fact", lambda name, f: _fact(name, f, scales, units, functions))
    _check_inputs(facts, tomls["facts.toml"], problems)
    headings = each("questions.toml", "heading", _heading)
    questions = each(
        "questions.toml", "question", lambda name, f: read_question(name, f, units, headings)
    )
    problems.extend(
        Problem(
            "questions.toml",
            tomls["questions.toml"].line(("question", name)),
            _("{name} er både en oplysning og et spørgsmål.").format(name=name),
            _("Giv den ene et andet navn."),
        )
        for name in questions.keys() & facts.keys()
    )
    return Vocabulary(
        facts=facts,
        units=units,
        questions=questions,
        elements=each("elements.toml", "element", lambda name, f: _element(name, f, facts)),
        sources=each("sources.toml", "source", _source),
        services=each("services.toml", "service", _service),
        municipalities=each("services.toml", "municipality", lambda _n, f: _named(f)),
        headings=headings,
    )


def read_question(
    name: str, fields: Fields, units: Mapping[str, Unit], headings: Mapping[str, Heading]
) -> Question:
    """Read the head of a question."""
    answers = _texts(fields.table("answers"))
    question = Question(
        name=name,
        shape=fields.word("shape", Shape),
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        stage=fields.word("stage", Stage, Stage.HELP),
        unit=fields.optional_text("unit"),
        answers={code: texts[0] for code, texts in answers.items()},
        answers_en={code: texts[1] for code, texts in answers.items()},
        favour=fields.word("favour", Favour, Favour.NONE),
        heading=fields.optional_text("heading"),
    )
    _check_unit(question.unit, fields, units)
    if question.heading is not None and question.heading not in headings:
        fields.fault(
            _("Overskriften {heading} findes ikke.").format(heading=question.heading),
            remedy(
                question.heading,
                headings,
                _("Vælg en af: {known}.").format(known=", ".join(headings)),
            ),
            "heading",
        )
    _check_shape(question, fields)
    fields.close()
    return question


def read_own_question(name: str, fields: Fields, words: Vocabulary) -> Question:
    """Read the head of a question that a norm file defines for itself."""
    if name in words.questions or name in words.facts:
        fields.fault(
            _("{name} findes allerede i ordlisten.").format(name=name),
            _("Giv spørgsmålet et andet navn, eller brug det, der er, og fjern [define.{name}].")
            .format(name=name),
        )  # fmt: skip
    return read_question(name, fields, words.units, words.headings)


def _check_shape(question: Question, fields: Fields) -> None:
    """Only a choice has answers of its own, of one sort; and favour fits them."""
    if question.shape is not Shape.CHOICE:
        if question.unit or question.answers:
            fields.fault(
                _("Kun et valg har unit eller answers."),
                _('Fjern dem, eller skriv shape = "choice".'),
            )
        return
    if bool(question.unit) == bool(question.answers):
        fields.fault(
            _("Et valg svarer enten med et tal i en enhed eller med et af nogle faste svar."),
            _("Skriv enten unit eller answers."),
        )
    elif question.answers and question.favour in (Favour.MORE, Favour.LESS):
        fields.fault(
            _("Faste svar er ikke mere eller mindre end hinanden."),
            _('Skriv favour = "listed" og nævn svarene med det bedste først, eller udelad favour.'),
            "favour",
        )
    elif question.unit and question.favour is Favour.LISTED:
        fields.fault(
            _("Tal i en enhed er ikke nævnt på en liste."),
            _('Skriv favour = "more" eller "less" efter, hvad der er bedst for borgeren.'),
            "favour",
        )
    for code in (INDIVIDUAL, NOT_STATED):
        if code in question.answers:
            fields.fault(
                _("Svaret {code} har alle valg i forvejen.").format(code=code),
                _("Fjern det, eller giv svaret en anden kode."),
            )


def _check_unit(unit: str | None, fields: Fields, units: Mapping[str, Unit]) -> None:
    if unit is not None and unit not in units:
        fields.fault(
            _("Enheden {unit} findes ikke.").format(unit=unit),
            remedy(
                unit,
                units,
                _("Tilføj [unit.{unit}] i questions.toml, eller ret stavemåden.").format(unit=unit),
            ),
            "unit",
        )


def _scale(_name: str, fields: Fields) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], Texts]:
    levels = fields.texts("levels")
    groups = fields.table("groups").lists()
    texts = _texts(fields.table("texts"))
    fields.take("source")
    if not levels:
        fields.fault(
            _("Skalaen har ingen trin."),
            _('Skriv levels = ["lavest", "...", "højest"].'),
        )
    if len(set(levels)) < len(levels):
        doubled = next(level for level in levels if levels.count(level) > 1)
        fields.fault(
            _("Trinnet {level} står to gange i skalaen.").format(level=doubled),
            _("Nævn hvert trin én gang, det laveste først."),
            "levels",
        )
    for stranger in texts.keys() - set(levels):
        fields.fault(
            _("Skalaen har en tekst til {level}, som ikke er et af dens trin.").format(
                level=stranger
            ),
            remedy(stranger, levels, _("Ret teksten, eller tilføj trinnet i levels.")),
            "texts",
        )
    fields.close()
    return levels, groups, texts


def _fact(
    name: str,
    fields: Fields,
    scales: Mapping[str, Any],
    units: Mapping[str, Unit],
    functions: Mapping[str, DerivedFunction],
) -> Fact:
    kind = fields.word("type", FactType)
    fact = Fact(
        name=name,
        domain=_domain(kind, fields, scales),
        about=fields.word("about", About, About.CITIZEN),
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        ask=fields.optional_text("ask") or "",
        unit=fields.optional_text("unit"),
        derived=_derived(fields, functions),
    )
    _check_unit(fact.unit, fields, units)
    if kind is FactType.INTEGER and fact.unit is None:
        fields.fault(
            _("Tallet {name} har ingen enhed.").format(name=name),
            _('Skriv unit, fx unit = "years".'),
        )
    fields.close()
    return fact


def _derived(fields: Fields, functions: Mapping[str, DerivedFunction]) -> Derived | None:
    table = fields.table("derived")
    name = table.take("function")
    if name is None:
        return None
    if not isinstance(name, str) or name not in functions:
        table.fault(
            _("Funktionen {name} findes ikke.").format(name=name),
            _("Vælg en af: {known}.").format(known=", ".join(sorted(functions))),
        )
        return None
    return Derived(functions[name], table.texts("inputs"))


def _check_tables(toml: Toml, problems: list[Problem]) -> None:
    known = VOCABULARY[toml.file]
    problems.extend(
        Problem(
            toml.file,
            toml.line((name,)),
            _("Kompas kender ikke feltet {key} her.").format(key=f"`{name}`"),
            _("Vælg en af: {known}.").format(known=", ".join(known)),
        )
        for name in toml.data
        if name not in known
    )


def _check_inputs(facts: Mapping[str, Fact], toml: Toml, problems: list[Problem]) -> None:
    """Every input of a derived fact is itself a plain fact, so there can be no circle."""
    for fact in facts.values():
        if fact.derived is None:
            continue
        if not _fits(fact.derived, facts):
            problems.append(
                Problem(
                    toml.file,
                    toml.line(("fact", fact.name, "derived")),
                    _("Funktionen bag {fact} tager ikke imod netop de oplysninger.").format(
                        fact=fact.name
                    ),
                    _("Ret inputs, så antal og typer passer til funktionen."),
                )
            )
        strangers = [name for name in fact.derived.inputs if not _is_plain(facts.get(name))]
        problems += [
            Problem(
                toml.file,
                toml.line(("fact", fact.name)),
                _("{fact} bygger på {input}, som ikke er en almindelig oplysning.").format(
                    fact=fact.name, input=name
                ),
                _("Byg den på oplysninger, der ikke selv er afledt."),
            )
            for name in strangers
        ]


def _is_plain(fact: Fact | None) -> bool:
    return fact is not None and fact.derived is None


def _fits(derived: Derived, facts: Mapping[str, Fact]) -> bool:
    """Whether a function takes as many inputs as it gets, and dates where it wants dates."""
    parameters = signature(derived.function, eval_str=True).parameters.values()
    wanted = [parameter.annotation for parameter in parameters]
    given = [facts[name].domain.type for name in derived.inputs if name in facts]
    return len(wanted) == len(derived.inputs) and all(
        want is Parameter.empty or (want is date) is (kind is FactType.DATE)
        for want, kind in zip(wanted, given, strict=False)
    )


def _domain(kind: FactType, fields: Fields, scales: Mapping[str, Any]) -> Domain:
    if kind is FactType.DATE:
        return Domain(kind, _FIRST_DAY.toordinal(), _LAST_DAY.toordinal(), {})
    if kind is FactType.INTEGER:
        low, high = fields.take("min"), fields.take("max")
        if not all(isinstance(end, int) and not isinstance(end, bool) for end in (low, high)):
            fields.fault(
                _("Et tal skal have et mindste og et største."),
                _("Skriv min = 0 og max = ... som hele tal."),
            )
            low, high = 0, 0
        elif low > high:
            fields.fault(
                _("Det mindste er større end det største."), _("Byt om på min og max."), "min"
            )
            low, high = high, low
        return Domain(kind, low, high, {})
    if kind is FactType.BOOL:
        return Domain(kind, 0, 1, {False: 0, True: 1}, ("nej", "ja"), ("no", "yes"))
    if kind is FactType.SCALE:
        return _scale_domain(fields, scales)
    values = _texts(fields.table("values"))
    if not values:
        fields.fault(
            _("En liste af værdier mangler."),
            _('Skriv dem under values = { kode = ["da", "en"] }.'),
        )
    groups = fields.table("groups").lists()
    return _listed(kind, values, groups, fields)


def _scale_domain(fields: Fields, scales: Mapping[str, Any]) -> Domain:
    name = fields.take("scale")
    if not isinstance(name, str) or name not in scales:
        fields.fault(
            _("Skalaen {name} findes ikke.").format(name=name),
            _("Beskriv den under [scale.{name}] i facts.toml.").format(name=name),
            "scale",
        )
        return Domain(FactType.SCALE, 0, 0, {"": 0}, ("",), ("",))
    levels, groups, texts = scales[name]
    return _listed(
        FactType.SCALE,
        {level: texts.get(level, (level, level)) for level in levels},
        groups,
        fields,
    )


def _listed(
    kind: FactType, values: Texts, groups: Mapping[str, tuple[str, ...]], fields: Fields
) -> Domain:
    names = {name: place for place, name in enumerate(values)}
    members: dict[str, Allowed] = {}
    for group, named in groups.items():
        unknown = [name for name in named if name not in names]
        if unknown or group in names:
            fields.fault(
                _(
                    "Gruppen {group} nævner værdier, der ikke findes, eller hedder som en værdi."
                ).format(group=group),
                _("Ret gruppen, så den kun nævner: {known}.").format(known=", ".join(names)),
            )
            continue
        members[group] = union(*(((names[name], names[name]),) for name in named))
    return Domain(
        kind,
        0,
        max(len(names) - 1, 0),
        names,
        tuple(texts[0] for texts in values.values()),
        tuple(texts[1] for texts in values.values()),
        members,
    )


def _texts(fields: Fields) -> Texts:
    """Codes with their Danish and English text."""
    texts: Texts = {}
    for code, value in fields.items():
        if isinstance(value, list) and len(value) == 2 and all(isinstance(t, str) for t in value):
            texts[code] = (value[0], value[1])
        else:
            fields.fault(
                _("{code} mangler sin tekst på dansk og engelsk.").format(code=code),
                _('Skriv {code} = ["dansk", "English"].').format(code=code),
                code,
            )
    return texts


def _unit(name: str, fields: Fields) -> Unit:
    unit = Unit(
        name, fields.text("one"), fields.text("many"), fields.text("one_en"), fields.text("many_en")
    )
    fields.close()
    return unit


def _heading(name: str, fields: Fields) -> Heading:
    heading = Heading(name, fields.text("text"), fields.text("text_en"))
    fields.close()
    return heading


def _element(name: str, fields: Fields, facts: Mapping[str, Fact]) -> Element:
    element = Element(
        name,
        fields.text("text"),
        fields.text("text_en"),
        fields.text("remedy"),
        fields.optional_text("fact"),
        fields.take("value"),
    )
    if element.fact is not None and element.fact not in facts:
        fields.fault(
            _("Oplysningen {name} findes ikke.").format(name=element.fact),
            _("Vælg en fra facts.toml, eller tilføj den dér."),
            "fact",
        )
    fields.close()
    return element


def _source(key: str, fields: Fields) -> Source:
    source = Source(
        key,
        fields.text("title"),
        fields.text("short"),
        fields.day("dated"),
        fields.word("verified", Verified),
    )
    fields.close()
    return source


def _service(name: str, fields: Fields) -> Service:
    service = Service(
        name, fields.text("text"), fields.text("text_en"), fields.texts("legal_basis")
    )
    if not service.legal_basis:
        fields.fault(
            _("Det står ikke, hvilken lov ydelsen gives efter."),
            _('Skriv legal_basis = ["serviceloven § ..."].'),
        )
    fields.close()
    return service


def _named(fields: Fields) -> str:
    name = fields.text("name")
    fields.close()
    return name
