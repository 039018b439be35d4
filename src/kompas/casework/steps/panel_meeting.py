"""On the agenda of a meeting of the referral panel (FW-18)."""

from dataclasses import dataclass, replace

from kompas.casework.agenda_items import put
from kompas.casework.case import Case, OnAgenda
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day, Token
from kompas.words import N_, _


@event("put_to_panel", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class PutToPanel(Event):
    """It is on the agenda of a meeting.

    `meeting` is the planned one, and `meets_on` the day that it has. With neither it is on the
    next one; with the day alone on that of the day, whether or not it is planned yet.
    """

    meets_on: Day | None = None
    meeting: Token = ""


class PutOnAgenda(Step[PutToPanel, PutToPanel]):
    """The panel has the next word. Once it waits, it may be put to another meeting."""

    event = command = PutToPanel
    title = N_("Sat på visitationsudvalgets dagsorden")
    ask = N_("Sæt sagen på udvalgets dagsorden")
    order = 100
    flows = of_flows(DECIDING, S.RECOMMENDED, S.AT_PANEL, to=S.AT_PANEL)
    builds = True
    lookups = frozenset({Lookup.MEETINGS})
    labels = {"meets_on": N_("Mødet holdes")}

    def record(self, here: Here, command: PutToPanel, context: Context) -> PutToPanel | Refusal:
        """With the planned meeting of the day, and the day of the planned meeting."""
        known = context.meetings
        if known is None:
            return command
        if not command.meeting:
            of_day = (key for key, day in known.items() if day == command.meets_on)
            return replace(command, meeting=next(of_day, ""))
        if command.meeting not in known:
            return Refusal(
                "no_such_meeting",
                _("Mødet findes ikke, eller det er aflyst."),
                _("Vælg et andet møde, eller lad sagen komme på det næste."),
            )
        return replace(command, meets_on=known[command.meeting])

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
            meeting=event.meeting or None,
        )
        return put(case, item, entry)

    def on_proceeding(
        self, proceeding: Proceeding, event: PutToPanel, entry: Recorded
    ) -> Proceeding:
        """The meeting that it waits for."""
        return changed(
            proceeding,
            panel_meets_on=event.meets_on,
            panel_meeting=event.meeting or None,
            panel_misses=None,
        )

    def says(self, event: PutToPanel, s: Speech) -> str:
        """Which meeting."""
        if event.meets_on is None:
            return _("udvalgets næste møde")
        return _("mødet {date}").format(date=s.day(event.meets_on))
