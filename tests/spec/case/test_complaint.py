"""A complaint that is not met in full goes on to the appeals board within four weeks (PROC-08)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.case import Case
from kompas.casework.proceeding import ReviewOutcome
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.summary import due
from kompas.norms import Library
from tests.spec.case.stories import TODAY, Story, sent

FOUR_WEEKS = timedelta(weeks=4)


def complained(library: Library, days: int) -> tuple[Story, ComplaintReviewed, ComplaintForwarded]:
    """A complaint that came so many days after the decision, and what may be done with it."""
    story = sent(library)
    story.today = TODAY + timedelta(days=days)
    decision = story.case.decisions[0].entry
    story.does(
        ComplaintReceived(decision=decision, complaint="Det er for lidt.", received_on=story.today)
    )
    review = ComplaintReviewed(
        outcome=ReviewOutcome.NOT_UPHELD, why="Intet nyt.", reviewed_on=story.today
    )
    return story, review, ComplaintForwarded(forwarded_on=story.today)


def reviewing(case: Case) -> tuple[object, ...]:
    deadline = case.proceedings[-1].deadline
    assert deadline is not None
    return deadline.what.value, deadline.day, deadline.counted_from, deadline.rows


@pytest.mark.ledger("PROC-08")
@pytest.mark.parametrize("days", [14, 140], ids=["in_time", "late"])
def test_a_complaint_not_agreed_with_is_due_for_forwarding_four_weeks_after_it_came(
    library: Library, days: int
) -> None:
    """A late one too: whether it is taken up is the board's to say."""
    story, review, forwarded = complained(library, days)
    came, until = story.today, story.today + FOUR_WEEKS
    assert story.case.complaint_until is not None
    assert (came > story.case.complaint_until) == (days == 140)
    row = ("national/procedure-2025.toml review-four-weeks",)
    assert reviewing(story.case) == ("review", until, came, row)
    assert due(story.case) == (until, "review")
    # Looked at and not met: it is still to be forwarded by that day.
    assert due(story.does(review).case) == (until, "after_review")
    on = story.does(forwarded).case.proceedings[-1]
    assert on.status.value == "at_board"
    assert due(story.case)[1] not in ("review", "after_review")


@pytest.mark.ledger("PROC-08")
def test_one_that_is_agreed_with_in_full_is_not_forwarded(library: Library) -> None:
    story, review, forwarded = complained(library, 14)
    story.does(replace(review, outcome=ReviewOutcome.UPHELD))
    assert story.refuses(forwarded) == ["upheld"]


def test_one_met_in_part_goes_on_after_the_new_decision_only(library: Library) -> None:
    story, review, forwarded = complained(library, 140)
    story.does(replace(review, outcome=ReviewOutcome.PARTLY_UPHELD))
    assert story.refuses(forwarded) == ["decide_first"]
