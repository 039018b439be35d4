"""What was recorded in a case so far: each entry in its proceeding, and what follows of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.commands import followed
from kompas.casework.context import Context
from kompas.casework.decision import DecisionKind
from kompas.casework.flows import FINAL
from kompas.casework.fold import grown
from kompas.casework.intervention import GIVING
from kompas.casework.record import Event, NewEvent, Recorded
from kompas.casework.steps import step_of
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import LetterSent
from kompas.norms import Standard

Entry = tuple[NewEvent, str, datetime]
"""What was recorded, by whom, and when (UTC)."""


def recorded(case_id: UUID, entries: list[Entry] | tuple[Entry, ...]) -> list[Recorded]:
    """The entries as they stand in the record."""
    return [
        Recorded(case_id, seq, new.event, at, new.valid_from, by, new.proceeding)
        for seq, (new, by, at) in enumerate(entries, 1)
    ]


@dataclass
class Entries:
    """The entries of a case while it is told; one proceeding is open at a time.

    `help_entry` set the help running that runs now, `decision` took the last decision, `hearing`
    sent the last hearing.
    """

    case_id: UUID
    standard_on: Callable[[date], Standard]
    deadline_weeks: int | None
    all: list[Entry] = field(default_factory=list)
    proceeding: int | None = None
    help_entry: int | None = None
    decision: int = 0
    hearing: int | None = None
    sending: int | None = None
    board: int | None = None
    _kind: DecisionKind | None = None
    _case: Case | None = None
    _seen: int = 0

    def __iter__(self) -> Iterator[Entry]:
        """Each entry in its order."""
        return iter(self.all)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.all)

    def record(self, event: Event, valid_from: date, by: str, at: datetime) -> None:
        """Record an event in the proceeding that is open, or one that it opens."""
        self.all.append((NewEvent(event, valid_from, self._proceeding_of(event)), by, at))
        if isinstance(event, DecisionTaken):
            self._kind, self.decision = event.decision.kind, len(self.all)
        elif isinstance(event, HearingSent):
            self.hearing = len(self.all)
        elif isinstance(event, BoardDecided):
            self.board = len(self.all)
        if isinstance(event, LetterSent):
            self.sending = len(self.all)
        self._running(event)

    def _running(self, event: Event) -> None:
        """What set the help running that runs after an event."""
        if isinstance(event, RunningGrantTakenOver) or (
            isinstance(event, LetterSent) and self._kind in GIVING
        ):
            self.help_entry = len(self.all)
        elif isinstance(event, LetterSent) and self._kind is DecisionKind.TERMINATION:
            self.help_entry = None

    def follow(self, today: date) -> None:
        """Record the deadlines that follow from what was recorded last."""
        _new, by, at = self.all[-1]
        context = Context(
            today=today,
            by=by,
            standard=self.standard_on(today),
            standard_on=self.standard_on,
            deadline_weeks=self.deadline_weeks,
        )
        entries = recorded(self.case_id, self.all)
        before, coming = entries[: self._seen], entries[self._seen :]
        self._case = grown(self._case, before, coming)
        self._seen = len(entries)
        for deadline in followed(entries, (), context, self._case):
            self.all.append((deadline, by, at))

    def _proceeding_of(self, event: Event) -> int | None:
        step = step_of(event)
        if not step.flows:
            return None
        if self.proceeding is None and step.opens:
            self.proceeding = len(self.all) + 1
        belongs = self.proceeding
        if any(place.to in FINAL for place in step.flows.values()):
            self.proceeding = None
        return belongs
