"""The case ends, and why: the citizen may withdraw the application, move or die."""

from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.intervention import Intervention, Stopped, where_running
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import Reason
from kompas.words import N_


@event("case_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """The case ended."""

    why: Reason


class CloseCase(Step[CaseClosed, CaseClosed]):
    """All that is open ends with it, and so does the help."""

    event = command = CaseClosed
    title = N_("Sag lukket")
    ask = N_("Luk sagen")
    order = 240
    builds = True
    explained = True
    shown_everywhere = True
    labels = {"why": N_("Hvorfor")}

    def on_case(self, case: Case, event: CaseClosed, entry: Recorded) -> Case:
        """Nothing is to be done in it any more."""
        day, by = entry.valid_from, case.ended_by or entry.seq
        return changed(
            case,
            ended_on=day,
            ended_by=by,
            proceedings=tuple(
                _closed(one, day, by) if one.is_open else one for one in case.proceedings
            ),
            interventions=where_running(case.interventions, lambda one: _stopped(one, day, by)),
        )

    def says(self, event: CaseClosed, s: Speech) -> str:
        """Why."""
        return event.why


def _closed(one: Proceeding, day: date, by: int) -> Proceeding:
    return changed(one, status=S.CLOSED, closed_on=day, closed_by=by, closed_from=one.status)


def _stopped(one: Intervention, day: date, by: int) -> Intervention:
    stopped = Stopped(by=by, ends_on=one.ends_on)
    return replace(one, running=False, ends_on=one.ends_on or day, stopped=stopped)
