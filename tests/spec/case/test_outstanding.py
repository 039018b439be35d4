"""What help lacks when its decision was sent stays in sight until it is done or reasoned away."""

from dataclasses import replace

import pytest

from kompas.casework.advice import Lack, lacks
from kompas.casework.intervention import Outstanding
from kompas.casework.outstanding import outstanding
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.explanation import OutstandingExplained
from kompas.casework.steps.follow_up_date import FollowUpPlanned
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.work_items import RUNNING_HELP, work_items
from kompas.norms import Library
from tests.spec.case.follow_ups import LATEST, running
from tests.spec.case.stories import (
    ASSESSMENT,
    DIGITAL_POST,
    DRAFT,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    Story,
    assessed,
    decided,
    received,
    sent,
    takes,
)
from tests.spec.soundness.drafts import SUITED

Lacking = Outstanding
GOALS_SET = GoalsSet(goals=("Er med til fælles frokost.",))
PLAN = ActionPlanOffered(offered_on=TODAY, accepted=False)


def no_goals(what: Outstanding = Lacking.GOALS) -> OutstandingExplained:
    return OutstandingExplained(what=what, why="Borgeren er lige flyttet ind.")


def seen(story: Story) -> list[Lack]:
    return [one for one in lacks(story.case, story.case.current, TODAY) if one.explainable]


@pytest.mark.ledger("FW-09", "FW-22")
def test_goals_and_plan_are_missed_after_sending_until_they_are_made(library: Library) -> None:
    story = sent(library)
    assert outstanding(story.case) == (Lacking.GOALS, Lacking.ACTION_PLAN)
    assert [one.step for one in seen(story)] == ["goals_set", "action_plan_offered"]
    (item,) = work_items(story.case)
    assert (item.kind, item.next_step) == (RUNNING_HELP, "goals_set")
    story.does(GOALS_SET)
    assert [one.code for one in seen(story)] == ["action_plan"]
    assert work_items(story.case)[0].next_step == "action_plan_offered"
    # That the citizen was offered it and said no is enough.
    story.does(PLAN)
    assert outstanding(story.case) == ()
    assert work_items(story.case)[0].next_step == "follow_up_held"


@pytest.mark.ledger("FW-09")
def test_or_it_is_said_why_not(library: Library) -> None:
    story = sent(library).does(no_goals())
    assert outstanding(story.case) == (Lacking.ACTION_PLAN,)
    assert story.refuses(no_goals()) == ["not_outstanding"]
    assert story.refuses(replace(no_goals(Lacking.ACTION_PLAN), why=" ")) == ["why_missing"]
    story.does(no_goals(Lacking.ACTION_PLAN))
    assert outstanding(story.case) == ()
    assert story.refuses(no_goals(Lacking.ACTION_PLAN)) == ["nothing_outstanding"]


def test_with_other_help_it_is_asked_anew(library: Library) -> None:
    story = sent(library).does(no_goals(), NEED, ASSESSMENT, takes(), LETTER, DIGITAL_POST)
    assert Lacking.GOALS in outstanding(story.case)


def test_that_help_is_followed_up_is_never_reasoned_away(library: Library) -> None:
    story = sent(library)
    assert story.refuses(no_goals(Lacking.FOLLOW_UP)) == ["always_followed_up"]


@pytest.mark.ledger("FW-22")
def test_help_whose_rules_set_no_day_asks_for_one(library: Library) -> None:
    """Where nothing is coded no rule gives a day (as § 103 by Copenhagen's standard)."""
    grant = replace(RUNNING_GRANT, follow_up_due=None)
    story = Story(library).does(grant, standard=None, standard_on=None)
    assert outstanding(story.case) == (Lacking.FOLLOW_UP,)
    (lack,) = lacks(story.case, None, TODAY)
    assert (lack.step, lack.explainable) == ("follow_up_planned", False)
    agreed = FollowUpPlanned(next_on=LATEST)
    story.does(agreed, standard=None, standard_on=None)
    assert outstanding(story.case) == ()
    assert story.case.follow_up_due == LATEST


def test_help_from_before_the_record_is_not_asked_for_its_papers(library: Library) -> None:
    assert outstanding(Story(library).does(RUNNING_GRANT).case) == ()
    assert outstanding(running(library).case) == ()


def test_a_choice_between_places_is_open_until_it_is_decided(library: Library) -> None:
    both = replace(DRAFT, facilities=(SUITED, replace(SUITED, name="Haven")))
    assert Lacking.FACILITY in outstanding(sent(library, both).case)
    one = replace(DRAFT, facilities=(SUITED,))
    assert Lacking.FACILITY not in outstanding(sent(library, one).case)


@pytest.mark.parametrize("start", [received, assessed, decided])
def test_before_help_runs_the_proceeding_says_what_is_missing(
    start: object, library: Library
) -> None:
    story = start(library)  # type: ignore[operator]
    assert outstanding(story.case) == ()
    assert story.refuses(no_goals())[0] in ("out_of_order", "nothing_outstanding")


def test_a_closed_case_lacks_nothing(library: Library) -> None:
    assert outstanding(sent(library).does(CaseClosed(why="Flyttet.")).case) == ()


def test_nothing_is_said_twice_where_a_proceeding_says_it(library: Library) -> None:
    story = sent(library).does(NEED, ASSESSMENT)
    codes = [one.code for one in lacks(story.case, story.case.current, TODAY)]
    assert codes.count("goals") == codes.count("action_plan") == 1
