"""A deadline as it stands in a case. How it is worked out: `kompas.casework.deadlines`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompas.words import N_


class DeadlineKind(StrEnum):
    """What must have happened by a day."""

    DECISION = "decision"
    REVIEW = "review"
    COMPLAINT = "complaint"
    FOLLOW_UP = "follow_up"


MOVED_BY = N_("Justitsministeriets vejledning nr. 9533 af 26. juni 2018, læst i anden hånd")
"""Why a time to complain that ends on a weekend or a public holiday runs to the next working day.

The guidance itself is not read; that it says so is taken from summaries of it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something must have happened, with what gave it.

    `day` is None where no rule gives one any more. It is counted from `counted_from`; `rows` are
    the rules that gave the number (file and code), empty where the unit's own setting did.
    `depends_on` are facts that are not known and that could give another day: until they are, the
    shortest counts.
    """

    what: DeadlineKind
    day: date | None
    counted_from: date
    rows: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the time to complain would have ended on a weekend or a public holiday: it is
        counted in whole weeks.
        """
        if self.what is not DeadlineKind.COMPLAINT or self.day is None:
            return False
        return self.day.weekday() != self.counted_from.weekday()
