"""Other help that was considered, and with what result (retssikkerhedsloven § 5)."""

from dataclasses import dataclass

from kompas.casework.flows import WAITING
from kompas.casework.proceeding import OtherHelp, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.words import N_


@event("other_help_considered")
@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHelpConsidered(OtherHelp, Event):
    """Other help was considered."""


class ConsiderOtherHelp(Step[OtherHelpConsidered, OtherHelpConsidered]):
    """The whole of the law's possibilities is looked at."""

    event = command = OtherHelpConsidered
    title = N_("Anden hjælp overvejet")
    ask = N_("Notér anden hjælp, der er overvejet")
    order = 30
    flows = WAITING
    rested_on = True
    labels = {"considered": N_("Overvejet"), "result": N_("Resultat")}

    def on_proceeding(
        self, proceeding: Proceeding, event: OtherHelpConsidered, entry: Recorded
    ) -> Proceeding:
        """One more that was considered."""
        return changed(proceeding, other_help=(*proceeding.other_help, event))

    def says(self, event: OtherHelpConsidered, s: Speech) -> str:
        """What, and with what result."""
        return f"{', '.join(event.considered)}: {event.result}"
