"""A grant from before this record: the case starts from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.amounts import Amounts, amounts_text
from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.intervention import Intervention
from kompas.casework.opening import Opening, cannot_open, opened
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day, ShortText
from kompas.words import N_, _


@event("running_grant_taken_over", version=4)
@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGrantTakenOver(Opening):
    """A grant from before this record. `follow_up_due` where a day was set for it."""

    extent: Amounts
    facility: ShortText
    granted_on: Day
    follow_up_due: Day | None = None


class TakeOverRunningGrant(Step[RunningGrantTakenOver, RunningGrantTakenOver]):
    """It opens the case with help that runs, and no proceeding."""

    event = command = RunningGrantTakenOver
    title = N_("Løbende bevilling overtaget")
    long_ago = True
    builds = True
    labels = {
        "citizen": N_("Borger"),
        "case_number": N_("Sagsnummer"),
        "extent": N_("Omfang"),
        "facility": N_("Tilbud"),
        "granted_on": N_("Bevilget"),
        "follow_up_due": N_("Opfølgning senest"),
    }

    def ready(self, case: Case) -> bool:
        """It is the first entry of a case."""
        return case.seq == 0

    def against(
        self, here: Here, event: RunningGrantTakenOver, context: Context
    ) -> Iterator[Refusal]:
        """The frame of the case."""
        yield from cannot_open(event, context)

    def days(self, here: Here, event: RunningGrantTakenOver) -> Days:
        """It is followed up after it was given."""
        yield D.GRANTED, event.granted_on
        yield D.FOLLOW_UP, event.follow_up_due

    def happened_on(self, event: RunningGrantTakenOver) -> date:
        """When it was granted."""
        return event.granted_on

    def on_case(self, case: Case, event: RunningGrantTakenOver, entry: Recorded) -> Case:
        """The case begins with the help."""
        running = Intervention(
            entry=entry.seq,
            decision=None,
            extent=event.extent,
            starts_on=event.granted_on,
            planned=event.follow_up_due,
            counted_from=event.granted_on,
            facility=event.facility,
        )
        return changed(opened(case, event, entry, event.granted_on), interventions=(running,))

    def says(self, event: RunningGrantTakenOver, s: Speech) -> str:
        """Where, how much, and since when."""
        since = _("bevilget {date}").format(date=s.day(event.granted_on))
        parts = (event.facility, amounts_text(event.extent, s.words), since)
        return ", ".join(part for part in parts if part)
