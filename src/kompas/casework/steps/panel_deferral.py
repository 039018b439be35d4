"""The panel lacks something before it can decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework import sitting as sat
from kompas.casework import sitting_rules
from kompas.casework.agenda_items import heard
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.sitting import Sitting
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech
from kompas.inputs import LongText
from kompas.words import N_


@event("panel_deferred", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDeferred(Event):
    """The panel could not decide yet. `sitting` is None in a record from before it was kept."""

    missing: LongText
    sitting: Sitting | None = None


class DeferAtPanel(Step[PanelDeferred, PanelDeferred]):
    """The caseworker looks into what is missing, and recommends again."""

    event = command = PanelDeferred
    title = N_("Visitationsudvalget har udsat sagen")
    ask = N_("Udsæt sagen i udvalget")
    order = 120
    capability = Capability.DECIDE_AT_PANEL
    flows = of_flows(DECIDING, S.AT_PANEL, to=S.ASSESSED)
    builds = True
    lookups = frozenset({Lookup.MEETINGS})
    labels = {"missing": N_("Mangler")}

    def record(self, here: Here, command: PanelDeferred, context: Context) -> PanelDeferred:
        """With the planned meeting of its day."""
        return replace(command, sitting=sitting_rules.at_meeting(command.sitting, context))

    def happened_on(self, event: PanelDeferred) -> date | None:
        """When the panel met."""
        return event.sitting.held_on if event.sitting else None

    def against(self, here: Here, event: PanelDeferred, context: Context) -> Iterator[Refusal]:
        """The panel can have sat so."""
        yield from sitting_rules.against(here, event.sitting, context)

    def on_case(self, case: Case, event: PanelDeferred, entry: Recorded) -> Case:
        """The meeting has come to it."""
        return heard(case, entry.proceeding, event.sitting)

    def on_proceeding(
        self, proceeding: Proceeding, event: PanelDeferred, entry: Recorded
    ) -> Proceeding:
        """What it misses."""
        return changed(
            proceeding, panel_misses=event.missing, panel_meets_on=None, panel_meeting=None
        )

    def says(self, event: PanelDeferred, s: Speech) -> str:
        """What it misses."""
        return ". ".join(filter(None, (event.missing.rstrip("."), sat.said(event.sitting))))

    def says_in_full(self, event: PanelDeferred, s: Speech) -> Iterator[Line]:
        """What it misses, and who it was."""
        yield from super().says_in_full(event, s)
        yield from sat.lines(event.sitting, s)
