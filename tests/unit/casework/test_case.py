"""The fold: from entries to the case, as known and as valid on a day; what is due; the summary."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from kompas.casework import DecisionKind, amounts
from kompas.casework.case import Case, KnownFact
from kompas.casework.flows import ProceedingKind
from kompas.casework.fold import fold
from kompas.casework.intervention import Intervention
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Recorded
from kompas.casework.status import Status
from kompas.casework.steps import sending, step_of
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.sending import LetterSent
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.summary import due, summary
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.trace import Trace
from kompas.casework.trail import built_on, last_sent
from kompas.limits import LONGEST_SEARCH_TEXT
from kompas.norms import GivenFact, Library
from tests.proceedings import current
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

NOTE = NoteWritten(text="Ringede.")
HELP = Intervention(
    entry=1,
    decision=None,
    extent=amounts(days_per_week=5),
    starts_on=date(2020, 1, 1),
    planned=date(2026, 7, 1),
)


def recorded(
    *events: Any, at: str = "2026-06-01T10:00", valid_from: date = TODAY
) -> list[Recorded]:
    """The entries of a case in which one proceeding is open at a time."""
    moment, opened = datetime.fromisoformat(at).replace(tzinfo=UTC), None
    entries = []
    for seq, event in enumerate(events, 1):
        step = step_of(event)
        if opened is None and step.opens:
            opened = seq
        belongs = opened if step.flows else None
        entries.append(Recorded(CASE_ID, seq, event, moment, valid_from, CASEWORKER, belongs))
    return entries


def withdrawal(seq: int, reason: Withdrawal = Withdrawal.MISTAKE) -> Any:
    return EntryWithdrawn(seq=seq, reason=reason, why="Fejl.")


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
    goals = GoalsSet(goals=("Et mål.",))
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
    fact = FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    entries = recorded(APPLICATION, fact, replace(fact, value="long_term_stay"))
    first = fold(entries[:2])
    fold(entries)
    (known,) = first.facts["housing"]
    assert known == KnownFact(GivenFact("own_home", "Sagen", TODAY), TODAY, 2)


def test_the_same_day_the_later_note_of_a_fact_stands() -> None:
    fact = FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    case = fold(recorded(APPLICATION, fact, replace(fact, value="long_term_stay")))
    assert case.facts_on(TODAY)["housing"].value == "long_term_stay"
    assert "housing" not in case.facts_on(date(2026, 5, 31))


def test_the_day_of_birth_is_the_numbers_where_no_other_is_noted() -> None:
    by_number = GivenFact("1980-04-12", "CPR-nummeret", APPLICATION.received_on)
    assert fold(recorded(APPLICATION)).facts_on(TODAY) == {"birth_date": by_number}
    noted = FactNoted(name="birth_date", value="1981-04-12", source="Passet", dated=TODAY)
    known = fold(recorded(APPLICATION, noted)).facts_on(TODAY)["birth_date"]
    assert (known.value, known.source) == ("1981-04-12", "Passet")
    unknown = replace(APPLICATION, citizen=replace(APPLICATION.citizen, cpr=None))
    assert fold(recorded(unknown)).facts_on(TODAY) == {}


def test_withdrawals_of_withdrawals_alternate() -> None:
    entries = recorded(APPLICATION, NOTE, withdrawal(2), withdrawal(3), withdrawal(4))
    notes = [fold(entries[:count]).notes for count in range(2, 6)]
    assert notes == [("Ringede.",), (), ("Ringede.",), ()]
    assert fold(entries).withdrawn == (2, 4)


def test_a_case_on_nobody_can_be_brought_back_and_closed_again() -> None:
    wrong = Withdrawal.WRONG_CITIZEN
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
    assert last_sent(assessed(library).case.trail, 1) == 0
    story = sent(library)
    (number,) = (e.seq for e in story.entries if isinstance(e.event, LetterSent))
    trail = story.does(NOTE, replace(NEED, met_on=TODAY)).case.trail
    follow_up = story.on.entry
    assert follow_up > number
    assert [last_sent(trail, one) for one in (1, None, follow_up)] == [number, number, 0]


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
    interventions = sending.after((HELP,), taken(kind), 9, TODAY)
    running = [one.extent["days_per_week"] for one in interventions if one.running]
    assert running == ([] if after is None else [after])
    # What ran before is kept, with its end where it ended.
    assert (interventions[0].entry, interventions[0].extent) == (HELP.entry, HELP.extent)
    assert interventions[0].running == (after == HELP.extent["days_per_week"])
    assert (interventions[0].ends_on is None) == interventions[0].running


def taken(kind: DecisionKind) -> TakenDecision:
    return TakenDecision(
        entry=8,
        proceeding=2,
        decision=replace(REDUCTION, kind=kind),
        trace=Trace(norms=(), verdict="stands", findings=(), explanation=""),
        changes=HELP.entry,
        taken_by=CASEWORKER,
    )


def test_a_refusal_leaves_no_help_where_there_was_none() -> None:
    assert sending.after((), taken(DecisionKind.REFUSAL), 9, TODAY) == ()


def test_a_new_round_keeps_what_runs_and_drops_what_led_to_the_last_decision(
    library: Library,
) -> None:
    story = at_panel(library).does(FOLLOWED, takes(), LETTER, DIGITAL_POST)
    before = story.case
    case = story.does(replace(NEED, met_on=TODAY)).case
    kept = (before.grant, before.follow_up_due, before.complaint_until, before.facts)
    assert (case.grant, case.follow_up_due, case.complaint_until, case.facts) == kept
    assert current(case).kind is ProceedingKind.FOLLOW_UP
    assert case.decisions == before.decisions
    assert case.proceeding(1) == before.proceeding(1)
    gone = (
        current(case).decision,
        current(case).sent,
        current(case).letter,
        current(case).assessment,
        current(case).decide_by,
        current(case).hearing,
    )
    assert gone == (None,) * 6
    assert (current(case).hearings, current(case).delays, current(case).late_delays) == ((),) * 3
    assert (current(case).recommendation, current(case).panel, current(case).panel_meets_on) == (
        None,
    ) * 3


def test_a_second_meeting_before_the_decision_keeps_the_deadline(library: Library) -> None:
    story = received(library).does(NEED, ReferredToEarlyHelp(to="§ 12", why="Nok."), NEED)
    assert current(story.case).decide_by == date(2026, 6, 15)


CASE = Case(case_id=UUID(int=1), seq=1)
HEARING = HearingSent(
    evidence=("note-1",), sent_on=date(2026, 5, 20), deadline_on=date(2026, 6, 10)
)


APPLIES, FOLLOWS, CHANGES = (
    Proceeding(entry=2, kind=kind, opened_on=TODAY, promised=promised)
    for kind, promised in (
        (ProceedingKind.APPLICATION, date(2026, 6, 15)),
        (ProceedingKind.FOLLOW_UP, None),
        (ProceedingKind.CHANGE, date(2026, 6, 15)),
    )
)
DECISION_DUE, FOLLOW_UP_DUE = (date(2026, 6, 15), "decision"), (date(2026, 7, 1), "follow_up")
NOTHING_DUE = (None, None)


@pytest.mark.parametrize(
    ("one", "status", "helped", "expected"),
    [
        (APPLIES, Status.RECEIVED, False, DECISION_DUE),
        (APPLIES, Status.AT_PANEL, False, DECISION_DUE),
        (APPLIES, Status.DECIDED, False, DECISION_DUE),
        (APPLIES, Status.EARLY_HELP, False, NOTHING_DUE),
        (APPLIES, Status.SENT, False, NOTHING_DUE),
        (APPLIES, Status.SENT, True, FOLLOW_UP_DUE),
        (APPLIES, Status.CLOSED, False, NOTHING_DUE),
        (CHANGES, Status.RECEIVED, True, DECISION_DUE),
        (CHANGES, Status.EARLY_HELP, True, FOLLOW_UP_DUE),
        (FOLLOWS, Status.INFORMED, True, NOTHING_DUE),
        (FOLLOWS, Status.EARLY_HELP, True, NOTHING_DUE),
        (FOLLOWS, Status.CLOSED, True, FOLLOW_UP_DUE),
        (None, Status.RUNNING, True, FOLLOW_UP_DUE),
    ],
)
def test_what_is_due_depends_on_where_the_case_stands(
    one: Proceeding | None,
    status: Status,
    helped: bool,
    expected: tuple[date | None, str | None],
) -> None:
    case = replace(
        CASE,
        proceedings=(replace(one, status=status),) if one else (),
        interventions=(HELP,) if helped else (),
    )
    assert due(case) == expected


def test_nothing_is_due_in_a_closed_case() -> None:
    ended = replace(HELP, running=False, ends_on=TODAY)
    closed = replace(APPLIES, status=Status.CLOSED, closed_on=TODAY)
    case = replace(CASE, proceedings=(closed,), interventions=(ended,), ended_on=TODAY)
    assert (case.status, due(case)) == (Status.CLOSED, NOTHING_DUE)


def test_the_first_day_is_due(library: Library) -> None:
    story = at_panel(library).does(HEARING)
    assert due(story.case) == (date(2026, 6, 10), "hearing")
    later = replace(HEARING, deadline_on=date(2026, 6, 20))
    assert due(at_panel(library).does(later).case) == (date(2026, 6, 15), "decision")


def test_nothing_is_due_where_no_day_is_known() -> None:
    assert due(CASE) == (None, None)
    assert due(replace(CASE, proceedings=(replace(APPLIES, promised=None),))) == (None, None)


def test_the_summary_has_what_lists_and_search_need(library: Library) -> None:
    story = decided(library).does(NOTE, AccessRestricted(restricted=True, why="Trusler"))
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
    old, huge = NoteWritten(text="Gammelt."), NoteWritten(text="ord " * 60_000)
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
    closed = summary(fold(recorded(RUNNING_GRANT, CaseClosed(why="Flyttet."))))
    assert (closed.status, closed.due_on, closed.closed_on) == ("closed", None, TODAY)


def test_the_search_does_not_hold_the_number_of_the_citizen(library: Library) -> None:
    cpr = APPLICATION.citizen.cpr
    assert cpr is not None
    assert cpr not in summary(received(library).case).search_text
