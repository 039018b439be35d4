"""The goals, which exist whether or not the citizen wants a plan (FW-08, VEJ-07)."""

from dataclasses import dataclass

from kompas.casework.case import Case
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import LongText
from kompas.words import N_

_FROM_ASSESSMENT = frozenset((S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, S.SENT))


def has_come_to_help(case: Case) -> bool:
    """Whether help is so near, or runs, that there is something to plan."""
    return case.help is not None or any(one.status in _FROM_ASSESSMENT for one in case.proceedings)


@event("goals_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsSet(Event):
    """What the help is to lead to."""

    goals: tuple[LongText, ...]


class SetGoals(Step[GoalsSet, GoalsSet]):
    """The goals run on over all proceedings until others are set."""

    event = command = GoalsSet
    title = N_("Indsatsmål sat")
    ask = N_("Sæt mål for indsatsen")
    order = 80
    labels = {"goals": N_("Mål")}

    def ready(self, case: Case) -> bool:
        """From the assessment on."""
        return has_come_to_help(case)

    def on_case(self, case: Case, event: GoalsSet, entry: Recorded) -> Case:
        """The goals as they are now."""
        return changed(case, goals=event.goals, goals_entry=entry.seq)

    def says(self, event: GoalsSet, s: Speech) -> str:
        """Each of them."""
        return "; ".join(event.goals)
