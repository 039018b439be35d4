"""The server that Kompas brings, the settings, the migrations, and what is wrong in words."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext

from kompas.register import environment, grants, health, keeper, postgres
from kompas.register.environment import SettingsError
from kompas.register.settings import connection_settings
from tests.register.database import Cluster, Database, point_at


@pytest.fixture
def short_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kompas-test-"))
    yield folder
    postgres.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- the embedded server


def test_a_process_sets_itself_up_and_leaves_nothing_running(short_folder: Path) -> None:
    program = (
        "import kompas.register as r; r.setup(); from kompas.register import health;"
        "h = health.check(); print(h.role, len(h.pending), *h.problems)"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}
    for _again in (1, 2):
        ran = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**environ, "KOMPAS_DATA": str(short_folder)},
        )
        assert ran.stdout.split() == ["kompas_app", "0"]
        assert ran.stderr == ""
        assert not (short_folder / "postgres" / "postmaster.pid").exists()
    assert (
        stat.S_IMODE((short_folder / "secret").stat().st_mode) == 0o600
        if (short_folder / "secret").exists()
        else True
    )


_WATCHED = """
import os, sys
opened = []
def watch(event, arguments):
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        opened.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes)) else "")
    elif event == "os.mkdir":
        opened.append(os.fsdecode(arguments[0]))
sys.addaudithook(watch)
from pathlib import Path
from kompas.register import postgres
folder = Path(os.environ["KOMPAS_DATA"])
postgres.start(folder)
postgres.stop(folder)
print(*sorted(set(opened)), sep="\\n")
"""


def test_nothing_outside_the_data_folder_keeps_another_user_out(short_folder: Path) -> None:
    """The wheel's own lock would be `.lockfile` among the temporary files of the whole machine."""
    data, passing = short_folder / "data", short_folder / "passing"
    short_folder.chmod(0o755)  # run as root, the server is another user
    data.mkdir()
    # Nobody, not even root, can open as a file what is a folder.
    (passing / ".lockfile").mkdir(parents=True)
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}
    ours = {"KOMPAS_DATA": str(data), "TMPDIR": str(passing), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", _WATCHED],
        check=True,
        capture_output=True,
        text=True,
        env={**environ, "XDG_RUNTIME_DIR": str(passing / "none"), **ours},
    )
    opened = {Path(line) for line in ran.stdout.splitlines() if line not in ("", os.devnull)}
    assert data / keeper.LOCK in opened
    # What passes by way of the folder for temporary files has a name that nobody shares, or none.
    strangers = [
        one for one in opened if not one.is_relative_to(data) and not one.is_relative_to(passing)
    ]
    assert strangers == []
    assert [one.name for one in passing.iterdir()] == [".lockfile"]


def test_a_folder_that_was_removed_is_not_made_again_by_who_ends_last(short_folder: Path) -> None:
    gone = short_folder / "gone"
    with keeper.FolderLock(gone):
        assert not gone.exists()


def test_of_two_threads_one_waits_for_the_others_lock(tmp_path: Path) -> None:
    lock, seen = keeper.FolderLock(tmp_path), []

    def second() -> None:
        with lock:
            seen.append("second")

    waiting = threading.Thread(target=second)
    with lock:
        waiting.start()
        assert stat.S_IMODE((tmp_path / keeper.LOCK).stat().st_mode) == 0o600
        seen.append("first")
    waiting.join()
    assert seen == ["first", "second"]


def test_a_folder_that_is_too_deep_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="er for lang til databasen"):
        postgres.start(tmp_path / ("x" * 100))


def test_as_root_no_closed_folder_is_opened(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only root's server is another user; whoever runs the tests is root for this one."""
    monkeypatch.setattr(os, "getuid", lambda: 0)
    home = short_folder / "home"
    home.mkdir(mode=0o700)
    (home / "data").mkdir()
    with pytest.raises(SettingsError, match="er lukket for andre"):
        postgres.start(home / "data")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_process_number_that_is_another_programs_by_now_is_forgotten(short_folder: Path) -> None:
    (short_folder / "postgres").mkdir(mode=0o700)
    stale = short_folder / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n")
    postgres._forget_a_stranger(stale.parent)
    assert not stale.exists()


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    postgres.stop(tmp_path)


# ---------------------------------------------------------------- settings


def test_the_secret_is_made_once_and_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path / "new"))
    monkeypatch.delenv("KOMPAS_SECRET_KEY", raising=False)
    made = environment.secret_key()
    assert len(made) >= 48
    assert environment.secret_key() == made
    assert stat.S_IMODE((tmp_path / "new" / "secret").stat().st_mode) == 0o600
    monkeypatch.setenv("KOMPAS_SECRET_KEY", "g" * 40)
    assert environment.secret_key() == "g" * 40
    monkeypatch.setenv("KOMPAS_SECRET_KEY", "short")
    with pytest.raises(SettingsError, match="mindst 32 tegn"):
        environment.secret_key()


def test_a_data_folder_that_is_somebody_elses_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path / "link"))
    with pytest.raises(SettingsError, match="tilhører en anden bruger"):
        environment.make_data_folder()


