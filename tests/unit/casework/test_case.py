"""The fold: from entries to the case, as known and as valid on a day; what is due; the summary."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from kompas.casework import DecisionKind, Extent, steps
from kompas.casework.case import (
    LONGEST_SEARCH_TEXT,
    Case,
    KnownFact,
    due,
    fold,
    grant_after,
    summary,
)
from kompas.casework.record import Recorded
from kompas.casework.status import Status
from kompas.casework.trail import built_on, last_sent
from kompas.norms import GivenFact, Library
from tests.spec.case.stories import (
    APPLICATION,
    CASE_ID,
    CASEWORKER,
    DIGITAL_POST,
    FOLLOWED,
    LETTER,
    NEED,
    RUNNING_GRANT,
    TODAY,
    assessed,
    at_panel,
    decided,
    received,
    sent,
    takes,
)
from tests.spec.soundness.drafts import REDUCTION

NOTE = steps.NoteWritten(text="Ringede.")


def recorded(
    *events: Any, at: str = "2026-06-01T10:00", valid_from: date = TODAY
) -> list[Recorded]:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return [
        Recorded(CASE_ID, seq, event, moment, valid_from, CASEWORKER)
        for seq, event in enumerate(events, 1)
    ]


def withdrawal(seq: int, reason: steps.Withdrawal = steps.Withdrawal.MISTAKE) -> Any:
    return steps.EntryWithdrawn(seq=seq, reason=reason, why="Fejl.")


def test_no_entries_make_no_case() -> None:
    with pytest.raises(ValueError, match="no events"):
        fold([])
    with pytest.raises(ValueError, match="no events"):
        fold(recorded(APPLICATION), until=date(2026, 5, 31))


def test_the_fold_knows_the_case_and_its_newest_entry() -> None:
    case = fold(iter(recorded(APPLICATION, NEED, NOTE)))
    assert (case.case_id, case.seq, case.status) == (CASE_ID, 3, Status.INFORMED)
    assert [(p.seq, p.name, p.withdraws) for p in case.trail] == [
        (1, "application_received", None),
        (2, "need_uncovered", None),
        (3, "note_written", None),
    ]


def test_as_known_on_a_day_ends_at_midnight_in_denmark() -> None:
    entries = recorded(APPLICATION, at="2026-06-01T21:59") + [
        replace(entry, seq=2) for entry in recorded(NOTE, at="2026-06-01T22:00")
    ]
    assert fold(entries, until=date(2026, 6, 1)).notes == ()
    assert fold(entries, until=date(2026, 6, 1)).seq == 1
    assert fold(entries, until=date(2026, 6, 2)).notes == ("Ringede.",)


def test_as_valid_on_a_day_leaves_out_what_holds_later_and_what_never_held() -> None:
    early, late = date(2026, 5, 1), date(2026, 7, 1)
    goals = steps.GoalsSet(goals=("Et mål.",))
    entries = [
        replace(entry, valid_from=day)
        for entry, day in zip(
            recorded(APPLICATION, NOTE, goals, withdrawal(2)),
            (early, early, late, late),
            strict=True,
        )
    ]
    case = fold(entries, valid_on=TODAY)
    assert case.notes == ()
    assert case.goals == ()
    assert fold(entries, valid_on=late).goals == ("Et mål.",)


def test_folding_leaves_earlier_cases_as_they_were() -> None:
    fact = steps.FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    entries = recorded(APPLICATION, fact, replace(fact, value="long_term_stay"))
    first = fold(entries[:2])
    fold(entries)
    (known,) = first.facts["housing"]
    assert known == KnownFact(GivenFact("own_home", "Sagen", TODAY), TODAY, 2)


def test_the_same_day_the_later_note_of_a_fact_stands() -> None:
    fact = steps.FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    case = fold(recorded(APPLICATION, fact, replace(fact, value="long_term_stay")))
    assert case.facts_on(TODAY)["housing"].value == "long_term_stay"
    assert case.facts_on(date(2026, 5, 31)) == {}


def test_withdrawals_of_withdrawals_alternate() -> None:
    entries = recorded(APPLICATION, NOTE, withdrawal(2), withdrawal(3), withdrawal(4))
    notes = [fold(entries[:count]).notes for count in range(2, 6)]
    assert notes == [("Ringede.",), (), ("Ringede.",), ()]
    assert fold(entries).withdrawn == (2, 4)


def test_a_case_on_nobody_can_be_brought_back_and_closed_again() -> None:
    wrong = steps.Withdrawal.WRONG_CITIZEN
    events = (APPLICATION, NEED, withdrawal(1, wrong), NOTE, withdrawal(3), withdrawal(1, wrong))
    status = [fold(recorded(*events[:count])).status for count in range(1, 7)]
    assert status == [
        Status.RECEIVED,
        Status.INFORMED,
        Status.CLOSED,
        Status.CLOSED,
        Status.INFORMED,
        Status.CLOSED,
    ]
    last = fold(recorded(*events))
    assert last.withdrawn == (1, 2, 3, 4, 5)
    assert last.notes == ()
    assert fold(recorded(*events[:5])).notes == ("Ringede.",)


def test_what_is_built_on_an_entry() -> None:
    trail = fold(recorded(APPLICATION, NOTE, NEED, NOTE)).trail
    assert built_on(trail, 1) == (3,)
    assert built_on(trail, 2) == ()
    assert built_on(trail, 3) == ()
    with pytest.raises(KeyError):
        built_on(trail, 9)


def test_when_a_decision_was_last_sent(library: Library) -> None:
    assert last_sent(assessed(library).case.trail) == 0
    story = sent(library)
    number = story.seq
    assert last_sent(story.does(NOTE, replace(NEED, met_on=TODAY)).case.trail) == number


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (DecisionKind.GRANT, 3),
        (DecisionKind.PARTIAL_REFUSAL, 3),
        (DecisionKind.REDUCTION, 3),
        (DecisionKind.REFUSAL, 5),
        (DecisionKind.PROVIDER_CHANGE, 5),
        (DecisionKind.PROVIDER_CHOICE, 5),
        (DecisionKind.TERMINATION, None),
    ],
)
def test_the_help_after_a_decision(kind: DecisionKind, after: int | None) -> None:
    running = grant_after(replace(REDUCTION, kind=kind), Extent(days_per_week=5))
    assert (running.days_per_week if running else None) == after


def test_a_refusal_leaves_no_help_where_there_was_none() -> None:
    assert grant_after(replace(REDUCTION, kind=DecisionKind.REFUSAL), None) is None


def test_a_new_round_keeps_what_runs_and_drops_what_led_to_the_last_decision(
    library: Library,
) -> None:
    story = at_panel(library).does(FOLLOWED, takes(), LETTER, DIGITAL_POST)
    before = story.case
    case = story.does(replace(NEED, met_on=TODAY)).case
    kept = (before.grant, before.follow_up_due, before.complaint_until, before.facts)
    assert (case.grant, case.follow_up_due, case.complaint_until, case.facts) == kept
    gone = (case.decision, case.sent, case.letter, case.assessment, case.decide_by, case.hearing)
    assert gone == (None,) * 6
    assert (case.hearings, case.delays, case.late_delays) == ((),) * 3
    assert (case.recommendation, case.panel, case.panel_meets_on) == (None,) * 3


def test_a_second_meeting_before_the_decision_keeps_the_deadline(library: Library) -> None:
    story = received(library).does(NEED, steps.ReferredToEarlyHelp(to="§ 12", why="Nok."), NEED)
    assert story.case.decide_by == date(2026, 6, 15)


CASE = Case(case_id=UUID(int=1), status=Status.INFORMED)
HEARING = steps.HearingSent(evidence=(), sent_on=date(2026, 5, 20), deadline_on=date(2026, 6, 10))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.RECEIVED, (date(2026, 6, 15), "decision")),
        (Status.AT_PANEL, (date(2026, 6, 15), "decision")),
        (Status.DECIDED, (date(2026, 6, 15), "decision")),
        (Status.EARLY_HELP, (None, None)),
        (Status.RUNNING, (date(2026, 7, 1), "follow_up")),
        (Status.SENT, (date(2026, 7, 1), "follow_up")),
        (Status.CLOSED, (None, None)),
    ],
)
def test_what_is_due_depends_on_where_the_case_stands(
    status: Status, expected: tuple[date | None, str | None]
) -> None:
    case = replace(CASE, status=status, decide_by=date(2026, 6, 15), follow_up_due=date(2026, 7, 1))
    assert due(case) == expected


def test_the_first_day_is_due(library: Library) -> None:
    story = at_panel(library).does(HEARING)
    assert due(story.case) == (date(2026, 6, 10), "hearing")
    later = replace(HEARING, deadline_on=date(2026, 6, 20))
    assert due(at_panel(library).does(later).case) == (date(2026, 6, 15), "decision")


def test_nothing_is_due_where_no_day_is_known() -> None:
    assert due(CASE) == (None, None)


def test_the_summary_has_what_lists_and_search_need(library: Library) -> None:
    story = decided(library).does(NOTE, steps.AccessRestricted(restricted=True, why="Trusler"))
    row = summary(story.case)
    assert row.case_id == CASE_ID
    assert row.status == "decided"
    assert (row.service, row.municipality, row.unit) == (
        "activity_and_social",
        "vejen",
        "handicap",
    )
    assert (row.citizen_name, row.citizen_cpr) == ("Prøve Person", APPLICATION.citizen.cpr)
    assert (row.opened_on, row.due_on, row.due_why) == (
        date(2026, 5, 4),
        date(2026, 6, 15),
        "decision",
    )
    assert (row.assigned_to, row.restricted, row.closed_on) == (CASEWORKER, True, None)
    assert row.seq == story.seq
    for found in ("2026-104-1", "Prøve Person", "komme ud", "Ringede."):
        assert found in row.search_text


def test_search_reads_the_newest_notes_of_a_case_that_has_too_much_to_read(
    library: Library,
) -> None:
    old, huge = steps.NoteWritten(text="Gammelt."), steps.NoteWritten(text="ord " * 60_000)
    found = summary(received(library).does(old, huge, NOTE).case).search_text
    assert len(found) == LONGEST_SEARCH_TEXT
    assert all(words in found for words in ("2026-104-1", "Prøve Person", "komme ud", "Ringede."))
    assert "Gammelt." not in found


def test_the_summary_of_a_running_grant_and_of_a_closed_case() -> None:
    row = summary(fold(recorded(RUNNING_GRANT)))
    assert (row.opened_on, row.due_on, row.due_why) == (
        date(2019, 3, 1),
        date(2026, 9, 1),
        "follow_up",
    )
    closed = summary(fold(recorded(RUNNING_GRANT, steps.CaseClosed(why="Flyttet."))))
    assert (closed.status, closed.due_on, closed.closed_on) == ("closed", None, TODAY)


def test_the_search_does_not_hold_the_number_of_the_citizen(library: Library) -> None:
    cpr = APPLICATION.citizen.cpr
    assert cpr is not None
    assert cpr not in summary(received(library).case).search_text
