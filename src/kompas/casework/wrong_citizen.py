"""An entry that was recorded on the wrong citizen: that it was there is told, not what it said."""

from dataclasses import dataclass, field

from kompas.casework.case import Case
from kompas.casework.record import Event, NotTold
from kompas.casework.trail import Passed


@dataclass(frozen=True, slots=True)
class Withheld(NotTold):
    """Stands where an entry stood that was withdrawn as recorded on the wrong citizen.

    `by` is the entry that withdrew it, `passed` its place in the order. `left` is the case that is
    left where it was the first. `sealed` is what it said: for `kompas.casework.redaction` alone.
    """

    by: int
    passed: Passed
    left: Case | None = None
    sealed: Event = field(repr=False, kw_only=True)
