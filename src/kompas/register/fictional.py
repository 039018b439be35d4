"""Where Eksempelby lies, and nothing else: the folders and databases that people made up may fill.

The demo gives everybody one password, and its record can never be emptied; begun anew, it deletes.
It therefore touches only a folder that was new or empty when it came, and says so in a file there
(`MARKER`) before it makes anything else; and only a database that was empty, which it marks too.
The file says how far it came: what was interrupted before the tables stood holds nothing, and is
cleared away by the next start.
"""

import fcntl
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from kompas.register import postgres
from kompas.register.environment import DOCUMENTS_MARK, SettingsError
from kompas.register.staging import PREFIX
from kompas.words import _

MARKER = "eksempelby.txt"
"""The file in a data folder that says that nobody in it is real."""
_WORDS = "Mappen er lavet til Eksempelby, som ikke findes. `kompas demo --fresh` sletter den."
_MADE = ("postgres", *postgres.FILES, DOCUMENTS_MARK, "documents", "heads", "static", "secret")
_MADE_FOR_A_WHILE = ("postgresql-", PREFIX)
"""What the program puts into a data folder, by its name or how that begins."""


class Reached(StrEnum):
    """How far a folder of Eksempelby has come; the last word of its marker."""

    BEGUN = "begyndt"
    TABLES = "tabeller"
    FILLED = "fyldt"


class NotFictional(SettingsError):  # noqa: N818 - what it is, in the words of the screen
    """Something that may be real is not touched: why, and `remedy` what to do next."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


# ---------------------------------------------------------------- the folder


def reached(folder: Path) -> Reached | None:
    """How far Eksempelby has come in a folder; None for a folder that is not its."""
    marker = folder / MARKER
    with suppress(FileNotFoundError, NotADirectoryError):
        found = marker.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
            return None
        words = marker.read_text(encoding="utf-8", errors="replace").split()
        # A marker that was cut short while it was written is the first that is written.
        return next((one for one in Reached if words[-1:] == [one.value]), Reached.BEGUN)
    return None


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Take a new or empty folder for Eksempelby, or one that is its, while its tables are made.

    Of two at once the second waits, and finds it made. Raises NotFictional for any other folder,
    and touches nothing there.
    """
    check(folder)
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with _alone(folder):
        if reached(folder) is Reached.BEGUN:
            _remove(folder)
            _write(folder, Reached.BEGUN)
        yield


def check(folder: Path) -> None:
    """Raise NotFictional for a folder that is neither new, empty nor Eksempelby's."""
    other = _("Nævn en ny mappe, fx: KOMPAS_DATA={folder}-demo kompas demo").format(folder=folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotFictional(_("{folder} er ikke en mappe.").format(folder=folder), other)
    if not folder.exists():
        return
    if folder.stat().st_uid != os.getuid():
        raise NotFictional(_("Mappen {folder} er en andens.").format(folder=folder), other)
    if reached(folder) is None and any(folder.iterdir()):
        raise NotFictional(
            _(
                "Mappen {folder} er ikke lavet af demoen og kan rumme rigtige sager. "
                "Den er ikke rørt."
            ).format(folder=folder),
            other,
        )
    for path in _made(folder):
        if path.is_symlink():
            raise NotFictional(
                _("{path} er et link ud af demoens mappe. Intet er rørt.").format(path=path), other
            )


def check_usable(folder: Path) -> None:
    """Raise NotFictional for a folder whose Eksempelby was interrupted before its tables stood.

    The next start of the demo clears it away, with whatever else would have been put there.
    """
    if reached(folder) is Reached.BEGUN:
        raise NotFictional(
            _("Demoen i mappen {folder} blev afbrudt, før den var lavet.").format(folder=folder),
            _("Nævn en anden mappe med KOMPAS_DATA, eller begynd demoen forfra: kompas demo"),
        )


def check_own(folder: Path) -> None:
    """Raise NotFictional where a database of one's own would have its files in a demo's folder."""
    if reached(folder) is not None:
        raise NotFictional(
            _("Mappen {folder} er demoens, og den bliver slettet, når demoen begynder forfra.")
            .format(folder=folder),
            _("Nævn en anden mappe med KOMPAS_DATA til en database, der er din egen."),
        )  # fmt: skip


def clear(folder: Path) -> tuple[Path, ...]:
    """Stop what runs there and remove all that was made there; what was left, being others'.

    The marker stays, so that whoever is interrupted can begin again. Raises NotFictional.
    """
    check(folder)
    if reached(folder) is None:
        return ()
    with _alone(folder):
        _write(folder, Reached.BEGUN)
        _remove(folder)
    return tuple(sorted(path for path in folder.iterdir() if path.name != MARKER))


def note(folder: Path, come: Reached) -> None:
    """Keep how far Eksempelby has come in a folder of its own."""
    if reached(folder) not in (None, come):
        _write(folder, come)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else begins or clears the folder meanwhile; the lock goes with whoever holds it."""
    opened = os.open(folder / MARKER, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _remove(folder: Path) -> None:
    if (folder / "postgres").exists():
        # What was interrupted while it was made may have nothing that can be stopped.
        with suppress(subprocess.CalledProcessError):
            postgres.stop(folder, "immediate")
    for path in _made(folder):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _made(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in _MADE or path.name.startswith(_MADE_FOR_A_WHILE):
            yield path


def _write(folder: Path, come: Reached) -> None:
    opened = os.open(folder / MARKER, os.O_WRONLY | os.O_NOFOLLOW | os.O_TRUNC)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(f"{_WORDS}\n{come.value}\n")
        file.flush()
        os.fsync(file.fileno())


# ---------------------------------------------------------------- the database

_TABLE = "django_migrations"
"""The table whose comment is the mark: it goes with the rows into a backup and out of it."""
_MARK = "Eksempelby: nobody in this database exists"
_NOT_EMPTY = ("app_user", "unit", "case_event", "access_log", "document", "draft")


def claim_database() -> None:
    """Mark an empty database as Eksempelby's; fine where it is. Needs the owner's connection.

    Raises NotFictional for one that holds anything else, SettingsError without the owner.
    """
    from django.db import connections  # noqa: PLC0415 - after Django's setup

    from kompas.register.settings import OWNER  # noqa: PLC0415

    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(obj_description(oid, 'pg_class'), ''),"
            " pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)",
            (_TABLE,),
        )
        row = cursor.fetchone()
        mark, is_owner = row or ("", True)
        if mark == _MARK:
            return
        if not is_owner:
            raise SettingsError(_("Det kræver ejerens forbindelse. Sæt KOMPAS_OWNER_DATABASE_URL."))
        if row is None:
            raise NotFictional(
                _("Databasen har ingen tabeller endnu."), _("Kør først: kompas db migrate")
            )
        for table in _NOT_EMPTY:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0]:
                raise NotFictional(
                    _("Databasen er taget i brug til andet end Eksempelby. Den er ikke rørt."),
                    _("Nævn en ny mappe med KOMPAS_DATA, eller brug en tom database."),
                )
        cursor.execute(f"COMMENT ON TABLE {_TABLE} IS '{_MARK}'")
