"""What comes next in a case and what it lacks: one step that leads on, never one that cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import advice
from kompas.casework.commands import may_take
from kompas.casework.flows import FINAL, ProceedingKind
from kompas.casework.status import Status
from kompas.casework.steps import STEPS
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.norms import Library
from tests.proceedings import current
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    FOLLOWED,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    REPORT,
    RUNNING_GRANT,
    SITTING,
    TODAY,
    Story,
)
from tests.unit.casework.reaching import reached

HEARING = HearingSent(evidence=("report",), sent_on=TODAY, deadline_on=TODAY + timedelta(days=14))


def story(library: Library, *commands: object) -> Story:
    return Story(library).does(*commands)


def next_of(told: Story, *, panel: bool = False, on: date = TODAY) -> str | None:
    return ahead_of(told, panel=panel, on=on).step


def ahead_of(
    told: Story, *, panel: bool = False, on: date = TODAY, planning: timedelta = timedelta()
) -> advice.Ahead:
    return advice.next_step(
        told.case, told.case.current, on, panel_required=panel, follow_up_planning=planning
    )


def codes(told: Story, on: date = TODAY) -> list[str]:
    return [lack.code for lack in advice.lacks(told.case, told.case.current, on)]


def test_a_case_is_led_from_application_to_decision(library: Library) -> None:
    told = story(library, APPLICATION)
    assert next_of(told) == "need_uncovered"
    assert next_of(told.does(NEED)) == "need_assessed"
    assert next_of(told.does(ASSESSMENT)) == "decision_taken"


def test_where_there_is_a_panel_it_comes_before_the_decision(library: Library) -> None:
    told = story(library, APPLICATION, NEED, ASSESSMENT)
    assert next_of(told, panel=True) == "recommendation_made"
    assert next_of(told.does(RECOMMENDATION), panel=True) == "put_to_panel"
    told.does(ON_AGENDA)
    found = ahead_of(told, panel=True)
    assert (found.step, found.waits_until) == ("panel_decided", ON_AGENDA.meets_on)
    assert next_of(told.does(FOLLOWED), panel=True) == "decision_taken"


def test_what_the_panel_misses_is_said(library: Library) -> None:
    told = story(library, APPLICATION, NEED, ASSESSMENT, RECOMMENDATION, ON_AGENDA)
    told.does(PanelDeferred(missing="En udtalelse fra lægen", sitting=SITTING))
    found = ahead_of(told, panel=True)
    assert found.step == "recommendation_made"
    assert "En udtalelse fra lægen." in found.text


def test_while_the_party_may_answer_the_decision_waits(library: Library) -> None:
    told = story(library, APPLICATION, NEED, ASSESSMENT, EvidenceAdded(evidence=REPORT))
    assert "unheard" in codes(told)
    told.does(HEARING)
    found = ahead_of(told)
    assert (found.step, found.waits_until) == ("hearing_answered", HEARING.deadline_on)
    assert "unheard" not in codes(told)
    after = HEARING.deadline_on + timedelta(days=1)
    assert next_of(told, on=after) == "decision_taken"
    assert "unanswered" in codes(told, after)


def test_a_running_grant_waits_for_its_follow_up(library: Library) -> None:
    told = story(library, RUNNING_GRANT)
    due = RUNNING_GRANT.follow_up_due
    assert due is not None
    for planning in (timedelta(), timedelta(weeks=4)):
        begins = due - planning
        found = ahead_of(told, on=begins - timedelta(days=1), planning=planning)
        assert (found.step, found.waits_until) == (None, due)
        assert ahead_of(told, on=begins, planning=planning).step == "follow_up_held"


def test_a_passed_deadline_is_missed_until_the_citizen_is_told(library: Library) -> None:
    told = story(library, APPLICATION, NEED)
    due = current(told.case).decide_by
    assert due is not None
    assert "late" not in codes(told, due)
    late = told.today = due + timedelta(days=1)
    assert codes(told, late)[0] == "late"
    notified = DelayNotified(
        why="Vi venter på lægen.", expected_on=late + timedelta(days=20), notified_on=late
    )
    assert "late" not in codes(told.does(notified), late)


def test_the_groundwork_that_the_law_asks_for_is_missed_until_it_is_there(
    library: Library,
) -> None:
    told = story(library, APPLICATION)
    assert codes(told) == []
    assert codes(told.does(NEED)) == ["other_help", "evidence"]
    told.does(
        OtherHelpConsidered(considered=("§ 97",), result="Dækker ikke behovet."),
        EvidenceAdded(evidence=replace(REPORT, unfavourable=False)),
        ASSESSMENT,
    )
    assert codes(told) == ["action_plan", "goals"]
    told.does(ActionPlanOffered(offered_on=TODAY, accepted=False), GoalsSet(goals=("Samvær",)))
    assert codes(told) == []


def test_a_closed_case_has_nothing_next(library: Library) -> None:
    told = story(library, APPLICATION, CaseClosed(why="Borgeren er flyttet."))
    assert next_of(told) is None
    assert codes(told) == []


STANDS = [
    (kind, status)
    for kind in ProceedingKind
    for status in sorted(reached(kind))
    if status not in FINAL | {Status.NEW}
]


@pytest.mark.parametrize(("kind", "status"), STANDS)
@pytest.mark.parametrize("panel", [True, False])
def test_what_is_next_may_be_done_then(
    library: Library, kind: ProceedingKind, status: Status, *, panel: bool
) -> None:
    """Wherever a proceeding stands, the step that is advised is one that its flow allows."""
    case = story(library, APPLICATION).case
    on = replace(current(case), kind=kind, status=status)
    case = replace(case, proceedings=(on,))
    found = advice.next_step(case, on, TODAY, panel_required=panel)
    assert found.text
    assert found.step is not None
    assert STEPS[found.step].fits(on)
    for lack in advice.lacks(case, on, TODAY):
        assert lack.step is None or may_take(case, STEPS[lack.step], on.entry)


@pytest.mark.parametrize("status", sorted(FINAL))
def test_where_nothing_is_going_on_what_is_next_may_be_done_then(
    library: Library, status: Status
) -> None:
    told = story(library, RUNNING_GRANT)
    on = replace(current(story(library, APPLICATION).case), entry=2, status=status)
    case = replace(told.case, proceedings=(on,))
    for day in (TODAY, RUNNING_GRANT.follow_up_due or TODAY):
        found = advice.next_step(case, on, day, panel_required=False)
        assert found.text
        assert found.step is None or may_take(case, STEPS[found.step])
