"""Killed at any moment of what makes or changes an installation, nothing is lost and it goes on."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from kompas.register import postgres
from kompas.register.environment import SettingsError
from kompas.register.keeper import KEEPER, is_held
from tests.operations.places import killed, kompas, moments, place, steps_of, until_stopped
from tests.register.database import Cluster, Database, copy_of_the_template
from tests.register.test_upgrade import PROCEEDINGS, STORED, at, insert_stored

__all__ = ["place"]

FINE = "✓ Alt er, som det skal være."


# ---------------------------------------------------------------- the first start, and a load


def test_a_first_start_killed_at_any_moment_ends_in_a_folder_that_works(place: Path) -> None:
    for step in moments(steps_of(place / "whole", "db", "status")):
        folder = place / str(step)
        killed(folder, step, "db", "status")
        ran = kompas(folder, "db", "status")
        assert (ran.returncode, FINE in ran.stdout) == (0, True), (step, ran.stderr)
        assert {path.name for path in folder.iterdir()} == {"postgres", *postgres.FILES}


def test_a_load_killed_at_any_moment_goes_on_where_it_was(place: Path) -> None:
    words = ("sample", "--cases", 2)
    for step in moments(steps_of(place / "whole", *words)):
        folder = place / str(step)
        killed(folder, step, *words)
        ran = kompas(folder, *words)
        assert ran.returncode == 0, (step, ran.stderr)
        listed = kompas(folder, "case", "list", "--as", "ronja-elm", "--json", "--by-name")
        assert json.loads(listed.stdout)["cases"], step
        assert kompas(folder, "verify-log").returncode == 0, step


# ---------------------------------------------------------------- a migration


@pytest.fixture
def older(cluster: Cluster) -> Iterator[str]:
    """A database of an older version with a case in it: its name."""
    with at(cluster, PROCEEDINGS, "kompas_upgrade_killed") as name:
        insert_stored(cluster.url(name, "kompas_app"), STORED)
        connections.close_all()
        yield name


def _reached(cluster: Cluster, name: str) -> dict[str, str]:
    return {
        "KOMPAS_DATABASE_URL": cluster.url(name, "kompas_app"),
        "KOMPAS_OWNER_DATABASE_URL": cluster.url(name, "kompas_owner"),
    }


def _state(cluster: Cluster, name: str) -> list[tuple[object, ...]]:
    with psycopg.connect(cluster.url(name, "postgres")) as all_seeing:
        return all_seeing.execute(
            "SELECT 'step', app || name FROM django_migrations UNION ALL"
            " SELECT c.relname, c.relacl::text FROM pg_class c"
            " WHERE relnamespace = 'public'::regnamespace ORDER BY 1, 2"
        ).fetchall()


def test_a_migration_killed_at_any_moment_is_done_or_has_not_begun(
    cluster: Cluster, older: str, place: Path
) -> None:
    before = _state(cluster, older)
    for copy in copies(cluster, older):
        steps = steps_of(place, "db", "migrate", **_reached(cluster, copy.name))
        after = _state(cluster, copy.name)
    assert before != after
    for step in moments(steps):
        for copy in copies(cluster, older):
            killed(place, step, "db", "migrate", **_reached(cluster, copy.name))
            assert _settled(cluster, copy) in (before, after), step
            assert kompas(place, "db", "migrate", **_reached(cluster, copy.name)).returncode == 0
            assert _state(cluster, copy.name) == after, step


def copies(cluster: Cluster, name: str) -> Iterator[Database]:
    """A copy whose owner may make tables in it, as in an installation."""
    for copy in copy_of_the_template(cluster, name):
        cluster.run(f"ALTER DATABASE {copy.name} OWNER TO kompas_owner")
        yield copy


def _settled(cluster: Cluster, copy: Database) -> list[tuple[object, ...]]:
    """The state when the server has let go of whoever was killed."""
    with psycopg.connect(copy.owner_url) as owner:
        owner.execute("SELECT pg_advisory_xact_lock(hashtext('kompas migrate'))")
    return _state(cluster, copy.name)


# ---------------------------------------------------------------- a restore


def test_a_restore_killed_at_any_moment_is_done_or_begins_again(place: Path) -> None:
    home, tar = place / "home", place / "kopi.tar"
    assert kompas(home, "sample", "--cases", 2).returncode == 0
    assert kompas(home, "db", "export-heads").returncode == 0
    assert kompas(home, "backup", tar).returncode == 0
    for step in moments(steps_of(place / "whole", "restore", tar)):
        folder = place / str(step)
        killed(folder, step, "restore", tar)
        again = kompas(folder, "restore", tar)
        whole = "✓ Ens" in again.stdout or "ikke tom" in again.stderr
        assert whole, (step, again.stdout, again.stderr)
        assert kompas(folder, "verify-log", "--files").returncode == 0, step
        assert not list(folder.glob(".kompas-restore-*")), step


# ---------------------------------------------------------------- the server and its owner


def test_the_server_ends_with_its_owner_also_when_that_is_killed(place: Path) -> None:
    kompas(place, "db", "status")
    assert not (place / "postgres" / "postmaster.pid").exists()
    steps = steps_of(place, "db", "status")
    killed(place, steps, "db", "status")  # waits until nobody keeps it
    assert not (place / "postgres" / "postmaster.pid").exists()
    assert kompas(place, "db", "status").returncode == 0


@pytest.mark.parametrize("who", ["the server", "its keeper"])
def test_a_server_that_was_killed_comes_up_again(place: Path, who: str) -> None:
    superuser = postgres.start(place)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 104 AS number")
    pid = int((place / "postgres" / "postmaster.pid").read_text().split()[0])
    parent = int(Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[1])
    os.kill(pid if who == "the server" else parent, signal.SIGKILL)
    until_stopped(place)
    again = postgres.start(place)
    with psycopg.connect(again) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (104,)
    postgres.stop(place)
    assert not is_held(place / "postgres.users")


def test_what_is_no_whole_database_is_told_and_left_as_it_is(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "letter.txt").write_text("a letter")
    ran = kompas(place, "db", "status")
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "ikke en hel database" in ran.stderr
    assert (place / "postgres" / "letter.txt").read_text() == "a letter"


def test_a_server_that_cannot_come_up_is_told_in_words(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.start(place)
    postgres.stop(place)
    (place / "postgres" / "global" / "pg_control").unlink()
    monkeypatch.setattr(postgres, "_MOST_TRIES", 1)
    with pytest.raises(SettingsError, match="kommer ikke op"):
        postgres.start(place)


def test_a_folder_made_anew_has_a_server_of_its_own(place: Path) -> None:
    folder = place / "data"
    folder.mkdir()
    postgres.start(folder)
    postgres.stop(folder, "immediate")
    shutil.rmtree(folder)
    folder.mkdir()
    postgres.start(folder)
    assert is_held(folder / KEEPER)
