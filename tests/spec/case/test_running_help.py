"""Help that runs is ordered, begins, and is kept while the citizen is on leave (S103-07)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.intervention import Intervention
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.help_start import HelpBegun
from kompas.casework.steps.leave import LeaveGranted
from kompas.casework.steps.leave_end import LeaveEnded
from kompas.casework.steps.service_order import ServiceOrdered
from kompas.norms import Library
from tests.spec.case.stories import (
    ASSESSMENT,
    DIGITAL_POST,
    DRAFT,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    VEJEN,
    Story,
    assessed,
    sent,
    takes,
    withdraws,
)
from tests.spec.soundness.drafts import PROVIDER_CHANGE, SUITED

ORDER = ServiceOrdered(
    facility="Værkstedet",
    ordered_on=TODAY,
    starts_on=TODAY + timedelta(days=7),
    contact="Ole Opdigtet",
    may_know="At borgeren bliver træt efter to timer.",
)
BEGUN = HelpBegun(begun_on=TODAY, facility="Værkstedet")
LEAVE = LeaveGranted(
    from_on=TODAY,
    until_on=TODAY + timedelta(days=90),
    why="Borgeren skal opereres i hoften.",
    keeps_place=True,
)
BACK = LeaveEnded(back_on=TODAY, has_place=True)
LAST = TODAY + timedelta(days=100)


def running(story: Story) -> Intervention:
    assert story.case.help is not None
    return story.case.help


def test_an_order_takes_extent_and_goals_from_the_case(library: Library) -> None:
    story = sent(library).does(GoalsSet(goals=("Tager selv bussen.",)), ORDER)
    order = running(story).order
    assert order is not None
    assert (order.extent, order.goals) == (DRAFT.granted, ("Tager selv bussen.",))
    assert running(story).facility == "Værkstedet"


def test_nothing_is_ordered_before_the_decision_is_sent(library: Library) -> None:
    for command in (ORDER, BEGUN, LEAVE):
        assert assessed(library).refuses(command)


def test_an_order_stays_within_the_grant(library: Library) -> None:
    story = sent(library, replace(DRAFT, ends_on=LAST))
    assert story.refuses(replace(ORDER, ends_on=LAST + timedelta(days=1))) == [
        "ordered_after_grant"
    ]
    assert story.refuses(replace(ORDER, starts_on=LAST + timedelta(days=1))) != []
    assert story.refuses(replace(ORDER, facility=" ")) != []
    story.does(replace(ORDER, ends_on=LAST))


def test_help_begins_once_and_not_before_it_is_granted(library: Library) -> None:
    story = sent(library)
    early = replace(BEGUN, begun_on=TODAY - timedelta(days=1))
    assert "used_before_grant" in story.refuses(early)
    assert running(story.does(BEGUN)).begun_on == TODAY
    assert story.refuses(BEGUN)


@pytest.mark.ledger("S103-07")
def test_leave_of_a_year_keeps_the_grant_and_not_always_the_place(library: Library) -> None:
    """More than the year of Copenhagen's standard takes a reason."""
    grant = replace(RUNNING_GRANT, municipality="copenhagen")
    story = Story(library, municipality="copenhagen").does(grant)
    year = replace(LEAVE, until_on=LEAVE.from_on.replace(year=TODAY.year + 1), keeps_place=False)
    longer = replace(year, until_on=year.until_on + timedelta(days=1))
    assert story.refuses(longer) == ["leave_too_long"]
    story.does(replace(longer, longer_why="Genoptræningen tager 14 måneder."))
    assert running(story).leave is not None
    assert story.case.grant == grant.extent
    waits = LeaveEnded(back_on=TODAY, has_place=False)
    assert story.refuses(waits) == ["no_help_meanwhile"]
    story.does(replace(waits, meanwhile="Café Kilden tre dage om ugen."))
    assert running(story).leave is None
    assert story.case.grant == grant.extent
    assert story.does(year).case.help is not None


def test_where_no_norm_says_how_long_leave_may_last_as_long_as_the_help(library: Library) -> None:
    story = sent(library, replace(DRAFT, ends_on=LAST))  # Vejen's standard says nothing
    assert running(sent(library).does(LEAVE)).leave is not None
    assert story.refuses(replace(LEAVE, until_on=LAST + timedelta(days=1))) == ["leave_after_grant"]
    assert story.refuses(replace(LEAVE, until_on=TODAY - timedelta(days=1)))
    assert story.refuses(replace(LEAVE, why=" "))


def test_one_comes_back_from_leave_that_has_begun(library: Library) -> None:
    story = sent(library)
    assert story.refuses(BACK)
    story.does(replace(LEAVE, from_on=TODAY + timedelta(days=3)))
    assert story.refuses(BACK) == ["back_before_leave"]
    assert story.refuses(LEAVE)


def test_what_was_recorded_by_mistake_is_as_if_it_had_not_been(library: Library) -> None:
    story = sent(library)
    before = running(story)
    for command in (ORDER, BEGUN, LEAVE):
        story.does(command)
        story.does(withdraws(story.seq))
        assert running(story) == before


def test_help_that_stopped_is_neither_ordered_nor_on_leave(library: Library) -> None:
    story = sent(library).does(ORDER, BEGUN, LEAVE)
    story.does(CaseClosed(why="Borgeren er flyttet."))
    assert story.case.help is None
    for command in (ORDER, LEAVE, BACK):
        assert story.refuses(command)


def test_another_provider_is_asked_anew_and_begins_anew(library: Library) -> None:
    story = sent(library, replace(DRAFT, facilities=(SUITED,))).does(ORDER, BEGUN)
    story.does(NEED, ASSESSMENT)
    other = replace(SUITED, name="Haven")
    moved = {"municipality": VEJEN, "starts_on": TODAY, "facilities": (other,)}
    story.does(takes(PROVIDER_CHANGE, **moved), LETTER, DIGITAL_POST)
    help_now = running(story)
    assert (help_now.facility, help_now.order, help_now.begun_on) == ("Haven", None, None)
    assert running(story.does(BEGUN)).begun_on == TODAY
