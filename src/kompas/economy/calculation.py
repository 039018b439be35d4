"""A calculation that explains itself: each line says what it is, how it came about and by what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kompas.economy.amount import OERE_PER_KRONE, Amount
from kompas.norms import Answer, Answered, AnswerKind, Assessment, Row, Status, Verified
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its `code`, what it is, the amount in øre, how it came about, and its source.

    `reading` and `verified` are those of the rule that the step rests on.
    """

    code: str
    text: str
    oere: int
    how: str = ""
    source: str = ""
    reading: str | None = None
    verified: Verified = Verified.READ


@dataclass(frozen=True, slots=True)
class Calculation:
    """The lines in their order. The last ones named in `results` are what is asked for.

    Where something is not settled, `open` says what, and `results` is empty.
    """

    lines: tuple[Line, ...]
    results: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def __getitem__(self, code: str) -> int:
        """The øre of a result. Raises KeyError where it is not settled."""
        for line in self.lines:
            if line.code == code and code in self.results:
                return line.oere
        raise KeyError(code)


class Unsettled(Exception):  # noqa: N818 - a thing that is met, not a fault of the reader
    """Something that a norm or an amount does not settle, in words."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__("; ".join(texts := tuple(texts)))
        self.texts = texts


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the norms answer with, and the row that speaks for it."""

    value: int
    row: Row

    @property
    def oere(self) -> int:
        """A number of kroner in øre."""
        return self.value * OERE_PER_KRONE


def parameter(assessment: Assessment, question: str) -> Parameter:
    """The one number that the norms answer a question with. Raises Unsettled."""
    answered = settled(assessment, question)
    value = answered.value
    if not isinstance(value, Answer) or value.low is None or value.low != value.high:
        raise Unsettled([_text(row) for row in answered.holding()])
    return Parameter(value.low, answered.holding()[0])


def code(assessment: Assessment, question: str) -> tuple[str, Row]:
    """The one fixed answer of a question, and the row that speaks for it. Raises Unsettled."""
    answered = settled(assessment, question)
    value = answered.value
    if not isinstance(value, Answer) or value.kind is not AnswerKind.CODE:
        raise Unsettled([_text(row) for row in answered.holding()])
    return str(value.code), answered.holding()[0]


def spelled_out(assessment: Assessment, question: str) -> Row:
    """The municipality's own row where one holds, else the law's: it says most closely how."""
    return settled(assessment, question).holding()[-1]


def settled(assessment: Assessment, question: str) -> Answered:
    """A question that is answered for this citizen. Raises Unsettled with what is missing."""
    answered = assessment.answers.get(question)
    if answered is None:
        head = assessment.standard.words.questions[question]
        raise Unsettled(
            [_("{question}: standarden siger intet om det.").format(question=head.text)]
        )
    if not answered.holding():
        raise Unsettled(list(_missing(assessment, answered)))
    return answered


def ruled(text: str, oere: int, row: Row, line_code: str, how: str = "") -> Line:
    """A line that rests on a rule."""
    return Line(line_code, text, oere, how, str(row.citation), row.reading, row.verified)


def stated(text: str, amount: Amount, line_code: str) -> Line:
    """A line that is given with its source."""
    return Line(line_code, text, amount.oere, _("oplyst"), amount.source)


def needed(amount: Amount | None, what: str) -> Amount:
    """An amount that must be given. Raises Unsettled that names it."""
    if amount is None:
        raise Unsettled([_("Oplys {what}, med kilde.").format(what=what)])
    return amount


def unsettled(reason: Unsettled, lines: Iterable[Line] = ()) -> Calculation:
    """A calculation that stops, with what is missing."""
    return Calculation(tuple(lines), open=reason.texts)


def _missing(assessment: Assessment, answered: Answered) -> Iterator[str]:
    words = assessment.standard.words.facts
    for name in answered.missing:
        for asked in assessment.standard.to_ask(name, assessment.known):
            yield _("Det mangler: {what}").format(what=words[asked].ask or words[asked].text)
    if not answered.missing:
        unknown = [r.row for r in answered.rows if r.status is Status.UNKNOWN]
        yield from (_text(row) for row in unknown)


def _text(row: Row) -> str:
    return f"{row.text} ({row.citation})"
