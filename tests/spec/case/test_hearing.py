"""The citizen takes part: the hearing of the party, and what happens where no answer comes."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework.decision_basis import no_longer_carried
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.summary import due
from kompas.norms import Library
from tests.spec.case.stories import (
    DIGITAL_POST,
    LETTER,
    NEED,
    REFUSED,
    REPORT,
    TODAY,
    Story,
    assessed,
    decided,
    sent,
    takes,
    withdraws,
)

SENT = date(2026, 5, 19)
HEARING = HearingSent(evidence=("report",), sent_on=SENT, deadline_on=date(2026, 5, 29))
ANSWER = HearingAnswered(answer="Det passer ikke.", answered_on=date(2026, 5, 26))


def with_report(library: Library) -> Story:
    return assessed(library).does(EvidenceAdded(evidence=REPORT))


def codes_of_findings(story: Story) -> set[str]:
    assert story.on.decision is not None
    return {finding.about for finding in story.on.decision.trace.findings}


@pytest.mark.ledger("FW-25", "PROC-07")
def test_the_citizen_is_asked_and_the_record_shows_of_what_when_and_until_when(
    library: Library,
) -> None:
    story = with_report(library).does(HEARING)
    hearing = story.on.hearing
    assert hearing is not None
    assert (hearing.sent_on, hearing.deadline_on, hearing.answer) == (
        SENT,
        date(2026, 5, 29),
        None,
    )
    (kept,) = story.on.hearings
    assert (kept.seq, kept.evidence) == (story.seq, ("report",))


@pytest.mark.ledger("FW-25")
def test_an_answer_is_awaited_until_it_comes(library: Library) -> None:
    story = with_report(library).does(HEARING)
    assert due(story.case) == (date(2026, 5, 29), "hearing")
    story.does(ANSWER)
    assert due(story.case) == (date(2026, 6, 15), "decision")


@pytest.mark.ledger("FW-25", "PROC-07")
def test_the_answer_is_part_of_what_the_decision_is_judged_on(library: Library) -> None:
    story = with_report(library).does(HEARING, ANSWER, takes(REFUSED))
    assert story.on.decision is not None
    heard = story.on.decision.decision.hearing
    assert heard is not None
    assert heard.answer == "Det passer ikke."
    assert "hearing" not in codes_of_findings(story)


@pytest.mark.ledger("FW-25")
def test_without_an_answer_in_time_the_decision_is_taken_on_what_there_is(
    library: Library,
) -> None:
    story = with_report(library).does(HEARING, takes(REFUSED))
    assert "hearing" not in codes_of_findings(story)
    assert story.on.decision is not None
    assert story.on.decision.decision.hearing == story.on.hearing
    assert due(story.case)[1] == "decision"
    assert story.does(LETTER, DIGITAL_POST).on.sent is not None


@pytest.mark.ledger("FW-25")
def test_a_decision_before_the_time_to_answer_is_out_is_not_sent(library: Library) -> None:
    soon = replace(HEARING, deadline_on=date(2026, 6, 8))
    story = with_report(library).does(soon, takes(REFUSED))
    assert "hearing" in codes_of_findings(story)
    assert story.refuses(LETTER) == ["blocking_finding"]
    assert due(story.case) == (date(2026, 6, 8), "hearing")


@pytest.mark.ledger("FW-25")
def test_a_hearing_that_was_forgotten_can_be_made_up_for_before_the_letter(
    library: Library,
) -> None:
    story = with_report(library).does(takes(REFUSED))
    assert story.refuses(LETTER) == ["blocking_finding"]
    story.does(HEARING, ANSWER, takes(REFUSED))
    assert story.does(LETTER, DIGITAL_POST).on.sent is not None


@pytest.mark.ledger("FW-25")
def test_a_hearing_names_papers_of_the_case_and_leaves_time(library: Library) -> None:
    story = with_report(library)
    assert story.refuses(replace(HEARING, evidence=("report", "gone"))) == ["evidence_missing"]
    assert story.refuses(replace(HEARING, deadline_on=SENT)) == ["no_time_to_answer"]
    assert story.refuses(replace(HEARING, sent_on=date(2026, 6, 2))) == [
        "in_the_future",
        "no_time_to_answer",
    ]
    assert story.refuses(replace(HEARING, evidence=())) == ["heard_about_nothing"]


def test_there_is_no_answer_to_a_hearing_that_was_not_sent(library: Library) -> None:
    assert assessed(library).refuses(ANSWER) == ["no_hearing"]


def test_nobody_is_heard_on_a_decision_that_is_sent(library: Library) -> None:
    assert sent(library).refuses(HEARING) == ["out_of_order"]
    told = decided(library).does(EvidenceAdded(evidence=REPORT))
    assert told.refuses(HEARING) == []


# ---------------------------------------------------------------- heard more than once

SECOND = replace(HEARING, sent_on=date(2026, 5, 27), deadline_on=date(2026, 6, 8))


@pytest.mark.ledger("FW-25", "PROC-07")
def test_a_second_hearing_does_not_make_the_first_ones_missing_answer_vanish(
    library: Library,
) -> None:
    runs_longer = replace(HEARING, deadline_on=date(2026, 6, 12))
    story = with_report(library).does(runs_longer)
    first = story.seq
    story.does(SECOND)
    answer_to_second = replace(ANSWER, answered_on=TODAY, hearing_seq=story.seq)
    story.does(answer_to_second)
    assert [(one.seq, one.answer) for one in story.on.hearings] == [
        (first, None),
        (story.seq - 1, "Det passer ikke."),
    ]
    assert due(story.case) == (date(2026, 6, 12), "hearing")
    story.does(takes(REFUSED))
    assert "hearing" in codes_of_findings(story)
    assert story.refuses(LETTER) == ["blocking_finding"]
    story.does(replace(ANSWER, answer="Heller ikke det.", hearing_seq=first), takes(REFUSED))
    assert "hearing" not in codes_of_findings(story)
    assert story.does(LETTER, DIGITAL_POST).on.sent is not None


@pytest.mark.ledger("FW-25")
def test_of_two_hearings_without_an_answer_the_first_to_run_out_is_due(library: Library) -> None:
    story = with_report(library).does(SECOND, replace(HEARING, deadline_on=date(2026, 6, 5)))
    assert due(story.case) == (date(2026, 6, 5), "hearing")
    # An answer that names none is to that one: the other is still awaited.
    story.does(replace(ANSWER, answered_on=TODAY))
    assert due(story.case) == (date(2026, 6, 8), "hearing")
    story.does(replace(ANSWER, answer="Og dette.", answered_on=TODAY))
    assert [one.answer for one in story.on.hearings] == ["Og dette.", "Det passer ikke."]
    assert due(story.case)[1] == "decision"


@pytest.mark.ledger("FW-25")
def test_a_decision_tells_of_the_answer_that_came_where_no_hearing_runs_any_more(
    library: Library,
) -> None:
    over = replace(HEARING, sent_on=date(2026, 5, 21), deadline_on=date(2026, 5, 30))
    story = with_report(library).does(HEARING, ANSWER, over, takes(REFUSED))
    assert "hearing" not in codes_of_findings(story)
    decision = story.on.decision
    assert decision is not None
    assert decision.decision.hearing is not None
    assert decision.decision.hearing.answer == "Det passer ikke."
    # On the screen the one without an answer still stands first.
    assert story.on.hearing is not None
    assert story.on.hearing.answer is None


def test_what_the_party_adds_does_not_take_the_place_of_what_was_said(library: Library) -> None:
    more = replace(ANSWER, answer="Og jeg vil gerne mødes.", answered_on=date(2026, 5, 28))
    (hearing,) = with_report(library).does(HEARING, ANSWER, more).on.hearings
    assert hearing.answer == "Det passer ikke.\n\nOg jeg vil gerne mødes."
    assert hearing.answered_on == date(2026, 5, 28)


def test_an_answer_names_a_hearing_that_stands(library: Library) -> None:
    story = with_report(library).does(HEARING)
    sent_by = story.seq
    assert story.refuses(replace(ANSWER, hearing_seq=1)) == ["no_such_hearing"]
    story.does(SECOND, withdraws(sent_by))
    assert story.refuses(replace(ANSWER, hearing_seq=sent_by)) == ["no_such_hearing"]
    early = replace(ANSWER, hearing_seq=sent_by + 1)
    assert story.refuses(early) == ["answered_before_heard"]
    assert story.refuses(replace(early, answered_on=TODAY)) == []


def test_what_was_said_before_the_last_decision_is_not_said_of_the_next(library: Library) -> None:
    story = with_report(library).does(HEARING, ANSWER, takes(REFUSED), LETTER, DIGITAL_POST)
    assert len(story.on.hearings) == 1
    assert story.does(replace(NEED, met_on=TODAY)).on.hearings == ()


# ---------------------------------------------------------------- what the decision keeps of it


@pytest.mark.ledger("PROC-01")
def test_the_decision_keeps_the_papers_and_the_day_of_the_answer(library: Library) -> None:
    story = with_report(library).does(HEARING, ANSWER, takes(REFUSED))
    assert story.on.decision is not None
    heard = story.on.decision.decision.hearing
    assert heard is not None
    assert (heard.papers, heard.answered_on) == (("report",), date(2026, 5, 26))


@pytest.mark.ledger("PROC-01")
def test_what_another_hearing_told_that_is_over_is_known(library: Library) -> None:
    second = replace(REPORT, id="report-2", dated=date(2026, 5, 20))
    later = replace(
        HEARING, evidence=("report-2",), sent_on=date(2026, 5, 21), deadline_on=date(2026, 5, 30)
    )
    story = with_report(library).does(EvidenceAdded(evidence=second), HEARING)
    story.does(later, takes(REFUSED))
    found = story.on.decision.trace.findings if story.on.decision else ()
    assert "unheard_paper" not in {one.code for one in found}
    unheard = with_report(library).does(EvidenceAdded(evidence=second), HEARING, takes(REFUSED))
    found = unheard.on.decision.trace.findings if unheard.on.decision else ()
    assert "unheard_paper" in {one.code for one in found}


def test_a_decision_from_before_the_papers_were_kept_still_rests_on_its_hearing(
    library: Library,
) -> None:
    story = with_report(library).does(HEARING, ANSWER, takes(REFUSED))
    taken = story.on.decision
    assert taken is not None
    assert taken.decision.hearing is not None
    of_then = replace(taken.decision.hearing, papers=(), answered_on=None)
    older = replace(taken, decision=replace(taken.decision, hearing=of_then))
    on = replace(story.on, decisions=(older,))
    assert list(no_longer_carried(story.case, on, story.context())) == []
    other = replace(of_then, answer="Noget andet.")
    changed = replace(
        on, decisions=(replace(older, decision=replace(older.decision, hearing=other)),)
    )
    assert [one.code for one in no_longer_carried(story.case, changed, story.context())] == [
        "hearing_changed"
    ]
