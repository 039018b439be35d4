"""What the application's own role could do to the record with SQL of its own: refused, or found.

Whoever has the application's password has its role. Each line of the table in docs/operations.md is
tried here; what is refused leaves nothing, what is not refused is named by `verify`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from kompas.casework.record import NewEvent
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.register import case_rows, documents, log
from kompas.register.access import acting
from kompas.register.verify import verify
from tests.register.cases import ANNE, NOON, append, application, new, note, opened
from tests.register.database import Database

ROOT = Path(__file__).parents[2]
IN_TIME = (
    ROOT.joinpath("src/kompas/register/migrations/0013_authority.sql")
    .read_text(encoding="utf-8")
    .split("CREATE FUNCTION kompas_in_time")[1]
    .split("$$;")[0]
)


@pytest.fixture
def app(database: Database) -> Iterator[psycopg.Connection]:
    """The application's role, as an intruder in it has it: signed in as Anne, as far as it says."""
    with psycopg.connect(database.app_url, autocommit=True) as connection:
        connection.execute("SELECT set_config('kompas.username', 'anne', false)")
        connection.execute("SELECT set_config('kompas.viewer', 'anne', false)")
        connection.execute("SELECT set_config('kompas.units', 'voksen-a', false)")
        yield connection


def own_clock_counts(database: Database) -> None:
    with database.as_superuser() as owner:
        owner.execute(f"CREATE OR REPLACE FUNCTION kompas_in_time{IN_TIME}$$")


@pytest.fixture
def in_time(fresh_database: Database) -> Iterator[psycopg.Connection]:
    """The application's role where the database's own clock counts, as it does outside of tests."""
    own_clock_counts(fresh_database)
    with psycopg.connect(fresh_database.app_url, autocommit=True) as connection:
        connection.execute("SELECT set_config('kompas.username', 'anne', false)")
        yield connection


def found() -> set[str]:
    return {fault.where for fault in verify()}


def refused(app: psycopg.Connection, statement: str, *values: object) -> str:
    """By which constraint, or by which right, a statement is refused."""
    with pytest.raises(psycopg.DatabaseError) as error:
        app.execute(statement, values)
    return error.value.diag.constraint_name or type(error.value).__name__


EVENT = (
    "INSERT INTO case_event (link_version, case_id, seq, proceeding, type, version, recorded_at,"
    " valid_from, by_user, payload_digest, prev_hash, hash)"
    " SELECT f.*, kompas_event_hash(link_version, case_id, seq, proceeding, type, version, at,"
    " valid_from, who, payload_digest, prev_hash) FROM ("
    " SELECT e.link_version, e.case_id, e.seq + 1 AS seq, NULL::int AS proceeding,"
    " 'note_written' AS type, 1::smallint AS version, %s::timestamptz AS at, e.valid_from,"
    " %s AS who, sha256('{}') AS payload_digest, e.hash AS prev_hash FROM case_event e"
    " ORDER BY seq DESC LIMIT 1) f"
)
"""A further event in the newest case, with a right hash."""


def copied(app: psycopg.Connection, at: datetime, who: str) -> str:
    """By what such an event is refused."""
    return refused(app, EVENT, at, who)


# ---------------------------------------------------------------- shadowed


def test_every_function_of_ours_looks_in_temporary_schemas_last(database: Database) -> None:
    with database.as_superuser() as all_seeing:
        rows = all_seeing.execute(
            "SELECT proname, prosqlbody IS NOT NULL, array_to_string(proconfig, ';') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'kompas%'"
        ).fetchall()
    assert len(rows) > 10
    for name, is_parsed, config in rows:
        # What is parsed when it is made names what it means for good.
        assert is_parsed or (config or "").endswith("search_path=pg_catalog, public, pg_temp"), name


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE case_event (id int)",
        "CREATE TEMPORARY VIEW access_log AS SELECT 1",
        "CREATE TABLE public.mine (id int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
    ],
)
def test_nothing_can_be_made_that_would_stand_before_ours(
    app: psycopg.Connection, statement: str
) -> None:
    assert refused(app, statement) == "InsufficientPrivilege"


# ---------------------------------------------------------------- in another's name or time


def test_what_is_recorded_has_the_name_of_the_session(app: psycopg.Connection) -> None:
    case_id = opened(application(), note())
    assert copied(app, NOON, "bent") == "recorded_by_its_user"
    look = "SELECT kompas_note_look(%s, now(), 'read', 'x', %s, NULL)"
    assert refused(app, look, "bent", case_id) == "recorded_by_its_user"
    paper = (
        "INSERT INTO document (id, case_id, sha256, size_bytes, media_type, title, added_at,"
        " by_user) VALUES (gen_random_uuid(), %s, repeat('a', 64), 1, 'x', 'x', now(), 'bent')"
    )
    assert refused(app, paper, case_id) == "recorded_by_its_user"
    with psycopg.connect(app.info.dsn, autocommit=True) as nobody:
        assert refused(nobody, look, "anne", case_id) == "recorded_by_its_user"
    assert found() == set()


def test_what_is_recorded_has_the_time_of_the_database(in_time: psycopg.Connection) -> None:
    (now,) = in_time.execute("SELECT clock_timestamp()").fetchone() or (NOON,)
    note_look = "SELECT kompas_note_look('anne', %s, 'read', 'Sagsbehandling', NULL, NULL)"
    in_time.execute(note_look, (now,))
    for far in (now + timedelta(minutes=30), now - timedelta(hours=1), now.replace(year=2036)):
        assert refused(in_time, note_look, far) == "recorded_in_time"
    opened(at=now)
    assert copied(in_time, now + timedelta(days=3650), "anne") == "recorded_in_time"
    # A day back, it does not even follow the one before it.
    earlier = copied(in_time, now - timedelta(days=1), "anne")
    assert earlier in ("recorded_in_time", "case_event_chain")


