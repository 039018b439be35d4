"""A running grant with three goals, and what is said at its follow-up."""

from dataclasses import replace
from datetime import date, timedelta

from kompas.casework.follow_up import FollowUpForm, GoalOutcome, GoalReview, HelpChange
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.follow_up import FollowUpHeld
from kompas.casework.steps.goals import GoalsSet
from kompas.norms import Library
from tests.spec.case.stories import RUNNING_GRANT, TODAY, Story

GOALS = (
    "Er med til fælles frokost to gange om ugen.",
    "Tager selv bussen til værkstedet.",
    "Arbejder i køkkenet to timer ad gangen.",
)
GOALS_SET = GoalsSet(goals=GOALS)
HOUSING = FactNoted(
    name="housing", value="own_home", source="Samtale", dated=TODAY - timedelta(days=90)
)
AT_REST = RUNNING_GRANT.granted_on, RUNNING_GRANT.follow_up_due
LATEST = date(2027, 6, 1)
"""By Vejen's rule: twelve months after today."""


def unchanged(goal: str) -> GoalReview:
    """A goal that goes on."""
    return GoalReview(goal=goal, progress="Det går fint.", outcome=GoalOutcome.UNCHANGED)


def adjusted(goal: str, wording: str = "Tager bussen med en ledsager.") -> GoalReview:
    """A goal that reads otherwise from now on."""
    return GoalReview(
        goal=goal,
        progress="Bussen er svær alene.",
        outcome=GoalOutcome.ADJUSTED,
        wording=wording,
        why="Skiftet på stationen er for svært.",
    )


def ended(goal: str, outcome: GoalOutcome = GoalOutcome.REACHED) -> GoalReview:
    """A goal that is none any more."""
    return GoalReview(goal=goal, progress="Tre timer.", outcome=outcome, why="Det lykkes hver uge.")


HELD = FollowUpHeld(
    held_on=TODAY,
    form=FollowUpForm.MEETING,
    present=("Prøve Person", "Kontaktpersonen fra Værkstedet"),
    citizen_words="Jeg er glad for at være der.",
    provider_note="Møder hver dag.",
    goals=tuple(map(unchanged, GOALS)),
    confirmed=("housing",),
    next_on=LATEST,
)
CHANGE = HelpChange(reason="Bliver træt efter tre dage.", need="Færre dage om ugen.")
MIXED = replace(HELD, goals=(unchanged(GOALS[0]), adjusted(GOALS[1]), ended(GOALS[2])))


def running(library: Library) -> Story:
    """Help that runs, with three goals and a fact."""
    return Story(library).does(RUNNING_GRANT, GOALS_SET, HOUSING)
