"""The plan of action was offered, and taken or declined (serviceloven § 141, FW-08)."""

from dataclasses import dataclass
from datetime import date

from kompas.casework.case import ActionPlan, Case
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.steps.goals import has_come_to_help
from kompas.casework.timeline import Speech
from kompas.words import N_, _


@event("action_plan_offered")
@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanOffered(ActionPlan, Event):
    """The plan of action was offered."""


class OfferActionPlan(Step[ActionPlanOffered, ActionPlanOffered]):
    """The plan is the citizen's to take or decline, over all proceedings."""

    event = command = ActionPlanOffered
    title = N_("Handleplan tilbudt")
    ask = N_("Tilbyd handleplan")
    order = 70
    labels = {
        "offered_on": N_("Tilbudt"),
        "accepted": N_("Borgeren vil have handleplanen"),
    }

    def ready(self, case: Case) -> bool:
        """From the assessment on."""
        return has_come_to_help(case)

    def happened_on(self, event: ActionPlanOffered) -> date:
        """When it was offered."""
        return event.offered_on

    def on_case(self, case: Case, event: ActionPlanOffered, entry: Recorded) -> Case:
        """The newest offer."""
        return changed(case, action_plan=event)

    def says(self, event: ActionPlanOffered, s: Speech) -> str:
        """Whether the citizen wants it."""
        if event.accepted:
            return _("borgeren vil gerne have den")
        return _("borgeren vil ikke have den")
