"""Files of cases, beside the database, each under its hash.

A file is taken in whole or not at all: written beside its place, checked, forced to the disk,
moved there in one step, and only then told to the database. What it is, its content says, never
its name. A process that dies in between leaves at most a file that no row knows; `sweep` removes
those.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from kompas.files.kind import media_type_of
from kompas.files.other_kinds import refusal
from kompas.limits import MOST_HELD_OF_ONE
from kompas.register.environment import DOCUMENTS_MARK, SettingsError, make_data_folder
from kompas.register.error_redaction import sqlstate_of
from kompas.register.log import Hidden, still_there, streamed
from kompas.words import _

T = TypeVar("T")

ARRIVING = "arriving"
_CHUNK_BYTES = 256 * 1024
_MARK_SIGNS = 16
_SWEPT_AFTER_SECONDS = 24 * 3600
"""A younger file may be one whose row is about to be stored."""


class DocumentRefused(ValueError):  # noqa: N818 - what happened, in the words of the screen
    """The file is not taken in, and why."""


class StorageFull(OSError):  # noqa: N818 - as the operating system calls it
    """The file could not be written; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a case. `media_type` is by its content."""

    id: UUID
    case_id: UUID
    sha256: str
    size_bytes: int
    media_type: str
    title: str
    added_at: datetime
    by: str


def folder() -> Path:
    """Where the files lie."""
    return make_data_folder() / "documents"


def add(case_id: UUID, title: str, content: BinaryIO, by: str, at: datetime) -> Document:
    """Take a file into a case; the same file again gives the one that is there. Three statements.

    PDF, PNG, JPEG, plain text in UTF-8, Word (docx) and mails (eml, msg), up to
    KOMPAS_DOCUMENT_MAX_MB. What acts by itself in a file of outsiders is for
    `kompas.processes.attach_document` to see to. Run it inside `access.acting`.

    Raises DocumentRefused for anything else, StorageFull when the disk will not have it,
    `log.Erased` for a case that was erased, and `log.Hidden` for one that the viewer may not see;
    the caller's transaction is then over.
    """
    with still_there(case_id), transaction.atomic(savepoint=False):
        arrived = _on_disk(_keep, content)
        try:
            with connection.cursor() as cursor:
                cursor.execute(_INSERT, (uuid4(), case_id, *arrived, title, at, by))
            return _select("case_id = %s AND sha256 = %s", (case_id, arrived[0]))[0]
        except DatabaseError as error:
            if sqlstate_of(error) != _FORBIDDEN:
                raise
        raise Hidden(case_id)


_INSERT = (
    "INSERT INTO document (id, case_id, sha256, size_bytes, media_type, title, added_at, by_user)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (case_id, sha256) DO NOTHING"
)
_FORBIDDEN = "42501"
"""What row-level security says to who adds to a case that is not seen."""


def of_case(case_id: UUID) -> tuple[Document, ...]:
    """The documents of a case, the newest first. One statement."""
    return _select("case_id = %s", (case_id,))


def path_of(document: Document) -> Path:
    """Where the file of a document lies."""
    return place_of(document.sha256)


def erase(case_id: UUID, sha256: str) -> bool:
    """Erase that a case has a file; whether no case has it any more (then `forget` it).

    Who may do it, and that it is logged, is the caller's to see to. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kompas_erase_file(%s, %s)", (case_id, sha256))
        return bool(cursor.fetchone()[0])


def forget(*hashes: str) -> int:
    """Remove those files that no case has (`log.erase` tells which); how many went.

    After the transaction in which their rows went. Two statements at most for each: whoever takes
    the same file in meanwhile is waited for.
    """
    removed = 0
    for sha256 in hashes:
        with transaction.atomic(durable=True):
            if not _hold(sha256):
                place_of(sha256).unlink(missing_ok=True)
                removed += 1
    return removed


def _hold(sha256: str) -> bool:
    """Whether any case has the file; nobody adds or removes it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kompas_hold_file(%s)", (sha256,))
        return bool(cursor.fetchone()[0])


def faults() -> Iterator[tuple[Document, str]]:
    """Documents whose file is missing or is not what it was, and how; reads every file once."""
    query = f"SELECT DISTINCT ON (sha256) {_COLUMNS} FROM document ORDER BY sha256"
    for row in streamed(query):
        document = Document(*row)
        try:
            with path_of(document).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield document, _("filen mangler")
        else:
            if digest != document.sha256:
                yield document, _("filen er ændret")


def check_ours() -> None:
    """Raise SettingsError where the files may be another database's, for no case here has any.

    The first time this is asked, the folder is marked as this database's.
    """
    mark, ours = make_data_folder() / DOCUMENTS_MARK, _database()
    if not mark.exists() and (not any(_files()) or any(_hold(path.name) for path in _files())):
        mark.write_text(ours, encoding="utf-8")
    if not mark.exists() or mark.read_text(encoding="utf-8") != ours:
        raise SettingsError(
            _("Filerne i {folder} hører til en anden database. Ingen er slettet.").format(
                folder=folder()
            )
        )


def _database() -> str:
    """What no other database has, and a copy that is brought back keeps: when it was first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied AT TIME ZONE 'UTC')::text FROM django_migrations")
        return str(cursor.fetchone()[0])


