"""A closed case is opened again: what goes on, what does not, and when it makes no sense."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import amounts
from kompas.casework.advice import next_step
from kompas.casework.fold import fold
from kompas.casework.status import Status
from kompas.casework.steps.application import Channel
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.summary import summary
from kompas.casework.work_items import RUNNING_HELP, work_items
from kompas.norms import Library
from tests.spec.case.stories import (
    APPLIED_ON,
    ASSESSMENT,
    DIGITAL_POST,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    Start,
    Story,
    assessed,
    at_panel,
    decided,
    informed,
    received,
    sent,
    takes,
    withdraws,
)

CLOSED = CaseClosed(why="Borgeren er flyttet til en anden kommune.")
REOPENED = CaseReopened(why="Borgeren er flyttet tilbage.")
HELPED = replace(REOPENED, help_resumes=True)
UNHELPED = replace(REOPENED, help_resumes=False)
CHANGE = ChangeRequested(
    applied_for="En dag mere.", channel=Channel.PHONE, received_on=TODAY, applied_amounts={}
)


@pytest.mark.parametrize("start", [received, informed, assessed, at_panel, decided])
def test_what_was_open_goes_on_where_it_stood(start: Start, library: Library) -> None:
    story = start(library)
    before = story.case
    case = story.does(CLOSED, REOPENED).case
    assert case.proceedings == before.proceedings
    assert (case.status, case.closed_on, case.ended_by) == (before.status, None, None)
    assert work_items(case) == work_items(before)
    assert summary(case).due_on == summary(before).due_on


def test_the_citizen_has_waited_since_the_application(library: Library) -> None:
    story = received(library).does(CLOSED)
    story.today = TODAY + timedelta(weeks=12)
    on = story.does(REOPENED).on
    assert on.opened_on == APPLIED_ON
    assert on.decide_by is not None
    assert on.decide_by < story.today


def test_what_had_its_end_before_the_case_stays_at_its_end(library: Library) -> None:
    story = sent(library).does(CHANGE)
    story.does(ProceedingClosed(why="Borgeren har trukket det tilbage."), CLOSED, HELPED)
    assert [one.status for one in story.case.proceedings] == [Status.SENT, Status.CLOSED]


def test_an_application_that_was_withdrawn_is_open_again_with_its_case(library: Library) -> None:
    story = informed(library).does(ProceedingClosed(why="Borgeren trækker ansøgningen tilbage."))
    assert story.case.closed_on == TODAY
    assert story.does(REOPENED).case.status is Status.INFORMED
    story.does(ASSESSMENT, takes(), LETTER, DIGITAL_POST)
    assert story.case.help is not None


@pytest.mark.parametrize("start", [sent, lambda library: Story(library).does(RUNNING_GRANT)])
def test_help_that_stopped_with_the_case_runs_again_as_it_was(
    start: Start, library: Library
) -> None:
    story = start(library)
    before = story.case
    assert story.does(CLOSED).case.help is None
    case = story.does(HELPED).case
    assert case.help == before.help
    assert case.follow_up_due == before.follow_up_due
    assert RUNNING_HELP in {item.kind for item in work_items(case)}


def test_or_it_does_not_and_that_is_said(library: Library) -> None:
    story = sent(library).does(CLOSED)
    assert story.refuses(REOPENED) == ["help_not_said"]
    case = story.does(UNHELPED).case
    assert case.help is None
    assert case.closed_on is None
    assert next_step(case, case.current, TODAY, panel_required=False).step is None
    # Whatever the citizen wants now begins in the same case.
    assert story.does(CHANGE).case.status is Status.RECEIVED


def test_nobody_gets_help_by_it_that_did_not_have_it(library: Library) -> None:
    assert received(library).does(CLOSED).refuses(HELPED) == ["no_help_stopped"]
    # Help that a decision ended is no help that stopped with the case.
    ended = Story(library).does(RUNNING_GRANT, CLOSED, UNHELPED, CLOSED)
    assert ended.refuses(HELPED) == ["no_help_stopped"]


def test_help_until_a_day_is_still_until_that_day(library: Library) -> None:
    until = date(2027, 6, 30)
    story = decided(library).does(takes(ends_on=until), LETTER, DIGITAL_POST)
    case = story.does(CLOSED, HELPED).case
    assert case.help is not None
    assert case.help.ends_on == until


@pytest.mark.parametrize("start", [received, informed, assessed, at_panel, decided, sent])
def test_a_case_that_is_open_is_not_opened(start: Start, library: Library) -> None:
    (why,) = start(library).why_not(REOPENED)
    assert (why.code, "ikke lukket" in why.text) == ("not_closed", True)


def test_nor_is_one_that_was_opened_again_already(library: Library) -> None:
    assert received(library).does(CLOSED, REOPENED).refuses(REOPENED) == ["not_closed"]


def test_a_case_of_the_wrong_citizen_stays_closed(library: Library) -> None:
    story = received(library).does(withdraws(1, Withdrawal.WRONG_CITIZEN))
    (why,) = story.why_not(REOPENED)
    assert why.code == "opened_on_wrong_citizen"
    assert "ny sag" in why.remedy


def test_a_case_that_does_not_exist_is_not_opened(library: Library) -> None:
    assert Story(library).refuses(REOPENED) == ["out_of_order"]


def test_why_is_said(library: Library) -> None:
    assert received(library).does(CLOSED).refuses(CaseReopened(why=" ")) == ["why_missing"]


def test_a_complaint_over_a_closed_case_does_not_keep_it_from_being_opened(
    library: Library,
) -> None:
    story = sent(library).does(CHANGE, CLOSED)
    decision = story.case.decisions[0].entry
    complaint = ComplaintReceived(decision=decision, complaint="For lidt hjælp.", received_on=TODAY)
    case = story.does(complaint, HELPED).case
    assert [one.status for one in case.proceedings] == [
        Status.SENT,
        Status.RECEIVED,
        Status.COMPLAINED,
    ]


def test_closed_twice_it_opens_with_all_that_ended_with_it(library: Library) -> None:
    story = sent(library).does(CHANGE, CLOSED)
    decision = story.case.decisions[0].entry
    complaint = ComplaintReceived(decision=decision, complaint="For lidt hjælp.", received_on=TODAY)
    case = story.does(complaint, CLOSED, HELPED).case
    assert len(case.open_proceedings) == 2
    assert case.help is not None


def test_what_came_in_while_it_was_closed_is_kept(library: Library) -> None:
    note = NoteWritten(text="Borgeren ringede: vil gerne tilbage.")
    story = received(library).does(CLOSED, note, REOPENED)
    assert story.case.notes == (note.text,)


def test_a_reopening_is_withdrawn_after_what_builds_on_it(library: Library) -> None:
    story = sent(library).does(CLOSED, HELPED)
    reopened = story.seq
    story.does(CHANGE)
    assert "built_on" in story.refuses(withdraws(reopened))
    change = story.case.proceedings[-1].entry
    story.does(withdraws(change), withdraws(reopened))
    assert story.case.status is Status.CLOSED
    assert story.case.help is None


def test_the_closing_is_withdrawn_after_the_reopening(library: Library) -> None:
    story = received(library).does(CLOSED)
    closed = story.seq
    story.does(REOPENED)
    reopened = story.seq
    assert story.refuses(withdraws(closed)) == ["built_on"]
    assert story.does(withdraws(reopened), withdraws(closed)).case.status is Status.RECEIVED


def test_a_step_from_before_is_withdrawn_though_the_case_was_closed_and_opened_since(
    library: Library,
) -> None:
    story = informed(library).does(ASSESSMENT)
    assessment = story.seq
    story.does(CLOSED, REOPENED)
    case = story.does(withdraws(assessment)).case
    assert case.status is Status.INFORMED


def test_it_is_the_same_case_from_its_entries_alone(library: Library) -> None:
    story = sent(library).does(CHANGE, CLOSED, HELPED, NEED)
    assert fold(story.entries) == story.case
    assert story.case.grant == amounts(days_per_week=5, hours_per_week=35)
