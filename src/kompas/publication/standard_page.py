"""A standard as its readers get it: under the document's headings, with what is only guiding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kompas.norms import Library, NormFile, Protection, Row, Standard
from kompas.norms.question import RuledQuestion
from kompas.norms.rows import Effect
from kompas.norms.vocabulary import Contact, Question, Shape, Source, Stage, Verified
from kompas.norms.wording import condition, verified_text
from kompas.publication.against import spoken_against
from kompas.publication.plain_words import Explanation, PlainWords, to_you

LEGAL_BASIS = "legal_basis"
"""The heading that holds the act itself, whatever the rules say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as it is read: its words, for whom, and what must be said of it.

    Its answer stands in its words, and is not told again. `against` is what law or practice says
    against letting the rule stand alone; `explained` the hard words that the page first uses here;
    `also` the rules that say nothing but this.
    """

    row: Row
    when: str
    unsure: str
    against: tuple[Protection, ...]
    explained: tuple[Explanation, ...] = ()
    also: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with its rules: those that bind, and the municipality's own level."""

    text: str
    binding: tuple[Entry, ...]
    guiding: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All its rules."""
        return (*self.binding, *self.guiding)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its topics, in the order of the questions."""

    name: str
    text: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class StandardPage:
    """All that a standard's page says.

    `apply` are the rules that tell how to apply, `professionals` those written to who decides.
    """

    file: NormFile
    standard: Standard
    on: date
    municipality: str
    service: str
    legal_basis: tuple[str, ...]
    sections: tuple[Section, ...]
    further: tuple[Section, ...]
    professionals: tuple[Topic, ...]
    apply: tuple[Entry, ...]
    contact: Contact
    sources: tuple[Source, ...]
    in_force: bool

    @property
    def slug(self) -> str:
        """The name of the page, without its ending."""
        return slug_of(self.file)

    @property
    def national(self) -> tuple[NormFile, ...]:
        """The law and practice beside the standard."""
        return tuple(file for file in self.standard.files if file.binds_everybody)


def slug_of(file: NormFile) -> str:
    """The name of a file's page: `copenhagen-104-2019`."""
    return file.file.removesuffix(".toml").replace("/", "-")


def standard_page(
    library: Library,
    file: NormFile,
    standard: Standard,
    on: date,
    plain: PlainWords = PlainWords(),  # noqa: B008 - frozen
) -> StandardPage:
    """The page of a municipality's file, by the rules of a day on which it holds."""
    words = library.words
    service = words.services[str(file.service)]
    told = list(_told(standard, on))
    for_staff = [
        (question, [one for one in entries if plain.is_for_professionals(question, one.row.text)])
        for question, entries in told
    ]
    to_apply = [
        one for _question, entries in told for one in entries if one.row.code in plain.apply
    ]
    set_apart = {id(one) for _question, entries in for_staff for one in entries}
    set_apart |= {id(one) for one in to_apply}
    kept = [(q, [one for one in entries if id(one) not in set_apart]) for q, entries in told]
    kept = [pair for pair in kept if pair[1]]
    headed = {name: [pair for pair in kept if pair[0].heading == name] for name in words.headings}
    rest = [pair for pair in kept if pair[0].heading not in words.headings]
    sections = (
        *(
            Section(name, _you_are_meant(heading.text), tuple(_topic(*p) for p in headed[name]))
            for name, heading in words.headings.items()
        ),
        *_further(rest),
        Section("professionals", "", tuple(_topic(*pair) for pair in for_staff if pair[1])),
    )
    sections = _explained(sections, plain)
    return StandardPage(
        file=file,
        standard=standard,
        on=on,
        municipality=words.municipalities[str(file.municipality)],
        service=service.text,
        legal_basis=service.legal_basis,
        sections=sections[: len(words.headings)],
        further=sections[len(words.headings) : -1],
        professionals=sections[-1].topics,
        apply=tuple(to_apply),
        contact=words.contacts[str(file.municipality)],
        sources=_sources(standard),
        in_force=file.period.holds(on),
    )


def _told(standard: Standard, on: date) -> Iterator[tuple[Question, list[Entry]]]:
    """Each question with its rules of a day; what a rule before it says in full is not told again.

    Such a rule is named with its source at the one that says it.
    """
    against = dict(spoken_against(standard))
    told: list[tuple[Question, list[Entry]]] = []
    for ruled in _in_reading_order(standard):
        entries: list[Entry] = []
        told.append((ruled.question, entries))
        for row in ruled.rows:
            if _can_hold(row, on):
                entry = _entry(standard, ruled.question, row, against)
                if not _is_said_before(entry, [one for _question, one in told]):
                    entries.append(entry)
    return iter(told)


