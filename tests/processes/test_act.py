"""The one door: from application to letter sent in a database; what is refused leaves nothing."""

from dataclasses import astuple, replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework import DecisionKind
from kompas.casework.commands import Refused
from kompas.casework.record import name_of
from kompas.casework.status import Status
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes.act import Acted, act
from kompas.processes.reading import NoSuchCase, folded
from kompas.register import case_rows, log, summaries
from kompas.register.verify import chain_faults, verify
from tests.proceedings import current
from tests.processes.town import (
    EAST,
    NEXT,
    OPENING,
    WEST,
    Telling,
    applied,
    assessed,
    counted,
    sent,
    takes,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    DIGITAL_POST,
    FOLLOWED,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    RUNNING_GRANT,
    TODAY,
    WITHOUT_HOURS,
)

pytestmark = pytest.mark.usefixtures("town")
NOTE = NoteWritten(text="Ringede og aftalte et møde.")


def stored(database: Database) -> dict[str, int]:
    """How many rows each table of the record has."""
    tables = (
        "case_event",
        "event_payload",
        "case_summary",
        "work_item",
        "agenda_item",
        "document",
        "draft",
        "access_log",
    )
    with database.as_superuser() as all_seeing:
        return {
            table: (all_seeing.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0]  # noqa: S608
            for table in tables
        }


# ---------------------------------------------------------------- the whole way


@pytest.mark.ledger("FW-15", "FW-16", "FW-20")
@pytest.mark.parametrize("unit", [WEST, EAST])
def test_from_application_to_letter_sent(library: Library, unit: str) -> None:
    telling = sent(library, unit)
    case = telling.case
    assert case.status is Status.SENT
    sending = current(case).sent
    assert sending is not None
    assert sending.received_on == TODAY  # Digital Post: the same day
    assert (current(case).panel is not None) is (unit == EAST)
    assert folded(telling.entries()) == case
    assert [e for acted in telling.acted for e in acted.events] == list(telling.entries())
    (line,) = summaries.page(viewer(telling.by)).lines
    assert (line.status, line.due_on, line.due_why) == ("sent", case.follow_up_due, "follow_up")
    assert list(verify()) == []


@pytest.mark.ledger("FW-23", "VEJ-04")
def test_the_deadline_is_the_standards_or_the_units(library: Library) -> None:
    received = APPLICATION.received_on
    assert current(applied(library, WEST).case).decide_by == received + timedelta(weeks=6)
    assert current(applied(library, EAST).case).decide_by == received + timedelta(weeks=8)


@pytest.mark.ledger("VEJ-13")
def test_in_vejen_a_grant_is_due_again_after_a_year(library: Library) -> None:
    sent(library, WEST)
    (line,) = summaries.page(viewer("anna")).lines
    assert (line.due_on, line.due_why) == (TODAY.replace(year=TODAY.year + 1), "follow_up")


def test_a_case_can_begin_with_a_running_grant(library: Library) -> None:
    grant = replace(RUNNING_GRANT, unit=WEST)
    telling = Telling(library).does(grant, NEED, ASSESSMENT)
    assert telling.case.grant == grant.extent
    assert folded(telling.entries()) == telling.case


def test_what_holds_from_another_day_is_recorded_so(library: Library) -> None:
    fact = FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    telling = applied(library).does(fact, valid_from=date(2026, 9, 1))
    assert telling.entries()[-1].valid_from == date(2026, 9, 1)


# ---------------------------------------------------------------- how much is sent


def test_a_step_is_seven_statements_and_two_more_for_whom_it_is_about(library: Library) -> None:
    telling, anna = assessed(library), viewer("anna")
    for command, expected in ((NOTE, 7), (takes(telling), 10)):
        with counted() as statements:
            act(telling.id, command, anna, library=library, now=telling.now)
        assert len(statements) == expected, statements


def test_a_new_case_is_five_statements_and_three_for_the_person(library: Library) -> None:
    anna, application = viewer("anna"), replace(APPLICATION, unit=WEST)
    with counted() as statements:
        act(None, application, anna, library=library, now=Telling(library).now)
    assert len(statements) == 8, statements


def test_who_acts_is_looked_up_in_one_statement() -> None:
    with counted() as statements:
        viewer("anna")
    assert len(statements) == 1


