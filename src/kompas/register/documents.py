"""Files of cases, beside the database, each under its hash.

A file is taken in whole or not at all: written beside its place, checked, forced to the disk,
moved there in one step, and only then told to the database. What it is, its content says, never
its name. A process that dies in between leaves at most a file that no row knows; `sweep` removes
those.
"""

import codecs
import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from kompas.register.environment import make_data_folder
from kompas.register.log import Hidden, still_there, streamed
from kompas.register.silence import sqlstate_of
from kompas.words import _

ARRIVING = "arriving"
_CHUNK_BYTES = 256 * 1024
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

    PDF, PNG, JPEG, plain text in UTF-8 and Word (docx, without macros), up to
    KOMPAS_DOCUMENT_MAX_MB. Run it inside `access.acting`. Raises DocumentRefused for anything
    else, StorageFull when the disk will not have it, `log.Erased` for a case that was erased, and
    `log.Hidden` for one that the viewer may not see; the caller's transaction is then over.
    """
    with still_there(case_id), transaction.atomic(savepoint=False):
        arrived = _keep(content)
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


def find(document_id: UUID) -> Document | None:
    """A document that the viewer may see, or None. One statement."""
    found = _select("id = %s", (document_id,))
    return found[0] if found else None


def of_case(case_id: UUID) -> tuple[Document, ...]:
    """The documents of a case, the newest first. One statement."""
    return _select("case_id = %s", (case_id,))


def path_of(document: Document) -> Path:
    """Where the file of a document lies."""
    return _place(document.sha256)


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
                _place(sha256).unlink(missing_ok=True)
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


def sweep(now: datetime) -> int:
    """Remove files that no case has, a day after they were written; how many."""
    removed = 0
    for path in folder().glob("*/*"):
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


def _place(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


# ---------------------------------------------------------------- the disk


def _keep(content: BinaryIO) -> tuple[str, int, str]:
    """Write a file to its place: its hash, its length and what it is."""
    try:
        part = _arriving()
        try:
            sha256, size = _write(content, part)
            media_type = media_type_of(part)
            if media_type is None:
                raise DocumentRefused(
                    _("Filen kan ikke gemmes. Brug PDF, PNG, JPEG, tekst eller Word uden makroer.")
                )
            _hold(sha256)
            _move(part, _place(sha256))
            return sha256, size, media_type
        finally:
            part.unlink(missing_ok=True)
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


# ---------------------------------------------------------------- what it is


def media_type_of(path: Path) -> str | None:
    """What a file is by its content, or None for anything that is not taken in."""
    with path.open("rb") as file:
        start = file.read(16)
        file.seek(-min(1024, path.stat().st_size), os.SEEK_END)
        end = file.read()
    if start.startswith((b"%PDF-1.", b"%PDF-2.")):
        return "application/pdf" if b"%%EOF" in end else None
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png" if b"IEND" in end else None
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg" if b"\xff\xd9" in end else None
    if start.startswith(b"PK\x03\x04"):
        return _WORD if _is_word(path) else None
    return "text/plain" if start and _is_text(path) else None


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    macros = any("vba" in name.lower() or name.lower().endswith(".bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not macros


def _is_text(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if _NO_TEXT.search(decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
