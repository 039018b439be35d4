"""Read the vocabulary: the shared files of a norms folder, and each municipality's own.

A municipality's folder may hold files with the names of the shared ones, or one `vocabulary.toml`
with any of their tables. What is in them is the municipality's own: a name may be given once only,
and no other municipality's rules may use it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from kompas.norms.fields import NO_MUNICIPALITY, OWN_WORDS, Fields
from kompas.norms.logo import read_logo
from kompas.norms.phrasings import Phrasings, read_phrasing
from kompas.norms.problems import NormError, Problem, remedy
from kompas.norms.read_assertions import check_contradicted, read_assertion
from kompas.norms.read_facts import check_inputs, check_running_help, read_fact, read_scale
from kompas.norms.read_measures import check_times, measures_named, read_measure
from kompas.norms.read_questions import (
    cited,
    read_heading,
    read_immaterial,
    read_question,
    read_unit,
)
from kompas.norms.toml_lines import Toml, parse
from kompas.norms.vocabulary import (
    Condition,
    Contact,
    DerivedFunction,
    Element,
    Fact,
    Measure,
    Service,
    Source,
    SourceKind,
    Verified,
    Vocabulary,
)
from kompas.words import _

T = TypeVar("T")

MEASURES = "measures.toml"
"""Where the measures stand; a folder whose help is not measured has none."""
PHRASINGS = "phrasings.toml"
"""Where it stands how people write what the check looks for; a folder may be without."""
ASSERTIONS = "assertions.toml"
"""Where it stands what texts may assert; a folder may have none."""
OPTIONAL = (MEASURES, ASSERTIONS, PHRASINGS)
VOCABULARY = {
    MEASURES: ("measure",),
    ASSERTIONS: ("assertion",),
    "facts.toml": ("scale", "fact"),
    "questions.toml": ("unit", "question", "heading"),
    "elements.toml": ("element",),
    "sources.toml": ("source",),
    "services.toml": ("service", "municipality"),
    PHRASINGS: (
        "complaint_body",
        "complaint_way",
        "no_change",
        "no_change_in_short",
        "earlier_wrong",
        "disputes",
    ),
}
"""The files of the shared vocabulary and the tables that each may hold."""
_OWN_TABLES = {**VOCABULARY, "grounds.toml": ("ground",)}
OWN_FILES = {**_OWN_TABLES, OWN_WORDS: tuple(t for tables in _OWN_TABLES.values() for t in tables)}


def own_words(folder: Path) -> list[str]:
    """The files in municipalities' folders that hold words of their own."""
    return sorted(
        f"{place.name}/{name}"
        for place in folder.iterdir()
        if place.is_dir() and place.name not in NO_MUNICIPALITY
        for name in OWN_FILES
        if (place / name).is_file()
    )


def read_toml(folder: Path, relative: str) -> Toml:
    """Parse a file of the folder; its name in problems is `relative`."""
    path = folder / relative
    return parse(relative, path.read_bytes() if path.exists() else b"")


@dataclass
class _Gathering:
    """The tables of all vocabulary files, the shared ones first.

    `owner` says whose a name is, `unsound` which words are wrongly described.
    """

    tomls: Sequence[Toml]
    problems: list[Problem]
    owner: dict[tuple[str, str], str] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    place: dict[tuple[str, str], Toml] = field(default_factory=dict)

    def each(self, key: str, make: Callable[[str, Fields], T]) -> dict[str, T]:
        """Every word of one sort, by name; a name that is given twice is told at the later."""
        found: dict[str, T] = {}
        for toml in self.tomls:
            if not isinstance(toml.data.get(key), dict):
                self._no_table(toml, key)
                continue
            for name, fields in Fields(toml, (key,), self.problems).named():
                if name in found:
                    self._clash(toml, key, name)
                    continue
                told = len(self.problems)
                found[name] = make(name, fields)
                self.place[key, name] = toml
                if "/" in toml.file:
                    self.owner[key, name] = toml.file.partition("/")[0]
                if len(self.problems) > told:
                    self.unsound.add(name)
        return found

    def _no_table(self, toml: Toml, key: str) -> None:
        if key in toml.data:
            self.problems.append(
                Problem(
                    toml.file,
                    toml.line((key,)),
                    _("{key} skal være en tabel.").format(key=f"`{key}`"),
                    _("Skriv [{path}] med én klamme om, eller {key} = {{ ... }}.").format(
                        path=f"{key}.navn", key=f"{key}.navn"
                    ),
                )
            )

    def _clash(self, toml: Toml, key: str, name: str) -> None:
        own = toml.file.partition("/")[0]
        self.problems.append(
            Problem(
                toml.file,
                toml.line((key, name)),
                *described_twice(name, self.place[key, name].file, own),
            )
        )