# ---------------------------------------------------------------- refused


REFUSED: dict[str, tuple[Any, str, str]] = {
    "out of order": (DIGITAL_POST, "anna", "out_of_order"),
    "another's role": (FOLLOWED, "anna", "out_of_order"),
    "no role in the unit": (AccessRestricted(restricted=True, why="Truet"), "anna",
                            "not_your_role"),
    "a day to come": (replace(ASSESSMENT, assessed_on=TODAY + timedelta(days=1)), "anna",
                      "in_the_future"),
    "no reason": (CaseClosed(why=" "), "anna", "why_missing"),
    "an unknown fact": (FactNoted(name="shoe_size", value=42, source="x", dated=TODAY),
                        "anna", "unknown_fact"),
    "nobody to give it to": (Assigned(to="ukendt"), "anna", "not_a_caseworker"),
    "someone of another unit": (Assigned(to="carla"), "anna", "not_a_caseworker"),
    "a second beginning": (APPLICATION, "anna", "out_of_order"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_leaves_nothing(library: Library, town: Database, why: str) -> None:
    command, by, code = REFUSED[why]
    telling = applied(library).does(NEED)
    before = stored(town)
    assert code in telling.refuses(command, by=by)
    traces = before["access_log"] + (code == "not_your_role")  # that it was tried is seen
    assert stored(town) == {**before, "access_log": traces}


def test_a_case_cannot_begin_just_anywhere(library: Library, town: Database) -> None:
    before, nobody = stored(town), Telling(library)
    for command, code in (
        (NOTE, "no_case"),
        (DIGITAL_POST, "no_case"),
        (TakeDecision(decision=WITHOUT_HOURS), "no_case"),
        (replace(APPLICATION, unit="nord"), "no_such_unit"),
        (replace(APPLICATION, unit=None), "no_such_unit"),
        (replace(APPLICATION, unit=EAST), "other_municipality"),
        (replace(APPLICATION, unit=EAST, municipality="copenhagen"), "not_your_role"),
    ):
        assert nobody.refuses(command) == [code]
    assert nobody.refuses(replace(APPLICATION, unit=WEST), by="rita") == ["not_your_role"]
    traces = before["access_log"] + 2  # those of another role
    assert stored(town) == {**before, "access_log": traces}


@pytest.mark.ledger("FW-18")
def test_the_panel_comes_first_where_the_unit_has_one(library: Library) -> None:
    telling = assessed(library, EAST)
    assert telling.refuses(takes(telling)) == ["panel_first"]
    telling.does(RECOMMENDATION, ON_AGENDA)
    assert telling.refuses(FOLLOWED) == ["not_your_role"]
    telling.does(replace(FOLLOWED, extent=RECOMMENDATION.extent), by="petra")
    other = takes(telling, kind=DecisionKind.REFUSAL)
    assert "not_as_panel" in telling.refuses(other)


def test_a_decision_rests_on_papers_of_the_case(library: Library) -> None:
    telling = applied(library).does(NEED, ASSESSMENT)
    outcome = telling.refuses(takes(telling))
    assert outcome
    assert set(outcome) == {"evidence_missing"}


def test_a_fact_that_no_norm_reads_is_refused_and_does_no_harm(library: Library) -> None:
    # Where nothing is coded for the service, a fact is taken down unread.
    telling = Telling(library).does(replace(APPLICATION, unit=WEST, service="home_help"))
    telling.does(FactNoted(name="shoe_size", value=42, source="x", dated=TODAY))
    telling.does(NEED, ASSESSMENT)
    draft = TakeDecision(decision=replace(takes(telling).decision, service="home_help"))
    outcome = telling.asks(draft)
    assert isinstance(outcome, Acted | Refused)  # judged or refused, and never an error


# ---------------------------------------------------------------- who sees, who does


@pytest.mark.parametrize("username", ["carla", "leif", "petra", "rita", "drift"])
def test_nobody_acts_in_a_case_that_they_may_not_see(library: Library, username: str) -> None:
    telling = applied(library)
    with pytest.raises(NoSuchCase):
        telling.asks(NOTE, by=username)


def test_a_panel_member_sees_and_writes_only_the_panels_part(library: Library) -> None:
    telling = applied(library, EAST)
    assert telling.refuses(NOTE, by="petra") == ["not_your_role"]


def test_a_restricted_case_is_for_those_who_handle_it(library: Library) -> None:
    telling = applied(library)
    telling.does(AccessRestricted(restricted=True, why="Borgeren er truet."), by="vera")
    for username, sees in (("anna", True), ("vera", True), ("birk", False)):
        if sees:
            telling.does(NOTE, by=username)
        else:
            with pytest.raises(NoSuchCase):
                telling.asks(NOTE, by=username)
    telling.does(Assigned(to="birk"), by="vera").does(NOTE, by="birk")
    with pytest.raises(NoSuchCase):
        telling.asks(NOTE, by="anna")


def test_who_has_left_does_nothing(library: Library) -> None:
    telling = applied(library)
    administration.deactivate_user("birk")
    with pytest.raises(NoSuchCase):
        telling.asks(NOTE, by="birk")
    assert telling.refuses(Assigned(to="birk")) == ["not_a_caseworker"]


def test_a_role_that_is_taken_away_is_gone(library: Library) -> None:
    telling = applied(library)
    assert administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    assert not administration.withdraw_role("birk", Role.CASEWORKER, WEST)
    with pytest.raises(NoSuchCase):
        telling.asks(NOTE, by="birk")


def test_a_case_that_does_not_exist_is_told_as_one_that_may_not_be_seen(library: Library) -> None:
    telling = applied(library)
    hidden = telling.id
    telling.case_id = type(hidden)(int=7)
    with pytest.raises(NoSuchCase) as unknown:
        telling.asks(NOTE)
    telling.case_id = hidden
    with pytest.raises(NoSuchCase) as unseen:
        telling.asks(NOTE, by="carla")
    assert str(unknown.value) == str(unseen.value)


# ---------------------------------------------------------------- one transaction


def test_of_two_writers_one_wins_and_the_other_leaves_nothing(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = applied(library)
    load = log.load

    def load_and_wait(*given: Any, **more: Any) -> Any:
        # Another writes between our reading and our writing, on a connection of its own.
        events = load(*given, **more)
        with psycopg.connect(town.app_url) as other:
            noted = replace(events[-1], seq=NEXT, event=NOTE)
            row = next(log.rows_of([noted], _hash_of(town)))
            other.execute("SELECT set_config('kompas.username', 'anna', false)")
            _insert(other, row)
        return events

    monkeypatch.setattr(log, "load", load_and_wait)
    with pytest.raises(log.Conflict):
        telling.asks(NEED)
    monkeypatch.setattr(log, "load", load)
    assert [name_of(entry.event) for entry in telling.entries()] == [*OPENING, "note_written"]
    assert list(chain_faults()) == []
    assert summaries.page(viewer("anna")).lines[0].status == "received"


def _hash_of(database: Database) -> bytes:
    with database.as_superuser() as all_seeing:
        newest = "SELECT hash FROM case_event ORDER BY seq DESC LIMIT 1"
        return bytes((all_seeing.execute(newest).fetchone() or (b"",))[0])


def _insert(other: psycopg.Connection, row: log.Row) -> None:
    link = row.link
    other.execute(
        "INSERT INTO case_event (link_version, case_id, seq, proceeding, type, version,"
        " recorded_at, valid_from, by_user, payload_digest, prev_hash, hash)"
        " VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
        (*astuple(link), row.hash),
    )
    other.execute(
        "INSERT INTO event_payload (case_id, seq, salt, payload) VALUES (%s,%s,%s,%s)",
        (link.case_id, link.seq, row.salt, row.payload.decode()),
    )


def test_no_event_without_its_summary(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = applied(library)
    before = stored(town)

    def broken(*_given: Any, **_more: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(case_rows, "upsert", broken)
    with pytest.raises(DatabaseError):
        telling.asks(NOTE)
    assert stored(town) == before


def test_a_callers_transaction_holds_act_too(library: Library, town: Database) -> None:
    telling = applied(library)
    before = stored(town)
    with transaction.atomic():
        assert isinstance(telling.asks(NOTE), Acted)
        transaction.set_rollback(True)
    assert stored(town) == before


def test_the_settings_of_access_end_with_the_act(library: Library) -> None:
    applied(library)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('kompas.units', true), '')")
        assert cursor.fetchone() == ("",)
