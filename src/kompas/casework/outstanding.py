"""What help still lacks when its decision was sent: it stays in sight until it is done, or why not.

The plan of action and the goals are made while the help runs (FW-08, FW-09), and so is the day of
its follow-up where the norms set none. Help from before this record is asked for that day alone.
"""

from collections.abc import Iterator, Mapping

from kompas.casework.case import Case
from kompas.casework.intervention import Intervention, Outstanding
from kompas.words import N_

STEP_OF: Mapping[Outstanding, str] = {
    Outstanding.FOLLOW_UP: "follow_up_planned",
    Outstanding.GOALS: "goals_set",
    Outstanding.ACTION_PLAN: "action_plan_offered",
    Outstanding.FACILITY: "change_requested",
}
"""The step that puts each right, what binds first on top."""
TEXTS: Mapping[Outstanding, tuple[str, str]] = {
    Outstanding.FOLLOW_UP: (
        N_("Der er ingen dag for, hvornår hjælpen skal følges op."),
        N_("serviceloven § 148, stk. 2"),
    ),
    Outstanding.GOALS: (N_("Der er ikke sat mål for hjælpen."), N_("serviceloven § 148, stk. 2")),
    Outstanding.ACTION_PLAN: (
        N_("Borgeren er ikke tilbudt en handleplan."),
        N_("serviceloven § 141"),
    ),
    Outstanding.FACILITY: (
        N_("Afgørelsen peger på flere steder, og det er ikke afgjort, hvor borgeren begynder."),
        "",
    ),
}
"""What is said of each, and where it is written."""
ALWAYS = frozenset((Outstanding.FOLLOW_UP,))
"""What is never reasoned away: help that runs is followed up."""


def outstanding(case: Case) -> tuple[Outstanding, ...]:
    """What the help that runs lacks, what binds first on top; nothing where none runs."""
    running = case.help
    if running is None or case.closed_on is not None:
        return ()
    found = set(_lacking(case, running)) - (set(running.done_without) - ALWAYS)
    return tuple(one for one in STEP_OF if one in found)


def _lacking(case: Case, running: Intervention) -> Iterator[Outstanding]:
    if case.follow_up_due is None:
        yield Outstanding.FOLLOW_UP
    taken = next((one for one in case.decisions if one.entry == running.decision), None)
    if taken is None:
        return
    if not case.goals:
        yield Outstanding.GOALS
    if case.action_plan is None:
        yield Outstanding.ACTION_PLAN
    if running.facility is None and len(taken.decision.facilities) > 1:
        yield Outstanding.FACILITY
