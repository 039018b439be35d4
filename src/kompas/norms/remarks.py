"""What a standard's file says beside its rules: silence, what is open, and what is newer.

None of it answers anything. It is read by people: on the public page of the standard, in
`kompas norms show`, and by the jurist to whom `kompas norms check` puts what is open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kompas.norms.fields import Fields
from kompas.norms.problems import Problem
from kompas.norms.vocabulary import Citation, Question, Verified, Vocabulary
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Silence:
    """A heading under which the document lays nothing down, and how one sees that."""

    heading: str
    text: str
    citation: Citation
    line: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Where the document contradicts itself or the law, or can be read in more ways than one.

    `text` says what is open; `meanwhile` what Kompas goes by until somebody with legal insight has
    decided. `heading` is the one that it is about.
    """

    code: str
    heading: str
    text: str
    meanwhile: str
    citation: Citation
    line: int


@dataclass(frozen=True, slots=True)
class News:
    """What of the law is newer than the document: from which day, by which act.

    `first` is None where the day is not known for sure; `verified` says how sure the wording is.
    """

    first: date | None
    text: str
    act: str
    verified: Verified
    line: int


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that a file says beside its rules."""

    silences: tuple[Silence, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    news: tuple[News, ...] = ()

    def silence(self, heading: str) -> Silence | None:
        """What is said of a heading on which the document is silent."""
        return next((one for one in self.silences if one.heading == heading), None)


NO_REMARKS = Remarks()


class Cites(Protocol):
    """What reads the source of a table (`kompas.norms.read_rows.RowReader`)."""

    @property
    def words(self) -> Vocabulary:
        """The words that are known."""

    def citation(self, fields: Fields) -> Citation:
        """The document and place that a table names."""

    def known(self, fields: Fields, key: str, word: str | None, words: dict[str, object]) -> None:
        """Report a word that the vocabulary lacks."""


def read_remarks(top: Fields, reader: Cites, questions: Sequence[Question]) -> Remarks:
    """The tables `says_nothing`, `open_question` and `news` of a file.

    `questions` are those that the file has rules for: a heading that is silent can have none.
    """
    told = {question.heading for question in questions}
    return Remarks(
        tuple(_silence(fields, reader, told) for fields in top.tables("says_nothing")),
        tuple(_open(fields, reader) for fields in top.tables("open_question")),
        tuple(_news(fields) for fields in top.tables("news")),
    )


def open_questions(file: str, remarks: Remarks) -> Iterator[Problem]:
    """What a file leaves open, for a jurist; it blocks nothing."""
    for one in remarks.open_questions:
        yield Problem(
            file,
            one.line,
            f"{one.text} ({one.citation})",
            _("Lad en jurist tage stilling. Indtil da: {meanwhile}").format(
                meanwhile=one.meanwhile
            ),
            blocks=False,
            code="open_question",
        )


def _heading(fields: Fields, reader: Cites) -> str:
    heading = fields.text("heading")
    reader.known(fields, "heading", heading or None, dict(reader.words.headings))
    return heading


def _silence(fields: Fields, reader: Cites, told: set[str | None]) -> Silence:
    heading = _heading(fields, reader)
    if heading in told:
        fields.fault(
            _("Filen har regler under overskriften {heading}, så dokumentet tier ikke.").format(
                heading=heading
            ),
            _("Fjern [[says_nothing]], eller flyt reglerne."),
            "heading",
        )
    found = Silence(heading, fields.text("text"), reader.citation(fields), fields.line)
    fields.close()
    return found


def _open(fields: Fields, reader: Cites) -> OpenQuestion:
    found = OpenQuestion(
        fields.text("code"),
        _heading(fields, reader),
        fields.text("text"),
        fields.text("meanwhile"),
        reader.citation(fields),
        fields.line,
    )
    fields.close()
    return found


def _news(fields: Fields) -> News:
    found = News(
        fields.day("first"),
        fields.text("text"),
        fields.text("act"),
        fields.word("verified", Verified),
        fields.line,
    )
    fields.close()
    return found
