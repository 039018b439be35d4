"""The event log: append, load, on a day, erase, and what PostgreSQL refuses."""

from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kompas.accounts.access import Staff
from kompas.casework.fold import fold
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.register import case_rows, chain, log
from kompas.register.access import acting
from kompas.register.error_redaction import place_of
from kompas.register.search import search
from kompas.register.verify import chain_faults, verify
from tests.register.cases import ANNE, NOON, append, application, erase, new, note, opened, read
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("database")


def statements(queries: CaptureQueriesContext) -> list[str]:
    """What was sent, transactions aside."""
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [q["sql"] for q in queries.captured_queries if not q["sql"].startswith(frame)]


def test_what_is_recorded_is_read_back() -> None:
    case_id = uuid4()
    recorded = append(case_id, 0, new(application(), note()), "anne", NOON)
    assert [entry.seq for entry in recorded] == [1, 2]
    case_rows.upsert([case_rows.rows_from(recorded)])
    assert read(case_id) == recorded


def test_a_case_goes_on_where_it_ended() -> None:
    case_id = opened()
    (third,) = append(case_id, 1, new(note("Mødet er holdt")), "bent", NOON + timedelta(1))
    assert third.seq == 2
    assert read(case_id)[-1] == third
    assert list(chain_faults()) == []


def test_an_unknown_case_has_no_events() -> None:
    assert read(uuid4()) == ()


def test_nothing_new_is_nothing_stored() -> None:
    assert append(uuid4(), 0, [], "anne", NOON) == ()


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_who_did_not_see_the_newest_event_records_nothing(expected: int) -> None:
    case_id = opened()
    with pytest.raises(log.Conflict) as conflict:
        append(case_id, expected, new(note()), "bent", NOON)
    assert (conflict.value.case_id, conflict.value.expected) == (case_id, expected)
    assert conflict.value.found == 1
    assert len(read(case_id)) == 1


def test_a_conflict_undoes_the_whole_transaction() -> None:
    case_id, other = opened(), uuid4()

    def both() -> None:
        with transaction.atomic():
            append(other, 0, new(application(2)), "bent", NOON)
            append(case_id, 0, new(note()), "bent", NOON)

    with pytest.raises(log.Conflict):
        both()
    assert read(other) == ()


def test_an_event_is_never_recorded_before_the_one_it_follows() -> None:
    case_id = opened()
    (late,) = append(case_id, 1, new(note()), "bent", NOON - timedelta(hours=1))
    assert late.recorded_at == NOON


def test_the_case_as_valid_on_a_day_is_folded_from_all_of_it() -> None:
    case_id = opened()
    moved = FactNoted(name="housing", value="own", source="samtale", dated=date(2026, 3, 2))
    append(case_id, 1, new(moved, day=date(2026, 5, 1)), "anne", NOON)
    entries = read(case_id)
    assert fold(entries, valid_on=date(2026, 4, 30)).facts.keys() == set()
    assert fold(entries, valid_on=date(2026, 5, 1)).facts.keys() == {"housing"}
    # Withdrawn on a later day, it held on none.
    wrong = EntryWithdrawn(seq=2, reason=Withdrawal.MISTAKE, why="Fejl.")
    append(case_id, 2, new(wrong, day=date(2026, 8, 1)), "anne", NOON)
    assert fold(read(case_id), valid_on=date(2026, 5, 1)).facts.keys() == set()


# ---------------------------------------------------------------- how much is sent


def test_a_new_case_takes_two_statements_and_its_summary_one() -> None:
    with CaptureQueriesContext(connection) as queries:
        opened(application(), note(), note())
    assert len(statements(queries)) == 1 + 3  # who records it


def test_a_further_step_takes_three_statements_however_many_events() -> None:
    case_id = opened()
    with CaptureQueriesContext(connection) as queries:
        append(case_id, 1, new(*(note(str(n)) for n in range(40))), "anne", NOON)
    assert len(statements(queries)) == 1 + 3  # who records it


def test_a_long_case_is_read_in_two_statements() -> None:
    case_id = opened()
    append(case_id, 1, new(*(note(str(n)) for n in range(200))), "anne", NOON)
    with CaptureQueriesContext(connection) as queries:
        assert len(read(case_id)) == 201
    assert len(statements(queries)) == 2  # who reads, and the events


# ---------------------------------------------------------------- erased


def test_an_erased_event_leaves_a_chain_that_holds() -> None:
    case_id = opened(application(), note("hører til en anden borger"), note())
    erase(case_id, "Journaliseret på forkert borger", NOON, seqs=[2])
    with acting(ANNE):
        with pytest.raises(log.Erased) as erased:
            log.load(case_id)
        entries = log.load(case_id, with_erased=True)
    assert erased.value.seqs == (2,)
    assert entries[1].event == log.ErasedEvent(
        "note_written", NOON, "Journaliseret på forkert borger"
    )
    assert list(chain_faults()) == []


def test_a_case_that_is_erased_tells_of_nobody(database: Database) -> None:
    case_id = opened(application(1, "Kirsten Birk"), note("Kirsten har søgt"))
    erase(case_id, "Arkivloven, 5 år", NOON)
    assert search(ANNE, "kirsten").lines == ()
    with database.as_superuser() as all_seeing:
        for table in (
            "event_payload",
            "case_summary",
            "work_item",
            "agenda_item",
            "draft",
            "document",
        ):
            rows = all_seeing.execute(f"SELECT {table}::text FROM {table}").fetchall()
            assert "Kirsten" not in str(rows)
    assert list(verify()) == []


