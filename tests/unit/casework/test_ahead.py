"""What comes next in a case and what it lacks: one step that leads on, never one that cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import ahead, steps
from kompas.casework.status import STEPS, Status
from kompas.norms import Library
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    FOLLOWED,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    REPORT,
    RUNNING_GRANT,
    TODAY,
    Story,
)

HEARING = steps.HearingSent(
    evidence=("report",), sent_on=TODAY, deadline_on=TODAY + timedelta(days=14)
)


def story(library: Library, *commands: object) -> Story:
    return Story(library).does(*commands)


def next_of(told: Story, *, panel: bool = False, on: date = TODAY) -> str | None:
    return ahead.next_step(told.case, on, panel_required=panel).step


def codes(told: Story, on: date = TODAY) -> list[str]:
    return [lack.code for lack in ahead.lacks(told.case, on)]


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
    found = ahead.next_step(told.case, TODAY, panel_required=True)
    assert (found.step, found.waits_until) == ("panel_decided", ON_AGENDA.meets_on)
    assert next_of(told.does(FOLLOWED), panel=True) == "decision_taken"


def test_what_the_panel_misses_is_said(library: Library) -> None:
    told = story(library, APPLICATION, NEED, ASSESSMENT, RECOMMENDATION, ON_AGENDA)
    told.does(steps.PanelDeferred(missing="En udtalelse fra lægen"))
    found = ahead.next_step(told.case, TODAY, panel_required=True)
    assert found.step == "recommendation_made"
    assert "En udtalelse fra lægen." in found.text


def test_while_the_party_may_answer_the_decision_waits(library: Library) -> None:
    told = story(library, APPLICATION, NEED, ASSESSMENT, steps.EvidenceAdded(evidence=REPORT))
    assert "unheard" in codes(told)
    told.does(HEARING)
    found = ahead.next_step(told.case, TODAY, panel_required=False)
    assert (found.step, found.waits_until) == ("hearing_answered", HEARING.deadline_on)
    assert "unheard" not in codes(told)
    after = HEARING.deadline_on + timedelta(days=1)
    assert next_of(told, on=after) == "decision_taken"
    assert "unanswered" in codes(told, after)


def test_a_running_grant_waits_for_its_follow_up(library: Library) -> None:
    told = story(library, RUNNING_GRANT)
    due = RUNNING_GRANT.follow_up_due
    assert due is not None
    early = due - ahead.FOLLOW_UP_BEFORE - timedelta(days=1)
    found = ahead.next_step(told.case, early, panel_required=False)
    assert (found.step, found.waits_until) == (None, due)
    assert next_of(told, on=due - ahead.FOLLOW_UP_BEFORE) == "need_uncovered"


def test_a_passed_deadline_is_missed_until_the_citizen_is_told(library: Library) -> None:
    told = story(library, replace(APPLICATION, decide_by=TODAY - timedelta(days=1)), NEED)
    assert codes(told)[0] == "late"
    notified = steps.DelayNotified(
        why="Vi venter på lægen.", expected_on=TODAY + timedelta(days=20), notified_on=TODAY
    )
    assert "late" not in codes(told.does(notified))


def test_the_groundwork_that_the_law_asks_for_is_missed_until_it_is_there(
    library: Library,
) -> None:
    told = story(library, APPLICATION)
    assert codes(told) == []
    assert codes(told.does(NEED)) == ["other_help", "evidence"]
    told.does(
        steps.OtherHelpConsidered(considered=("§ 97",), result="Dækker ikke behovet."),
        steps.EvidenceAdded(evidence=replace(REPORT, unfavourable=False)),
        ASSESSMENT,
    )
    assert codes(told) == ["action_plan", "goals"]
    told.does(
        steps.ActionPlanOffered(offered_on=TODAY, accepted=False), steps.GoalsSet(goals=("Samvær",))
    )
    assert codes(told) == []


def test_a_closed_case_has_nothing_next(library: Library) -> None:
    told = story(library, APPLICATION, steps.CaseClosed(why="Borgeren er flyttet."))
    assert next_of(told) is None
    assert codes(told) == []


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.NEW])
@pytest.mark.parametrize("panel", [True, False])
def test_what_is_next_may_be_done_then(library: Library, status: Status, *, panel: bool) -> None:
    """Whatever the status, the step that is advised is one that the table allows."""
    case = replace(story(library, APPLICATION).case, status=status)
    found = ahead.next_step(case, TODAY, panel_required=panel)
    assert found.text
    assert found.step is None or status in STEPS[found.step].allowed
    assert all(
        lack.step is None or status in STEPS[lack.step].allowed for lack in ahead.lacks(case, TODAY)
    )
