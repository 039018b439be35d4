"""A decision that was taken, with its letter and its sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kompas.casework.deadline import Deadline
from kompas.casework.decision import Decision, DecisionForm
from kompas.casework.trace import FindingKept, Trace
from kompas.inputs import Code, Day, Lix, ShortText, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets a letter, and where: the citizen, or with a `kind` who acts for the citizen."""

    name: ShortText
    address_lines: tuple[ShortText, ...] = ()
    kind: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCopy:
    """The letter to one of those who get it: the file, by its hash, bears their address."""

    to: Recipient
    document_sha256: Token


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDocument:
    """The letter as a document, by its hash; and a copy for each who gets it, of which it is the
    first; none in an older one.
    """

    document_sha256: Token
    lix: Lix
    copies: tuple[LetterCopy, ...] = ()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """To whom it was made."""
        return tuple(one.to for one in self.copies)

    @property
    def files(self) -> tuple[str, ...]:
        """The hashes of all its files, each once."""
        return tuple(
            dict.fromkeys((self.document_sha256, *(one.document_sha256 for one in self.copies)))
        )


class LetterChannel(StrEnum):
    """How a letter goes out."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter(LetterDocument):
    """A letter that was made and went out at once, as a hearing does; and how."""

    channel: LetterChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The letter went out, when it counts as received, and who got which copy."""

    channel: LetterChannel
    sent_on: Day
    received_on: Day
    copies: tuple[LetterCopy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDecision:
    """A decision as it was taken, with its trace, its letter and its sending; never dropped.

    `entry` took it. `changes` is the help that ran when it was taken (`Intervention.entry`), None
    where none did. `overridden` are findings, by code and what they are about, that somebody took
    responsibility for. `complaint` is until when one can complain.
    """

    entry: int
    proceeding: int
    decision: Decision
    trace: Trace
    changes: int | None
    taken_by: str
    overridden: tuple[tuple[str, str], ...] = ()
    letter: LetterDocument | None = None
    sent: Sending | None = None
    sent_by: int | None = None
    complaint: Deadline | None = None

    @property
    def appealable(self) -> bool:
        """Actual administration cannot be appealed (principle decision 76-17)."""
        return self.decision.form is not DecisionForm.ADMINISTRATIVE_ACT_ONLY

    def blocking(self) -> Iterator[FindingKept]:
        """The blocking findings that nobody took responsibility for; what the law asks stays."""
        for kept in self.trace.findings:
            passed_over = kept.can_be_overridden and (kept.code, kept.about) in self.overridden
            if kept.severity == "blocking" and not passed_over:
                yield kept
