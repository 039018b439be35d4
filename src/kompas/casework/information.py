"""What is asked for so that a case is informed: of whom, until when, and what came of it.

Several requests run beside each other, each with its own day: none takes the place of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompas.norms import GivenFact

UNANSWERED = "request_unanswered"
"""The fact that the norms of procedure ask about."""


class AnswerOutcome(StrEnum):
    """What came of a request for information."""

    RECEIVED = "received"
    NOTHING = "nothing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequest:
    """A request as it stands in the case: `seq` is the entry that tells it was sent.

    `asked_of` names another source than the citizen; None is the citizen. `consequence_told`: the
    citizen was told what follows where no answer comes (retssikkerhedsloven § 11 b). Of several
    answers each is kept, one below the other; `outcome` is None until the first.
    """

    seq: int
    asks_for: str
    asked_of: str | None
    sent_on: date
    answer_by: date
    consequence_told: bool
    outcome: AnswerOutcome | None = None
    answered_at: int | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is noted of what came."""
        return self.outcome is None

    def awaited_on(self, day: date) -> bool:
        """Whether an answer may still come in time on a day, and has not."""
        return self.is_open and self.answer_by >= day

    def overdue_on(self, day: date) -> bool:
        """Whether the time is out on a day, and nothing is noted of what came."""
        return self.is_open and self.answer_by < day

    def came_after(self, entry: int) -> bool:
        """Whether what was asked for came after an entry."""
        late = self.answered_at is not None and self.answered_at > entry
        return late and self.outcome is AnswerOutcome.RECEIVED

    def unanswered_on(self, day: date) -> bool:
        """Whether the citizen has not helped by a day: refused, or the time is out without answer.

        Another source that does not answer is not the citizen who does not help.
        """
        if self.asked_of is not None or self.outcome is AnswerOutcome.RECEIVED:
            return False
        return self.outcome is AnswerOutcome.REFUSED or self.answer_by < day


def facts_of(requests: Iterable[InformationRequest], day: date) -> dict[str, GivenFact]:
    """What the record itself tells the norms on a day of what the citizen was asked for, and when.

    Where several were not answered, it names the one whose time ran out last.
    """
    late = [one for one in requests if one.unanswered_on(day)]
    if not late:
        return {UNANSWERED: GivenFact(value=False)}
    last = max(late, key=lambda one: (one.answer_by, one.seq))
    return {UNANSWERED: unanswered(last.sent_on, last.answer_by)}


def unanswered(sent_on: date, answer_by: date) -> GivenFact:
    """That a request to the citizen of a day was not answered: Danish, as all that is recorded."""
    until = f"{answer_by.day}.{answer_by.month}.{answer_by.year}"
    return GivenFact(
        value=True, source=f"Anmodning om oplysninger med frist {until}", dated=sent_on
    )