def _is_said_before(entry: Entry, told: Sequence[list[Entry]]) -> bool:
    """Whether an earlier rule holds every sentence of this one; it is then noted there."""
    said = _sentences(entry.row.text)
    for entries in told:
        for place, earlier in enumerate(entries):
            if said <= _sentences(earlier.row.text) and not entry.against:
                entries[place] = replace(earlier, also=(*earlier.also, entry))
                return True
    return False


def _sentences(text: str) -> set[str]:
    return set(re.split(r"(?<=[.?!]) ", text))


def _you_are_meant(heading: str) -> str:
    """A heading as it is said to the citizen: `Omkostninger for dig`."""
    return heading.replace("for borgeren", "for dig")


def _explained(sections: Sequence[Section], plain: PlainWords) -> tuple[Section, ...]:
    """The sections with each hard word told at the rule that uses it first."""
    left = dict(plain.explained)

    def with_words(entry: Entry) -> Entry:
        text = " ".join(filter(None, (entry.row.text, entry.when, entry.row.reading)))
        found = [name for name, one in left.items() if one.is_needed_by(text)]
        return replace(entry, explained=tuple(left.pop(name) for name in found))

    def with_all(topic: Topic) -> Topic:
        binding = tuple(map(with_words, topic.binding))
        return replace(topic, binding=binding, guiding=tuple(map(with_words, topic.guiding)))

    return tuple(
        replace(section, topics=tuple(map(with_all, section.topics))) for section in sections
    )


def _further(rest: Sequence[tuple[Question, list[Entry]]]) -> Iterator[Section]:
    """What stands under none of the headings: the rest of the standard, then the decision."""
    for name, text, stage in (
        ("other", "Andre regler om hjælpen", Stage.HELP),
        ("decision", "Når kommunen træffer afgørelse", Stage.DECISION),
    ):
        topics = tuple(_topic(q, entries) for q, entries in rest if q.stage is stage)
        if topics:
            yield Section(name, text, topics)


def _in_reading_order(standard: Standard) -> list[RuledQuestion]:
    """What is answered first, what only must be known after it."""
    order = {name: place for place, name in enumerate(standard.words.questions)}

    def place(ruled: RuledQuestion) -> tuple[bool, int]:
        question = ruled.question
        return question.shape is Shape.DUTIES, order.get(question.name, len(order))

    return sorted(standard.questions.values(), key=place)


def _can_hold(row: Row, on: date) -> bool:
    """Whether a rule can hold on a day: one of a change in the law may be over, or not yet."""
    code = on.toordinal()
    return any(
        "on_date" not in box or any(low <= code <= high for low, high in box["on_date"])
        for box in row.boxes
    )


def _topic(question: Question, entries: Sequence[Entry]) -> Topic:
    return Topic(
        _you_are_meant(question.text),
        tuple(entry for entry in entries if entry.row.rank.binds),
        tuple(entry for entry in entries if not entry.row.rank.binds),
    )


def _entry(
    standard: Standard,
    question: Question,
    row: Row,
    against: Mapping[tuple[str, int], tuple[Protection, ...]],
) -> Entry:
    timeless = tuple({k: v for k, v in box.items() if k != "on_date"} for box in row.boxes)
    when = condition(standard, replace(row, boxes=timeless))
    if question.shape is Shape.CRITERIA and when:
        effect = "Opfyldt ved" if row.effect is Effect.MET else "Vurderes individuelt ved"
        when = f"{effect}: {when}"
    elif when:
        when = f"Gælder ved: {when}"
    return Entry(
        row=row,
        when=to_you(when),
        unsure=verified_text(row.verified),
        against=against.get((row.file, row.line), ()),
    )


def _sources(standard: Standard) -> tuple[Source, ...]:
    """Every document that the rules cite, once."""
    found: dict[str, Source] = {}
    for ruled in standard.questions.values():
        for row in ruled.rows:
            for citation in (row.citation, *row.citation.further):
                found.setdefault(citation.source.key, citation.source)
    return tuple(found.values())


def is_certain(source: Source) -> bool:
    """Whether the document itself was read."""
    return source.verified is Verified.READ
