"""A drawn case put to `decide`, command by command, as if somebody recorded it now."""

from collections.abc import Iterator
from typing import Any

from kompas.casework import steps
from kompas.casework.case import Case, fold
from kompas.casework.commands import Context, Decided, SendLetter, TakeDecision, decide
from kompas.casework.record import danish_day
from kompas.sample.draw import SampleCase, recorded
from kompas.sample.town import Town
from kompas.sample.users import UNIT


def folded(case: SampleCase) -> Case:
    """What the case comes to."""
    return fold(recorded(case))


def refused(town: Town, case: SampleCase) -> Iterator[str]:
    """Each entry that `decide` would not have made of the command for it, and why."""
    entries = recorded(case)
    unit = UNIT[entries[0].event.unit]
    for place, entry in enumerate(entries):
        before = fold(entries[:place]) if place else None
        day = danish_day(entry.recorded_at)
        context = Context(
            today=day,
            by=entry.by,
            standard=town.standard(unit, day),
            deadline_weeks=unit.processing_deadline_weeks,
            panel_required=unit.panel_required,
            trace=getattr(entry.event, "trace", None),
            valid_from=entry.valid_from,
        )
        done = decide(before, command_for(entry.event), context)
        if not isinstance(done, Decided):
            yield f"{place + 1} {type(entry.event).__name__}: {[r.code for r in done.reasons]}"
        elif [new.event for new in done.events] != [entry.event]:
            yield f"{place + 1} {type(entry.event).__name__}: {done.events} != {entry.event}"


def command_for(event: Any) -> Any:
    """The command that asks for an event."""
    if isinstance(event, steps.DecisionTaken):
        return TakeDecision(decision=event.decision)
    if isinstance(event, steps.LetterSent):
        return SendLetter(channel=event.channel, sent_on=event.sent_on)
    return event
