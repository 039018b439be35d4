"""What was wrong is put right by a further entry, and the record shows both."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework.case import Case
from kompas.casework.findable import findable
from kompas.casework.fold import fold
from kompas.casework.status import Status
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.summary import summary
from kompas.norms import Library
from tests.proceedings import current
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    CASEWORKER,
    COLLEAGUE,
    DIGITAL_POST,
    FOLLOWED,
    LETTER,
    NEED,
    RECOMMENDATION,
    TODAY,
    WITHOUT_HOURS,
    Start,
    assessed,
    at_panel,
    decided,
    informed,
    received,
    sent,
    takes,
    withdraws,
)

WRONG = Withdrawal.WRONG_CITIZEN
NOTE = NoteWritten(text="Ringede til søsteren.")


def housing(value: str, dated: date = TODAY) -> FactNoted:
    return FactNoted(name="housing", value=value, source="Søsteren", dated=dated)


def value_on(case: Case, day: date) -> object:
    fact = case.facts_on(day).get("housing")
    return fact.value if fact else None


@pytest.mark.ledger("PROC-09")
def test_what_was_known_on_a_day_is_not_changed_by_what_was_learnt_later(library: Library) -> None:
    story = received(library, today=date(2026, 5, 6))
    story.does(housing("own_home", date(2026, 5, 6)), valid_from=date(2026, 5, 1))
    story.today = date(2026, 5, 20)
    story.does(housing("long_term_stay", date(2026, 5, 20)), valid_from=date(2026, 5, 1))
    known_then = fold(story.entries, until=date(2026, 5, 19))
    known_now = fold(story.entries, until=date(2026, 5, 20))
    assert value_on(known_then, date(2026, 5, 10)) == "own_home"
    assert value_on(known_now, date(2026, 5, 10)) == "long_term_stay"


@pytest.mark.ledger("PROC-09")
def test_a_fact_holds_from_a_day_and_the_one_before_it_until_then(library: Library) -> None:
    story = received(library).does(housing("own_home"), valid_from=date(2026, 5, 1))
    case = story.does(housing("long_term_stay"), valid_from=date(2026, 7, 1)).case
    assert value_on(case, date(2026, 4, 30)) is None
    assert value_on(case, date(2026, 6, 30)) == "own_home"
    assert value_on(case, date(2026, 7, 1)) == "long_term_stay"


def test_a_fact_from_before_does_not_take_the_place_of_a_newer_one(library: Library) -> None:
    story = received(library).does(housing("long_term_stay"), valid_from=date(2026, 5, 1))
    case = story.does(housing("own_home"), valid_from=date(2025, 1, 1)).case
    assert value_on(case, TODAY) == "long_term_stay"
    assert value_on(case, date(2026, 4, 30)) == "own_home"


def test_a_decision_is_judged_on_the_facts_of_its_own_day(library: Library) -> None:
    story = assessed(library).does(housing("own_home"), valid_from=date(2026, 6, 2))
    story.today = date(2026, 6, 3)
    assert story.does(takes()).on.decision is not None
    assert story.on.decision is not None
    assert story.on.decision.decision.facts["housing"].value == "long_term_stay"


@pytest.mark.ledger("PROC-09")
def test_an_entry_that_was_a_mistake_no_longer_stands_and_stays_in_the_record(
    library: Library,
) -> None:
    story = received(library)
    before = findable(story.case, story.entries)
    story.does(NOTE)
    wrong = story.seq
    case = story.does(withdraws(wrong)).case
    assert case.notes == ()
    assert case.withdrawn == (wrong,)
    assert set(NOTE.text.lower().strip(".").split()).isdisjoint(
        set(findable(case, story.entries).words.split()) - set(before.words.split())
    )
    assert story.entries[wrong - 1].event == NOTE
    assert story.entries[-1].by == CASEWORKER


def test_a_fact_that_is_withdrawn_leaves_the_one_before_it(library: Library) -> None:
    story = received(library).does(housing("own_home"), housing("long_term_stay"))
    assert value_on(story.does(withdraws(story.seq)).case, TODAY) == "own_home"


def test_as_known_before_the_withdrawal_the_entry_stood(library: Library) -> None:
    story = received(library).does(NOTE)
    story.today = date(2026, 6, 2)
    story.does(withdraws(story.seq))
    assert fold(story.entries, until=TODAY).notes == (NOTE.text,)
    assert fold(story.entries).notes == ()


def test_an_entry_of_another_citizen_is_taken_out(library: Library) -> None:
    paper = DocumentAttached(document_id="d1", title="Lægeerklæring", sha256="cd" * 32, dated=TODAY)
    story = sent(library).does(paper)
    assert story.does(withdraws(story.seq, WRONG)).case.documents == ()


@pytest.mark.parametrize("reason", list(Withdrawal))
def test_a_withdrawal_is_explained_and_names_an_entry_that_stands(
    reason: Withdrawal, library: Library
) -> None:
    story = received(library).does(NOTE)
    assert story.refuses(replace(withdraws(story.seq, reason), why=" "))[-1] == "why_missing"
    for nowhere in (0, -1, story.seq + 1):
        assert story.refuses(withdraws(nowhere, reason)) == ["no_such_entry"]
    note = story.seq
    story.does(withdraws(note, reason))
    assert story.refuses(withdraws(note, reason)) == ["no_such_entry"]


def test_a_withdrawal_can_itself_have_been_a_mistake(library: Library) -> None:
    story = received(library).does(NOTE)
    note = story.seq
    story.does(withdraws(note), withdraws(note + 1))
    assert story.case.notes == (NOTE.text,)
    (why,) = story.why_not(withdraws(note + 2))
    assert why.code == "brought_back"
    assert story.does(withdraws(note)).case.notes == ()


def test_what_others_build_on_is_withdrawn_after_them(library: Library) -> None:
    story = at_panel(library).does(FOLLOWED)
    panel = story.seq
    assessment = next(p.seq for p in story.case.trail if p.name == "need_assessed")
    (why,) = story.why_not(withdraws(assessment))
    assert why.code == "built_on"
    assert f"{panel}, {panel - 1}, {panel - 2}" in why.remedy
    for seq in (panel, panel - 1, panel - 2, assessment):
        story.does(withdraws(seq))
    assert story.case.status is Status.INFORMED
    assert story.on.assessment is None
    assert story.on.recommendation is None


def test_withdrawing_the_last_step_leads_back_to_where_the_case_was(library: Library) -> None:
    story = decided(library)
    case = story.does(withdraws(story.seq)).case
    assert case.status is Status.ASSESSED
    assert current(case).decision is None


def test_a_letter_never_passes_from_one_decision_to_another(library: Library) -> None:
    story = decided(library).does(takes(WITHOUT_HOURS))
    second = story.seq
    override = FindingOverridden(
        code="duty_not_met", about="days-and-hours", why="Aftalt med borgeren."
    )
    story.does(override, by=COLLEAGUE).does(LETTER)
    assert story.refuses(withdraws(second)) == ["built_on"]
    story.does(withdraws(second + 2), withdraws(second + 1), withdraws(second))
    assert story.on.letter is None
    assert story.refuses(DIGITAL_POST) == ["no_letter"]


def test_a_step_comes_back_only_where_nothing_was_built_since(library: Library) -> None:
    story = assessed(library).does(RECOMMENDATION)
    recommended = story.seq
    story.does(withdraws(recommended), replace(ASSESSMENT, vum_level="C2"))
    assert story.refuses(withdraws(recommended + 1)) == ["built_on"]
    story.does(withdraws(story.seq), withdraws(recommended + 1))
    assert story.case.status is Status.RECOMMENDED


def test_a_step_comes_back_only_onto_what_it_was_built_on(library: Library) -> None:
    early_help = ReferredToEarlyHelp(to="§ 12", why="Nok for nu.")
    story = informed(library).does(early_help)
    helped = story.seq
    story.does(withdraws(helped), ASSESSMENT, withdraws(helped + 2))
    assert story.refuses(withdraws(helped + 3)) == []
    story.does(withdraws(helped + 1))
    assert story.case.status is Status.EARLY_HELP
    (why,) = story.why_not(withdraws(helped + 3))
    assert why.code == "built_on_nothing"
    assert "ny registrering" in why.remedy


def test_a_withdrawn_letter_does_not_come_back_to_another_decision(library: Library) -> None:
    story = decided(library).does(takes(), LETTER)
    made = story.seq
    story.does(withdraws(made), withdraws(made - 1))
    assert story.case.status is Status.DECIDED
    assert story.refuses(withdraws(made + 1)) == ["built_on_nothing"]


def test_what_a_sent_decision_rests_on_is_not_a_mistake_any_more(library: Library) -> None:
    story = sent(library)
    asked = [e.seq for e in story.entries if not isinstance(e.event, DeadlineSet)]
    for seq in asked[1:]:
        assert story.refuses(withdraws(seq)) == ["already_sent"]
    story.does(replace(NEED, met_on=TODAY))
    assert story.refuses(withdraws(asked[1])) == ["already_sent"]


def test_what_came_after_the_decision_was_sent_may_be_a_mistake(library: Library) -> None:
    story = sent(library).does(NOTE)
    assert story.does(withdraws(story.seq)).case.notes == ()


def test_the_first_entry_is_no_mistake_the_case_is_closed_instead(library: Library) -> None:
    (why,) = received(library).why_not(withdraws(1))
    assert why.code == "first_entry"
    assert "Luk sagen" in why.remedy


@pytest.mark.parametrize("start", [received, informed, at_panel, decided, sent])
def test_a_case_on_the_wrong_citizen_is_closed_and_empty(start: Start, library: Library) -> None:
    story = start(library).does(AccessRestricted(restricted=True, why="Trusler"), NOTE)
    was = story.case
    case = story.does(withdraws(1, WRONG)).case
    assert case.status is Status.CLOSED
    assert case.closed_on == TODAY
    assert (case.citizen, case.applied_for, case.need, case.decisions) == (
        None,
        None,
        None,
        (),
    )
    assert (case.facts, case.evidence, case.notes) == ({}, (), ())
    assert (case.case_number, case.unit, case.assigned_to) == (
        was.case_number,
        was.unit,
        was.assigned_to,
    )
    assert case.restricted is True
    shown = summary(case)
    assert (shown.citizen_name, shown.citizen_cpr) == ("", None)
    found = findable(case, story.entries)
    assert (found.name, found.titles) == ("", "")
    assert found.words.split() == APPLICATION.case_number.split("-")
    assert shown.due_on is None


def test_a_case_on_the_wrong_citizen_takes_a_note_of_what_happened(library: Library) -> None:
    story = informed(library).does(NOTE, withdraws(1, WRONG))
    case = story.does(NoteWritten(text="Borgeren er orienteret.")).case
    assert case.notes == ("Borgeren er orienteret.",)
    assert story.refuses(APPLICATION) == ["out_of_order"]


def test_the_right_citizen_after_all(library: Library) -> None:
    story = decided(library)
    before = story.case
    story.does(withdraws(1, WRONG))
    case = story.does(withdraws(story.seq)).case
    assert case.open_proposals == ()
    after = replace(case, seq=before.seq, withdrawn=(), trail=before.trail)
    assert replace(after, proposals=()) == before
