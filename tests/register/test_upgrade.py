"""What an older Kompas stored is read, whole, by this one; or refused in words, and left alone."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.db.migrations.loader import MigrationLoader

from kompas.accounts.access import PERSON_POLICY, ROW_POLICY
from kompas.accounts.models import User
from kompas.accounts.roles import Role
from kompas.casework.record import Recorded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.processes.roster import roster_faults
from kompas.register import health, log, postgres
from kompas.register.verify import chain_faults, verify
from tests.register.database import Cluster, Database, point_at

FIRST = Path(__file__).with_name("stored_by_0001.json")
"""Rows as the first version wrote them, before events belonged to proceedings."""
STORED = Path(__file__).with_name("stored_by_0007.json")
"""Rows as they are written since. Never to be written anew: they stand for every log."""
STEPS = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "register")
PROCEEDINGS = "0007_proceedings"
OLDER = [step for step in STEPS if step < PROCEEDINGS]
CASE = UUID("00000000-0000-4000-8000-000000000104")


def insert_stored(url: str, place: Path) -> None:
    stored = json.loads(place.read_text(encoding="utf-8"))
    with psycopg.connect(url) as app:
        for table, rows in stored.items():
            for row in rows:
                values = ", ".join(["%s"] * len(row))
                app.execute(
                    f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", list(row.values())
                )


@contextmanager
def at(cluster: Cluster, step: str, name: str) -> Iterator[str]:
    """A database as it was after a step: its name."""
    cluster.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres.prepare(cluster.superuser, name)
    point_at(cluster, name)
    try:
        call_command("migrate", "register", step, database="owner", verbosity=0)
        yield name
    finally:
        point_at(cluster, "postgres")
        cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))


@pytest.mark.parametrize("step", STEPS)
def test_a_log_of_any_version_is_brought_up_to_date(cluster: Cluster, step: str) -> None:
    with at(cluster, step, f"kompas_upgrade_{step[:4]}") as name:
        if step in OLDER:  # only without a log
            health.migrate()
        insert_stored(cluster.url(name, "kompas_owner"), STORED)
        health.migrate()
        assert health.pending_migrations() == ()
        assert list(chain_faults()) == []
        (events,) = log.stream()
        assert events == expected()


@pytest.mark.parametrize("step", OLDER)
def test_a_log_from_before_proceedings_is_refused_in_words_and_stays_as_it_was(
    cluster: Cluster, step: str
) -> None:
    with at(cluster, step, f"kompas_upgrade_{step[:4]}") as name:
        insert_stored(cluster.url(name, "kompas_app"), FIRST)
        call_command("migrate", "register", OLDER[-1], database="owner", verbosity=0)
        with psycopg.connect(cluster.url(name, "postgres"), autocommit=True) as all_seeing:
            before = everything(all_seeing)
            with pytest.raises(IntegrityError, match="begynd i en ny, tom database"):
                health.migrate()
            assert everything(all_seeing) == before
        assert f"register.{PROCEEDINGS}" in health.pending_migrations()


def everything(all_seeing: psycopg.Connection) -> list[list[tuple[object, ...]]]:
    """The events, and what the record's tables, their checks, indexes and policies are."""
    tables = "('case_event', 'event_payload', 'case_summary', 'work_item', 'document')"
    ours = f"= ANY (SELECT oid FROM pg_class WHERE relname IN {tables})"
    return [
        all_seeing.execute(query).fetchall()
        for query in (
            "SELECT * FROM case_event ORDER BY case_id, seq",
            f"SELECT attrelid, attname FROM pg_attribute WHERE attrelid {ours} ORDER BY 1, 2",
            f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid {ours} ORDER BY 1",
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN {tables} ORDER BY 1",
            "SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1, 2",
            "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'kompas%' ORDER BY 1",
        )
    ]


def expected() -> tuple[Recorded, ...]:
    note = NoteWritten(text="Ringede til borgeren; “vil gerne på værksted” — Ærø")
    fact = FactNoted(name="vum_level", value="D2", source="VUM-udredning", dated=date(2026, 3, 2))
    moments = ("2026-03-02T11:00:00+00:00", "2026-03-05T08:30:00.000123+00:00")
    return tuple(
        Recorded(CASE, seq, event, datetime.fromisoformat(moment), valid_from, "anne", proceeding)
        for seq, event, moment, valid_from, proceeding in (
            (1, note, moments[0], date(2026, 3, 2), 1),
            (2, fact, moments[1], date(2026, 3, 1), None),
        )
    )


# ---------------------------------------------------------------- single steps


