"""A database for tests: one server for the session, a fresh copy of a template for each test.

The server is the embedded one; with KOMPAS_TEST_POSTGRESQL=machine a throwaway one of the machine's
own version (`make test-postgresql`); or the one that KOMPAS_TEST_DATABASE_URL reaches as superuser.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import django
import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from kompas.register import postgres
from tests.register import machine

# Here, so that tests can import models at their top. No connection is made by it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.site.settings")
django.setup()

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Cluster:
    """A running server: how to reach it as superuser, and its log where it is ours.

    `start` and `stop` (as if the power went) are None where it is not ours to stop.
    """

    superuser: str
    log: Path | None = None
    start: Callable[[], object] | None = None
    stop: Callable[[], object] | None = None

    def url(self, database: str, user: str) -> str:
        return make_conninfo(self.superuser, dbname=database, user=user)

    def run(self, statement: str, database: str = "postgres") -> None:
        conninfo = make_conninfo(self.superuser, dbname=database)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class Database:
    """One test's database on it."""

    cluster: Cluster
    name: str

    def as_superuser(self) -> psycopg.Connection:
        return psycopg.connect(make_conninfo(self.cluster.superuser, dbname=self.name))

    @property
    def app_url(self) -> str:
        return self.cluster.url(self.name, "kompas_app")

    @property
    def owner_url(self) -> str:
        return self.cluster.url(self.name, "kompas_owner")


def point_at(cluster: Cluster, database: str) -> None:
    """From here on Django talks to this database, in every thread."""
    from kompas.register.settings import connection_settings  # noqa: PLC0415

    connections.close_all()
    for alias, user in (("default", "kompas_app"), ("owner", "kompas_owner")):
        place = connection_settings(cluster.url(database, user))
        place.pop("ENGINE")
        # Django keeps one dict for each alias and hands it to every thread's connection.
        connections[alias].settings_dict.update(place)


def _hurry(cluster: Cluster) -> None:
    """Not wait for the disk: the tests stop programs, never the machine."""
    cluster.run("ALTER SYSTEM SET fsync = off")
    cluster.run("ALTER SYSTEM SET full_page_writes = off")
    cluster.run("SELECT pg_reload_conf()")


ANY_TIME = (
    "CREATE OR REPLACE FUNCTION kompas_in_time(at timestamptz) RETURNS boolean"
    " LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS 'SELECT true'"
)
"""The tests hand in their clocks, which the database's own does not know
(`tests/register/test_misuse.py` tries the function itself).
"""


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server, with a template that is brought up to date."""
    folder = Path(tempfile.mkdtemp(prefix="kompas-test-"))
    os.environ["KOMPAS_DATA"] = str(folder)
    with _server(folder) as running:
        running.run("DROP DATABASE IF EXISTS kompas_template")
        postgres.prepare(running.superuser, "kompas_template")
        point_at(running, "kompas_template")
        from kompas.register import health  # noqa: PLC0415

        health.migrate()
        connections.close_all()
        running.run(ANY_TIME, "kompas_template")
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[Cluster]:
    """The server that was asked for. What ours holds is thrown away: it is stopped at once."""
    url = os.environ.get("KOMPAS_TEST_DATABASE_URL")
    if url:
        given = Cluster(url)
        yield given
        connections.close_all()
        given.run("DROP DATABASE IF EXISTS kompas_template WITH (FORCE)")
    elif os.environ.get("KOMPAS_TEST_POSTGRESQL") == "machine":
        try:
            server = machine.started()
        except machine.NoServerError as none:
            pytest.exit(str(none), returncode=1)
        try:
            yield Cluster(server.superuser, server.log, server.start, server.stop)
        finally:
            connections.close_all()
            server.remove()
    else:
        superuser = postgres.start(folder)
        stop = partial(postgres.stop, folder, "immediate")
        log = folder / "postgres" / "log"
        try:
            ours = Cluster(superuser, log, partial(postgres.start, folder), stop)
            _hurry(ours)
            yield ours
        finally:
            connections.close_all()
            stop()


@pytest.fixture(scope="session")
def shared_database(cluster: Cluster) -> Iterator[Database]:
    """One database that most tests use after each other."""
    yield from copy_of_the_template(cluster)


@pytest.fixture
def database(
    shared_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """A database with nothing in it, and a fresh folder for documents and heads."""
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    empty(shared_database)
    return shared_database


def empty(database: Database) -> None:
    """Remove every row, past the guards that nothing is ever removed, and talk to this database."""
    with database.as_superuser() as all_seeing:
        all_seeing.execute(_EMPTY)
    if connections["default"].settings_dict["NAME"] != database.name:
        point_at(database.cluster, database.name)


@pytest.fixture
def fresh_database(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database of the test's own, for tests that change the tables."""
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    for own in copy_of_the_template(cluster):
        point_at(cluster, own.name)
        yield own


def copy_of_the_template(cluster: Cluster, template: str = "kompas_template") -> Iterator[Database]:
    """A database of its own for a fixture, which goes with it."""
    name = f"kompas_test_{os.getpid()}_{next(_numbers)}"
    cluster.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    cluster.run(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")  # as migrating does: not copied
    yield Database(cluster, name)
    connections.close_all()
    cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


_EMPTY = """
SET session_replication_role = replica;
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'django_migrations'
    LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END
$$;
COMMENT ON TABLE django_migrations IS NULL
"""
