"""A drawn case put to `decide`, command by command, as if somebody recorded it now."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Decided, Opens, decide, followed
from kompas.casework.context import Context
from kompas.casework.fold import fold
from kompas.casework.record import NewEvent, Recorded, danish_day
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import DecisionTaken, TakeDecision
from kompas.casework.steps.sending import LetterSent, SendLetter
from kompas.norms import NotCodedError, Standard
from kompas.sample.draw import SampleCase, recorded
from kompas.sample.town import Town
from kompas.sample.users import UNIT, SampleUnit


def folded(case: SampleCase) -> Case:
    """What the case comes to."""
    return fold(recorded(case))


def refused(town: Town, case: SampleCase) -> Iterator[str]:
    """Each entry that `decide` would not have made of the command for it, and why.

    A deadline is nobody's command: it stands right behind what it follows from, or it is told.
    """
    entries = recorded(case)
    place = 0
    while place < len(entries):
        after = _behind(entries, place)
        yield from _told_otherwise(town, entries, place, after)
        place = after


def _behind(entries: Sequence[Recorded], place: int) -> int:
    """The place after an entry and the deadlines that stand behind it."""
    after = place + 1
    while after < len(entries) and isinstance(entries[after].event, DeadlineSet):
        after += 1
    return after


def _told_otherwise(
    town: Town, entries: Sequence[Recorded], place: int, after: int
) -> Iterator[str]:
    entry, name = entries[place], f"{place + 1} {type(entries[place].event).__name__}"
    if isinstance(entry.event, DeadlineSet):
        yield f"{name}: follows from nothing"
        return
    context = _context(town, entries, entry)
    before = fold(entries[:place]) if place else None
    done = decide(before, command_for(entry.event), context, _belongs(before, entry))
    if not isinstance(done, Decided):
        yield f"{name}: {[r.code for r in done.reasons]}"
        return
    made = followed(entries[:place], done.events, context)
    stands = tuple(
        NewEvent(one.event, one.valid_from, one.proceeding) for one in entries[place:after]
    )
    if made != stands:
        yield f"{name}: {made} != {stands}"
    elif any(
        (one.by, one.recorded_at) != (entry.by, entry.recorded_at) for one in entries[place:after]
    ):
        yield f"{name}: its deadlines are another's, or of another time"


def _belongs(before: Case | None, entry: Recorded) -> Belongs:
    """The proceeding to which the command is said to belong; none where it opens one."""
    if before is None or entry.proceeding is None:
        return None
    return Opens.NEW if entry.proceeding == entry.seq else entry.proceeding


def _context(town: Town, entries: Sequence[Recorded], entry: Recorded) -> Context:
    """What the command for an entry is decided in."""
    opening: Any = entries[0].event
    unit, day = UNIT[opening.unit], danish_day(entry.recorded_at)
    return Context(
        today=day,
        by=entry.by,
        standard=town.standard(unit, day, opening.service),
        standard_on=lambda on: _standard(town, unit, on, opening.service),
        deadline_weeks=unit.processing_deadline_weeks,
        panel_required=unit.panel_required,
        trace=getattr(entry.event, "trace", None),
        valid_from=entry.valid_from,
    )


def _standard(town: Town, unit: SampleUnit, day: date, service: str) -> Standard | None:
    try:
        return town.standard(unit, day, service)
    except NotCodedError:
        return None


def command_for(event: Any) -> Any:
    """The command that asks for an event."""
    if isinstance(event, DecisionTaken):
        return TakeDecision(decision=event.decision)
    if isinstance(event, LetterSent):
        return SendLetter(channel=event.channel, sent_on=event.sent_on)
    return event
