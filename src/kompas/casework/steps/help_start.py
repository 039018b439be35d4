"""The help begins: the citizen comes to the offer for the first time, or somebody comes."""

from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.intervention import where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day, ShortText
from kompas.words import N_, _


@event("help_begun")
@dataclass(frozen=True, slots=True, kw_only=True)
class HelpBegun(Event):
    """The help began, on a day and at a facility."""

    begun_on: Day
    facility: ShortText


class BeginHelp(Step[HelpBegun, HelpBegun]):
    """It tells that the citizen has what was granted."""

    event = command = HelpBegun
    title = N_("Hjælpen er begyndt")
    ask = N_("Skriv, at hjælpen er begyndt")
    order = 87
    long_ago = True
    labels = {"begun_on": N_("Begyndt"), "facility": N_("Tilbud")}

    def ready(self, case: Case) -> bool:
        """Where help runs that has not begun."""
        return case.help is not None and case.help.begun_on is None

    def days(self, here: Here, event: HelpBegun) -> Days:
        """Not before it was granted."""
        running = here.case.help
        yield D.GRANTED, running.starts_on if running else None
        yield D.USED, event.begun_on

    def happened_on(self, event: HelpBegun) -> date:
        """When it began."""
        return event.begun_on

    def on_case(self, case: Case, event: HelpBegun, entry: Recorded) -> Case:
        """Since when it is given, and where."""
        return changed(
            case,
            interventions=where_running(
                case.interventions,
                lambda one: replace(one, begun_on=event.begun_on, facility=event.facility),
            ),
        )

    def says(self, event: HelpBegun, s: Speech) -> str:
        """When, and where."""
        return _("{date}, {facility}").format(date=s.day(event.begun_on), facility=event.facility)