def test_nobody_brings_in_what_has_an_impossible_year(database: Database) -> None:
    opened()
    with psycopg.connect(database.owner_url) as owner:
        assert copied(owner, datetime(2300, 1, 1, tzinfo=UTC), "anne") == "case_event_year"


def test_what_the_owner_brought_in_from_a_day_to_come_is_found(fresh_database: Database) -> None:
    case_id = opened()
    own_clock_counts(fresh_database)
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute(EVENT, (datetime(2150, 1, 1, tzinfo=UTC), "anne"))
    assert (case_id, "recorded_at") in {(one.case_id, one.where) for one in verify()}


# ---------------------------------------------------------------- erased


ERASE = "SELECT kompas_erase(%s, %s, 'Arkivloven', now())"


def test_an_open_case_is_not_erased_nor_an_entry_that_stands(app: psycopg.Connection) -> None:
    case_id = opened(application(), note())
    assert refused(app, ERASE, case_id, None) == "erase_what_ended"
    assert refused(app, ERASE, case_id, [2]) == "erase_what_ended"
    # Nor where the line of the lists is made to say so.
    app.execute("UPDATE case_summary SET closed_on = '2026-03-02'")
    assert refused(app, ERASE, case_id, None) == "erase_what_ended"
    assert found() == {"case_summary.closed_on"}


def test_what_is_erased_has_its_look_and_stays_erased(app: psycopg.Connection) -> None:
    case_id = opened(application(), note())
    after = append(case_id, 2, new(CaseClosed(why="Slut.")), "anne", NOON)
    with acting(ANNE):
        events = log.load(case_id)
    case_rows.upsert([case_rows.rows_from(events)])
    assert after[0].seq == 3
    app.execute(ERASE, (case_id, None))
    look = app.execute("SELECT by_user, what, case_id FROM access_log").fetchone()
    assert look == ("anne", "erase", case_id)
    assert found() == set()
    draft = "INSERT INTO draft VALUES (%s, 'note', 'anne', '{}', now(), 0)"
    columns = "(case_id, name, by_user, text, saved_at, proceeding)"
    again = draft.replace("draft VALUES", f"draft {columns} VALUES")
    assert refused(app, again, case_id) == "case_erased"
    assert copied(app, NOON, "anne") == "case_erased"
    app.execute("UPDATE case_summary SET citizen_name = 'Kirsten'")
    app.execute(
        "INSERT INTO case_search (case_id, name, called, titles, words, marks)"
        " SELECT case_id, '', 'kirsten', '', '', '{}' FROM case_summary"
    )
    app.execute(
        "INSERT INTO work_item (case_id, entry, kind, status, restricted, handlers)"
        " SELECT case_id, 1, 'application', 'received', false, '{}' FROM case_summary"
    )
    assert found() == {"case_summary.citizen_name", "case_search", "work_item"}


def test_a_file_that_an_entry_tells_of_is_not_erased_and_one_that_none_does_is_found(
    app: psycopg.Connection,
) -> None:
    case_id = opened()
    app.execute(
        "INSERT INTO document (id, case_id, sha256, size_bytes, media_type, title, added_at,"
        " by_user) VALUES (gen_random_uuid(), %s, repeat('a', 64), 1, 'x', 'x', now(), 'anne')",
        (case_id,),
    )
    assert found() == {"document.loose"}
    with acting(ANNE):
        assert len(documents.of_case(case_id)) == 1


def test_an_erasure_without_a_look_and_one_of_an_entry_that_stood_are_found(
    database: Database,
) -> None:
    case_id = opened(application(), note())
    with database.as_superuser() as all_seeing:
        all_seeing.execute(
            "UPDATE event_payload p SET payload = NULL, salt = NULL, erased_at = now(),"
            " erased_why = 'x', erased_digest = kompas_erased_digest(e.payload_digest, now(), 'x')"
            " FROM case_event e WHERE e.case_id = p.case_id AND e.seq = p.seq AND p.seq = 2"
        )
    places = {(one.case_id, one.seq, one.where) for one in verify()}
    assert {(case_id, 2, "erased_unseen"), (case_id, 2, "erased_standing")} <= places


# ---------------------------------------------------------------- withdrawn by one alone

WRONG = EntryWithdrawn(seq=2, reason=Withdrawal.WRONG_CITIZEN, why="En anden.")
PROPOSED = WithdrawalProposed(seq=2, reason=Withdrawal.WRONG_CITIZEN, why="En anden.")


@pytest.mark.parametrize(
    ("proposed", "by", "alone"),
    [(None, "anne", True), (PROPOSED, "anne", True), (PROPOSED, "bent", False)],
)
def test_a_withdrawal_that_took_two_and_had_one_is_found(
    database: Database, proposed: WithdrawalProposed | None, by: str, alone: bool
) -> None:
    del database
    case_id: UUID = opened(application(), note())
    told: list[NewEvent] = new(proposed) if proposed else []
    append(case_id, 2, told, "anne", NOON)
    append(case_id, 2 + len(told), new(WRONG), by, NOON)
    with acting(ANNE):
        case_rows.upsert([case_rows.rows_from(log.load(case_id))])
    assert found() == ({"withdrawn_alone"} if alone else set())


def test_the_table_of_harms_names_each_test() -> None:
    """Every line of the table in the docs points to a test that is there."""
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    table = page.split("## What the application's role could do")[1].split("\n## ")[0]
    named = set(re.findall(r"`(test_\w+)`", table))
    known = {
        name
        for path in ROOT.glob("tests/**/test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert named <= known
