"""A letter as a value: sections of blocks of spans, where every span says what carries it.

A span is either literal text of a clause, with the clause's code and source, or a value with the
path to what it was read from. Nothing is printed that is not a span, so the PDF, the web page and
the checks all see the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.norms.logo import Logo


@dataclass(frozen=True, slots=True)
class ClauseText:
    """Words that stand in a clause file: `clause` is its code, `source` the § it rests on.

    `verified` tells how sure the reading of that source is, where it is not read in the document.
    """

    text: str
    clause: str
    source: str | None = None
    verified: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Words that were read from the decision or from a norm's answer.

    `trace` says from where: `decision.extent.days_per_week`, `decision.grounds[0].text`,
    `decision.facts.vum_level`, `recipients[1].name`, `norm:CODE`, `fact:NAME` (its label),
    `ground:TYPE` (its heading), `ground:TYPE:DEMAND` (its label), `municipality:phone` (how it is
    reached, as the norms' folder tells). `source` is the norm's document
    and section.
    """

    text: str
    trace: str
    source: str | None = None


Span = ClauseText | Value
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, and under it in small the line `cites` on what it rests on."""

    spans: Spans
    cites: Spans = ()


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of points, each a text with its own `cites`."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; a cell that nothing carries is empty."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


Block = Paragraph | Subheading | ListBlock | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter; the opening and the closing have no heading."""

    code: str
    heading: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class MetaLine:
    """A line beside the address: the date, the case number, whom to ask."""

    label: Spans
    value: Spans


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the letter lacks: what (`text`), what to do (`remedy`), which § asks for it."""

    code: str
    text: str
    remedy: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words around the letter: of the logo, on each page, and over the box of a draft."""

    logo: ClauseText
    page: ClauseText
    page_of: ClauseText
    draft: ClauseText
    draft_lead: ClauseText


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole letter. It is a draft as long as anything is `missing`.

    `label` says whether it is a decision, `dated` is the day of the decision, `clauses` holds the
    digests of the clause files that it was made from, by their names. `logo` is the sender's.
    """

    label: Spans
    title: Spans
    sender: tuple[Spans, ...]
    addressee: tuple[Spans, ...]
    meta: tuple[MetaLine, ...]
    sections: tuple[Section, ...]
    missing: tuple[Missing, ...]
    dated: date | None
    page_words: PageWords
    clauses: tuple[tuple[str, str], ...] = ()
    logo: Logo | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing is missing, so that it may be sent."""
        return not self.missing


class LetterIncompleteError(Exception):
    """The letter may not be sent: `missing` says what it lacks, all of it."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        lines = (f"{part.text} {part.remedy}" for part in missing)
        super().__init__("\n".join(lines))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class CompleteLetter:
    """A letter that lacks nothing: what sending takes. Raises LetterIncompleteError when made of
    a letter that does lack something.
    """

    letter: Letter

    def __post_init__(self) -> None:
        if self.letter.missing:
            raise LetterIncompleteError(self.letter.missing)


def text_of(spans: Spans) -> str:
    """The words of a run of spans."""
    return "".join(span.text for span in spans)


def addressed(letter: Letter, name: str, address_lines: tuple[str, ...], place: int) -> Letter:
    """The same letter with the address of recipient number `place`: nothing else is another's."""
    trace = f"recipients[{place}]"
    return replace(
        letter,
        addressee=(
            (Value(name, f"{trace}.name"),),
            *(
                (Value(line, f"{trace}.address_lines[{number}]"),)
                for number, line in enumerate(address_lines)
            ),
        ),
    )


def block_lines(block: Block) -> Iterator[Spans]:
    """The runs of spans of a block, in reading order."""
    match block:
        case Subheading(spans=spans):
            yield spans
        case Paragraph(spans=spans, cites=cites):
            yield spans
            yield cites
        case ListBlock(items=items):
            for item in items:
                yield from block_lines(item)
        case Table(header=header, rows=rows):
            yield from header
            for row in rows:
                yield from row


def lines(letter: Letter) -> Iterator[Spans]:
    """Every run of spans of the letter, in the order it is printed and read aloud."""
    yield from letter.sender
    yield from letter.addressee
    for line in letter.meta:
        yield line.label
        yield line.value
    yield letter.label
    yield letter.title
    for section in letter.sections:
        if section.heading:
            yield section.heading
        for block in section.blocks:
            yield from block_lines(block)


def spans(letter: Letter) -> Iterator[Span]:
    """Every span of the letter, the words around it too."""
    for line in lines(letter):
        yield from line
    words = letter.page_words
    yield from (words.logo, words.page, words.page_of, words.draft, words.draft_lead)


def plain_text(letter: Letter) -> str:
    """The words of the letter, a line for each paragraph, point and cell."""
    return "\n".join(text for line in lines(letter) if (text := text_of(line)))
