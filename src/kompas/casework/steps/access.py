"""Whether only those who handle the case may see it, and why."""

from dataclasses import dataclass

from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import Reason
from kompas.words import N_, _


@event("access_restricted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRestricted(Event):
    """Access to the case was restricted, or opened again."""

    restricted: bool
    why: Reason


class RestrictAccess(Step[AccessRestricted, AccessRestricted]):
    """A case that colleagues need not see."""

    event = command = AccessRestricted
    title = N_("Adgang begrænset")
    ask = N_("Begræns adgangen")
    order = 220
    capability = Capability.RESTRICT_ACCESS
    explained = True
    labels = {"restricted": N_("Begrænset adgang"), "why": N_("Hvorfor")}

    def on_case(self, case: Case, event: AccessRestricted, entry: Recorded) -> Case:
        """Restricted or not."""
        return changed(case, restricted=event.restricted)

    def says(self, event: AccessRestricted, s: Speech) -> str:
        """Which, and why."""
        told = _("begrænset") if event.restricted else _("ikke begrænset")
        return f"{told}: {event.why}"
