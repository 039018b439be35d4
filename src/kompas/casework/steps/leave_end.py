"""The citizen comes back from leave; where the place was not kept, a wait may follow (S103-07)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.record import Event, Recorded, event
from kompas.casework.step import Here, Step
from kompas.casework.steps.leave import with_leave
from kompas.casework.timeline import Speech
from kompas.inputs import Day, Reason
from kompas.words import N_, _, day_text


@event("leave_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEnded(Event):
    """The citizen is back. `has_place`: has the help again; else `meanwhile` tells what is given
    until there is a place.
    """

    back_on: Day
    has_place: bool
    meanwhile: Reason = ""


class EndLeave(Step[LeaveEnded, LeaveEnded]):
    """The help goes on as it was granted."""

    event = command = LeaveEnded
    title = N_("Tilbage fra orlov")
    ask = N_("Skriv, at borgeren er tilbage fra orlov")
    order = 83
    labels = {
        "back_on": N_("Tilbage"),
        "has_place": N_("Borgeren har sin plads igen"),
        "meanwhile": N_("Hjælp, til der er en plads"),
    }

    def ready(self, case: Case) -> bool:
        """Where the citizen has leave."""
        return case.help is not None and case.help.leave is not None

    def against(self, here: Here, event: LeaveEnded, context: Context) -> Iterator[Refusal]:
        """After the leave began, and with what is given where there is no place."""
        leave = here.case.help.leave if here.case.help else None
        if leave is not None and event.back_on < leave.from_on:
            yield Refusal(
                "back_before_leave",
                _("Orloven begyndte {day}.").format(day=day_text(leave.from_on)),
                _("Ret datoen."),
            )
        if not event.has_place and not event.meanwhile.strip():
            yield Refusal(
                "no_help_meanwhile",
                _("Bevillingen gælder stadig, men der står ikke, hvad borgeren får imens."),
                _("Skriv, hvordan behovet bliver dækket, til der er en plads."),
                _("serviceloven § 4"),
            )

    def happened_on(self, event: LeaveEnded) -> date:
        """When the citizen was back."""
        return event.back_on

    def on_case(self, case: Case, event: LeaveEnded, entry: Recorded) -> Case:
        """No leave any more."""
        return with_leave(case, None)

    def says(self, event: LeaveEnded, s: Speech) -> str:
        """When, and what until there is a place."""
        told = _("har sin plads igen") if event.has_place else event.meanwhile
        return _("{date}: {what}").format(date=s.day(event.back_on), what=told)
