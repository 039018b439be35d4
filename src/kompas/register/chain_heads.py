"""The newest hash of every chain, written to a file once a day.

A chain shows that nothing in it was changed, but not that its end was cut off. The file does,
when it is kept where whoever can change the database cannot change it. JSON lines: a heading with
the digest of the file before, a line for each case, one for each user's chain in the access log,
and an end with the digest of all above.
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

CASES = "case"
USERS = "user"


class HeadsError(Exception):
    """A file of heads that is not whole, or is none."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a chain, as it stood when the file was written.

    `of` is the case, or in the access log the user.
    """

    of: UUID | str
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
    lines = 0
    with part.open("wb") as file:
        heading = {"heads_of": "kompas", "day": day.isoformat()}
        for entry in _entries({**heading, "before": _digest_of(older) if older else None}):
            line = json.dumps(entry).encode() + b"\n"
            digest.update(line)
            file.write(line)
            lines += 1
        end = {"lines": lines, "sha256": digest.hexdigest()}
        file.write(json.dumps(end).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.rename(place)
    return place


def read(path: Path, chains: str = CASES) -> Iterator[Head]:
    """The heads of CASES, by case id, or of USERS, by name.

    Raises HeadsError where the file is cut or changed; that is known at its end.
    """
    digest = hashlib.sha256()
    lines = 0
    try:
        with path.open("rb") as file:
            for line in file:
                entry = json.loads(line)
                if "sha256" in entry:
                    if (entry["lines"], entry["sha256"]) == (lines, digest.hexdigest()):
                        return
                    break
                if chains in entry:
                    of = UUID(entry[chains]) if chains == CASES else entry[chains]
                    yield Head(of, entry["seq"], bytes.fromhex(entry["hash"]))
                digest.update(line)
                lines += 1
    except (ValueError, KeyError, TypeError):
        pass
    raise HeadsError(_("Filen {name} er ikke hel.").format(name=path.name))


def _entries(heading: dict[str, str | None]) -> Iterator[dict[str, str | int | None]]:
    yield {**heading}
    for chains, query in _NEWEST.items():
        for of, seq, last in streamed(query):
            yield {chains: str(of), "seq": seq, "hash": last.hex()}


_NEWEST = {
    CASES: "SELECT DISTINCT ON (case_id) case_id, seq, hash FROM case_event"
    " ORDER BY case_id, seq DESC",
    USERS: 'SELECT DISTINCT ON (by_user COLLATE "C") by_user, seq, hash FROM access_log'
    ' ORDER BY by_user COLLATE "C", seq DESC',
}


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
