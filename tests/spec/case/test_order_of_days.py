"""Days make sense together: for each order what obeys, what breaks it, and what looks so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kompas.casework import DecisionKind, amounts
from kompas.casework.correction import Slip
from kompas.casework.decision import Decision, PartyHearing
from kompas.casework.information import AnswerOutcome
from kompas.casework.order_of_days import ORDERS, D, broken, days_of
from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.record import Command
from kompas.casework.steps.application import Consent
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.help_start import HelpBegun
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter_correction import LetterCorrected
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.remittal import CaseRemitted
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import SendLetter
from kompas.casework.taken_decision import LetterChannel, PostedLetter
from kompas.norms import Library
from kompas.soundness import judge
from tests.spec.case.follow_ups import HELD, running
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    DRAFT,
    LETTER,
    NEED,
    RECOMMENDATION,
    REPORT,
    RUNNING_GRANT,
    SITTING,
    TODAY,
    Story,
    assessed,
    decided,
    received,
    sent,
)

DAY = timedelta(days=1)
OPENED = APPLICATION.received_on


def heard(library: Library) -> Story:
    hearing = HearingSent(evidence=("report",), sent_on=TODAY - 5 * DAY, deadline_on=TODAY + DAY)
    return assessed(library).does(EvidenceAdded(evidence=REPORT), hearing)


def asks(sent_on: date, answer_by: date = TODAY + DAY, *, consent: date = OPENED) -> Command:
    return InformationRequested(
        asks_for="Lægeerklæring",
        asked_of="Egen læge",
        consent=Consent(scope="Helbred", given_on=consent, how="mundtligt"),
        sent_on=sent_on,
        answer_by=answer_by,
    )


def asked(library: Library) -> Story:
    return received(library).does(asks(TODAY - 5 * DAY))


def came(on: date) -> Command:
    """What was asked for in the story just above."""
    return InformationReceived(
        request=3, outcome=AnswerOutcome.RECEIVED, answered_on=on, answer="Erklæringen."
    )


def complained(library: Library) -> Story:
    story = sent(library)
    (taken,) = story.case.decisions
    return story.does(
        ComplaintReceived(decision=taken.entry, complaint="For lidt.", received_on=TODAY)
    )


def reviewed(library: Library) -> Story:
    return complained(library).does(review(TODAY))


def at_board(library: Library) -> Story:
    return reviewed(library).does(ComplaintForwarded(forwarded_on=TODAY))


def sent_back(library: Library) -> Story:
    return at_board(library).does(board(TODAY))


def review(day: date) -> ComplaintReviewed:
    return ComplaintReviewed(outcome=ReviewOutcome.NOT_UPHELD, why="Som før.", reviewed_on=day)


def board(day: date) -> BoardDecided:
    return BoardDecided(outcome=BoardOutcome.REMITTED, decided_on=day, text="Undersøg mere.")


def begun(day: date) -> HelpBegun:
    return HelpBegun(begun_on=day, facility="Værkstedet")


def grant(follow_up: date) -> RunningGrantTakenOver:
    return RunningGrantTakenOver(
        citizen=APPLICATION.citizen,
        service=APPLICATION.service,
        municipality=APPLICATION.municipality,
        unit=APPLICATION.unit,
        case_number="2026-1",
        extent=amounts(days_per_week=3),
        facility="Birkely",
        granted_on=OPENED,
        follow_up_due=follow_up,
    )


def delay(told: date, expected: date) -> DelayNotified:
    return DelayNotified(why="Kø.", notified_on=told, expected_on=expected)


def hearing(sent_on: date, until: date) -> HearingSent:
    return HearingSent(evidence=("report",), sent_on=sent_on, deadline_on=until)


def papers(library: Library) -> Story:
    return assessed(library).does(EvidenceAdded(evidence=REPORT))


def old_papers(library: Library) -> Story:
    old = replace(REPORT, dated=OPENED - 90 * DAY)
    return assessed(library).does(EvidenceAdded(evidence=old))


def lettered(library: Library) -> Story:
    return decided(library).does(LETTER)


def digital(day: date) -> SendLetter:
    return SendLetter(channel=LetterChannel.DIGITAL_POST, sent_on=day)


def advised(library: Library) -> Story:
    return assessed(library).does(RECOMMENDATION)


def at_meeting(library: Library) -> Story:
    return advised(library).does(PutToPanel(meets_on=TODAY))


def sits(day: date) -> PanelDeferred:
    return PanelDeferred(missing="En udtalelse", sitting=replace(SITTING, held_on=day))


def complaint(library: Library, day: date) -> tuple[Story, Any]:
    story = sent(library)
    (taken,) = story.case.decisions
    command = ComplaintReceived(decision=taken.entry, complaint="For lidt.", received_on=day)
    return story, command


def back(library: Library, day: date) -> tuple[Story, Any]:
    story = sent_back(library)
    (taken,) = story.case.decisions
    return story, CaseRemitted(decision=taken.entry, received_on=day, to_investigate="Behovet.")


Telling = Callable[[Library], Story]
CASES: dict[str, tuple[Telling, Any, Any, Any]] = {
    # the code: where the case stands; what obeys, what breaks, what looks like breaking
    "in_the_future": (
        received,
        replace(NEED, met_on=TODAY),
        replace(NEED, met_on=TODAY + DAY),
        NEED,
    ),
    "heard_before_paper": (
        papers,
        hearing(REPORT.dated + DAY, TODAY),
        hearing(REPORT.dated - DAY, TODAY),
        hearing(REPORT.dated, TODAY),
    ),
    "asked_before_applied": (
        papers,
        asks(OPENED + DAY),
        asks(OPENED - DAY, consent=OPENED - DAY),
        asks(OPENED),
    ),
    "heard_before_applied": (
        old_papers,
        hearing(OPENED + DAY, TODAY),
        hearing(OPENED - DAY, TODAY),
        hearing(OPENED, TODAY),
    ),
    "no_time_to_answer": (
        papers,
        hearing(TODAY, TODAY + 14 * DAY),
        hearing(TODAY, TODAY),
        hearing(TODAY, TODAY + DAY),
    ),
    "asked_before_consent": (
        papers,
        asks(TODAY, consent=TODAY - DAY),
        asks(TODAY - DAY, consent=TODAY),
        asks(TODAY, consent=TODAY),
    ),
    "no_time_to_reply": (
        papers,
        asks(TODAY - DAY, TODAY + 14 * DAY),
        asks(TODAY - DAY, TODAY - DAY),
        asks(TODAY - DAY, TODAY),
    ),
    "replied_before_asked": (
        asked,
        came(TODAY),
        came(TODAY - 6 * DAY),
        came(TODAY - 5 * DAY),
    ),
    "answered_before_heard": (
        heard,
        HearingAnswered(answer="Ja.", answered_on=TODAY),
        HearingAnswered(answer="Ja.", answered_on=TODAY - 6 * DAY),
        HearingAnswered(answer="Ja.", answered_on=TODAY - 5 * DAY),
    ),
    "panel_in_the_past": (
        advised,
        PutToPanel(meets_on=TODAY + DAY),
        PutToPanel(meets_on=TODAY - DAY),
        PutToPanel(meets_on=TODAY),
    ),
    "decided_before_meeting": (
        at_meeting,
        sits(TODAY),
        sits(TODAY - DAY),
        sits(TODAY),
    ),
    "sent_before_decided": (lettered, digital(TODAY), digital(TODAY - DAY), digital(TODAY)),
    "reviewed_before_complaint": (complained, review(TODAY), review(TODAY - DAY), review(TODAY)),
    "forwarded_before_review": (
        reviewed,
        ComplaintForwarded(forwarded_on=TODAY),
        ComplaintForwarded(forwarded_on=TODAY - DAY),
        ComplaintForwarded(forwarded_on=TODAY),
    ),
    "board_before_complaint": (at_board, board(TODAY), board(TODAY - DAY), board(TODAY)),
    "notified_before_applied": (
        received,
        delay(TODAY, date(2026, 7, 1)),
        delay(OPENED - DAY, date(2026, 7, 1)),
        delay(OPENED, date(2026, 7, 1)),
    ),
    "no_new_date": (
        received,
        delay(TODAY, date(2026, 6, 16)),
        delay(TODAY, date(2026, 6, 15)),
        delay(date(2026, 5, 5), date(2026, 6, 16)),
    ),
    "held_before_last": (
        running,
        replace(HELD, held_on=RUNNING_GRANT.granted_on + DAY, later_why="Aftalt."),
        replace(HELD, held_on=RUNNING_GRANT.granted_on - DAY, later_why="Aftalt."),
        replace(HELD, held_on=RUNNING_GRANT.granted_on, later_why="Aftalt."),
    ),
    "next_not_to_come": (
        running,
        HELD,
        replace(HELD, next_on=TODAY),
        replace(HELD, next_on=TODAY + DAY),
    ),
    "used_before_grant": (
        running,
        begun(RUNNING_GRANT.granted_on + DAY),
        begun(RUNNING_GRANT.granted_on - DAY),
        begun(RUNNING_GRANT.granted_on),
    ),
    "followed_up_before_grant": (
        Story,
        grant(date(2027, 5, 1)),
        grant(OPENED - DAY),
        grant(OPENED),
    ),
}
OF_DRAFTS = {
    "decided_before_applied",
    "heard_after_decision",
    "burden_before_decision",
    "ends_before_start",
}
WITH_ENTRIES = {
    "complained_before_sent",
    "corrected_before_sent",
    "back_before_board",
    "before_it_began",
}


def test_every_order_is_tried() -> None:
    assert {order.code for order in ORDERS} == {*CASES, *OF_DRAFTS, *WITH_ENTRIES}


@pytest.mark.parametrize("code", CASES)
def test_a_step_obeys_breaks_or_seems_to_break_it(code: str, library: Library) -> None:
    stands, obeys, breaks, seems = CASES[code]
    story = stands(library)
    assert story.refuses(obeys) == []
    assert story.refuses(breaks) == [code]
    assert story.refuses(seems) == []


@pytest.mark.parametrize(
    ("told", "code"), [(complaint, "complained_before_sent"), (back, "back_before_board")]
)
def test_a_step_about_another_entry_does_too(
    told: Callable[[Library, date], tuple[Story, Any]], code: str, library: Library
) -> None:
    story, obeys = told(library, TODAY)
    assert story.refuses(obeys) == []
    assert story.refuses(replace(obeys, received_on=TODAY - DAY)) == [code]


POSTED = PostedLetter(document_sha256="cd" * 32, lix=30, channel=LetterChannel.LETTER)


def test_a_letter_is_corrected_after_it_was_sent(library: Library) -> None:
    story = sent(library)
    seq = story.case.decisions[-1].sent_by
    assert seq is not None
    slip = Slip(was="mandag", now="tirsdag")
    corrects = LetterCorrected(corrects=seq, slips=(slip,), sent_on=TODAY, letter=POSTED)
    assert story.refuses(replace(corrects, sent_on=TODAY - DAY)) == ["corrected_before_sent"]
    assert story.refuses(corrects) == []  # the very day


def test_a_letter_is_corrected_again_after_it_was_corrected(library: Library) -> None:
    story = sent(library)
    seq = story.case.decisions[-1].sent_by
    assert seq is not None
    slip = Slip(was="mandag", now="tirsdag")
    first = LetterCorrected(corrects=seq, slips=(slip,), sent_on=TODAY, letter=POSTED)
    story.does(first)
    assert story.refuses(replace(first, sent_on=TODAY - DAY)) == ["corrected_before_sent"]
    assert story.refuses(replace(first, slips=(Slip(was="kl. 9", now="kl. 10"),))) == []


# ---------------------------------------------------------------- what holds from when


def test_nothing_holds_from_a_day_to_come_but_a_fact(library: Library) -> None:
    story, ahead = received(library), TODAY + DAY
    assert story.refuses(CaseClosed(why="Flyttet."), valid_from=date(2099, 1, 1)) == [
        "in_the_future"
    ]
    assert story.refuses(CaseClosed(why="Flyttet."), valid_from=ahead) == ["in_the_future"]
    assert story.refuses(CaseClosed(why="Flyttet."), valid_from=TODAY - DAY) == []
    moves = FactNoted(name="housing", value="own_home", source="Borgeren", dated=TODAY)
    assert story.refuses(moves, valid_from=ahead) == []


def test_what_leads_on_holds_from_no_day_before_it_began(library: Library) -> None:
    story = received(library)
    for command in (CaseClosed(why="Flyttet."), ProceedingClosed(why="Fortrudt."), NEED):
        assert story.refuses(command, valid_from=OPENED - DAY) == ["before_it_began"]
        assert story.refuses(command, valid_from=date(1999, 1, 1)) == ["before_it_began"]
        assert story.refuses(command, valid_from=OPENED) == []
    # What stands beside it may be older than the case.
    for beside in (NoteWritten(text="Ringet."), EvidenceAdded(evidence=REPORT)):
        assert story.refuses(beside, valid_from=OPENED - DAY) == []


def test_what_is_backdated_holds_from_the_day_it_happened(library: Library) -> None:
    story = received(library).does(NEED, NoteWritten(text="Ringet."))
    held = {type(e.event).__name__: e.valid_from for e in story.entries}
    assert held["ApplicationReceived"] == APPLICATION.received_on
    assert held["NeedUncovered"] == NEED.met_on
    assert held["NoteWritten"] == TODAY
    assert held["DeadlineSet"] == APPLICATION.received_on


def test_a_fact_that_is_noted_last_stands(library: Library) -> None:
    newer = FactNoted(name="housing", value="own_home", source="a", dated=TODAY)
    older = replace(newer, value="long_term_stay", dated=TODAY - 90 * DAY)
    story = received(library).does(newer, older)
    assert story.case.facts_on(TODAY)["housing"].value == "long_term_stay"


# ---------------------------------------------------------------- days that nobody can mean


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2127-01-01", "9999-12-31"])
def test_a_day_that_nobody_can_mean_is_refused_at_its_field(day: str, library: Library) -> None:
    story, odd = received(library), date.fromisoformat(day)
    assert story.refuses(replace(NEED, met_on=odd)) == ["day_out_of_bounds"]
    assert story.refuses(delay(TODAY, odd)) == ["day_out_of_bounds"]
    assert story.refuses(NoteWritten(text="Ja."), valid_from=odd) == ["day_out_of_bounds"]
    assert Story(library).refuses(grant(odd)) == ["day_out_of_bounds"]


@pytest.mark.parametrize("day", ["1900-01-01", "2126-12-31"])
def test_the_outermost_days_are_taken(day: str, library: Library) -> None:
    odd = date.fromisoformat(day)
    codes = Story(library).refuses(grant(odd))
    assert "day_out_of_bounds" not in codes
    assert ASSESSMENT.assessed_on < odd or codes == ["followed_up_before_grant"]


# ---------------------------------------------------------------- drafts

DRAFTED = replace(DRAFT, applied_on=OPENED, decided_on=TODAY)


def less(**days: date | None) -> Decision:
    return replace(DRAFTED, kind=DecisionKind.REDUCTION, **days)  # type: ignore[arg-type]


def ended(**days: date | None) -> Decision:
    return replace(DRAFTED, kind=DecisionKind.TERMINATION, **days)  # type: ignore[arg-type]


def with_hearing(sent_on: date) -> Decision:
    return replace(DRAFTED, hearing=PartyHearing(sent_on=sent_on, deadline_on=sent_on + 9 * DAY))


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (DRAFTED, []),
        (replace(DRAFTED, applied_on=TODAY), []),
        (replace(DRAFTED, applied_on=TODAY + DAY), ["decided_before_applied"]),
        (with_hearing(TODAY), []),
        (with_hearing(TODAY + DAY), ["heard_after_decision"]),
        (less(starts_on=TODAY), []),
        (less(starts_on=TODAY - DAY), ["burden_before_decision"]),
        (ended(ends_on=TODAY - DAY), ["burden_before_decision"]),
        (ended(ends_on=TODAY + DAY), []),
        (replace(DRAFTED, starts_on=TODAY - 30 * DAY), []),  # help can be given back in time
        (replace(DRAFTED, starts_on=TODAY, ends_on=TODAY), []),
        (replace(DRAFTED, starts_on=TODAY, ends_on=TODAY - DAY), ["ends_before_start"]),
    ],
)
def test_a_draft_is_told_which_days_do_not_fit(
    draft: Decision, codes: list[str], library: Library
) -> None:
    assert [order.code for order, _first, _then in broken(days_of(draft))] == codes
    found = {one.code: one for one in judge(draft, library, TODAY).findings}
    assert [code for code in codes if code not in found] == []
    assert found.keys() & OF_DRAFTS == set(codes)
    assert not any(found[code].can_be_overridden for code in codes)


def test_a_day_that_is_not_known_breaks_nothing() -> None:
    assert list(broken([(D.SENT, None), (D.DECIDED, TODAY)])) == []
