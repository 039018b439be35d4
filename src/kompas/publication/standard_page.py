"""A standard as its readers get it: under the document's headings, with what is only guiding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kompas.norms import Library, NormFile, Protection, Row, Standard
from kompas.norms.question import RuledQuestion
from kompas.norms.rows import AnswerKind, Effect
from kompas.norms.vocabulary import Question, Shape, Source, Stage, Verified
from kompas.norms.wording import answer_text, condition, verified_text
from kompas.publication.against import spoken_against

LEGAL_BASIS = "legal_basis"
"""The heading that holds the act itself, whatever the rules say."""

_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


def day_text(day: date | None) -> str:
    """A day as people write it: `1. marts 2019`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}" if day else "ukendt dag"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as it is read: its words, for whom, its answer, and what must be said of it.

    `against` is what law or practice says against letting the rule stand alone.
    """

    row: Row
    when: str
    answer: str
    unsure: str
    against: tuple[Protection, ...]


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
    """All that a standard's page says."""

    file: NormFile
    standard: Standard
    on: date
    municipality: str
    service: str
    legal_basis: tuple[str, ...]
    sections: tuple[Section, ...]
    further: tuple[Section, ...]
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

    @property
    def readings(self) -> tuple[Entry, ...]:
        """The rules whose wording had to be read in some way, or is not certain."""
        every = (*self.sections, *self.further)
        entries = (e for section in every for topic in section.topics for e in topic.entries)
        return tuple(entry for entry in entries if entry.row.reading or entry.unsure)


def slug_of(file: NormFile) -> str:
    """The name of a file's page: `copenhagen-104-2019`."""
    return file.file.removesuffix(".toml").replace("/", "-")


def standard_page(library: Library, file: NormFile, standard: Standard, on: date) -> StandardPage:
    """The page of a municipality's file, by the rules of a day on which it holds."""
    words = library.words
    service = words.services[str(file.service)]
    against = dict(spoken_against(standard))
    told = [
        (
            ruled.question,
            [
                _entry(standard, ruled.question, row, against)
                for row in ruled.rows
                if _can_hold(row, on)
            ],
        )
        for ruled in _in_reading_order(standard)
    ]
    headed = {name: [pair for pair in told if pair[0].heading == name] for name in words.headings}
    rest = [pair for pair in told if pair[0].heading not in words.headings]
    return StandardPage(
        file=file,
        standard=standard,
        on=on,
        municipality=words.municipalities[str(file.municipality)],
        service=service.text,
        legal_basis=service.legal_basis,
        sections=tuple(
            Section(name, heading.text, tuple(_topic(*pair) for pair in headed[name]))
            for name, heading in words.headings.items()
        ),
        further=tuple(_further(rest)),
        sources=_sources(standard),
        in_force=file.period.holds(on),
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
    order = {name: place for place, name in enumerate(standard.words.questions)}
    return sorted(
        standard.questions.values(), key=lambda ruled: order.get(ruled.question.name, len(order))
    )


def _can_hold(row: Row, on: date) -> bool:
    """Whether a rule can hold on a day: one of a change in the law may be over, or not yet."""
    code = on.toordinal()
    return any(
        "on_date" not in box or any(low <= code <= high for low, high in box["on_date"])
        for box in row.boxes
    )


def _topic(question: Question, entries: Sequence[Entry]) -> Topic:
    return Topic(
        question.text,
        tuple(entry for entry in entries if entry.row.rank.binds),
        tuple(entry for entry in entries if not entry.row.rank.binds),
    )


def _entry(
    standard: Standard,
    question: Question,
    row: Row,
    against: Mapping[tuple[str, int], tuple[Protection, ...]],
) -> Entry:
    answer = row.answer
    told = answer is not None and answer.kind is not AnswerKind.NOT_STATED
    timeless = tuple({k: v for k, v in box.items() if k != "on_date"} for box in row.boxes)
    when = condition(standard, replace(row, boxes=timeless))
    if question.shape is Shape.CRITERIA and when:
        effect = "Opfyldt ved" if row.effect is Effect.MET else "Vurderes individuelt ved"
        when = f"{effect}: {when}"
    elif when:
        when = f"Gælder ved: {when}"
    return Entry(
        row=row,
        when=when,
        answer=answer_text(answer, question, standard.words) if answer and told else "",
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
