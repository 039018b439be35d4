"""Read the scales and facts of the vocabulary."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from inspect import Parameter, signature
from typing import Any

from kompas.norms.domain import Allowed, Domain, FactType, union
from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_questions import check_unit, read_texts
from kompas.norms.toml_lines import Toml
from kompas.norms.vocabulary import (
    About,
    Derived,
    DerivedFunction,
    Fact,
    Service,
    Texts,
    Unit,
)
from kompas.words import _

_FIRST_DAY, _LAST_DAY = date(1890, 1, 1), date(2199, 12, 31)


def read_scale(
    _name: str, fields: Fields
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], Texts]:
    """Read a scale: its levels from the lowest, its groups, and the texts of levels."""
    levels = fields.texts("levels")
    groups = fields.table("groups").lists()
    texts = read_texts(fields.table("texts"))
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


def read_fact(
    name: str,
    fields: Fields,
    scales: Mapping[str, Any],
    units: Mapping[str, Unit],
    functions: Mapping[str, DerivedFunction],
) -> Fact:
    """Read a fact: what values it has, what it counts in, and what it is derived from."""
    kind, is_derived = fields.word("type", FactType), "derived" in fields
    fact = Fact(
        name=name,
        domain=_domain(kind, fields, scales),
        about=fields.word("about", About, About.CITIZEN),
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        ask=fields.optional_text("ask") or "",
        unit=fields.optional_text("unit"),
        derived=_derived(fields, functions),
        running_help=fields.texts("running_help"),
        of_offer=fields.take("of_offer") is True,
    )
    check_unit(fact.unit, fields, units)
    _check_unit(fact, units.get(str(fact.unit)), fields, is_derived=is_derived)
    if not is_derived:
        _check_asked(fact, fields)
    if kind is FactType.INTEGER and fact.unit is None:
        fields.fault(
            _("Tallet {name} har ingen enhed.").format(name=name),
            _('Skriv unit, fx unit = "years".'),
        )
    fields.close()
    return fact


def _check_unit(fact: Fact, unit: Unit | None, fields: Fields, *, is_derived: bool) -> None:
    """A number lies within what its unit can be, unless it is a sum, and is counted in wholes."""
    if unit is None:
        return
    if not is_derived and (fact.domain.low < unit.least or fact.domain.high > unit.most):
        fields.fault(
            _("{name} skal ligge mellem {least} og {most} {unit}.").format(
                name=fact.name, least=unit.least, most=unit.most, unit=unit.many
            ),
            _("Ret min og max, eller vælg en anden enhed."),
            "max",
        )
    if unit.parts > 1:
        fields.fault(
            _("{name} er en oplysning, og dem tælles der kun i hele af.").format(name=fact.name),
            _("Vælg en enhed uden step; kun svar kan være halve og kvarte."),
            "unit",
        )


def _check_asked(fact: Fact, fields: Fields) -> None:
    if not fact.ask and fact.about is not About.SYSTEM:
        fields.fault(
            _("{name} kan ikke oplyses: der står ikke, hvad der spørges om.").format(
                name=fact.name
            ),
            _('Skriv spørgsmålet til den, der kender svaret: ask = "Hvor mange ...?"'),
        )


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


def check_inputs(
    facts: Mapping[str, Fact], toml_of: Callable[[str], Toml], problems: list[Problem]
) -> Iterator[str]:
    """Every input of a derived fact is itself a plain fact, so there can be no circle.

    Tells which facts cannot be computed.
    """
    for fact in facts.values():
        if fact.derived is None:
            continue
        toml = toml_of(fact.name)
        told = len(problems)
        strangers = [name for name in fact.derived.inputs if not _is_plain(facts.get(name))]
        if facts.keys() >= {*fact.derived.inputs} and not _fits(fact, fact.derived, facts):
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
        problems += [
            Problem(
                toml.file,
                toml.line(("fact", fact.name)),
                _("{fact} bygger på {input}, som ikke er en almindelig oplysning.").format(
                    fact=fact.name, input=name
                ),
                remedy(
                    name,
                    () if name in facts else facts,
                    _("Byg den på oplysninger, der ikke selv er afledt."),
                ),
            )
            for name in strangers
        ]
        if len(problems) > told:
            yield fact.name


def check_running_help(
    facts: Mapping[str, Fact],
    services: Mapping[str, Service],
    toml_of: Callable[[str], Toml],
    problems: list[Problem],
) -> None:
    """Report a fact that sums running help of a service nobody has, or in what it is not granted
    in, nor follows exactly from.
    """
    for fact in facts.values():
        fields = Fields(toml_of(fact.name), ("fact", fact.name), problems)
        for name in fact.running_help:
            service = services.get(name)
            if service is None:
                fields.fault(
                    _("Ydelsen {service} findes ikke.").format(service=name),
                    remedy(name, services, _("Vælg en, der findes i services.toml.")),
                    "running_help",
                )
            elif fact.derived or fact.unit not in service.measures:
                fields.fault(
                    _("{name} kan ikke regnes ud af den {service}, der løber.").format(
                        name=fact.name, service=service.text
                    ),
                    _(
                        "Skriv unit som et af de mål, den bevilges i ({measures}), uden derived."
                    ).format(measures=", ".join(service.measures)),
                    "running_help",
                )


def _is_plain(fact: Fact | None) -> bool:
    return fact is not None and fact.derived is None


def _fits(fact: Fact, derived: Derived, facts: Mapping[str, Fact]) -> bool:
    """Whether a function takes as many inputs as it gets, and dates where it wants dates.

    One that takes any number adds up: all it gets are numbers of the fact's own unit.
    """
    parameters = signature(derived.function, eval_str=True).parameters.values()
    given = [facts[name] for name in derived.inputs if name in facts]
    if any(parameter.kind is Parameter.VAR_POSITIONAL for parameter in parameters):
        return len(given) > 1 and all(
            one.domain.type is FactType.INTEGER and one.unit == fact.unit for one in given
        )
    wanted = [parameter.annotation for parameter in parameters]
    return len(wanted) == len(derived.inputs) and all(
        want is Parameter.empty or (want is date) is (one.domain.type is FactType.DATE)
        for want, one in zip(wanted, given, strict=False)
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
    values = read_texts(fields.table("values"))
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
            _("Beskriv den under [scale.{name}] i {file}.").format(
                name=name, file=fields.words_file("facts.toml")
            ),
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
