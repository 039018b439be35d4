"""Everything back from one file (`kompas.register.backup`), equal by hash.

The whole file is read and checked before anything is changed. Then the documents are put in their
places, where they do no harm, and last the tables, in one transaction: whoever is interrupted has
an empty database still, and begins again.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connections

from kompas.register import backup, bulk, chain_heads, documents, fictional, health
from kompas.register.backup import DUMP, FORMAT, MANIFEST, BackupError, Digest, Manifest
from kompas.register.environment import data_folder, make_data_folder
from kompas.register.settings import OWNER
from kompas.register.staging import staged
from kompas.words import _

_CHUNK_BYTES = 1024 * 1024
_MEMBER = re.compile(
    r"documents/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})|heads/(?P<heads>\d{4}-\d\d-\d\d\.jsonl)"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A backup, read whole into a folder: what is whole in it, and what is not."""

    manifest: Manifest
    folder: Path
    damage: tuple[str, ...]


def restore(source: Path, *, despite_damage: bool = False) -> tuple[Manifest, tuple[str, ...]]:
    """Bring a backup back into a database without cases: what it held, and what is not equal.

    Nothing is changed where the database holds anything, where tables or manifest cannot be read,
    or where anything else in the file is damaged; with `despite_damage` what is whole comes back.
    Raises BackupError, SettingsError.
    """
    health.check_owner()
    _check_target()
    with staged(make_data_folder(), "restore") as folder:
        found = _read(source, folder)
        if found.damage and not despite_damage:
            raise BackupError(_("{name} er ikke hel.").format(name=source), found.damage)
        kept = tuple(_put_files_in_place(found))
    return found.manifest, (*found.damage, *kept, *_differences(found.manifest))


def _check_target() -> None:
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
    if fictional.reached(data_folder()) is not None:
        raise BackupError(
            _(
                "Mappen {folder} er demoens, og den bliver slettet, når demoen begynder forfra."
            ).format(folder=data_folder())
        )


# ---------------------------------------------------------------- reading


def _read(source: Path, folder: Path) -> _Read:
    try:
        with source.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            manifest = _manifest(tar)
            dump = tar.next()
            content = tar.extractfile(dump) if dump is not None and dump.name == DUMP else None
            if content is None or _copied(content, folder / DUMP) != manifest.dump_sha256:
                raise BackupError(_("Databasen i filen er ikke hel."))
            return _Read(manifest, folder, tuple(_read_files(tar, manifest, folder)))
    except (tarfile.TarError, OSError) as error:
        raise BackupError(
            _("{name} kan ikke læses som en sikkerhedskopi.").format(name=source)
        ) from error


def _manifest(tar: tarfile.TarFile) -> Manifest:
    head = tar.next()
    content = tar.extractfile(head) if head is not None and head.name == MANIFEST else None
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


def _read_files(tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> Iterator[str]:
    """Keep what is whole, under a name of our own wherever it says it should go; what is not."""
    found = 0
    try:
        while (member := tar.next()) is not None:
            named = _MEMBER.fullmatch(member.name)
            content = tar.extractfile(member) if named and member.isreg() else None
            if named is None or content is None:
                yield _("{name} hører ikke hjemme i en sikkerhedskopi.").format(name=member.name)
                continue
            part = folder / (named["sha256"] or named["heads"])
            digest = _copied(content, part)
            found += bool(named["sha256"])
            if named["sha256"] not in (None, digest):
                part.unlink()
                yield _("Dokumentet {sha256} er ikke helt.").format(sha256=named["sha256"])
    except (tarfile.TarError, EOFError):
        yield _("Filen er skåret af.")
    if found < manifest.files:
        yield _("Der mangler {count} dokumenter i filen.").format(count=manifest.files - found)


def _copied(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


# ---------------------------------------------------------------- putting back


def _put_files_in_place(found: _Read) -> Iterator[str]:
    """The files, then the tables; what was here already and is left as it is."""
    new: list[Path] = []
    for part in sorted(found.folder.iterdir()):
        if part.name == DUMP:
            continue
        is_heads = part.suffix == ".jsonl"
        place = chain_heads.folder() / part.name if is_heads else documents.place_of(part.name)
        if is_heads and place.exists() and backup.digest_of(place) != backup.digest_of(part):
            # What was exported here may tell more than the backup, and nothing else does.
            yield _("{file} er en anden end kopiens og er ikke rørt.").format(file=place)
            continue
        if not place.exists():
            new.append(place)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.rename(place)
    try:
        _bring_back_tables(found.folder / DUMP)
    except BaseException:
        for place in new:
            with suppress(OSError):
                place.unlink()
        raise


def _bring_back_tables(dump: Path) -> None:
    connections.close_all()
    backup.run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={backup.conninfo()}",
        str(dump),
    )
    bulk.take_statistics()


def _differences(manifest: Manifest) -> Iterator[str]:
    """What is not as the manifest says."""
    with backup.snapshot():
        found, newest = backup.table_digests(), backup.heads_digest()
        known = backup.known_files()
    for name in sorted(manifest.tables.keys() | found.keys()):
        if manifest.tables.get(name) != found.get(name):
            yield _("Tabellen {name} er ikke den samme.").format(name=name)
    if newest != manifest.heads:
        yield _("Journalens hoveder er ikke de samme.")
    for sha256 in sorted(known):
        if not documents.place_of(sha256).is_file():
            yield _("Dokumentet {sha256} mangler.").format(sha256=sha256)
