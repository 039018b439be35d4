"""A hearing is on the papers, leaves time, and its answer counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import Decision, DecisionForm, Evidence, EvidenceKind, PartyHearing
from kompas.norms import Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    EVIDENCE,
    GRANT,
    ON,
    PROVIDER_CHANGE,
    REDUCTION,
    changed,
    says,
)

STATEMENT = Evidence(
    id="doc-1",
    kind=EvidenceKind.DOCUMENT,
    title="Udtalelse fra tilbuddet",
    dated=date(2026, 5, 1),
    known_to_party=False,
    unfavourable=True,
)
HEARD = PartyHearing(
    sent_on=date(2026, 5, 4), deadline_on=date(2026, 5, 18), papers=("doc-1", "note-1")
)
SOUND = changed(REDUCTION, evidence=(*EVIDENCE, STATEMENT), hearing=HEARD)
ANSWERED = changed(
    SOUND,
    hearing=replace(HEARD, answer="Det passer ikke.", answered_on=date(2026, 5, 11)),
    answer_weighed=says("Vi har talt med tilbuddet igen, og dagene i listen er rigtige."),
)


def heard(draft: Decision, **changes: Any) -> Decision:
    """The draft with its hearing changed."""
    assert draft.hearing is not None
    return changed(draft, hearing=replace(draft.hearing, **changes))


def found(draft: Decision, library: Library) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in judge(draft, library, ON).findings]


BLOCKING, OPEN, WARNING = Severity.BLOCKING, Severity.OPEN, Severity.WARNING


@pytest.mark.ledger("PROC-01")
@pytest.mark.parametrize("draft", [SOUND, ANSWERED])
def test_a_hearing_on_the_papers_with_time_and_a_weighed_answer_stands(
    draft: Decision, library: Library
) -> None:
    assert found(draft, library) == []


@pytest.mark.ledger("PROC-01")
def test_what_was_not_there_when_the_hearing_was_sent_was_not_heard_on(library: Library) -> None:
    draft = heard(SOUND, sent_on=date(2026, 4, 30))
    assert ("heard_before_paper", BLOCKING) in found(draft, library)
    # Of the same day it may have been there.
    assert found(heard(SOUND, sent_on=STATEMENT.dated), library) == []


@pytest.mark.ledger("PROC-01")
def test_a_paper_against_the_citizen_that_was_not_sent_was_not_heard_on(library: Library) -> None:
    assert found(heard(SOUND, papers=("note-1",)), library) == [("unheard_paper", BLOCKING)]
    # What the citizen knows, or what does not speak against them, needs no hearing.
    known = replace(STATEMENT, known_to_party=True)
    draft = changed(heard(SOUND, papers=("note-1",)), evidence=(*EVIDENCE, known))
    assert found(draft, library) == []


@pytest.mark.ledger("PROC-01")
def test_of_a_hearing_that_does_not_tell_its_papers_only_the_younger_is_sure(
    library: Library,
) -> None:
    silent = heard(SOUND, papers=())
    assert found(silent, library) == [("papers_heard_on_unknown", WARNING)]
    late = changed(silent, evidence=(*EVIDENCE, replace(STATEMENT, dated=date(2026, 5, 20))))
    assert ("heard_before_paper", BLOCKING) in found(late, library)


@pytest.mark.ledger("PROC-01")
@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (date(2026, 5, 3), ("no_time_to_answer", BLOCKING)),
        (date(2026, 5, 4), ("no_time_to_answer", BLOCKING)),
        (date(2026, 5, 5), ("hearing_too_short", BLOCKING)),
        (date(2026, 5, 8), ("hearing_too_short", OPEN)),
        (date(2026, 5, 11), None),
    ],
)
def test_there_must_be_time_to_answer(
    deadline: date, expected: tuple[str, Severity] | None, library: Library
) -> None:
    draft = heard(SOUND, deadline_on=deadline)
    assert found(draft, library) == ([expected] if expected else [])


@pytest.mark.ledger("PROC-01")
def test_a_short_time_in_which_the_citizen_answered_was_enough(library: Library) -> None:
    draft = heard(ANSWERED, deadline_on=date(2026, 5, 5), answered_on=date(2026, 5, 5))
    assert found(draft, library) == [("hearing_too_short", WARNING)]
    assert judge(draft, library, ON).verdict is Verdict.STANDS


def test_that_the_time_is_an_estimate_is_told(library: Library) -> None:
    (finding,) = judge(heard(SOUND, deadline_on=date(2026, 5, 8)), library, ON).findings
    assert "7" in finding.text
    assert finding.rank is None
    assert "§ 19" in finding.source


@pytest.mark.ledger("PROC-01")
@pytest.mark.parametrize("answer", ["", " ", "-", "..."])
def test_an_answer_without_words_is_none(answer: str, library: Library) -> None:
    assert found(heard(SOUND, answer=answer), library) == [("answer_is_empty", OPEN)]
    soon = heard(SOUND, answer=answer, deadline_on=date(2026, 6, 8))
    assert found(soon, library) == [("duty_not_met", BLOCKING), ("answer_is_empty", OPEN)]


@pytest.mark.ledger("PROC-01")
def test_an_answer_from_after_the_decision_is_not_part_of_it(library: Library) -> None:
    late = heard(ANSWERED, deadline_on=date(2026, 6, 8), answered_on=date(2026, 6, 2))
    assert found(late, library) == [("answered_after_decision", BLOCKING)]
    assert found(heard(late, answered_on=ON), library) == []
    # Who let the time run out was heard; a late answer asks to look at the case again.
    over = heard(ANSWERED, answered_on=date(2026, 6, 2))
    assert found(over, library) == [("answered_after_decision", WARNING)]


def test_nobody_answers_before_being_asked(library: Library) -> None:
    draft = heard(ANSWERED, answered_on=date(2026, 5, 2))
    assert found(draft, library) == [("answered_before_heard", BLOCKING)]


@pytest.mark.ledger("PROC-01")
def test_an_answer_is_weighed(library: Library) -> None:
    unweighed = changed(ANSWERED, answer_weighed=None)
    assert found(unweighed, library) == [("answer_not_weighed", OPEN)]
    agreed = heard(unweighed, answer="Det er rigtigt, hvad der står.")
    assert found(agreed, library) == [("answer_not_weighed", WARNING)]
    # A draft from before there was a place for it does not tell its papers either.
    older = heard(unweighed, papers=())
    assert ("answer_not_weighed", WARNING) in found(older, library)
    nothing = changed(SOUND, answer_weighed=ANSWERED.answer_weighed)
    assert found(nothing, library) == [("nothing_to_weigh", WARNING)]


@pytest.mark.ledger("PROC-01")
@pytest.mark.parametrize("text", ["Ikke vurderet.", "Efter en konkret vurdering.", "..."])
def test_words_that_say_nothing_weigh_no_answer(text: str, library: Library) -> None:
    draft = changed(ANSWERED, answer_weighed=says(text))
    (finding,) = judge(draft, library, ON).findings
    assert (finding.code, finding.severity) == ("answer_not_weighed", OPEN)
    assert f"»{text}«" in finding.text


@pytest.mark.ledger("PROC-01")
def test_who_was_asked_is_waited_for_also_where_nothing_had_to_be_asked(library: Library) -> None:
    draft = changed(SOUND, evidence=EVIDENCE)
    assert found(draft, library) == []
    assert found(heard(draft, deadline_on=date(2026, 6, 8)), library) == [
        ("decided_before_answer", OPEN)
    ]


@pytest.mark.ledger("PROC-01")
def test_marks_that_nobody_touched_are_asked_about(library: Library) -> None:
    untouched = tuple(replace(one, unfavourable=False) for one in EVIDENCE)
    assert found(changed(REDUCTION, evidence=untouched), library) == [
        ("unfavourable_not_considered", WARNING)
    ]
    assert found(changed(GRANT, evidence=untouched), library) == []


@pytest.mark.parametrize("draft", [GRANT, PROVIDER_CHANGE])
def test_nothing_is_asked_of_a_hearing_where_nothing_is_at_stake(
    draft: Decision, library: Library
) -> None:
    poor = PartyHearing(sent_on=date(2026, 5, 28), deadline_on=date(2026, 5, 29), answer="Ja.")
    assert draft.form is not DecisionForm.DECISION or draft is GRANT
    assert found(changed(draft, hearing=poor), library) == []
