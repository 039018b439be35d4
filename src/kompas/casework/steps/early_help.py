"""Early prevention is enough for now, and why (FW-17)."""

from dataclasses import dataclass

from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.record import Event, event
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import Reason, ShortText
from kompas.words import N_


@event("referred_to_early_help")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredToEarlyHelp(Event):
    """Early prevention is enough for now, and why."""

    to: ShortText
    why: Reason


class ReferToEarlyHelp(Step[ReferredToEarlyHelp, ReferredToEarlyHelp]):
    """The proceeding rests while the citizen has early help."""

    event = command = ReferredToEarlyHelp
    title = N_("Henvist til tidlig forebyggende indsats")
    ask = N_("Henvis til tidlig forebyggende indsats")
    order = 20
    flows = of_flows(DECIDING, S.INFORMED, to=S.EARLY_HELP)
    builds = True
    explained = True
    labels = {"to": N_("Til"), "why": N_("Hvorfor")}

    def says(self, event: ReferredToEarlyHelp, s: Speech) -> str:
        """To what, and why."""
        return f"{event.to}: {event.why}"
