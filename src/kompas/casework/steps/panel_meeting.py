"""On the agenda of the referral panel's meeting of a day (FW-18)."""

from dataclasses import dataclass

from kompas.casework.case import Case, OnAgenda
from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day
from kompas.words import N_, _


@event("put_to_panel")
@dataclass(frozen=True, slots=True, kw_only=True)
class PutToPanel(Event):
    """It is on the agenda of a meeting."""

    meets_on: Day


class PutOnAgenda(Step[PutToPanel, PutToPanel]):
    """The panel has the next word."""

    event = command = PutToPanel
    title = N_("Sat på visitationsudvalgets dagsorden")
    ask = N_("Sæt sagen på udvalgets dagsorden")
    order = 100
    flows = of_flows(DECIDING, S.RECOMMENDED, to=S.AT_PANEL)
    builds = True
    labels = {"meets_on": N_("Mødet holdes")}

    def days(self, here: Here, event: PutToPanel) -> Days:
        """The meeting is to come."""
        yield D.MEETING, event.meets_on

    def on_case(self, case: Case, event: PutToPanel, entry: Recorded) -> Case:
        """One more meeting that it was put to."""
        item = OnAgenda(
            entry=entry.seq,
            proceeding=entry.proceeding or 0,
            unit=case.unit,
            meets_on=event.meets_on,
        )
        return changed(case, meetings=(*case.meetings, item))

    def on_proceeding(
        self, proceeding: Proceeding, event: PutToPanel, entry: Recorded
    ) -> Proceeding:
        """The meeting that it waits for."""
        return changed(proceeding, panel_meets_on=event.meets_on, panel_misses=None)

    def says(self, event: PutToPanel, s: Speech) -> str:
        """Which meeting."""
        return _("mødet {date}").format(date=s.day(event.meets_on))