@pytest.fixture
def older(cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A database as it was before case numbers were used once, as its superuser."""
    with (
        at(cluster, "0002_numbers_and_files", "kompas_upgrade_numbers") as name,
        psycopg.connect(cluster.url(name, "postgres"), autocommit=True) as all_seeing,
    ):
        yield all_seeing


@pytest.mark.parametrize(("other", "goes"), [("2026-2", True), ("2026-1", False)])
def test_numbers_that_were_used_twice_are_told_and_nothing_is_changed(
    older: psycopg.Connection, other: str, goes: bool
) -> None:
    for number in ("2026-1", other):
        older.execute(
            "INSERT INTO case_summary (case_id, case_number, status, service, municipality,"
            " citizen_name, restricted, opened_on, seq, sort_name, search_words) VALUES"
            " (gen_random_uuid(), %s, 'received', 's', 'm', '', false, '2026-03-02', 1, '', '')",
            (number,),
        )
    if goes:
        health.migrate()
        assert health.pending_migrations() == ()
    else:
        with pytest.raises(IntegrityError, match="1 sagsnumre bruges af flere sager"):
            health.migrate()
        assert "register.0004_case_numbers_once" in health.pending_migrations()


def test_the_policies_of_the_database_are_those_of_the_code(database: Database) -> None:
    """Who changes `ROW_POLICY` writes a migration: the code alone changes no database."""
    with database.as_superuser() as all_seeing:
        live = policies(all_seeing)
        for table, name, _command, _using, _check in live:
            all_seeing.execute(f"DROP POLICY {name} ON {table}")
        for table in ("event_payload", "document"):
            policy = ROW_POLICY.format(table=table)
            all_seeing.execute(f"CREATE POLICY read ON {table} FOR SELECT USING ({policy})")
        all_seeing.execute("CREATE POLICY add ON event_payload FOR INSERT WITH CHECK (true)")
        policy = ROW_POLICY.format(table="document")
        all_seeing.execute(f"CREATE POLICY add ON document FOR INSERT WITH CHECK ({policy})")
        policy = PERSON_POLICY.format(table="person_entry")
        all_seeing.execute(f"CREATE POLICY read ON person_entry FOR SELECT USING ({policy})")
        check = f"WITH CHECK (seq = 1 OR {policy})"
        all_seeing.execute(f"CREATE POLICY add ON person_entry FOR INSERT {check}")
        own = "by_user = current_setting('kompas.username', true)"
        all_seeing.execute(f"CREATE POLICY own ON reminder USING ({own}) WITH CHECK ({own})")
        of_the_code = policies(all_seeing)
        all_seeing.rollback()
        assert policies(all_seeing) == live
    assert live == of_the_code
    assert len(live) == 7


def policies(all_seeing: psycopg.Connection) -> list[tuple[str, ...]]:
    return all_seeing.execute(
        "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies"
        " WHERE schemaname = 'public' ORDER BY 1, 2"
    ).fetchall()


def test_no_migration_takes_what_it_writes_from_code_that_may_change() -> None:
    for app in ("register", "accounts"):
        folder = Path(import_module(f"kompas.{app}").__file__ or "").parent / "migrations"
        taken = {
            line
            for path in folder.glob("0*.py")
            for line in path.read_text("utf-8").splitlines()
            if re.match(r"(from|import) kompas", line)
        }
        # The field's own class, which Django names, and words for people.
        assert taken <= {"import kompas.register.models", "from kompas.words import _"}, app


def test_who_works_there_from_before_is_told_of_in_the_log(cluster: Cluster) -> None:
    with at(cluster, "0014_administration", "kompas_upgrade_roster") as name:
        call_command("migrate", "accounts", database="owner", verbosity=0)
        with psycopg.connect(cluster.url(name, "kompas_owner")) as owner:
            owner.execute(
                "INSERT INTO unit (key, name, municipality, panel_required, norms_unit)"
                " VALUES ('vest', %s, 'vejen', true, 'Borgercenter Handicap')",
                ("Vest " + "langt navn " * 20,),
            )
            of_then = (role for role in Role if role is not Role.JURIST)  # there was none
            for number, role in enumerate(of_then):
                owner.execute(
                    "WITH made AS (INSERT INTO app_user (username, name, is_active, password)"
                    " VALUES (%s, 'Ida', %s, '') RETURNING id)"
                    " INSERT INTO membership (user_id, unit_id, role)"
                    " SELECT id, 'vest', %s FROM made",
                    (f"ida-{number}", number > 0, role.value),
                )
        health.migrate()
        assert list(roster_faults()) == []
        assert list(verify()) == []
        User.objects.filter(username="ida-1").update(is_active=False)
        assert [one.where for one in roster_faults()] == ["app_user.is_active"]
