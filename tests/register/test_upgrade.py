"""What an older Kompas stored is read, whole, by this one: from the first migration on."""

import json
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from kompas.casework.record import Recorded
from kompas.casework.steps import FactNoted, NoteWritten
from kompas.register import health, log, postgres
from kompas.register.verify import verify
from tests.register.database import Cluster, point_at

STORED = Path(__file__).with_name("stored_by_0001.json")
"""Rows as the first version wrote them. Never to be written anew: they stand for every log."""
STEPS = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "register")
CASE = UUID("00000000-0000-4000-8000-000000000104")


def insert_stored(url: str) -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    with psycopg.connect(url) as app:
        for table, rows in stored.items():
            for row in rows:
                values = ", ".join(["%s"] * len(row))
                app.execute(
                    f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", list(row.values())
                )


@pytest.mark.parametrize("step", STEPS)
def test_a_log_of_any_version_is_brought_up_to_date(
    cluster: Cluster, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    name = f"kompas_upgrade_{step[:4]}"
    cluster.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres.prepare(cluster.superuser, name)
    point_at(cluster, name)
    try:
        call_command("migrate", "register", step, database="owner", verbosity=0)
        insert_stored(cluster.url(name, "kompas_app"))
        health.migrate()
        assert health.pending_migrations() == ()
        assert list(verify()) == []
        (events,) = log.stream()
        assert events == expected()
    finally:
        point_at(cluster, "postgres")
        cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


def expected() -> tuple[Recorded, ...]:
    note = NoteWritten(text="Ringede til borgeren; “vil gerne på værksted” — Ærø")
    fact = FactNoted(name="vum_level", value="D2", source="VUM-udredning", dated=date(2026, 3, 2))
    moments = ("2026-03-02T11:00:00+00:00", "2026-03-05T08:30:00.000123+00:00")
    return tuple(
        Recorded(CASE, seq, event, datetime.fromisoformat(moment), valid_from, "anne")
        for seq, event, moment, valid_from in (
            (1, note, moments[0], date(2026, 3, 2)),
            (2, fact, moments[1], date(2026, 3, 1)),
        )
    )
