"""Several proceedings in one case: what each keeps to itself, and what they share."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kompas.casework import DecisionKind, amounts
from kompas.casework.case import Case
from kompas.casework.commands import Opens
from kompas.casework.flows import ProceedingKind
from kompas.casework.fold import fold
from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.status import Status
from kompas.casework.steps.application import Channel
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.remittal import CaseRemitted
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.trace import Trace
from kompas.casework.work_items import OPEN_CASE, RUNNING_HELP, work_items
from kompas.norms import Library
from tests.spec.case.stories import (
    APPLICATION,
    DIGITAL_POST,
    LETTER,
    REPORT,
    TAKES_TWO,
    TODAY,
    Story,
    takes,
    withdraws,
)

SOUND = Trace(norms=(), verdict="stands", findings=(), explanation="{}")
NEED = NeedUncovered(reason="Der er sket noget.", need="Mere samvær.", met_on=TODAY)
ASSESSED = NeedAssessed(vum_level="D2", capacity="God.", summary="Som før.", assessed_on=TODAY)
CHANGE = ChangeRequested(applied_for="En dag mere.", channel=Channel.PHONE, received_on=TODAY)
OTHER_HELP = OtherHelpConsidered(considered=("§ 85",), result="Rækker ikke.")
CLOSED = CaseClosed(why="Borgeren er flyttet.")
HEARING = HearingSent(evidence=(REPORT.id,), sent_on=TODAY, deadline_on=TODAY + timedelta(days=14))
PAPER = EvidenceAdded(evidence=REPORT)
APPLIED = 1


def to_letter(
    told: Story, on: int, kind: DecisionKind = DecisionKind.GRANT, days: int = 3
) -> Story:
    """A proceeding comes to where its letter can be sent."""
    if told.case.proceeding(on).need is None:
        told.does(NEED, belongs=on)
    decides = takes(kind=kind, granted=amounts(days_per_week=days))
    told.does(ASSESSED, belongs=on).does(decides, belongs=on, trace=SOUND)
    return told.does(LETTER, belongs=on)


def to_sent(told: Story, on: int, kind: DecisionKind = DecisionKind.GRANT, days: int = 3) -> Story:
    """A proceeding comes to its end."""
    return to_letter(told, on, kind, days).does(DIGITAL_POST, belongs=on)


def granted(library: Library) -> Story:
    """An application was granted, and the letter sent."""
    return to_sent(Story(library).does(APPLICATION), APPLIED)


def opens(told: Story, command: Any) -> int:
    """The entry by which a command opens a proceeding."""
    seq = told.seq + 1
    told.does(command, belongs=Opens.NEW)
    return seq


def complains(told: Story) -> int:
    """The entry by which a complaint of the newest sent decision comes in."""
    taken = [one.entry for one in told.case.decisions if one.sent][-1]
    return opens(told, ComplaintReceived(decision=taken, complaint="For lidt.", received_on=TODAY))


def reviewed(outcome: ReviewOutcome) -> ComplaintReviewed:
    """The review of a complaint."""
    return ComplaintReviewed(outcome=outcome, why="Derfor.", reviewed_on=TODAY)


def entry_of(told: Story, name: str, on: int | None = None) -> int:
    """The newest entry of a kind, in a proceeding where one is named."""
    found = [p.seq for p in told.case.trail if p.name == name and on in (None, p.proceeding)]
    return found[-1]


def stands(told: Story) -> Status:
    """Where the case stands."""
    return told.case.status


# ---------------------------------------------------------------- withdrawn in one, not in others


def test_a_slip_in_one_proceeding_is_withdrawn_whatever_others_have_come_to(
    library: Library,
) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    told.does(NEED, belongs=first)
    slip = told.seq
    to_letter(told, second)
    others = told.case.proceedings
    assert told.refuses(withdraws(slip)) == TAKES_TWO
    told.does(withdraws(slip))
    pairs = zip(told.case.proceedings, others, strict=True)
    assert [a.entry for a, b in pairs if a != b] == [first]


def test_and_not_before_what_its_own_proceeding_built_on_it(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    told.does(NEED, belongs=first)
    slip = told.seq
    to_letter(told, first)
    to_letter(told, second)
    (reason,) = told.why_not(withdraws(slip))
    named = [p.seq for p in told.case.trail if p.builds and p.proceeding == first and p.seq > slip]
    assert reason.code == "built_on"
    assert ", ".join(map(str, sorted(named, reverse=True))) in reason.remedy


def test_sending_one_decision_locks_nothing_in_another_proceeding(library: Library) -> None:
    told = granted(library)
    sent, open_ = opens(told, CHANGE), opens(told, CHANGE)
    told.does(NEED, belongs=open_)
    slip = told.seq
    to_sent(told, sent)
    assert told.refuses(withdraws(slip)) == TAKES_TWO
    assert told.refuses(withdraws(entry_of(told, "need_uncovered", sent))) == ["already_sent"]


def test_nor_does_it_keep_a_slip_from_coming_back_there(library: Library) -> None:
    told = granted(library)
    sent, open_ = opens(told, CHANGE), opens(told, CHANGE)
    told.does(OTHER_HELP, belongs=open_)
    told.does(withdraws(told.seq))
    slip = told.seq
    to_sent(told, sent)
    assert told.refuses(withdraws(slip)) == TAKES_TWO
    # In the one that was sent it stays out: the decision was taken without it.
    told = granted(library)
    sent = opens(told, CHANGE)
    told.does(OTHER_HELP, belongs=sent)
    told.does(withdraws(told.seq))
    slip = told.seq
    to_sent(told, sent)
    assert told.refuses(withdraws(slip)) == ["already_sent"]


def test_withdrawing_a_sending_names_what_changes_its_help_and_nothing_else(
    library: Library,
) -> None:
    told = granted(library)
    assert told.case.help is not None
    sending = told.case.help.entry
    change, follow_up = opens(told, CHANGE), opens(told, NEED)
    assert told.refuses(withdraws(sending, Withdrawal.WRONG_CITIZEN)) == TAKES_TWO
    told.does(NEED, belongs=change).does(ASSESSED, belongs=change)
    told.does(takes(), belongs=change, trace=SOUND)
    decided = entry_of(told, "decision_taken", change)
    (reason,) = told.why_not(withdraws(sending, Withdrawal.WRONG_CITIZEN))
    assert reason.code == "built_on"
    assert f": {decided}." in reason.remedy
    assert told.case.proceeding(follow_up).is_open


def test_what_opened_a_proceeding_takes_all_of_it_out_and_back(library: Library) -> None:
    told = granted(library)
    change = opens(told, CHANGE)
    to_letter(told, change).does(PAPER).does(OTHER_HELP, HEARING, belongs=change)
    whole = told.case.proceedings
    told.does(withdraws(change))
    assert [one.entry for one in told.case.proceedings] == [APPLIED]
    assert told.refuses(withdraws(entry_of(told, "entry_withdrawn"))) == TAKES_TWO
    told.does(withdraws(entry_of(told, "entry_withdrawn")))
    assert told.case.proceedings == whole


def test_but_not_once_its_decision_was_sent(library: Library) -> None:
    told = granted(library)
    change = opens(told, CHANGE)
    to_sent(told, change)
    assert told.refuses(withdraws(change)) == ["already_sent"]


@pytest.mark.parametrize(
    "command",
    [
        FactNoted(name="housing", value="long_term_stay", source="Borgeren", dated=TODAY),
        PAPER,
        NoteWritten(text="Ringede."),
    ],
)
def test_what_is_known_is_the_cases_wherever_it_was_learnt(command: Any, library: Library) -> None:
    told = granted(library)
    change, other = opens(told, CHANGE), opens(told, CHANGE)
    told.does(command, belongs=change)
    learnt, known = told.seq, told.case
    told.does(withdraws(change))
    assert (told.case.facts, told.case.evidence) == (known.facts, known.evidence)
    assert told.case.notes == known.notes
    # Every decision rests on it, also one that is sent in another proceeding.
    to_sent(told, other)
    assert told.refuses(withdraws(learnt)) == ["already_sent"]


# ---------------------------------------------------------------- the help that a decision changes


def test_a_decision_on_help_that_another_changed_is_not_sent(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    to_letter(told, first, days=4)
    to_sent(told, second, days=5)
    assert told.refuses(DIGITAL_POST, belongs=first) == ["help_has_changed"]
    # Taken again, it is about the help as it is now.
    told.does(takes(granted=amounts(days_per_week=4)), belongs=first, trace=SOUND)
    told.does(LETTER, belongs=first).does(DIGITAL_POST, belongs=first)
    assert told.case.grant == amounts(days_per_week=4)
    assert [one.running for one in told.case.interventions] == [False, False, True]


def test_one_that_changed_nothing_keeps_no_other_back(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    to_letter(told, first, days=4)
    to_sent(told, second, DecisionKind.REFUSAL)
    assert told.refuses(DIGITAL_POST, belongs=first) == []


def test_a_withdrawn_sending_changes_the_help_too(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    to_letter(told, first, days=4)
    to_sent(told, second, days=5)
    told.does(withdraws(entry_of(told, "letter_sent", second), Withdrawal.WRONG_CITIZEN))
    assert told.refuses(DIGITAL_POST, belongs=first) == []


def test_no_decision_is_dropped_whatever_comes_after_it(library: Library) -> None:
    told = granted(library)
    (first,) = told.case.decisions
    change = opens(told, CHANGE)
    to_letter(told, change, days=4)
    taken = told.case.proceeding(change).decision
    told.does(takes(granted=amounts(days_per_week=5)), belongs=change, trace=SOUND)
    opens(told, NEED)
    anew = told.case.proceeding(change).decision
    assert told.case.decisions == (first, taken, anew)
    assert first.letter
    assert first.sent
    assert taken is not None
    assert taken.letter
    # The letter was made of the one before: this one has none.
    assert told.refuses(DIGITAL_POST, belongs=change) == ["no_letter"]


# ---------------------------------------------------------------- each its own clock


def test_a_delay_in_one_proceeding_moves_no_other(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    complaint = complains(told)
    before = {one.entry: one.decide_by for one in told.case.proceedings}
    new = TODAY + timedelta(days=90)
    told.does(DelayNotified(why="Kø.", expected_on=new, notified_on=TODAY), belongs=second)
    after = {one.entry: one.decide_by for one in told.case.proceedings}
    assert after == {**before, second: new}
    due = {item.entry: item.due_on for item in work_items(told.case)}
    assert (due[first], due[second]) == (before[first], new)
    assert due[complaint] == before[complaint]


def test_a_delay_belongs_to_one_that_is_named_where_there_are_several(library: Library) -> None:
    told = granted(library)
    first = opens(told, CHANGE)
    opens(told, CHANGE)
    notice = DelayNotified(why="Kø.", expected_on=TODAY + timedelta(99), notified_on=TODAY)
    assert told.refuses(notice) == ["which_proceeding"]
    assert told.refuses(notice, belongs=99) == ["no_such_proceeding"]
    assert told.refuses(notice, belongs=APPLIED) == ["out_of_order"]
    assert told.refuses(notice, belongs=first) == []


# ---------------------------------------------------------------- complaints


def test_a_complaint_opens_a_closed_case_until_it_ends(library: Library) -> None:
    told = granted(library).does(CLOSED)
    closed_on = told.case.closed_on
    assert closed_on is not None
    complaint = complains(told)
    assert told.case.closed_on is None
    assert stands(told) is Status.COMPLAINED
    assert [item.entry for item in work_items(told.case)] == [complaint]
    assert told.refuses(CHANGE, belongs=Opens.NEW) == []  # the case is open: it may come now
    told.does(reviewed(ReviewOutcome.NOT_UPHELD), ComplaintForwarded(forwarded_on=TODAY))
    told.does(BoardDecided(outcome=BoardOutcome.CONFIRMED, decided_on=TODAY, text="Stadfæstet."))
    assert told.case.closed_on == closed_on
    assert stands(told) is Status.CLOSED
    assert work_items(told.case) == ()
    assert told.refuses(CHANGE, belongs=Opens.NEW) == ["out_of_order"]


def test_help_that_a_complaint_led_to_keeps_a_closed_case_open(library: Library) -> None:
    told = granted(library).does(CLOSED)
    complaint = complains(told)
    told.does(reviewed(ReviewOutcome.UPHELD)).does(takes(), belongs=complaint, trace=SOUND)
    told.does(LETTER, DIGITAL_POST)
    assert told.case.help is not None
    assert told.case.closed_on is None
    (item,) = work_items(told.case)
    assert (item.kind, item.due_on) == (RUNNING_HELP, told.case.follow_up_due)
    assert item.due_on is not None
    assert told.refuses(NEED) == []


def test_a_slip_of_closing_is_put_right_while_a_complaint_runs(library: Library) -> None:
    told = granted(library)
    change = opens(told, CHANGE)
    told.does(CLOSED)
    closing = told.seq
    complaint = complains(told)
    told.does(reviewed(ReviewOutcome.NOT_UPHELD))
    told.does(withdraws(closing))
    assert {one.entry for one in told.case.open_proceedings} == {change, complaint}
    assert told.case.help is not None


def test_a_complaint_that_goes_on_after_a_new_decision_is_open_again(library: Library) -> None:
    told = granted(library)
    complaint = complains(told)
    told.does(reviewed(ReviewOutcome.PARTLY_UPHELD)).does(takes(), belongs=complaint, trace=SOUND)
    told.does(LETTER, DIGITAL_POST)
    assert told.case.proceeding(complaint).closed_on == TODAY
    told.does(ComplaintForwarded(forwarded_on=TODAY))
    assert told.case.proceeding(complaint).closed_on is None
    assert told.case.proceeding(complaint).is_open


def test_a_remitted_decision_is_taken_up_whatever_else_goes_on(library: Library) -> None:
    told = granted(library)
    first = told.case.decisions[0].entry
    opens(told, CHANGE)
    back = CaseRemitted(decision=first, received_on=TODAY, to_investigate="Behovet.")
    assert told.refuses(back, belongs=Opens.NEW) == ["not_remitted"]
    complains(told)
    told.does(reviewed(ReviewOutcome.NOT_UPHELD), ComplaintForwarded(forwarded_on=TODAY))
    told.does(BoardDecided(outcome=BoardOutcome.REMITTED, decided_on=TODAY, text="Hjemvist."))
    remitted = opens(told, back)
    assert told.case.proceeding(remitted).kind is ProceedingKind.REMITTED
    assert told.case.proceeding(remitted).about == first
    assert told.case.proceeding(remitted).decide_by is not None
    assert [one.entry for one in told.case.decisions] == [first]
    board = entry_of(told, "board_decided")
    (why,) = told.why_not(withdraws(board, Withdrawal.WRONG_CITIZEN))
    assert (why.code, str(remitted) in why.remedy) == ("built_on", True)


def test_a_complaint_keeps_the_sending_that_it_is_about(library: Library) -> None:
    told = granted(library)
    sending = entry_of(told, "letter_sent")
    assert told.refuses(withdraws(sending, Withdrawal.WRONG_CITIZEN)) == TAKES_TWO
    complaint = complains(told)
    (why,) = told.why_not(withdraws(sending, Withdrawal.WRONG_CITIZEN))
    assert (why.code, str(complaint) in why.remedy) == ("built_on", True)
    told.does(withdraws(complaint))
    assert told.refuses(withdraws(sending, Withdrawal.WRONG_CITIZEN)) == TAKES_TWO


def test_help_that_is_changed_is_not_followed_up_for_the_first_time_again(
    library: Library,
) -> None:
    told = granted(library)
    assert told.case.help is not None
    assert told.case.help.followed_up == 0
    to_sent(told, opens(told, NEED), days=4)
    assert told.case.help.followed_up == 1
    to_sent(told, opens(told, CHANGE), days=2)
    assert told.case.help.followed_up == 1


# ---------------------------------------------------------------- where the case stands


def test_a_change_that_ends_without_a_decision_leaves_the_case_as_it_was(library: Library) -> None:
    told = granted(library)
    opens(told, CHANGE)
    told.does(ProceedingClosed(why="Trukket tilbage."))
    assert stands(told) is Status.RUNNING
    refused = to_sent(Story(library).does(APPLICATION), APPLIED, DecisionKind.REFUSAL)
    opens(refused, CHANGE)
    refused.does(ProceedingClosed(why="Trukket tilbage."))
    assert stands(refused) is Status.SENT
    assert refused.case.closed_on is None
    assert [item.kind for item in work_items(refused.case)] == [OPEN_CASE]


def test_an_application_that_ends_without_a_decision_ends_the_case(library: Library) -> None:
    told = Story(library).does(APPLICATION).does(ProceedingClosed(why="Trukket tilbage."))
    assert stands(told) is Status.CLOSED
    assert told.case.closed_on == TODAY
    told.does(withdraws(entry_of(told, "proceeding_closed")))
    assert stands(told) is Status.RECEIVED


def test_all_who_handle_something_in_it_handle_the_case(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    told.does(Assigned(to="birk"), belongs=first)
    assert list(told.case.handlers) == ["anna", "birk"]
    told.does(Assigned(to="carla"), belongs=second)
    assert list(told.case.handlers) == ["anna", "birk", "carla"]
    told.does(ProceedingClosed(why="Slut."), belongs=second)
    assert list(told.case.handlers) == ["anna", "birk"]
    told.does(Assigned(to="dina"))
    assert list(told.case.handlers) == ["dina"]


def test_the_time_to_complain_is_that_of_the_decision_sent_last(library: Library) -> None:
    """Not of the one that was taken last."""
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    to_letter(told, first, DecisionKind.REFUSAL)
    to_sent(told, second, DecisionKind.REFUSAL)
    told.today = TODAY + timedelta(days=7)
    told.does(replace(DIGITAL_POST, sent_on=told.today), belongs=first)
    assert told.case.complaint_until == told.today + timedelta(weeks=4)


# ---------------------------------------------------------------- hearings


def test_an_answer_stays_with_its_hearing(library: Library) -> None:
    told = Story(library).does(APPLICATION, NEED, PAPER, HEARING)
    first = told.seq
    told.does(replace(HEARING, deadline_on=TODAY + timedelta(days=7)))
    second = told.seq
    told.does(HearingAnswered(answer="Jeg er uenig.", answered_on=TODAY))
    answer = told.seq
    assert [(h.seq, h.answer) for h in told.on.hearings] == [
        (first, None),
        (second, "Jeg er uenig."),
    ]
    # The one that was answered is not withdrawn from under its answer; the other may be.
    assert told.refuses(withdraws(second)) == ["built_on"]
    assert told.refuses(withdraws(first)) == []
    told.does(withdraws(answer), withdraws(second))
    assert [(h.seq, h.answer) for h in told.on.hearings] == [(first, None)]
    assert told.refuses(withdraws(told.seq - 1)) == ["built_on_nothing"]


def test_an_answer_goes_to_the_hearing_of_its_own_proceeding(library: Library) -> None:
    told = granted(library)
    first, second = opens(told, CHANGE), opens(told, CHANGE)
    told.does(PAPER).does(HEARING, belongs=first)
    answer = HearingAnswered(answer="Ja.", answered_on=TODAY, hearing_seq=told.seq)
    assert told.refuses(answer, belongs=second) == ["no_hearing"]
    told.does(HEARING, belongs=second)
    assert told.refuses(answer, belongs=second) == ["no_such_hearing"]
    told.does(answer, belongs=first)
    heard_in = (told.case.proceeding(one).hearings for one in (first, second))
    assert [[h.answer for h in hearings] for hearings in heard_in] == [["Ja."], [None]]


# ---------------------------------------------------------------- by the day


def test_a_case_can_be_read_by_a_day_on_which_its_decision_did_not_hold_yet(
    library: Library,
) -> None:
    told = Story(library).does(APPLICATION, NEED, ASSESSED, valid_from=TODAY - timedelta(days=9))
    told.does(takes(), trace=SOUND)
    told.does(LETTER, DIGITAL_POST, valid_from=TODAY - timedelta(days=9))
    case: Case = fold(told.entries, valid_on=TODAY - timedelta(days=1))
    assert case.decisions == ()
    assert case.help is None
    assert fold(told.entries, valid_on=date(2027, 1, 1)).help is not None
