"""The citizen is on leave from the help: the grant is kept, and not always the place (S103-07)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.danish_calendar import months_after
from kompas.casework.deadlines import leave_months
from kompas.casework.intervention import Leave, where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.words import N_, _, ngettext


@event("leave_granted")
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGranted(Leave, Event):
    """The citizen got leave from the help."""


class GrantLeave(Step[LeaveGranted, LeaveGranted]):
    """The help is kept; longer than the standard's time with a reason."""

    event = command = LeaveGranted
    title = N_("Orlov fra hjælpen")
    ask = N_("Giv orlov fra hjælpen")
    order = 82
    explained = True
    labels = {
        "from_on": N_("Fra"),
        "until_on": N_("Til og med"),
        "why": N_("Hvorfor"),
        "keeps_place": N_("Pladsen holdes"),
        "longer_why": N_("Hvorfor længere end standarden"),
    }

    def ready(self, case: Case) -> bool:
        """Where help runs that the citizen has no leave from."""
        return case.help is not None and case.help.leave is None

    def record(self, here: Here, command: LeaveGranted, context: Context) -> LeaveGranted:
        """With how long the norms give leave."""
        months, rows = leave_months(here.case, command.from_on, context)
        return replace(command, months=months, rows=rows)

    def against(self, here: Here, event: LeaveGranted, context: Context) -> Iterator[Refusal]:
        """Not longer than the norms say without why, nor longer than the help."""
        months = event.months
        longest = months_after(event.from_on, months) if months is not None else event.until_on
        if event.until_on > longest and not event.longer_why.strip():
            yield Refusal(
                "leave_too_long",
                ngettext(
                    "Standarden giver orlov i op til {n} måned.",
                    "Standarden giver orlov i op til {n} måneder.",
                    months or 0,
                ).format(n=months),
                _("Skriv, hvorfor netop denne borger har brug for længere tid."),
            )
        last = here.case.help.ends_on if here.case.help else None
        if last is not None and event.until_on > last:
            yield Refusal(
                "leave_after_grant",
                _("Orloven slutter efter bevillingen."),
                _("Lad orloven slutte senest samme dag, eller træf en ny afgørelse først."),
            )

    def days(self, here: Here, event: LeaveGranted) -> Days:
        """It ends after it begins, and begins after the help."""
        running = here.case.help
        yield D.GRANTED, running.starts_on if running else None
        yield D.USED, event.from_on
        yield D.STARTS, event.from_on
        yield D.ENDS, event.until_on

    def on_case(self, case: Case, event: LeaveGranted, entry: Recorded) -> Case:
        """The leave that the citizen is on, or is to be."""
        return with_leave(case, event)

    def says(self, event: LeaveGranted, s: Speech) -> str:
        """From when until when, why, and whether the place is kept."""
        place = _("pladsen holdes") if event.keeps_place else _("pladsen holdes ikke")
        return _("{first}–{last}, {place}: {why}").format(
            first=s.day(event.from_on), last=s.day(event.until_on), place=place, why=event.why
        )


def with_leave(case: Case, leave: Leave | None) -> Case:
    """The case with the leave that the citizen has; None for one who is back."""
    return changed(
        case,
        interventions=where_running(case.interventions, lambda one: replace(one, leave=leave)),
    )
