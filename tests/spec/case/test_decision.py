"""The decision, what it was judged by, and who may go on in spite of a finding."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import DecisionKind
from kompas.casework.status import Status
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.trace import Trace
from kompas.norms import Library
from kompas.processes.judgement import replay
from kompas.soundness import Verdict
from tests.spec.case.stories import (
    CASEWORKER,
    COLLEAGUE,
    COPENHAGEN,
    DIGITAL_POST,
    DRAFT,
    FOLLOWED,
    LETTER,
    REFUSED,
    TODAY,
    WITHOUT_HOURS,
    Story,
    assessed,
    at_panel,
    decided,
    informed,
    takes,
)

OVERRIDE = FindingOverridden(
    code="duty_not_met",
    about="days-and-hours",
    why="Timerne aftales fra uge til uge efter borgerens eget ønske.",
)


def trace(story: Story) -> Trace:
    assert story.on.decision is not None
    return story.on.decision.trace


@pytest.mark.ledger("FW-19", "FW-20")
def test_a_decision_is_stored_with_what_it_was_judged_by(library: Library) -> None:
    story = decided(library)
    assert story.case.status is Status.DECIDED
    assert story.on.decision is not None
    assert story.on.decision.taken_by == CASEWORKER
    assert trace(story).verdict == Verdict.STANDS
    files = dict(trace(story).norms)
    law = {"national/procedure-2025.toml", "national/104.toml"}
    assert law | {"vejen/104-2025.toml"} <= files.keys()
    assert all(library.file_by_name[name].digest == digest for name, digest in files.items())
    assert "Udgangspunktet er altid fuld tid" in trace(story).explanation


@pytest.mark.ledger("FW-19")
def test_it_is_judged_on_the_facts_and_papers_of_the_case(library: Library) -> None:
    story = decided(library)
    assert story.on.decision is not None
    judged = story.on.decision.decision
    assert judged.facts == story.case.facts_on(TODAY, story.on)
    assert judged.evidence == story.case.papers
    assert judged.citizen == story.case.citizen


@pytest.mark.ledger("FW-20")
def test_an_old_decision_is_judged_again_to_the_same(library: Library) -> None:
    taken = decided(library, REFUSED).on.decision
    assert taken is not None
    assert replay(taken, library).differences == ()


@pytest.mark.ledger("FW-20")
def test_a_decision_that_was_not_judged_is_not_taken(library: Library) -> None:
    assert assessed(library).refuses(takes(), trace=None) == ["not_judged"]


@pytest.mark.ledger("FW-19")
def test_no_decision_before_the_assessment(library: Library) -> None:
    assert informed(library).refuses(takes()) == ["out_of_order"]


@pytest.mark.ledger("FW-19")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"municipality": COPENHAGEN}, "other_service"),
        ({"decided_on": None}, "undated"),
        ({"decided_on": date(2026, 6, 2)}, "undated"),
    ],
)
def test_a_decision_is_about_the_case_and_has_a_day(
    change: dict[str, object], code: str, library: Library
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]
    assert assessed(library).refuses(TakeDecision(decision=draft)) == [code]


@pytest.mark.ledger("VEJ-08")
@pytest.mark.parametrize(
    ("lacks", "about"), [("grounds", "reasons"), ("complaint_guidance", "complaint-guidance")]
)
@pytest.mark.parametrize("kind", [DecisionKind.REFUSAL, DecisionKind.PARTIAL_REFUSAL])
def test_a_refusal_goes_out_with_reasons_and_complaint_guidance_or_not_at_all(
    lacks: str, about: str, kind: DecisionKind, library: Library
) -> None:
    extent = {} if kind is DecisionKind.REFUSAL else WITHOUT_HOURS.granted
    draft = replace(REFUSED, kind=kind, granted=extent)
    without = replace(draft, **{lacks: () if lacks == "grounds" else None})  # type: ignore[arg-type]
    story = decided(library, without)
    found = {f.about: f for f in trace(story).findings}[about]
    assert (found.severity, found.can_be_overridden) == ("blocking", False)
    assert "blocking_finding" in story.refuses(LETTER)


@pytest.mark.ledger("VEJ-08")
def test_a_refusal_in_vejen_names_possible_alternatives(library: Library) -> None:
    silent = decided(library, replace(REFUSED, alternatives=None))
    assert "written-refusal-with-alternatives" in {f.about for f in trace(silent).findings}
    assert trace(decided(library, REFUSED)).findings == ()


@pytest.mark.ledger("VEJ-08")
def test_a_grant_waits_for_nothing_once_the_panel_has_decided(library: Library) -> None:
    story = at_panel(library).does(FOLLOWED, takes(starts_on=TODAY), LETTER, DIGITAL_POST)
    assert {entry.recorded_at.date() for entry in story.entries[-4:]} == {TODAY}
    assert story.case.grant == DRAFT.granted


@pytest.mark.ledger("FW-20")
def test_no_letter_is_made_or_sent_with_a_blocking_finding_open(library: Library) -> None:
    story = decided(library, WITHOUT_HOURS)
    (finding,) = trace(story).findings
    (why,) = story.why_not(LETTER)
    assert (why.code, why.text, why.source) == ("blocking_finding", finding.text, finding.source)
    assert story.refuses(DIGITAL_POST) == ["no_letter", "blocking_finding"]


@pytest.mark.ledger("FW-19", "FW-20")
def test_another_person_takes_responsibility_for_a_finding_and_says_why(library: Library) -> None:
    story = decided(library, WITHOUT_HOURS).does(OVERRIDE, by=COLLEAGUE)
    assert story.on.decision is not None
    assert story.on.decision.overridden == (("duty_not_met", "days-and-hours"),)
    assert story.does(LETTER, DIGITAL_POST).case.status is Status.SENT


@pytest.mark.ledger("FW-20")
def test_the_writer_does_not_override_a_finding(library: Library) -> None:
    assert decided(library, WITHOUT_HOURS).refuses(OVERRIDE, by=CASEWORKER) == ["own_decision"]


@pytest.mark.ledger("FW-20")
def test_an_override_without_why_is_none(library: Library) -> None:
    unexplained = replace(OVERRIDE, why="\n")
    assert decided(library, WITHOUT_HOURS).refuses(unexplained, by=COLLEAGUE) == ["why_missing"]


@pytest.mark.ledger("FW-20")
@pytest.mark.parametrize("lacks", ["grounds", "complaint_guidance"])
def test_what_the_law_demands_is_never_overridden(lacks: str, library: Library) -> None:
    without = replace(REFUSED, **{lacks: () if lacks == "grounds" else None})  # type: ignore[arg-type]
    story = decided(library, without)
    (finding,) = trace(story).findings
    attempt = FindingOverridden(code=finding.code, about=finding.about, why="Det haster.")
    (why,) = story.why_not(attempt, by=COLLEAGUE)
    assert (why.code, why.source) == ("statutory", finding.source)


def test_a_finding_that_is_not_there_or_is_overridden_already_cannot_be(library: Library) -> None:
    assert decided(library).refuses(OVERRIDE, by=COLLEAGUE) == ["no_such_finding"]
    story = decided(library, WITHOUT_HOURS).does(OVERRIDE, by=COLLEAGUE)
    assert story.refuses(OVERRIDE, by=COLLEAGUE) == ["no_such_finding"]


def test_an_override_holds_for_the_decision_it_was_made_for(library: Library) -> None:
    story = decided(library, WITHOUT_HOURS).does(OVERRIDE, by=COLLEAGUE).does(LETTER)
    story.does(takes(WITHOUT_HOURS))
    assert story.on.decision is not None
    assert story.on.decision.overridden == ()
    assert story.on.letter is None
    assert story.refuses(LETTER) == ["blocking_finding"]


def test_a_decision_is_put_right_before_it_is_sent(library: Library) -> None:
    story = decided(library, WITHOUT_HOURS).does(takes())
    assert trace(story).findings == ()
    assert story.does(LETTER, DIGITAL_POST).case.status is Status.SENT


def test_nobody_brings_a_decision_or_a_letter_with_a_trace_of_their_own(library: Library) -> None:
    story = decided(library)
    for forged in (story.on.decision, story.does(LETTER, DIGITAL_POST).on.sent):
        with pytest.raises(TypeError):
            story.asks(forged)
