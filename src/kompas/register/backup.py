"""Everything in one file, and back again: the database, the documents, and the exported heads.

The file is a tar: `manifest.json` first, then the dump that PostgreSQL's own `pg_dump` makes, and
the files. The manifest holds a SHA-256 of every table as it stood in that dump; a backup that was
brought back is equal when all are the same.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from kompas.register import documents, fictional, heads, postgres
from kompas.register.environment import SettingsError, data_folder, make_data_folder
from kompas.register.settings import OWNER
from kompas.words import _

FORMAT = "kompas-backup-1"
_MANIFEST, _DUMP = "manifest.json", "database.dump"
_CHUNK_BYTES = 1024 * 1024
_FILE = re.compile(r"documents/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})|heads/\d{4}-\d\d-\d\d\.jsonl")


class BackupError(Exception):
    """The backup cannot be made or brought back, why, and that nothing was changed."""


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
    _check_owner()
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".kompas-") as place:
        dump = Path(place, _DUMP)
        with _snapshot() as snapshot:
            without = [f"--exclude-table-data={name}" for name in PASSING]
            _run("pg_dump", "--format=custom", *without, f"--snapshot={snapshot}", f"--file={dump}")
            tables, newest, known = _table_digests(), _heads_digest(), _known_files()
        faults = {document.sha256 for document, _why in documents.faults()}
        manifest = Manifest(
            format=FORMAT,
            made_at=now.astimezone(UTC).isoformat(),
            postgresql=_version(),
            tables=tables,
            heads=newest,
            dump_sha256=_digest_of(dump),
            files=len(known) - len(faults & known),
            missing=tuple(sorted(faults & known)),
        )
        try:
            _pack(part, manifest, dump, sorted(known - faults))
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def _pack(part: Path, manifest: Manifest, dump: Path, hashes: list[str]) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            words = json.dumps(asdict(manifest), indent=2).encode()
            head = tarfile.TarInfo(_MANIFEST)
            head.size = len(words)
            tar.addfile(head, io.BytesIO(words))
            tar.add(dump, _DUMP)
            for path in sorted(heads.folder().glob("????-??-??.jsonl")):
                tar.add(path, f"heads/{path.name}")
            for sha256 in hashes:
                tar.add(_place(sha256), f"documents/{sha256[:2]}/{sha256}")
        file.flush()
        os.fsync(file.fileno())


# ---------------------------------------------------------------- back


def restore(source: Path) -> tuple[Manifest, tuple[str, ...]]:
    """Bring a backup back into a database without cases: what it held, and what is not equal.

    Nothing is changed where the file cannot be used, or the database holds anything. Raises
    BackupError, SettingsError.
    """
    _check_empty()
    if fictional.reached(data_folder()) is not None:
        raise BackupError(
            _(
                "Mappen {folder} er demoens, og den bliver slettet, når demoen begynder forfra."
            ).format(folder=data_folder())
        )
    try:
        with (
            source.open("rb") as file,
            tarfile.open(fileobj=file, mode="r:") as tar,
            tempfile.TemporaryDirectory(dir=make_data_folder(), prefix=".kompas-") as place,
        ):
            manifest = _manifest(tar)
            _bring_back_tables(tar, manifest, Path(place, _DUMP))
            problems = list(_bring_back_files(tar))
    except (tarfile.TarError, OSError) as error:
        raise BackupError(
            _("{name} kan ikke læses som en sikkerhedskopi.").format(name=source)
        ) from error
    return manifest, (*problems, *_differences(manifest))


def _manifest(tar: tarfile.TarFile) -> Manifest:
    head = tar.next()
    content = tar.extractfile(head) if head is not None and head.name == _MANIFEST else None
    try:
        given = json.loads(content.read()) if content else {}
        tables = {name: Digest(**digest) for name, digest in given.pop("tables").items()}
        newest, missing = Digest(**given.pop("heads")), tuple(given.pop("missing"))
        manifest = Manifest(**given, tables=tables, heads=newest, missing=missing)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupError(_("Filen er ikke en sikkerhedskopi fra Kompas.")) from None
    if manifest.format != FORMAT:
        raise BackupError(_("Sikkerhedskopien er fra en nyere version af Kompas."))
    return manifest


def _bring_back_tables(tar: tarfile.TarFile, manifest: Manifest, dump: Path) -> None:
    member = tar.next()
    content = tar.extractfile(member) if member is not None and member.name == _DUMP else None
    if content is None or _copied(content, dump) != manifest.dump_sha256:
        raise BackupError(_("Databasen i filen er ikke hel."))
    connections.close_all()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={_conninfo()}",
        str(dump),
    )


def _bring_back_files(tar: tarfile.TarFile) -> Iterator[str]:
    """Each under the name that it has here, wherever the file says it should go."""
    while (member := tar.next()) is not None:
        named = _FILE.fullmatch(member.name)
        content = tar.extractfile(member) if named and member.isreg() else None
        if named is None or content is None:
            yield _("{name} hører ikke hjemme i en sikkerhedskopi.").format(name=member.name)
            continue
        sha256 = named["sha256"]
        place = _place(sha256) if sha256 else heads.folder() / Path(member.name).name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.part")
        digest = _copied(content, part)
        if sha256 and digest != sha256:
            part.unlink()
            yield _("Dokumentet {sha256} er ikke helt.").format(sha256=sha256)
            continue
        if not sha256 and place.exists() and _digest_of(place) != digest:
            # What was exported here may tell more than the backup, and nothing else does.
            part.unlink()
            yield _("{file} er en anden end kopiens og er ikke rørt.").format(file=place)
            continue
        part.rename(place)


def _differences(manifest: Manifest) -> Iterator[str]:
    """What is not as the manifest says."""
    with _snapshot():
        found, newest, known = _table_digests(), _heads_digest(), _known_files()
    for name in sorted(manifest.tables.keys() | found.keys()):
        if manifest.tables.get(name) != found.get(name):
            yield _("Tabellen {name} er ikke den samme.").format(name=name)
    if newest != manifest.heads:
        yield _("Journalens hoveder er ikke de samme.")
    for sha256 in sorted(known):
        if not _place(sha256).is_file():
            yield _("Dokumentet {sha256} mangler.").format(sha256=sha256)


# ---------------------------------------------------------------- digests


@contextmanager
def _snapshot() -> Iterator[str]:
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


def _table_digests() -> dict[str, Digest]:
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


def _heads_digest() -> Digest:
    return _digest(_HEADS)


def _digest(query: str) -> Digest:
    digest, rows = hashlib.sha256(), 0
    connection = connections[OWNER].connection
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for block in copy:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    return Digest(rows, digest.hexdigest())


def _known_files() -> set[str]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT DISTINCT sha256 FROM document")
        return {row[0] for row in cursor.fetchall()}


# ---------------------------------------------------------------- the server


def _check_owner() -> None:
    """Only the owner sees all: for the application's role, row-level security hides most."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(bool_and(pg_has_role(relowner, 'USAGE')), false) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        if not cursor.fetchone()[0]:
            raise SettingsError(_("Det kræver ejerens forbindelse. Sæt KOMPAS_OWNER_DATABASE_URL."))


def _check_empty() -> None:
    with connections[OWNER].cursor() as cursor:
        for table in ("case_event", "access_log", "document", "app_user"):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", (table,))
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0]:
                raise BackupError(
                    _("Databasen er ikke tom. En sikkerhedskopi hentes ind i en tom database.")
                )


def _version() -> str:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        return str(cursor.fetchone()[0])


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs as the owner. Raises BackupError."""
    place: dict[str, Any] = connections[OWNER].settings_dict
    given = arguments if program == "pg_restore" else (*arguments, _conninfo())
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


def _conninfo() -> str:
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


# ---------------------------------------------------------------- files


def _place(sha256: str) -> Path:
    return documents.folder() / sha256[:2] / sha256


def _copied(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
