"""The citizen takes part: the hearing of the party, and what happens where no answer comes."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import steps
from kompas.casework.case import due
from kompas.norms import Library
from tests.spec.case.stories import (
    DIGITAL_POST,
    LETTER,
    REFUSED,
    REPORT,
    Story,
    assessed,
    decided,
    sent,
    takes,
)

SENT = date(2026, 5, 19)
HEARING = steps.HearingSent(evidence=("report",), sent_on=SENT, deadline_on=date(2026, 5, 29))
ANSWER = steps.HearingAnswered(answer="Det passer ikke.", answered_on=date(2026, 5, 26))


def with_report(library: Library) -> Story:
    return assessed(library).does(steps.EvidenceAdded(evidence=REPORT))


def codes_of_findings(story: Story) -> set[str]:
    assert story.case.decision is not None
    return {finding.about for finding in story.case.decision.trace.findings}


@pytest.mark.ledger("FW-25", "PROC-07")
def test_the_citizen_is_asked_and_the_record_shows_of_what_when_and_until_when(
    library: Library,
) -> None:
    story = with_report(library).does(HEARING)
    hearing = story.case.hearing
    assert hearing is not None
    assert (hearing.sent_on, hearing.deadline_on, hearing.answer) == (
        SENT,
        date(2026, 5, 29),
        None,
    )
    assert story.entries[-1].event.evidence == ("report",)


@pytest.mark.ledger("FW-25")
def test_an_answer_is_awaited_until_it_comes(library: Library) -> None:
    story = with_report(library).does(HEARING)
    assert due(story.case) == (date(2026, 5, 29), "hearing")
    story.does(ANSWER)
    assert due(story.case) == (date(2026, 6, 15), "decision")


@pytest.mark.ledger("FW-25", "PROC-07")
def test_the_answer_is_part_of_what_the_decision_is_judged_on(library: Library) -> None:
    story = with_report(library).does(HEARING, ANSWER, takes(REFUSED))
    assert story.case.decision is not None
    heard = story.case.decision.decision.hearing
    assert heard is not None
    assert heard.answer == "Det passer ikke."
    assert "hearing" not in codes_of_findings(story)


@pytest.mark.ledger("FW-25")
def test_without_an_answer_in_time_the_decision_is_taken_on_what_there_is(
    library: Library,
) -> None:
    story = with_report(library).does(HEARING, takes(REFUSED))
    assert "hearing" not in codes_of_findings(story)
    assert story.case.decision is not None
    assert story.case.decision.decision.hearing == story.case.hearing
    assert due(story.case)[1] == "decision"
    assert story.does(LETTER, DIGITAL_POST).case.sent is not None


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
    assert story.does(LETTER, DIGITAL_POST).case.sent is not None


@pytest.mark.ledger("FW-25")
def test_a_hearing_names_papers_of_the_case_and_leaves_time(library: Library) -> None:
    story = with_report(library)
    assert story.refuses(replace(HEARING, evidence=("report", "gone"))) == ["evidence_missing"]
    assert story.refuses(replace(HEARING, deadline_on=SENT)) == ["no_time_to_answer"]
    assert story.refuses(replace(HEARING, sent_on=date(2026, 6, 2))) == [
        "no_time_to_answer",
        "in_the_future",
    ]


def test_there_is_no_answer_to_a_hearing_that_was_not_sent(library: Library) -> None:
    assert assessed(library).refuses(ANSWER) == ["no_hearing"]


def test_nobody_is_heard_on_a_decision_that_is_sent(library: Library) -> None:
    assert sent(library).refuses(replace(HEARING, evidence=())) == ["out_of_order"]
    assert decided(library).refuses(replace(HEARING, evidence=())) == []
