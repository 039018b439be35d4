"""What lists and search read is held to the events: whoever changes a row is found out."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest

from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.register import bulk, case_rows, log
from kompas.register.case_rows import AGENDA, FOUND, ITEMS, SUMMARIES, rows_from
from kompas.register.verify import chain_faults, verify
from tests.register.cases import (
    DAY,
    NOON,
    append,
    application,
    deadline,
    erase,
    new,
    note,
    opened,
    store,
    summarize,
)
from tests.register.database import Database

pytestmark = pytest.mark.usefixtures("database")

OTHER = {
    "uuid": "gen_random_uuid()",
    "text": "{0} || 'x'",
    "bool": "NOT {0}",
    "int4": "{0} + 1",
    "text[]": "{0} || '{{x}}'",
    "date": "coalesce({0} + 1, '2026-03-02')",
}
"""How a value of a type is made another."""


def found() -> list[tuple[UUID | None, int, str]]:
    return [(fault.case_id, fault.seq, fault.where) for fault in verify()]


@pytest.fixture
def app(database: Database) -> Iterator[psycopg.Connection]:
    """The application's own role: what it may write, an intruder in it may write."""
    with psycopg.connect(database.app_url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("column", [name for name in SUMMARIES.kinds if name != "case_id"])
def test_a_changed_column_of_a_summary_is_found_and_named(
    app: psycopg.Connection, column: str
) -> None:
    opened(application(2), deadline())
    case_id = opened(application(3), deadline())
    assert found() == []
    nothing = {"closed_on": "'2026-03-02'", "citizen_cpr": "'0101010000'"}
    value = nothing.get(column) or OTHER[SUMMARIES.kinds[column]].format(column)
    app.execute(f"UPDATE case_summary SET {column} = {value} WHERE case_id = %s", (case_id,))
    assert found() == [(case_id, 0, f"case_summary.{column}")]
    assert list(chain_faults()) == []


@pytest.mark.parametrize("column", [name for name in FOUND.kinds if name != "case_id"])
def test_a_changed_column_of_what_search_knows_is_found_and_made_again(
    app: psycopg.Connection, column: str
) -> None:
    opened(application(2), deadline())
    case_id = opened(application(3), deadline(), note("Ringede"))
    assert found() == []
    value = OTHER[FOUND.kinds[column]].format(column)
    app.execute(f"UPDATE case_search SET {column} = {value} WHERE case_id = %s", (case_id,))
    assert found() == [(case_id, 0, f"case_search.{column}")]
    assert bulk.rebuild() == 2
    assert found() == []


def test_a_case_that_search_does_not_know_is_found_and_made_again(database: Database) -> None:
    case_id = opened()
    with database.as_superuser() as all_seeing:
        all_seeing.execute("DELETE FROM case_search")
    assert found() == [(case_id, 0, "case_search.missing")]
    assert bulk.complete() == 1
    assert found() == []
    assert bulk.complete() == 0


@pytest.mark.parametrize(
    "column", [name for name in ITEMS.kinds if name not in ("case_id", "entry")]
)
def test_a_changed_column_of_a_work_item_is_found_and_named(
    app: psycopg.Connection, column: str
) -> None:
    opened(application(2), deadline())
    case_id = opened(application(3), deadline())
    value = {"waits_for": "'panel'"}.get(column) or OTHER[ITEMS.kinds[column]].format(column)
    app.execute(f"UPDATE work_item SET {column} = {value} WHERE case_id = %s", (case_id,))
    assert found() == [(case_id, 1, f"work_item.{column}")]


@pytest.mark.parametrize(
    "column", [name for name in AGENDA.kinds if name not in ("case_id", "entry")]
)
def test_a_changed_column_of_an_agenda_item_is_found_and_named(
    app: psycopg.Connection, column: str
) -> None:
    opened(application(2), deadline(), PutToPanel(meets_on=DAY))
    case_id = opened(application(3), deadline(), PutToPanel(meets_on=DAY))
    assert found() == []
    value = {"meeting": "'another'"}.get(column) or OTHER[AGENDA.kinds[column]].format(column)
    app.execute(f"UPDATE agenda_item SET {column} = {value} WHERE case_id = %s", (case_id,))
    assert found() == [(case_id, 3, f"agenda_item.{column}")]


def test_what_is_hidden_added_or_moved_is_found(app: psycopg.Connection) -> None:
    case_id = opened()
    app.execute("UPDATE work_item SET entry = 7")
    assert found() == [(case_id, 1, "work_item.missing"), (case_id, 7, "work_item.loose")]
    app.execute("DELETE FROM work_item")
    assert found() == [(case_id, 1, "work_item.missing")]
    assert bulk.rebuild() == 1
    assert found() == []


def test_a_case_without_a_row_and_a_row_without_a_case_are_found(database: Database) -> None:
    case_id, nobody = opened(), uuid4()
    with database.as_superuser() as all_seeing:
        all_seeing.execute("DELETE FROM case_summary")
    store(replace(summarize(next(iter(log.stream()))), case_id=nobody))
    assert found() == [
        (case_id, 0, "case_summary.missing"),
        (case_id, 0, "case_search.missing"),
        (case_id, 1, "work_item.missing"),
        (nobody, 0, "case_summary.loose"),
    ]
    assert bulk.rebuild() == 1
    assert found() == []


def test_a_fault_says_in_words_what_it_is_and_no_more(app: psycopg.Connection) -> None:
    opened(application(1, "Kirsten Birk"))
    app.execute("UPDATE case_summary SET citizen_name = 'En anden'")
    app.execute("UPDATE work_item SET restricted = true")
    assert [fault.text for fault in verify()] == [
        "Sagens række i listerne: citizen_name er ikke det, hændelserne siger.",
        "Opgaven fra registrering 1: restricted er ikke det, hændelserne siger.",
    ]


def test_a_case_whose_chain_is_broken_is_not_held_to_its_rows(database: Database) -> None:
    case_id = opened(application(), note())
    with database.as_superuser() as thief:
        thief.execute("SET session_replication_role = replica")
        thief.execute("DELETE FROM event_payload WHERE seq = 2")
        thief.execute("UPDATE case_summary SET unit = 'x'")
    assert found() == [(case_id, 2, "missing")]


def test_what_was_erased_is_no_fault() -> None:
    case_id = opened(application(), note(), AccessRestricted(restricted=True, why="I familie."))
    withdrawn = EntryWithdrawn(seq=2, reason=Withdrawal.MISTAKE, why="Forkert borger.")
    before = next(iter(log.stream()))
    after = append(case_id, 3, new(withdrawn), "anne", NOON)
    case_rows.upsert([rows_from((*before, *after))])
    erase(case_id, "Forkert borger", NOON, seqs=[2])
    assert found() == []
    erase(case_id, "Arkivloven, 5 år", NOON)
    assert found() == []
