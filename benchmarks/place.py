"""A server and databases of their own for the benchmarks of the record, filled with Eksempelby.

The server is the one that Kompas brings, as it comes, in the folder for temporary files (`TMPDIR`:
a disk, if the figures shall be a disk's); it is thrown away afterwards.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg.conninfo import make_conninfo

from kompas.register import postgres
from kompas.register.case_rows import FOUND, ITEMS, SUMMARIES
from kompas.register.columns import Columns

# Here, so that models can be imported at the top of a module. No connection is made by it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.register.settings")
django.setup()

TODAY = date(2026, 7, 1)
SEED = 1
ROLES = {"default": "kompas_app", "owner": "kompas_owner"}


@contextmanager
def server() -> Iterator[str]:
    """Start a server with nothing in it; how to reach it as superuser."""
    folder = Path(tempfile.mkdtemp(prefix="kompas-benchmark-"))
    try:
        yield postgres.start(folder)
    finally:
        connections.close_all()
        postgres.stop(folder, mode="immediate")
        shutil.rmtree(folder, ignore_errors=True)


def make_database(superuser: str, name: str, like: str | None = None) -> None:
    """A database with Kompas's tables and the people of Eksempelby, or a copy of another.

    Django talks to it from here on.
    """
    from kompas.register import health  # noqa: PLC0415 - these need Django's setup above
    from kompas.sample.load import load_users  # noqa: PLC0415

    connections.close_all()
    if like:
        with psycopg.connect(superuser, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {like} OWNER kompas_owner")
        talk_to(superuser, name)
        return
    postgres.prepare(superuser, name)
    talk_to(superuser, name)
    health.migrate()
    load_users()


_ANY_TIME = (
    "CREATE OR REPLACE FUNCTION kompas_in_time(at timestamptz) RETURNS boolean"
    " LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS 'SELECT true'"
)


def allow_any_time() -> None:
    """What is recorded may bear another time than the database's: the cases are of years ago."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_ANY_TIME)


def talk_to(superuser: str, name: str) -> None:
    """From here on Django talks to a database of the server."""
    connections.close_all()
    for alias in ROLES:
        connections[alias].settings_dict.update(_settings(superuser, name, alias))


def connected_to(superuser: str, name: str) -> DatabaseWrapper:
    """A connection as the application's, to keep open beside others."""
    known = connections["default"].settings_dict
    return DatabaseWrapper({**known, **_settings(superuser, name, "default")}, "default")


def _settings(superuser: str, name: str, alias: str) -> dict[str, Any]:
    from kompas.register.settings import connection_settings  # noqa: PLC0415

    place = connection_settings(make_conninfo(superuser, dbname=name, user=ROLES[alias]))
    del place["ENGINE"]
    # What somebody types is planned each time; in a benchmark some of it would be prepared.
    place["OPTIONS"] = {**place.get("OPTIONS", {}), "prepare_threshold": None}
    return place


def multiply(cases: int) -> None:
    """From the summaries that are there, make so many, by copying them in SQL.

    The copies have case numbers, CPR numbers and caseworkers of their own, and no events.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_summary")
        (drawn,) = cursor.fetchone()
        if cases > drawn:
            # An index is made of all rows in a fraction of the time that they take one by one.
            cursor.execute("SELECT pg_get_indexdef('case_search_words'::regclass)")
            (made,) = cursor.fetchone()
            cursor.execute("DROP INDEX case_search_words")
            cursor.execute(_MULTIPLY, {"drawn": drawn, "cases": cases})
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(made)


def settle_down(superuser: str, name: str) -> None:
    """What PostgreSQL does by itself once a database is filled: count what is there."""
    with psycopg.connect(make_conninfo(superuser, dbname=name), autocommit=True) as server:
        server.execute("VACUUM ANALYZE")
        server.execute("CHECKPOINT")


_OF_COPY = {
    "case_id": "copy",
    "case_number": "'27.35.08-G01-' || number + 1 || '-' || right(case_number, 2)",
    "citizen_cpr": "CASE WHEN citizen_cpr IS NOT NULL"
    " THEN left(citizen_cpr, 4) || lpad((number %% 1000000)::text, 6, '0') END",
    "person_id": "NULL::uuid",
    "assigned_to": "worker",
    "handlers": "array_remove(ARRAY[worker], NULL)",
    "words": "regexp_replace(o.words, '^27 35 08 g01 \\d+', '27 35 08 g01 ' || number + 1)",
}
"""What a copy has of its own; all else is as in the row that it was copied from."""


def _copied(table: str, columns: Columns[Any], rows: str) -> str:
    own = {**dict.fromkeys(columns.kinds, ""), **_OF_COPY}
    values = ", ".join(own[column] or f"o.{column}" for column in columns.kinds)
    return f"INSERT INTO {table} ({', '.join(columns.kinds)}) SELECT {values} FROM {rows}"  # noqa: S608


_BESIDE_COPIED = (
    "(SELECT case_id, copy, worker, number FROM copied) c JOIN {table} o USING (case_id)"
)
_MULTIPLY = f"""
WITH base AS (
    SELECT row_number() OVER (ORDER BY case_id) - 1 AS place, s.* FROM case_summary s
), copied AS MATERIALIZED (
    SELECT b.*, times * %(drawn)s + place AS number, gen_random_uuid() AS copy,
        -- As `kompas.sample.users.caseworker`: a hundred numbers each.
        CASE WHEN assigned_to IS NOT NULL
            THEN unit || '-' || (times * %(drawn)s + place) / 100 END AS worker
    FROM generate_series(1, (%(cases)s - 1) / %(drawn)s) times CROSS JOIN base b
    WHERE times * %(drawn)s + place < %(cases)s
), summaries AS (
    {_copied("case_summary", SUMMARIES, "copied o")}
), found AS (
    {_copied("case_search", FOUND, _BESIDE_COPIED.format(table="case_search"))}
)
{_copied("work_item", ITEMS, _BESIDE_COPIED.format(table="work_item"))}
"""  # noqa: S608 - all of it is written here
