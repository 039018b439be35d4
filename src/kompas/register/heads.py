"""The newest hash of every case, written to a file once a day.

A chain shows that nothing in it was changed, but not that its end was cut off. The file does,
when it is kept where whoever can change the database cannot change it. JSON lines: a heading with
the digest of the file before, a line for each case, and an end with the digest of all above.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from kompas.register.environment import make_data_folder
from kompas.register.log import streamed
from kompas.words import _


class HeadsError(Exception):
    """A file of heads that is not whole, or is none."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event of a case, as it stood when the file was written."""

    case_id: UUID
    seq: int
    hash: bytes


def folder() -> Path:
    """Where the files lie; to be copied to a place that only grows."""
    return make_data_folder() / "heads"


def newest() -> Path | None:
    """The newest file, or None before the first export."""
    return max(folder().glob("????-??-??.jsonl"), default=None)


def export(day: date) -> Path:
    """Write the heads of all cases to the file of a day, in place of one of the same day.

    Over the owner's connection; the cases stream through. The file is there whole or not at all.
    """
    folder().mkdir(mode=0o700, exist_ok=True)
    place = folder() / f"{day.isoformat()}.jsonl"
    older = max((p for p in folder().glob("????-??-??.jsonl") if p < place), default=None)
    part = place.with_suffix(f".{os.getpid()}")
    digest = hashlib.sha256()
    cases = 0
    with part.open("wb") as file:
        before = _digest_of(older) if older else None
        heading = {"heads_of": "kompas", "day": day.isoformat(), "before": before}
        lines = _lines(heading)
        for line in lines:
            digest.update(line)
            file.write(line)
            cases += 1
        end = {"cases": cases - 1, "sha256": digest.hexdigest()}
        file.write(json.dumps(end).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.rename(place)
    return place


def read(path: Path) -> Iterator[Head]:
    """The heads in a file, by case id. Raises HeadsError where the file is cut or changed."""
    digest = hashlib.sha256()
    cases = -1
    try:
        with path.open("rb") as file:
            for line in file:
                entry = json.loads(line)
                if "sha256" in entry:
                    if (entry["cases"], entry["sha256"]) == (cases, digest.hexdigest()):
                        return
                    break
                if "case" in entry:
                    yield Head(UUID(entry["case"]), entry["seq"], bytes.fromhex(entry["hash"]))
                digest.update(line)
                cases += 1
    except (ValueError, KeyError, TypeError):
        pass
    raise HeadsError(_("Filen {name} er ikke hel.").format(name=path.name))


def _lines(heading: dict[str, str | None]) -> Iterator[bytes]:
    yield json.dumps(heading).encode() + b"\n"
    query = (
        "SELECT DISTINCT ON (case_id) case_id, seq, hash FROM case_event ORDER BY case_id, seq DESC"
    )
    for case_id, seq, last in streamed(query):
        entry = {"case": str(case_id), "seq": seq, "hash": bytes(last).hex()}
        yield json.dumps(entry).encode() + b"\n"


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
