"""What a decision says was applied for: in a follow-up nothing, and in what comes of it neither."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kompas.casework import Decision, DecisionKind, amounts
from kompas.casework.proceeding import ReviewOutcome
from kompas.casework.steps.application import Channel
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.norms import Library
from tests.spec.case.stories import (
    APPLICATION,
    APPLIED_ON,
    ASSESSMENT,
    DIGITAL_POST,
    DRAFT,
    LETTER,
    NEED,
    TODAY,
    Story,
    sent,
    takes,
)

LATER = TODAY + timedelta(days=200)
COPIED = {
    "applied_for": APPLICATION.applied_for,
    "applied_on": APPLIED_ON,
    "applied_amounts": amounts(days_per_week=5),
}
"""What a draft has that was copied from the first round."""


def followed_up(library: Library, **changes: Any) -> Story:
    """Help was granted, and the municipality's own follow-up has come to a decision."""
    story = sent(library)
    story.today = LATER
    story.does(replace(NEED, met_on=LATER), replace(ASSESSMENT, assessed_on=LATER))
    return story.does(takes(decided_on=LATER, starts_on=LATER, **changes))


def last(story: Story) -> Decision:
    return story.case.decisions[-1].decision


def asked(decision: Decision) -> tuple[object, ...]:
    return decision.applied_for, decision.applied_on, decision.applied_amounts


def test_in_a_follow_up_nothing_was_applied_for_whatever_a_draft_copied(library: Library) -> None:
    for copied in ({}, COPIED):
        taken = last(followed_up(library, **copied))
        assert (asked(taken), taken.own_follow_up) == ((None, None, {}), True)
        assert taken.granted_before == DRAFT.granted


def test_an_application_is_no_follow_up(library: Library) -> None:
    for copied in ({}, COPIED):
        story = sent(library, replace(DRAFT, own_follow_up=True, **copied))  # type: ignore[arg-type]
        taken = last(story)
        assert (taken.applied_for, taken.applied_on) == (APPLICATION.applied_for, APPLIED_ON)
        assert not taken.own_follow_up


def test_who_applies_for_a_change_has_applied(library: Library) -> None:
    story = sent(library)
    story.today = LATER
    more = ChangeRequested(applied_for="En dag mere", channel=Channel.LETTER, received_on=LATER)
    story.does(more, replace(NEED, met_on=LATER), replace(ASSESSMENT, assessed_on=LATER))
    taken = last(story.does(takes(decided_on=LATER, starts_on=LATER)))
    assert (asked(taken), taken.own_follow_up) == (("En dag mere", LATER, {}), False)


def reviewed(story: Story) -> Decision:
    """A complaint of the newest decision was found right, and decided on anew."""
    about = story.case.decisions[-1].entry
    came = ComplaintReceived(decision=about, complaint="For lidt.", received_on=story.today)
    story.does(came)
    upheld = ComplaintReviewed(
        outcome=ReviewOutcome.UPHELD, why="Du har ret.", reviewed_on=story.today
    )
    story.does(upheld)
    belongs = story.case.proceedings[-1].entry
    on = story.today
    story.does(takes(decided_on=on, starts_on=on + timedelta(days=30)), belongs=belongs)
    return last(story)


def test_a_complaint_of_a_follow_up_is_about_no_application(library: Library) -> None:
    story = followed_up(library, kind=DecisionKind.GRANT)
    story.does(LETTER, replace(DIGITAL_POST, sent_on=LATER))
    taken = reviewed(story)
    assert (asked(taken), taken.own_follow_up) == ((None, None, {}), False)


def test_a_complaint_of_the_first_decision_is_about_the_application(library: Library) -> None:
    taken = reviewed(sent(library))
    assert (taken.applied_for, taken.applied_on) == (APPLICATION.applied_for, APPLIED_ON)