def described_twice(name: str, file: str, own: str) -> tuple[str, str]:
    """What is wrong with a name that another file gives already, and what to do."""
    return (
        _("{name} er allerede beskrevet i {file}.").format(name=name, file=file),
        _(
            "Er det det samme, så fjern det her, og brug det, der er. Ellers giv det et "
            "navn, der begynder med kommunens, fx {own}_{name}."
        ).format(own=own, name=name),
    )


def read_vocabulary(
    folder: Path, functions: Mapping[str, DerivedFunction], problems: list[Problem]
) -> Vocabulary:
    """Read the shared words and the municipalities' own. Raises NormError for what is no TOML."""
    tomls = _parsed(folder)
    for toml in tomls:
        _check_tables(toml, problems)
    words = _Gathering(tomls, problems)
    scales = words.each("scale", read_scale)
    unsound_scales = frozenset(words.unsound)
    measures = words.each("measure", read_measure)
    check_times(measures, lambda name: words.place["measure", name], problems)
    units = {name: one.unit for name, one in measures.items()}
    units |= words.each("unit", lambda name, f: read_unit(name, _not_a_measure(name, f, measures)))
    # A fact counts the wholes of a measure, of which halves may be granted.
    wholes = {name: replace(one.unit, parts=1) for name, one in measures.items()}
    counted = {**units, **wholes}
    facts = words.each("fact", lambda name, f: read_fact(name, f, scales, counted, functions))
    words.unsound.update(check_inputs(facts, lambda name: words.place["fact", name], problems))
    headings = words.each("heading", read_heading)
    sources = words.each("source", _source)
    questions = words.each(
        "question", lambda name, f: read_question(name, f, units, headings, sources)
    )
    words.unsound |= {name for name, one in questions.items() if one.unit in words.unsound}
    for name in questions.keys() & facts.keys():
        toml = words.place["question", name]
        problems.append(
            Problem(
                toml.file,
                toml.line(("question", name)),
                _("{name} er både en oplysning og et spørgsmål.").format(name=name),
                _("Giv den ene et andet navn."),
            )
        )
        words.unsound.add(name)
    told = words.each("municipality", lambda _name, f: _municipality(f, folder))
    _check_own_names(words)
    elements = words.each("element", lambda name, f: _element(name, f, facts, measures, sources))
    kept = (words.each(sort, read_phrasing) for sort in VOCABULARY[PHRASINGS])
    asserted = words.each("assertion", lambda name, f: read_assertion(name, f, facts, questions))
    check_contradicted(asserted, lambda name: words.place["assertion", name], problems)
    services = words.each("service", lambda name, f: _service(name, f, measures, facts, sources))
    check_running_help(facts, services, lambda name: words.place["fact", name], problems)
    _check_borrowed(words, _borrowings(facts, services, elements))
    return Vocabulary(
        facts=facts,
        units=units,
        questions=questions,
        elements=elements,
        sources=sources,
        services=services,
        municipalities={name: contact.name for name, contact in told.items()},
        headings=headings,
        contacts=told,
        measures=measures,
        phrasings=Phrasings(*kept),
        assertions=asserted,
        owner=words.owner,
        unsound=frozenset(words.unsound) | _on(unsound_scales, facts, words),
    )


