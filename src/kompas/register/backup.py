"""Everything in one file: the database, the documents, and the exported heads.

The file is a tar: `manifest.json` first, then the dump that PostgreSQL's own `pg_dump` makes, and
the files. The manifest holds a SHA-256 of every table as it stood in that dump; a backup that was
brought back (`kompas.register.restore`) is equal when all are the same.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from kompas.register import chain_heads, documents, health, postgres
from kompas.register.environment import make_data_folder
from kompas.register.settings import OWNER
from kompas.register.staging import staged
from kompas.words import _

FORMAT = "kompas-backup-1"
MANIFEST, DUMP = "manifest.json", "database.dump"
"""The first two members of the file."""


class BackupError(Exception):
    """The backup cannot be made or brought back, and why; nothing was changed.

    `faults` are the single things that are wrong with the file, where there are such.
    """

    def __init__(self, what: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows, and the SHA-256 of them in the order of their keys."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `missing` are documents whose file was gone or changed when it was made.

    `heads` is the digest of the newest hash of every case.
    """

    format: str
    made_at: str
    postgresql: str
    tables: dict[str, Digest]
    heads: Digest
    dump_sha256: str
    files: int
    missing: tuple[str, ...]


# ---------------------------------------------------------------- out


def write(target: Path, now: datetime) -> Manifest:
    """Write a backup; people can work meanwhile. It is there whole or not at all.

    Needs the owner's connection, and room for the dump twice. Raises BackupError, SettingsError.
    """
    if target.exists():
        raise BackupError(_("{name} findes allerede.").format(name=target))
    health.check_owner()
    with staged(target.parent, "backup") as folder:
        dump = folder / DUMP
        with snapshot() as moment:
            without = [f"--exclude-table-data={name}" for name in PASSING]
            run("pg_dump", "--format=custom", *without, f"--snapshot={moment}", f"--file={dump}")
            tables, newest, known = table_digests(), heads_digest(), known_files()
        faults = {document.sha256 for document, _why in documents.faults()}
        manifest = Manifest(
            format=FORMAT,
            made_at=now.astimezone(UTC).isoformat(),
            postgresql=_version(),
            tables=tables,
            heads=newest,
            dump_sha256=digest_of(dump),
            files=len(known) - len(faults & known),
            missing=tuple(sorted(faults & known)),
        )
        part = folder / "part"
        _pack(part, manifest, dump, sorted(known - faults))
        _put(part, target)
    return manifest


def _put(part: Path, target: Path) -> None:
    """Under its name, and never over another file, were it made a moment ago."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise BackupError(_("{name} findes allerede.").format(name=target)) from None
    except OSError:  # a file system without links
        part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _pack(part: Path, manifest: Manifest, dump: Path, hashes: list[str]) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            words = json.dumps(asdict(manifest), indent=2).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(words)
            tar.addfile(head, io.BytesIO(words))
            tar.add(dump, DUMP)
            for path in sorted(chain_heads.folder().glob("????-??-??.jsonl")):
                tar.add(path, f"heads/{path.name}")
            for sha256 in hashes:
                tar.add(documents.place_of(sha256), f"documents/{sha256[:2]}/{sha256}")
        file.flush()
        os.fsync(file.fileno())


# ---------------------------------------------------------------- digests


@contextmanager
def snapshot() -> Iterator[str]:
    """A transaction over the owner's connection that sees one moment, and its name for others."""
    with transaction.atomic(using=OWNER, durable=True), connections[OWNER].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # How values are written as text must not depend on the server's own settings.
        for name, value in _WRITTEN_ALIKE.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


_WRITTEN_ALIKE = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


def table_digests() -> dict[str, Digest]:
    """The digest of every table, generated columns aside: those are made again."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(_TABLES)
        tables = cursor.fetchall()
    return {
        name: _digest(f'SELECT {columns} FROM "{name}" ORDER BY {key}')
        for name, columns, key in tables
        if name not in PASSING
    }


PASSING = ("django_session", "presence", "sign_in_failed")
"""Tables of the hour, which are not kept: nobody is signed in by a backup that comes back."""
_TABLES = """
SELECT c.relname,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
     FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place)
     FROM pg_index i
     CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, place)
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
     WHERE i.indrelid = c.oid AND i.indisprimary)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
ORDER BY c.relname
"""
_HEADS = (
    "SELECT DISTINCT ON (case_id) case_id, seq, hash FROM case_event ORDER BY case_id, seq DESC"
)


def heads_digest() -> Digest:
    """The digest of the newest hash of every case."""
    return _digest(_HEADS)


def _digest(query: str) -> Digest:
    digest, rows = hashlib.sha256(), 0
    connection = connections[OWNER].connection
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for block in copy:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    return Digest(rows, digest.hexdigest())


def known_files() -> set[str]:
    """The SHA-256 of every document that a case has."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT DISTINCT sha256 FROM document")
        return {row[0] for row in cursor.fetchall()}


# ---------------------------------------------------------------- the server


def _version() -> str:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        return str(cursor.fetchone()[0])


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs as the owner. Raises BackupError."""
    place: dict[str, Any] = connections[OWNER].settings_dict
    given = arguments if program == "pg_restore" else (*arguments, conninfo())
    ran = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with arguments of our own
        [_program(program), *given],
        env={**os.environ, "PGPASSWORD": place["PASSWORD"] or "", "PGAPPNAME": "kompas backup"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        # What it says may repeat values: only its first line, which names the kind of error.
        first = next(iter(ran.stderr.splitlines()), "")
        raise BackupError(
            _("{program} kunne ikke udføres: {reason}").format(program=program, reason=first[:300])
        )


def conninfo() -> str:
    """How to reach the database as its owner, without the password: others can see it here."""
    place = settings.DATABASES[OWNER] | connections[OWNER].settings_dict
    options = {k: v for k, v in place["OPTIONS"].items() if k not in _DJANGOS}
    named = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    given = {key: place[name] for key, name in named.items() if place[name]}
    return make_conninfo(**given, **options)


_DJANGOS = (
    "server_side_binding",
    "prepare_threshold",
    "application_name",
    "pool",
    "isolation_level",
    "assume_role",
)


def _program(name: str) -> Path:
    """The program of the server's own version: another's may write what it cannot read."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        major = cursor.fetchone()[0]
    shipped = postgres.program(make_data_folder(), name)
    if major == postgres.SHIPPED_VERSION:
        return shipped
    debian = Path(f"/usr/lib/postgresql/{major}/bin/{name}")
    found = shutil.which(name)
    return debian if debian.exists() else Path(found) if found else shipped


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