# ---------------------------------------------------------------- what PostgreSQL refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_event SET by_user = 'andre'",
        "DELETE FROM case_event",
        "TRUNCATE case_event CASCADE",
        "UPDATE event_payload SET payload = NULL",
        "DELETE FROM event_payload",
        "DELETE FROM case_summary",
        "UPDATE access_log SET purpose = 'andet'",
        "INSERT INTO access_log SELECT * FROM access_log",
        "DELETE FROM access_log",
        "UPDATE document SET title = 'andet'",
        "ALTER TABLE case_event DISABLE TRIGGER ALL",
        "ALTER TABLE event_payload DISABLE ROW LEVEL SECURITY",
        "DROP TABLE case_event CASCADE",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION kompas_never() RETURNS trigger LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
        "SET ROLE kompas_owner",
    ],
)
def test_the_application_may_not(database: Database, statement: str) -> None:
    opened()
    with (
        psycopg.connect(database.app_url) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_event SET by_user = 'andre'",
        "DELETE FROM case_event",
        "TRUNCATE case_event CASCADE",
        "DELETE FROM event_payload",
        "DELETE FROM access_log",
    ],
)
def test_nor_does_the_owner_by_mistake(database: Database, statement: str) -> None:
    opened()
    with (
        psycopg.connect(database.owner_url) as owner,
        pytest.raises(psycopg.DatabaseError, match="never changed"),
    ):
        owner.execute(statement)


def test_a_row_whose_hash_is_not_its_own_is_refused(database: Database) -> None:
    case_id = opened()
    with psycopg.connect(database.app_url, autocommit=True) as app:
        with pytest.raises(psycopg.errors.CheckViolation, match="case_event_hash"):
            app.execute(copied(seq="2", prev_hash="hash", hash="hash"), {"of": case_id})
        for seq, before in (("3", "hash"), ("2", "sha256('')")):
            with pytest.raises(psycopg.DatabaseError, match="does not follow"):
                app.execute(copied(seq=seq, prev_hash=before), {"of": case_id})


def copied(**changes: str) -> str:
    """A statement that copies the events of a case with changes, and the right hash."""
    columns = {name: name for name in chain.Link.__dataclass_fields__} | changes
    columns.setdefault("hash", f"kompas_event_hash({', '.join(columns.values())})")
    return (
        f"INSERT INTO case_event ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
        " FROM case_event WHERE case_id = %(of)s"
    )


@pytest.mark.parametrize(
    ("proceeding", "refused_by"),
    [
        (0, "case_event_proceeding"),
        (-1, "case_event_proceeding"),
        (4, "case_event_proceeding"),
        (2, "case_event_opened"),
        (1, None),
        (3, None),
        (None, None),
    ],
)
def test_an_event_belongs_to_a_proceeding_that_was_opened_or_to_none(
    proceeding: int | None, refused_by: str | None
) -> None:
    case_id = uuid4()
    opening = replace(new(application())[0], proceeding=1)
    append(case_id, 0, [opening, *new(note())], "anne", NOON)
    third = [replace(new(note())[0], proceeding=proceeding)]
    if refused_by:
        with pytest.raises(DatabaseError) as refused:
            append(case_id, 2, third, "anne", NOON)
        assert place_of(refused.value) == refused_by
    else:
        (entry,) = append(case_id, 2, third, "anne", NOON)
        assert entry.proceeding == proceeding


def test_the_proceeding_is_read_back_by_every_way() -> None:
    case_id, other = uuid4(), uuid4()
    for one in (case_id, other):
        opening = application(case_number=str(one))
        opens, goes_on, of_the_case = new(opening, note(), note())
        told = [replace(opens, proceeding=1), replace(goes_on, proceeding=1), of_the_case]
        recorded = append(one, 0, told, "anne", NOON)
        case_rows.upsert([case_rows.rows_from(recorded)])
    with acting(ANNE):
        ways = [
            log.load(case_id),
            log.load_several([case_id, other])[case_id],
            next(events for events in log.stream() if events[0].case_id == case_id),
        ]
    assert [[entry.proceeding for entry in way] for way in ways] == [[1, 1, None]] * 3
    assert list(verify()) == []


def test_a_payload_that_was_not_hashed_is_refused(database: Database) -> None:
    case_id, fresh = opened(), uuid4()
    with psycopg.connect(database.app_url) as app:
        app.execute("SET kompas.username = 'anne'")
        app.execute(copied(case_id="%(fresh)s"), {"of": case_id, "fresh": fresh})
        with pytest.raises(psycopg.DatabaseError, match="not the one that its event was hashed"):
            app.execute(
                "INSERT INTO event_payload (case_id, seq, salt, payload) VALUES (%s, 1, %s, '{}')",
                (fresh, b"s" * 16),
            )


def test_what_events_say_is_hidden_without_a_viewer() -> None:
    case_id = opened()
    with pytest.raises(log.Hidden):
        log.load(case_id)
    with pytest.raises(log.Hidden):
        read(case_id, Staff("andre", frozenset()))
    # The settings went with the transaction.
    with pytest.raises(log.Hidden):
        log.load(case_id)


def test_a_process_that_is_split_off_has_a_connection_of_its_own() -> None:
    """Also where the one before it was never hung up: two would talk over one line."""
    forking = get_context("fork")
    told = forking.SimpleQueue()
    ours = _backend()
    process = forking.Process(target=lambda: told.put(_backend()))
    process.start()
    theirs = told.get()
    process.join()
    assert theirs != ours
    assert _backend() == ours


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