def _parsed(folder: Path) -> list[Toml]:
    """The files, parsed. Raises NormError with all that are no TOML."""
    tomls: list[Toml] = []
    broken: list[Problem] = []
    for relative in (*VOCABULARY, *own_words(folder)):
        try:
            tomls.append(read_toml(folder, relative))
        except NormError as error:
            broken += error.problems
    if broken:
        raise NormError(tuple(sorted(broken)))
    return tomls


def _on(scales: frozenset[str], facts: Mapping[str, Fact], words: _Gathering) -> frozenset[str]:
    """The facts that stand on a scale which is wrongly described."""
    on = {name: words.place["fact", name].data["fact"][name].get("scale") for name in facts}
    return frozenset(name for name, scale in on.items() if scale in scales)


def _check_own_names(words: _Gathering) -> None:
    """A municipality's folder names no other municipality than its own."""
    for (key, name), owner in words.owner.items():
        if key == "municipality" and name != owner:
            toml = words.place[key, name]
            words.problems.append(
                Problem(
                    toml.file,
                    toml.line((key, name)),
                    _("Mappen {folder} er ikke kommunen {name}.").format(folder=owner, name=name),
                    _("Skriv [municipality.{folder}], eller giv mappen navnet {name}.").format(
                        folder=owner, name=name
                    ),
                )
            )


Name = tuple[str, str]
"""A word: its sort and its name (`("fact", "vum_level")`)."""


def _borrowings(
    facts: Mapping[str, Fact], services: Mapping[str, Service], elements: Mapping[str, Element]
) -> Iterator[tuple[Name, Name]]:
    """Each word with one that it stands on."""
    for name, fact in facts.items():
        inputs = fact.derived.inputs if fact.derived else ()
        yield from ((("fact", name), ("fact", one)) for one in inputs)
        yield from ((("fact", name), (sort, str(fact.unit))) for sort in ("unit", "measure"))
        yield from ((("fact", name), ("service", one)) for one in fact.running_help)
    for name, service in services.items():
        yield from ((("service", name), ("measure", one)) for one in service.measures)
    for name, element in elements.items():
        yield ("element", name), ("measure", str(element.measure))


def _check_borrowed(words: _Gathering, borrowings: Iterator[tuple[Name, Name]]) -> None:
    """The shared words, and another municipality's, may not stand on a municipality's own."""
    for word, need in borrowings:
        owner = words.owner.get(need)
        if owner is not None and owner != words.owner.get(word):
            toml = words.place[word]
            words.problems.append(
                Problem(
                    toml.file,
                    toml.line(word),
                    _("{name} hører til mappen {owner} og kan kun bruges dér.").format(
                        name=need[1], owner=owner
                    ),
                    _("Beskriv det i de fælles filer, hvis flere skal bruge det."),
                )
            )


def _check_tables(toml: Toml, problems: list[Problem]) -> None:
    known = OWN_FILES[toml.file.rpartition("/")[2]]
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


def _not_a_measure(name: str, fields: Fields, measures: Mapping[str, Measure]) -> Fields:
    """The fields of a unit; one that is a measure is described once."""
    if name in measures:
        fields.fault(
            _("{name} er allerede beskrevet som et mål.").format(name=name),
            _("Fjern [unit.{name}]: et mål er også en enhed.").format(name=name),
        )
    return fields


def _element(
    name: str,
    fields: Fields,
    facts: Mapping[str, Fact],
    measures: Mapping[str, Measure],
    sources: Mapping[str, Source],
) -> Element:
    element = Element(
        name,
        fields.text("text"),
        fields.text("text_en"),
        fields.text("remedy"),
        fields.optional_text("fact"),
        fields.take("value"),
        fields.optional_text("measure"),
        fields.flag("only_warns"),
        read_immaterial(fields, sources),
    )
    if element.measure is None:
        _check_element(element, fields, facts)
    else:
        measures_named((element.measure,), fields, measures, "measure")
    fields.close()
    return element