def test_a_url_becomes_djangos_settings() -> None:
    place = connection_settings(
        "postgresql://kompas_app:p%40ss@db.example:5433/sager?sslmode=require"
    )
    assert [place[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "kompas_app",
        "p@ss",
        "db.example",
        "5433",
        "sager",
    ]
    assert place["OPTIONS"]["sslmode"] == "require"


def test_statements_are_prepared_but_behind_a_pooler_that_forgets_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "postgresql://kompas_app@db.example/sager"
    assert connection_settings(url)["OPTIONS"]["prepare_threshold"] > 0
    monkeypatch.setenv("KOMPAS_POOLER", "1")
    assert connection_settings(url)["OPTIONS"]["prepare_threshold"] is None
    monkeypatch.setenv("KOMPAS_POOLER", "0")
    assert connection_settings(url)["OPTIONS"]["prepare_threshold"] > 0


def test_every_variable_that_is_read_is_listed() -> None:
    source = Path(environment.__file__).parents[1]
    read = set()
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        read |= {word for word in text.replace('"', " ").split() if word.startswith("KOMPAS_")}
    listed = {setting.name for setting in environment.SETTINGS}
    assert {word for word in read if word.isupper() and word.isidentifier()} <= listed


# ---------------------------------------------------------------- the tables


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("app", ["register", "persons", "offers"])
def test_the_models_and_the_migrations_agree(app: str) -> None:
    call_command("makemigrations", app, check=True, dry_run=True, verbosity=0)


@pytest.mark.usefixtures("database")
def test_every_column_says_what_it_is_for() -> None:
    rooms = ("register", "persons", "offers")
    models = [one for room in rooms for one in apps.get_app_config(room).get_models()]
    silent = [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        if not field.db_comment
    ]
    assert silent == []


def test_the_applications_rights_are_these(database: Database) -> None:
    with database.as_superuser() as all_seeing:
        rows = all_seeing.execute(
            "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)"
            " FROM information_schema.role_table_grants"
            " WHERE grantee IN ('kompas_app', 'PUBLIC') AND table_schema = 'public'"
            " GROUP BY table_name"
        ).fetchall()
    rights: dict[str, str] = dict(rows)
    at_will = {"draft", "unit", "app_user", "membership", "role_proposal", "standard_phrase"}
    at_will |= {"presence", "sign_in_failed", "absence", "reminder"}
    assert rights == {
        "panel_meeting": "INSERT SELECT UPDATE",
        "case_event": "INSERT SELECT",
        "event_payload": "INSERT SELECT",
        "access_log": "SELECT",
        "case_summary": "INSERT SELECT UPDATE",
        "case_search": "INSERT SELECT UPDATE",
        "document": "INSERT SELECT",
        "person_entry": "INSERT SELECT",
        "offer_row": "INSERT SELECT",
        "person": "INSERT SELECT UPDATE",
        "django_migrations": "SELECT",
        **dict.fromkeys(
            {"work_item", "agenda_item", "finding_review", "django_session", *at_will},
            "DELETE INSERT SELECT UPDATE",
        ),
    }


def test_a_table_is_denied_to_the_application_until_its_rights_are_named(
    database: Database,
) -> None:
    with database.as_superuser() as all_seeing:
        rows = all_seeing.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert {row[0] for row in rows.fetchall()} == grants.RIGHTS.keys() | grants.UNUSED
        all_seeing.execute("CREATE TABLE nobody_named (id int)")
        all_seeing.execute("ALTER TABLE nobody_named OWNER TO kompas_owner")
        all_seeing.execute("GRANT ALL ON nobody_named TO PUBLIC")
        all_seeing.commit()
        try:
            grants.apply("owner")
            with pytest.raises(ProgrammingError, match="42501"), connection.cursor() as app:
                app.execute("SELECT FROM nobody_named")
        finally:
            all_seeing.execute("DROP TABLE nobody_named")
            all_seeing.commit()


# ---------------------------------------------------------------- health


def test_a_healthy_database_has_no_problems(database: Database) -> None:
    with connection.cursor():
        pass
    with CaptureQueriesContext(connection) as queries:
        checked = health.check()
    assert len(queries) == 3
    assert (checked.role, checked.pending) == ("kompas_app", ())
    hurried = ("fsync og full_page_writes skal være slået til, ellers kan sager gå tabt.",)
    assert checked.problems in ((), hurried)  # the tests' own server does not wait for the disk
    del database


def test_the_wrong_role_is_told(cluster: Cluster, fresh_database: Database) -> None:
    for alias, role, problem in (
        ("default", "kompas_owner", "som ejer af tabellerne"),
        ("default", "postgres", "en rolle, der kan for meget"),
    ):
        connections.close_all()
        connections[alias].settings_dict["USER"] = role
        assert any(problem in text for text in health.check().problems)
    point_at(cluster, fresh_database.name)


def test_a_database_that_is_behind_is_told(fresh_database: Database) -> None:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'register'")
    checked = health.check()
    steps = [name for app, name in MigrationLoader(None).disk_migrations if app == "register"]
    assert checked.pending == tuple(f"register.{name}" for name in sorted(steps))
    assert any(f"mangler {len(steps)} skridt" in text for text in checked.problems)


def test_a_database_that_does_not_answer_is_told(fresh_database: Database) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = "nowhere"
    assert health.check().problems == ("PostgreSQL svarer, men databasen findes ikke.",)
    del fresh_database
