"""The panel lacks something before it can decide."""

from dataclasses import dataclass

from kompas.casework.capabilities import Capability
from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import LongText
from kompas.words import N_


@event("panel_deferred")
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDeferred(Event):
    """The panel could not decide yet."""

    missing: LongText


class DeferAtPanel(Step[PanelDeferred, PanelDeferred]):
    """The caseworker looks into what is missing, and recommends again."""

    event = command = PanelDeferred
    title = N_("Visitationsudvalget har udsat sagen")
    ask = N_("Udsæt sagen i udvalget")
    order = 120
    capability = Capability.DECIDE_AT_PANEL
    flows = of_flows(DECIDING, S.AT_PANEL, to=S.ASSESSED)
    builds = True
    labels = {"missing": N_("Mangler")}

    def on_proceeding(
        self, proceeding: Proceeding, event: PanelDeferred, entry: Recorded
    ) -> Proceeding:
        """What it misses."""
        return changed(proceeding, panel_misses=event.missing, panel_meets_on=None)

    def says(self, event: PanelDeferred, s: Speech) -> str:
        """What it misses."""
        return event.missing