def _check_element(element: Element, fields: Fields, facts: Mapping[str, Fact]) -> None:
    """What an element asks for can be noted; what no fact shows, only the code can find."""
    if element.fact is None:
        if "/" in fields.toml.file:
            fields.fault(
                _("Der står ikke, hvilken oplysning i sagen der viser det."),
                _('Skriv fact = "..." med en oplysning fra ordlisten.'),
            )
    elif element.fact not in facts:
        fields.fault(
            _("Oplysningen {name} findes ikke.").format(name=element.fact),
            remedy(
                element.fact,
                facts,
                _("Vælg en, der findes, eller beskriv den i {file}.").format(
                    file=fields.words_file("facts.toml")
                ),
            ),
            "fact",
        )
    elif element.value is not None:
        try:
            facts[element.fact].domain.read(element.value)
        except ValueError as error:
            what = _("{fact}: {error}.").format(fact=element.fact, error=error)
            fields.fault(what, _("Ret value, eller fjern den."), "value")


def _source(key: str, fields: Fields) -> Source:
    source = Source(
        key,
        fields.text("title"),
        fields.text("short"),
        fields.day("dated"),
        fields.word("verified", Verified),
        # What a municipality has in its own folder is its own, where nothing else is said.
        fields.word("kind", SourceKind)
        if "kind" in fields
        else SourceKind.MUNICIPAL_STANDARD
        if "/" in fields.toml.file
        else None,
    )
    fields.close()
    return source


def _basis_says(fields: Fields, facts: Mapping[str, Fact]) -> dict[str, dict[str, Any]]:
    """The facts that a paragraph tells, each a value that the fact can have."""
    said: dict[str, dict[str, Any]] = {}
    for basis, told in fields.named():
        said[basis] = dict(told.items())
        for name, value in said[basis].items():
            try:
                facts[name].domain.read(value)
            except (KeyError, ValueError):
                fields.fault(
                    _("Oplysningen {name} findes ikke.").format(name=name),
                    remedy(name, facts, _("Vælg en oplysning og et svar fra ordlisten.")),
                    basis,
                )
    return said


def _service(
    name: str,
    fields: Fields,
    measures: Mapping[str, Measure],
    facts: Mapping[str, Fact],
    sources: Mapping[str, Source],
) -> Service:
    service = Service(
        name,
        fields.text("text"),
        fields.text("text_en"),
        fields.texts("legal_basis"),
        measures_named(fields.texts("measures"), fields, measures, "measures"),
        fields.take("amount_optional") is True,
        fields.take("not_coded") is True,
        _basis_says(fields.table("basis_says"), facts),
        tuple(_conditions(fields, sources)),
    )
    if service.conditions and not service.not_coded:
        fields.fault(
            _("Betingelserne står som en liste, men ydelsens regler er lagt ind."),
            _("Skriv betingelserne som regler, og slet listen."),
            "condition",
        )
    if not service.legal_basis:
        fields.fault(
            _("Det står ikke, hvilken lov ydelsen gives efter."),
            _('Skriv legal_basis = ["serviceloven § ..."].'),
        )
    fields.close()
    return service


def _conditions(fields: Fields, sources: Mapping[str, Source]) -> Iterator[Condition]:
    """What is known of rules that nobody has coded."""
    for told in fields.tables("condition"):
        text, source = told.text("text"), told.text("source")
        verified = told.word("verified", Verified, Verified.UNVERIFIED)
        told.optional_text("reading")
        told.close()
        citation = cited(source, told, sources)
        if citation is not None:
            yield Condition(text, citation, verified)


def _municipality(fields: Fields, folder: Path) -> Contact:
    contact = Contact(
        fields.text("name"),
        fields.optional_text("phone"),
        fields.optional_text("email"),
        fields.optional_text("website"),
        fields.optional_text("contact"),
        fields.optional_text("address"),
        fields.optional_text("hours"),
        fields.optional_text("fictional"),
        read_logo(fields, folder),
    )
    if contact.website and not contact.website.startswith("https://"):
        fields.fault(
            _("Adressen på hjemmesiden begynder ikke med https://."),
            _('Skriv den helt ud, fx website = "https://www.kommunen.dk".'),
            "website",
        )
    fields.close()
    return contact
