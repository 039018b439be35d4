"""The plan of action and the goals, the recommendation, and the referral panel."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import DecisionKind, amounts
from kompas.casework.agenda_items import AgendaItem, agenda_items
from kompas.casework.status import Status
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.norms import Library
from tests.proceedings import current
from tests.spec.case.stories import (
    ASSESSMENT,
    DIGITAL_POST,
    DRAFT,
    FOLLOWED,
    LETTER,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    REFUSED,
    SITTING,
    TODAY,
    assessed,
    at_panel,
    informed,
    received,
    sent,
    takes,
)

GOALS = GoalsSet(goals=("Kommer af sted tre dage om ugen.", "Har en at spise frokost med."))
AGAINST = PanelDecided(
    kind=DecisionKind.PARTIAL_REFUSAL,
    extent=amounts(days_per_week=3),
    against_recommendation=True,
    why="Samværet i botilbuddet dækker to af dagene.",
    sitting=SITTING,
)


@pytest.mark.ledger("FW-08", "VEJ-07")
@pytest.mark.parametrize("accepted", [True, False])
def test_the_goals_exist_whether_or_not_the_citizen_wants_a_plan(
    accepted: bool, library: Library
) -> None:
    offer = ActionPlanOffered(offered_on=TODAY, accepted=accepted)
    case = assessed(library).does(offer, GOALS).case
    assert case.action_plan == offer
    assert case.goals == GOALS.goals


@pytest.mark.ledger("FW-08")
def test_the_plan_comes_after_the_assessment(library: Library) -> None:
    offer = ActionPlanOffered(offered_on=TODAY, accepted=True)
    assert informed(library).refuses(offer) == ["out_of_order"]
    assert received(library).refuses(GOALS) == ["out_of_order"]


@pytest.mark.ledger("FW-20")
def test_plan_and_goals_may_be_made_after_the_decision_is_sent(library: Library) -> None:
    offer = ActionPlanOffered(offered_on=TODAY, accepted=True)
    case = sent(library).does(offer, GOALS).case
    assert case.status is Status.SENT
    assert case.goals == GOALS.goals


@pytest.mark.ledger("FW-33")
def test_goals_and_plan_follow_the_citizen_while_the_help_runs(library: Library) -> None:
    plan = ActionPlanOffered(offered_on=TODAY, accepted=False)
    later = GoalsSet(goals=("Tager selv bussen.",))
    case = sent(library).does(plan, GOALS, later, replace(plan, accepted=True)).case
    assert case.goals == later.goals
    assert case.action_plan is not None
    assert case.action_plan.accepted


@pytest.mark.ledger("FW-18")
def test_an_assessed_case_goes_to_the_panel_with_a_recommendation(library: Library) -> None:
    story = assessed(library)
    assert story.refuses(ON_AGENDA) == ["out_of_order"]
    case = story.does(RECOMMENDATION, ON_AGENDA).case
    assert case.status is Status.AT_PANEL
    assert current(case).recommendation == RECOMMENDATION
    assert current(case).panel_meets_on == TODAY


@pytest.mark.ledger("FW-18")
def test_a_case_is_put_to_a_meeting_that_is_still_to_be_held(library: Library) -> None:
    story = assessed(library).does(RECOMMENDATION)
    past = PutToPanel(meets_on=date(2026, 5, 29))
    assert story.refuses(past) == ["panel_in_the_past"]


@pytest.mark.ledger("FW-19")
def test_the_panel_follows_the_recommendation(library: Library) -> None:
    case = at_panel(library).does(FOLLOWED).case
    assert case.status is Status.PANEL_DECIDED
    assert current(case).panel == FOLLOWED


@pytest.mark.ledger("FW-19")
def test_the_panel_decides_against_the_recommendation_and_says_why(library: Library) -> None:
    case = at_panel(library).does(AGAINST).case
    assert current(case).panel == AGAINST
    assert current(case).recommendation == RECOMMENDATION


@pytest.mark.ledger("FW-19")
def test_a_panel_that_departs_without_saying_why_is_asked_why(library: Library) -> None:
    (why,) = at_panel(library).why_not(replace(AGAINST, why=" "))
    assert (why.code, why.source) == ("why_missing", "forvaltningsloven § 24")


@pytest.mark.ledger("FW-19")
@pytest.mark.parametrize(
    "untrue",
    [
        replace(AGAINST, against_recommendation=False),
        replace(FOLLOWED, against_recommendation=True, why="Fordi."),
    ],
)
def test_whether_the_panel_departs_is_seen_and_not_only_said(
    untrue: PanelDecided, library: Library
) -> None:
    assert at_panel(library).refuses(untrue) == ["against_recommendation"]


@pytest.mark.ledger("FW-19")
def test_the_panel_defers_for_what_it_lacks(library: Library) -> None:
    story = at_panel(library).does(
        PanelDeferred(missing="En udtalelse fra botilbuddet", sitting=SITTING)
    )
    assert story.case.status is Status.ASSESSED
    assert story.on.panel_misses == "En udtalelse fra botilbuddet"
    assert story.on.panel_meets_on is None
    case = story.does(RECOMMENDATION, ON_AGENDA).case
    assert current(case).panel_misses is None
    assert case.status is Status.AT_PANEL


@pytest.mark.ledger("FW-18")
def test_each_meeting_has_the_case_on_its_agenda_and_the_last_one_waits_for_it(
    library: Library,
) -> None:
    later = PutToPanel(meets_on=date(2026, 6, 15))
    story = at_panel(library).does(
        PanelDeferred(missing="En udtalelse", sitting=SITTING), RECOMMENDATION, later
    )
    first, second = agenda_items(story.case)
    assert (first.meets_on, first.waits) == (TODAY, False)
    assert second == AgendaItem(
        case_id=story.case.case_id,
        entry=story.seq,
        proceeding=1,
        unit=story.case.unit,
        meets_on=later.meets_on,
        meeting=None,
        waits=True,
        heard=False,
    )
    story.today = date(2026, 6, 15)
    story.does(replace(FOLLOWED, sitting=replace(SITTING, held_on=story.today)))
    assert [one.waits for one in agenda_items(story.case)] == [False, False]
    assert agenda_items(assessed(library).case) == ()


@pytest.mark.ledger("FW-18", "FW-19")
def test_where_the_panel_must_decide_the_caseworker_cannot_do_so_before_it(
    library: Library,
) -> None:
    assert assessed(library).refuses(takes(), panel_required=True) == ["panel_first"]
    assert at_panel(library).refuses(takes(), panel_required=True) == ["out_of_order"]
    followed = at_panel(library).does(FOLLOWED)
    assert followed.does(takes(), panel_required=True).case.status is Status.DECIDED


@pytest.mark.ledger("FW-19", "FW-20")
def test_the_decision_that_is_written_is_the_one_that_the_panel_made(library: Library) -> None:
    story = at_panel(library).does(FOLLOWED)
    assert story.refuses(takes(REFUSED)) == ["not_as_panel"]
    assert story.refuses(takes(granted=amounts(days_per_week=4))) == ["not_as_panel"]
    assert story.refuses(takes()) == []


@pytest.mark.ledger("FW-20")
def test_what_ends_help_agrees_with_the_panel_whatever_it_noted_of_what_runs(
    library: Library,
) -> None:
    ends = replace(RECOMMENDATION, kind=DecisionKind.TERMINATION)
    story = assessed(library).does(ends, ON_AGENDA)
    story.does(replace(FOLLOWED, kind=DecisionKind.TERMINATION))
    assert story.refuses(takes()) == ["not_as_panel"]
    over = takes(kind=DecisionKind.TERMINATION, granted={}, ends_on=date(2026, 8, 31))
    assert story.does(over).case.status is Status.DECIDED


@pytest.mark.ledger("FW-19", "FW-20")
def test_the_decision_may_be_more_precise_than_the_panels(library: Library) -> None:
    days_only = amounts(days_per_week=5)
    story = assessed(library).does(replace(RECOMMENDATION, extent=days_only), ON_AGENDA)
    story.does(replace(FOLLOWED, extent=days_only))
    assert "hours_per_week" in DRAFT.granted
    assert story.does(takes()).case.status is Status.DECIDED


def test_new_knowledge_after_the_panel_leads_back_to_the_assessment(library: Library) -> None:
    story = at_panel(library).does(FOLLOWED)
    case = story.does(replace(ASSESSMENT, vum_level="C1", assessed_on=TODAY)).case
    assert case.status is Status.ASSESSED
    assert current(case).recommendation is None
    assert current(case).panel is None


@pytest.mark.ledger("FW-19")
def test_the_panels_old_decision_does_not_carry_the_next_one(library: Library) -> None:
    story = at_panel(library).does(FOLLOWED, takes(), LETTER, DIGITAL_POST)
    story.does(replace(NEED, met_on=TODAY), replace(ASSESSMENT, assessed_on=TODAY))
    assert story.on.panel is None
    assert story.refuses(takes(), panel_required=True) == ["panel_first"]
