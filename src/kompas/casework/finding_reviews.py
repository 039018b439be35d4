"""What people made of the findings of the check: disputed, overridden, decided on by the board.

Each is a row beside the rule that found, so that those who keep the norms see which rules are held
to be wrong, which are passed over, and what the appeals board said of the decisions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.findable import standing
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Recorded
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.finding_objection import FindingDisputed
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.taken_decision import TakenDecision


class Review(StrEnum):
    """What was made of a finding, or of a decision as a whole."""

    DISPUTED = "disputed"
    OVERRIDDEN = "overridden"
    BOARD = "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReview:
    """What an entry says of a finding: by `code` and what it is `about`, the rule.

    `says` is how the finding was worded.

    Of the board's decision (`what` is "board") `about` is the verdict that the check had given.
    `outcome` is the board's, of a decision in which a finding was overridden too; empty where it
    has not decided.
    """

    case_id: UUID
    entry: int
    proceeding: int
    unit: str | None
    what: str
    code: str
    about: str
    says: str
    why: str
    outcome: str


def finding_reviews(case: Case, entries: Sequence[Recorded]) -> tuple[FindingReview, ...]:
    """Every review that stands; `entries` are what is left of the record."""
    if not any(isinstance(entry.event, _KINDS) for entry in entries):
        return ()
    return tuple(_reviews(case, standing(case, entries)))


_KINDS = (FindingDisputed, FindingOverridden, BoardDecided)


def _reviews(case: Case, stand: Sequence[Recorded]) -> Iterator[FindingReview]:
    outcomes = dict(_outcomes(case))
    for entry in stand:
        on = next((one for one in case.proceedings if one.entry == entry.proceeding), None)
        if on is None:
            continue
        match entry.event:
            case FindingDisputed() as said:
                found = (said.code, said.about, said.says)
                yield _row(case, entry, Review.DISPUTED, found, said.why)
            case FindingOverridden() as said:
                outcome = next((outcomes[d.entry] for d in on.decisions if d.entry in outcomes), "")
                found = (said.code, said.about, _worded(on, said))
                yield _row(case, entry, Review.OVERRIDDEN, found, said.why, outcome)
            case BoardDecided() as said:
                taken = _complained_of(case, on)
                verdict = taken.trace.verdict if taken else ""
                found = ("verdict", verdict, "")
                yield _row(case, entry, Review.BOARD, found, "", said.outcome.value)
            case _:
                pass


def _row(
    case: Case,
    entry: Recorded,
    what: Review,
    found: tuple[str, str, str],
    why: str,
    outcome: str = "",
) -> FindingReview:
    code, about, says = found
    return FindingReview(
        case_id=case.case_id,
        entry=entry.seq,
        proceeding=entry.proceeding or entry.seq,
        unit=case.unit,
        what=what.value,
        code=code,
        about=about,
        says=_unnamed(says, case),
        why=_unnamed(why, case),
        outcome=outcome,
    )


def _unnamed(text: str, case: Case) -> str:
    """A text without the names of the citizen: it is read by people who do not see the case."""
    names = re.findall(r"[^\W\d_]{2,}", case.citizen.name if case.citizen else "")
    if not names:
        return text
    named = "|".join(map(re.escape, names))
    return re.sub(rf"\b(?:{named})(?:\W+(?:{named}))*\b", "borgeren", text, flags=re.IGNORECASE)


def _outcomes(case: Case) -> Iterator[tuple[int, str]]:
    """The decisions on which the board decided, by their entry, with what it came to."""
    for one in case.proceedings:
        if one.board is not None and one.about is not None:
            yield one.about, one.board.outcome.value


def _worded(on: Proceeding, said: FindingOverridden) -> str:
    """How the finding was worded that was passed over."""
    kept = (kept for taken in on.decisions for kept in taken.trace.findings)
    return next((k.text for k in kept if (k.code, k.about) == (said.code, said.about)), "")


def _complained_of(case: Case, complaint: Proceeding) -> TakenDecision | None:
    """The decision that a complaint is about."""
    taken = (one for proceeding in case.proceedings for one in proceeding.decisions)
    return next((one for one in taken if one.entry == complaint.about), None)
