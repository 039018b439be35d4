"""Several things at once in one case, through the one door: each with its clock and its handler."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework import DecisionKind
from kompas.casework.commands import Refused
from kompas.casework.proceeding import BoardOutcome
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.remittal import CaseRemitted
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.norms import Library
from kompas.processes.erasing import Erased, erase_entries
from kompas.processes.export import export
from kompas.processes.finding import find
from kompas.processes.letters import LetterStored, make_letter
from kompas.processes.reading import NoSuchCase, folded
from kompas.register import bulk, documents, summaries, worklists
from kompas.register.access import acting
from kompas.register.verify import chain_faults, verify
from tests.processes.several import (
    CHANGE,
    FORWARDED,
    LATER,
    REVIEWED,
    SENT_BACK,
    UPHELD,
    both,
    complaint,
    items,
    newest,
    waits,
)
from tests.processes.town import (
    EAST,
    PURPOSE,
    WEST,
    applied,
    counted,
    sent,
    settle,
    takes,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import (
    APPLIED_ON,
    ASSESSMENT,
    DIGITAL_POST,
    NEED,
    TODAY,
    withdraws,
)

pytestmark = pytest.mark.usefixtures("town")


# ---------------------------------------------------------------- the whole way


@pytest.mark.ledger("PROC-08", "FW-22", "FW-23")
def test_from_application_to_board_and_back_beside_a_follow_up(library: Library) -> None:
    telling = applied(library)
    first = (1, "application")
    by = APPLIED_ON + timedelta(weeks=6)
    assert items(telling) == [(*first, "received", by, "decision")]
    telling = sent(library)
    running, a_year = telling.case.help, date(TODAY.year + 1, TODAY.month, TODAY.day)
    assert running is not None
    helped = (running.entry, "running_help", "running", a_year, "follow_up")
    assert items(telling) == [helped]

    telling.today = LATER
    follow_up = newest(telling.does(replace(NEED, met_on=LATER)))
    assert follow_up == telling.case.seq
    assert items(telling) == [(follow_up, "follow_up", "informed", None, None)]

    complained = newest(telling.does(complaint(telling)))
    four_weeks = LATER + timedelta(weeks=4)
    followed = (follow_up, "follow_up", "informed", None, None)
    assert items(telling) == [
        followed,
        (complained, "complaint", "complained", four_weeks, "review"),
    ]
    telling.does(REVIEWED)
    assert items(telling)[1] == (complained, "complaint", "reviewed", four_weeks, "after_review")
    assert waits(telling) == [None, None]
    telling.does(FORWARDED)
    assert items(telling) == [followed, (complained, "complaint", "at_board", None, None)]
    assert waits(telling) == [None, "board"]
    telling.does(SENT_BACK)
    assert items(telling) == [followed]

    first_decision = telling.case.decisions[0].entry
    back = CaseRemitted(
        decision=first_decision, received_on=LATER, to_investigate="Hvor mange timer."
    )
    remitted = newest(telling.does(back))
    six_weeks = LATER + timedelta(weeks=6)
    assert items(telling) == [
        followed,
        (remitted, "remitted", "remitted", six_weeks, "decision"),
    ]
    # What both could take up says which it is.
    again = replace(ASSESSMENT, assessed_on=LATER)
    telling.does(replace(NEED, met_on=LATER), belongs=remitted)
    assert telling.refuses(again) == ["which_proceeding"]
    telling.does(again, belongs=remitted)
    decision = takes(telling, decided_on=LATER, starts_on=LATER)
    telling.does(decision, belongs=remitted)
    assert items(telling)[1] == (remitted, "remitted", "decided", six_weeks, "decision")
    telling.prints()
    telling.does(replace(DIGITAL_POST, sent_on=LATER), belongs=remitted)
    assert items(telling) == [followed]
    telling.does(again, belongs=follow_up)
    telling.does(takes(telling, decided_on=LATER, starts_on=LATER), belongs=follow_up)
    telling.prints()
    telling.does(replace(DIGITAL_POST, sent_on=LATER))
    now = telling.case.help
    assert now is not None
    assert [(item[0], item[1]) for item in items(telling)] == [(now.entry, "running_help")]
    assert [one.entry for one in telling.case.decisions if one.sent] == [
        one.entry for one in telling.case.decisions
    ]
    assert len(telling.case.decisions) == 3
    assert folded(telling.entries()) == telling.case


@pytest.mark.ledger("PROC-08")
def test_a_complaint_of_a_closed_case_is_work_again(library: Library) -> None:
    telling = sent(library)
    telling.today = LATER
    telling.does(CaseClosed(why="Borgeren er flyttet."))
    assert items(telling) == []
    assert summaries.page(viewer("anna")).lines == ()
    opened = newest(telling.does(complaint(telling)))
    (item,) = items(telling)
    assert item[:3] == (opened, "complaint", "complained")
    assert [line.case_id for line in summaries.page(viewer("anna")).lines] == [telling.id]


def test_two_proceedings_are_two_lines_with_two_clocks(library: Library) -> None:
    telling, follow_up, complained = both(library)
    late = DelayNotified(
        why="Lægen er på ferie.", expected_on=LATER + timedelta(weeks=9), notified_on=LATER
    )
    telling.does(late, belongs=complained)
    lines = worklists.mine(viewer("anna"), LATER).lines
    assert [(one.item.entry, one.item.due_on) for one in lines] == [
        (complained, LATER + timedelta(weeks=9)),
        (follow_up, None),
    ]
    assert {one.case.case_number for one in lines} == {telling.case.case_number}
    (line,) = summaries.page(viewer("anna")).lines
    assert (line.due_on, line.due_why) == (LATER + timedelta(weeks=9), "review")
    # A list of two proceedings is as many statements as a list of one.
    anna = viewer("anna")
    with counted() as statements:
        worklists.mine(anna, LATER)
    assert len(statements) == 1


def test_a_step_in_one_of_several_proceedings_is_seven_statements(library: Library) -> None:
    telling, follow_up, _complained = both(library)
    again = replace(ASSESSMENT, assessed_on=LATER)
    with counted() as statements:
        telling.does(again, belongs=follow_up)
    assert len(statements) == 7 + 1, statements  # and who acts


@pytest.mark.parametrize("belongs", [0, 2, 99])
def test_a_proceeding_that_is_not_there_is_refused(library: Library, belongs: int) -> None:
    telling, _follow_up, _complained = both(library)
    before = telling.entries()
    for command in (replace(ASSESSMENT, assessed_on=LATER), Assigned(to="birk")):
        outcome = telling.asks(command, belongs=belongs)
        assert isinstance(outcome, Refused)
        assert [reason.code for reason in outcome.reasons] == ["no_such_proceeding"]
    assert telling.entries() == before


# ---------------------------------------------------------------- who sees it


def test_a_restricted_case_is_seen_by_whoever_handles_something_in_it(library: Library) -> None:
    for username in ("cilla", "dorte"):
        administration.make_user(username, username.title())
        administration.grant_role(username, Role.CASEWORKER, WEST)
    telling, follow_up, complained = both(library)
    telling.does(Assigned(to="birk"), belongs=follow_up)
    telling.does(Assigned(to="cilla"), belongs=complained)
    telling.does(AccessRestricted(restricted=True, why="Borgeren er truet."), by="vera")
    assert telling.case.handlers == ("anna", "birk", "cilla")

    def sees(username: str) -> bool:
        who = viewer(username)
        found = bool(find("prøve", who, PURPOSE, now=telling.now).lines)
        try:
            telling.entries(by=username)
        except NoSuchCase:
            assert not found
            assert worklists.mine(who, LATER).lines == ()
            return False
        assert found
        return True

    assert [sees(name) for name in ("anna", "birk", "cilla", "dorte", "vera")] == [
        True, True, True, False, True,
    ]  # fmt: skip
    for username, entry in (("birk", follow_up), ("cilla", complained)):
        (line,) = worklists.mine(viewer(username), LATER).lines
        assert (line.item.case_id, line.item.entry) == (telling.id, entry)
    # With the proceeding ends what it let one see.
    telling.does(REVIEWED, FORWARDED, by="cilla")
    telling.does(replace(SENT_BACK, outcome=BoardOutcome.CONFIRMED), by="cilla")
    assert not sees("cilla")
    assert sees("birk")
    # Of the case as a whole, it goes to whoever has it with all that is open.
    telling.does(Assigned(to="dorte"), by="vera")
    assert [sees(name) for name in ("anna", "birk", "dorte")] == [False, False, True]
    assert list(verify()) == []


# ---------------------------------------------------------------- letters


def test_two_decisions_at_once_have_a_letter_each(library: Library) -> None:
    telling, follow_up, complained = both(library)
    telling.does(replace(ASSESSMENT, assessed_on=LATER), belongs=follow_up)
    telling.does(UPHELD)
    for entry, starts_on in ((follow_up, date(2026, 8, 1)), (complained, date(2026, 9, 1))):
        telling.does(takes(telling, decided_on=LATER, starts_on=starts_on), belongs=entry)
    anna, before = viewer("anna"), telling.entries()
    given = {"library": library, "now": telling.now}
    refused = make_letter(telling.id, anna, **given)  # type: ignore[arg-type]
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["which_proceeding"]
    assert str(follow_up) in refused.reasons[0].remedy
    assert str(complained) in refused.reasons[0].remedy
    assert telling.entries() == before
    files = []
    for entry, month in ((complained, "september"), (follow_up, "august")):
        made = make_letter(telling.id, anna, belongs=entry, **given)  # type: ignore[arg-type]
        assert isinstance(made, LetterStored), made
        telling.acted.append(made.acted)
        (event,) = made.acted.events
        assert (event.proceeding, type(event.event)) == (entry, LetterMade)
        assert f"1. {month} 2026" in str(made.letter)
        files.append(made.files[0].sha256)
    assert [telling.case.proceeding(e).letter.document_sha256 for e in (complained, follow_up)] == (  # type: ignore[union-attr]
        files
    )
    with acting(anna):
        assert len(documents.of_case(telling.id)) == 3
    # What is sent first changes the help that the other was decided on.
    send = replace(DIGITAL_POST, sent_on=LATER)
    assert telling.refuses(send) == ["which_proceeding"]
    telling.does(send, belongs=complained)
    assert telling.refuses(send) == ["help_has_changed"]
    telling.does(takes(telling, decided_on=LATER, starts_on=date(2026, 10, 1)))
    assert telling.refuses(send) == ["no_letter"]
    telling.prints()
    telling.does(send)
    assert telling.case.open_proceedings == ()
    assert list(verify()) == []


def test_a_refusal_in_one_leaves_the_help_that_the_other_is_about(library: Library) -> None:
    telling, follow_up, complained = both(library)
    telling.does(replace(ASSESSMENT, assessed_on=LATER), belongs=follow_up)
    telling.does(UPHELD)
    for entry, kind in ((follow_up, DecisionKind.REFUSAL), (complained, DecisionKind.GRANT)):
        decision = takes(telling, kind=kind, decided_on=LATER, starts_on=LATER)
        telling.does(decision, belongs=entry)
    assert telling.case.proceeding(follow_up).decision is not None
    changed = [one.changes for one in telling.case.decisions]
    running = telling.case.help
    assert running is not None
    assert changed == [None, running.entry, running.entry]


# ---------------------------------------------------------------- erased and made again


def rows(database: Database) -> list[list[tuple[Any, ...]]]:
    with database.as_superuser() as all_seeing:
        return [
            all_seeing.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in ("case_summary", "work_item", "agenda_item")
        ]


def test_the_rows_of_several_proceedings_are_made_again_the_same(
    library: Library, town: Database
) -> None:
    telling, _follow_up, _complained = both(library)
    telling.does(CHANGE)
    both_at_east, _one, _other = both(library, EAST)
    sent(library)
    before = rows(town)
    assert len(before[1]) == 3 + 2 + 1
    with town.as_superuser() as all_seeing:
        all_seeing.execute("DELETE FROM case_summary WHERE unit = 'oest'")
        all_seeing.execute("UPDATE work_item SET entry = entry + 99, due_on = NULL, due_why = NULL")
    assert list(verify()) != []
    assert bulk.rebuild() == 3
    assert rows(town) == before
    assert list(verify()) == []
    del both_at_east


def test_a_proceeding_of_the_wrong_citizen_is_erased_and_the_others_stand(
    library: Library, town: Database
) -> None:
    telling, follow_up, complained = both(library)
    changed = newest(telling.does(replace(CHANGE, applied_for="Kirsten Birk vil mere.")))
    telling.does(replace(NEED, met_on=LATER, need="Kirsten trænger til det."), belongs=changed)
    told = telling.case.seq
    telling.does(Assigned(to="birk"), belongs=changed)
    standing = [items(telling)[n] for n in (0, 1)]
    assert [item[0] for item in standing] == [follow_up, complained]
    telling.does(withdraws(changed, Withdrawal.WRONG_CITIZEN))
    withdrawal = telling.case.seq
    gone = set(telling.case.withdrawn)
    assert {changed, changed + 1, told, told + 1} == gone
    vera, why = viewer("vera"), "Journaliseret på forkert borger"
    # What opened it first, so that the rest is left of a proceeding that nothing opened.
    for seqs in ((changed,), (told,)):
        assert erase_entries(telling.id, seqs, why, vera, now=telling.now) == Erased(seqs, 0)
        case = folded(telling.entries())
        assert set(case.withdrawn) == gone
        assert {one.entry for one in case.open_proceedings} == {follow_up, complained}
        assert items(telling) == standing
    assert find("Kirsten", viewer("anna"), PURPOSE, now=telling.now).lines == ()
    for seq in (changed, told, withdrawal):
        assert telling.refuses(withdraws(seq)) == ["erased"]
    for seq in (changed + 1, told + 1):
        assert telling.refuses(withdraws(seq)) == ["no_such_entry"]
    made = export(telling.id, viewer("anna"), "Overdragelse", now=telling.now)
    assert {entry["seq"] for entry in made["entries"] if entry["withdrawn"]} == gone
    before = rows(town)
    assert bulk.rebuild() == 1
    assert rows(town) == before
    # The others go on.
    telling.does(replace(ASSESSMENT, assessed_on=LATER), belongs=follow_up).does(REVIEWED)
    assert folded(telling.entries()) == telling.case
    assert list(verify()) == []


def test_a_decision_that_a_complaint_is_about_stands_with_it(library: Library) -> None:
    telling, follow_up, complained = both(library)
    wrong = Withdrawal.WRONG_CITIZEN
    decision = telling.case.decisions[0].entry
    outcome = telling.asks(withdraws(decision, wrong))
    assert isinstance(outcome, Refused)
    assert str(complained) in outcome.reasons[0].remedy
    telling.does(withdraws(complained, wrong))
    assert {one.entry for one in telling.case.open_proceedings} == {follow_up}
    (item,) = items(telling)
    assert item[0] == follow_up


# ---------------------------------------------------------------- the proceeding in the chain


def test_an_entry_that_was_moved_to_another_proceeding_is_found(
    fresh_database: Database, library: Library
) -> None:
    settle()
    telling, follow_up, complained = both(library)
    telling.does(replace(ASSESSMENT, assessed_on=LATER), belongs=follow_up)
    moved = telling.case.seq
    assert list(verify()) == []
    with fresh_database.as_superuser() as thief:
        thief.execute("SET session_replication_role = replica")
        thief.execute("ALTER TABLE case_event DROP CONSTRAINT case_event_hash")
        thief.execute(
            "UPDATE case_event SET proceeding = %s WHERE case_id = %s AND seq = %s",
            (complained, telling.id, moved),
        )
    (fault,) = verify()
    assert (fault.case_id, fault.seq, fault.where) == (telling.id, moved, "proceeding")
    assert list(chain_faults()) == [fault]