def _files() -> Iterator[Path]:
    """What lies there and is named as ours; nothing else is ever touched."""
    for path in folder().glob("*/*"):
        if path.parent.name == ARRIVING or path == place_of(path.name):
            yield path


def sweep(now: datetime) -> int:
    """Remove files that no case has, a day after they were written; how many."""
    check_ours()
    removed = 0
    for path in _files():
        if now.timestamp() - path.stat().st_mtime > _SWEPT_AFTER_SECONDS:
            if path.parent.name == ARRIVING:
                path.unlink(missing_ok=True)
                removed += 1
            else:
                removed += forget(path.name)
    return removed


_COLUMNS = "id, case_id, sha256, size_bytes, media_type, title, added_at, by_user"


def _select(condition: str, parameters: tuple[UUID | str, ...]) -> tuple[Document, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM document WHERE {condition} ORDER BY added_at DESC, id",
            parameters,
        )
        return tuple(Document(*row) for row in cursor.fetchall())


def place_of(sha256: str) -> Path:
    """Where the file of a SHA-256 lies, or would."""
    return folder() / sha256[:2] / sha256


# ---------------------------------------------------------------- the disk


def _keep(content: BinaryIO) -> tuple[str, int, str]:
    """Write a file to its place: its hash, its length and what it is."""
    part = _arriving()
    try:
        sha256, size = _write(content, part)
        media_type = media_type_of(part)
        if media_type is None:
            raise DocumentRefused(refusal(part))
        _hold(sha256)
        _move(part, place_of(sha256))
        return sha256, size, media_type
    finally:
        part.unlink(missing_ok=True)


def arrive(content: BinaryIO) -> Path:
    """Write what comes in to a place where it belongs to no case: the caller's to move or remove.

    What is left there goes with the next sweep. Raises DocumentRefused for a file that is too
    large, and StorageFull.
    """
    return _on_disk(_arrived, content)


def _arrived(content: BinaryIO) -> Path:
    part = _arriving()
    try:
        _write(content, part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def hold(path: Path, by: str) -> Path:
    """Keep what arrived until its sender says what it is, a day at most; where it lies then.

    Of one sender at most `MOST_HELD_OF_ONE` wait: for one more the oldest goes.
    """
    mark = f"held-{hashlib.sha256(by.encode()).hexdigest()[:_MARK_SIGNS]}-"
    waiting = sorted(path.parent.glob(f"{mark}*"), key=_written_at, reverse=True)
    for one in waiting[MOST_HELD_OF_ONE - 1 :]:
        one.unlink(missing_ok=True)
    place = path.with_name(f"{mark}{uuid4().hex}")
    path.rename(place)
    return place


def _written_at(path: Path) -> float:
    with suppress(FileNotFoundError):  # it was put on its case meanwhile
        return path.stat().st_mtime
    return 0


def _on_disk(write: Callable[[BinaryIO], T], content: BinaryIO) -> T:
    try:
        return write(content)
    except OSError as error:
        # Without the file's name: it may be what somebody is called.
        full = StorageFull(error.errno, _("Filen kunne ikke gemmes. Måske er disken fuld."))
    raise full


def _arriving() -> Path:
    place = folder() / ARRIVING
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place)
    os.close(descriptor)
    return Path(name)


def _write(content: BinaryIO, part: Path) -> tuple[str, int]:
    with part.open("wb") as file:
        written = _copy(content, file.write)
        file.flush()
        os.fsync(file.fileno())
    return written


def _copy(content: BinaryIO, write: Callable[[bytes], object]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK_BYTES):
        size += len(chunk)
        if size > settings.DOCUMENT_MAX_BYTES:
            raise DocumentRefused(
                _("Filen er for stor. Den må højst fylde {mb} MB.").format(
                    mb=settings.DOCUMENT_MAX_BYTES // 1_000_000
                )
            )
        digest.update(chunk)
        write(chunk)
    return digest.hexdigest(), size


def _move(part: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    part.rename(place)
    for changed in (place.parent, place.parent.parent):
        # A file is there after a power cut only when its folder says so on the disk too.
        descriptor = os.open(changed, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
