"""The hash chain: what of an event is hashed, and which column of it was altered.

Pure. PostgreSQL computes the same hash in a CHECK (`0001_guards.sql`), so that no link that is
wrong is ever stored; this side computes it anew when the log is verified.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

GENESIS = bytes(32)
"""What the first event of a case has in place of the hash before it."""
SALT_BYTES = 16
LINK_VERSION = 2
"""The form in which a link is hashed now. Form 1 knew no proceedings; no log of it is kept."""

Parts = Sequence[tuple[str, bytes]]
"""Columns as they are hashed, one after the other; "" for what is no column of its row."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""From where PostgreSQL counts, in microseconds and in days."""
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Link:
    """An event without its payload: one link of a case's chain.

    `link_version` says which columns are hashed and how, so that what was written in one form still
    verifies when there is a newer one. `proceeding` is that of `casework.record.Recorded`.
    """

    link_version: int
    case_id: UUID
    seq: int
    proceeding: int | None
    type: str
    version: int
    recorded_at: datetime
    valid_from: date
    by_user: str
    payload_digest: bytes
    prev_hash: bytes

    def hash(self) -> bytes:
        """SHA-256 over every column."""
        return digest_of(self.encoded())

    def encoded(self) -> Parts:
        """Each column as it is hashed: fixed length, or led by its length."""
        return (
            ("", b"kompas-event"),
            ("link_version", struct.pack(">h", self.link_version)),
            ("case_id", self.case_id.bytes),
            ("seq", struct.pack(">i", self.seq)),
            ("proceeding", _number(self.proceeding)),
            ("type", _text(self.type)),
            ("version", struct.pack(">h", self.version)),
            ("recorded_at", _moment(self.recorded_at)),
            ("valid_from", struct.pack(">i", (self.valid_from - _EPOCH.date()).days)),
            ("by_user", _text(self.by_user)),
            ("payload_digest", self.payload_digest),
            ("prev_hash", self.prev_hash),
        )


@dataclass(frozen=True, slots=True)
class Look:
    """Someone looked: one link of that user's chain in the access log."""

    by_user: str
    seq: int
    at: datetime
    what: str
    purpose: str
    case_id: UUID | None
    query_digest: bytes | None
    prev_hash: bytes

    def hash(self) -> bytes:
        """SHA-256 over every column."""
        return digest_of(self.encoded())

    def encoded(self) -> Parts:
        """Each column as it is hashed: fixed length, or led by its length."""
        return (
            ("", b"kompas-access-1"),
            ("by_user", _text(self.by_user)),
            ("seq", struct.pack(">i", self.seq)),
            ("at", _moment(self.at)),
            ("what", _text(self.what)),
            ("purpose", _text(self.purpose)),
            ("case_id", self.case_id.bytes if self.case_id else GENESIS[:16]),
            ("query_digest", self.query_digest or GENESIS),
            ("prev_hash", self.prev_hash),
        )


def payload_digest(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 of the salt and the payload as it is stored.

    The salt goes with an erased payload: what remains cannot be guessed back.
    """
    return hashlib.sha256(salt + payload).digest()


def erasure(digest: bytes, erased_at: datetime, why: str) -> Parts:
    """What the digest of an erasure is made of."""
    return (
        ("", b"kompas-erased-1"),
        ("", digest),
        ("erased_at", _moment(erased_at)),
        ("erased_why", why.encode()),
    )


def digest_of(parts: Parts) -> bytes:
    """SHA-256 over the parts, one after the other."""
    return hashlib.sha256(b"".join(part for _column, part in parts)).digest()


def altered(parts: Parts, stored: bytes, stored_column: str, otherwise: str = "") -> str:
    """In which column one byte was altered, so that the parts do not give the stored digest.

    `stored_column` when it is the digest itself. Where more than a byte was altered: `otherwise`,
    or the names of all columns that it could be, with commas.
    """
    if sum(a != b for a, b in zip(digest_of(parts), stored, strict=False)) == 1:
        return stored_column
    every = ",".join(column for column, _part in parts if column)
    return next(_one_byte_from(parts, stored), otherwise or every)


def _one_byte_from(parts: Parts, digest: bytes) -> Iterator[str]:
    """The columns in which one changed byte gives the digest: about 40,000 tries, 40 ms."""
    whole = b"".join(part for _column, part in parts)
    start = 0
    for column, part in parts:
        for place in range(start, start + len(part)) if column else ():
            before = hashlib.sha256(whole[:place])
            after = whole[place + 1 :]
            for byte in range(256):
                attempt = before.copy()
                attempt.update(bytes((byte,)) + after)
                if attempt.digest() == digest:
                    yield column
        start += len(part)


def _moment(value: datetime) -> bytes:
    return struct.pack(">q", (value - _EPOCH) // _MICROSECOND)


def _number(value: int | None) -> bytes:
    """None differs from every number."""
    return bytes(5) if value is None else b"\1" + struct.pack(">i", value)


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack(">i", len(raw)) + raw
