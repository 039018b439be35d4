"""Is the record whole: every link, every payload, every end, and what lists and search read of it.

Reads everything, a case at a time, over the owner's connection. A fault names the case, the
number of the event and the column, never what stands in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from kompas.casework.steps import STEPS
from kompas.register import chain_heads
from kompas.register.chain import GENESIS, Link, Look, altered, digest_of, erasure, payload_digest
from kompas.register.fault import Fault
from kompas.register.log import streamed
from kompas.register.verify_rows import row_faults
from kompas.words import _

Progress = Callable[[int], None]
"""Told now and then how many events were read."""
_TOLD_EVERY = 10_000


def verify(heads_file: Path | None = None, progress: Progress | None = None) -> Iterator[Fault]:
    """Every fault in the record, as it is met. None: the record is what was written.

    As `chain_faults`; what was erased unseen or recorded on a day to come; and where the rows for
    lists and search do not say what the events say.
    """
    broken = set()
    for fault in chain_faults(heads_file, progress):
        broken.add(fault.case_id)
        yield fault
    yield from _impossible()
    yield from row_faults(broken.__contains__)


def chain_faults(
    heads_file: Path | None = None, progress: Progress | None = None
) -> Iterator[Fault]:
    """Every fault in the events and in the access log: what cannot be made again.

    With `heads_file` (`heads.newest()`) also whether the end of a chain, or a whole one, was cut
    off since it was written; raises `heads.HeadsError` for a file that is not whole.
    """
    for _case_id, rows, head in _beside(_cases(progress), heads_file, chain_heads.CASES):
        yield from _case_faults(rows, head)
    yield from _loose_payloads()
    users = groupby(streamed(_LOOKS), key=lambda row: row[0])
    for user, looks, head in _beside(users, heads_file, chain_heads.USERS):
        yield from _look_faults(user, looks, head)


def _beside(
    chains: Iterable[tuple[Any, Iterable[Any]]], file: Path | None, kind: str
) -> Iterator[tuple[Any, Any, chain_heads.Head | None]]:
    """Each chain with its exported head. Both come in the same order: one step in the one or the
    other.
    """
    exported = chain_heads.read(file, kind) if file else iter(())
    head = next(exported, None)
    for of, rows in chains:
        while head is not None and head.of < of:
            yield head.of, (), head
            head = next(exported, None)
        if head is not None and head.of == of:
            yield of, rows, head
            head = next(exported, None)
        else:
            yield of, rows, None
    while head is not None:
        yield head.of, (), head
        head = next(exported, None)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row of the log as it was found."""

    link: Link
    hash: bytes
    has_payload: bool
    salt: bytes | None
    payload: bytes | None
    erased_at: datetime | None
    erased_why: str | None
    erased_digest: bytes | None

    @property
    def intact(self) -> bool:
        return self.link.hash() == self.hash


_EVENTS = (
    "SELECT e.case_id, e.link_version, e.seq, e.proceeding, e.type, e.version, e.recorded_at,"
    " e.valid_from, e.by_user, e.payload_digest, e.prev_hash, e.hash,"
    " p.seq IS NOT NULL, p.salt, convert_to(p.payload::text, 'UTF8'),"
    " p.erased_at, p.erased_why, p.erased_digest"
    " FROM case_event e LEFT JOIN event_payload p ON p.case_id = e.case_id AND p.seq = e.seq"
    " ORDER BY e.case_id, e.seq"
)


def _cases(progress: Progress | None) -> Iterator[tuple[UUID, list[_Stored]]]:
    read = told = 0
    for case_id, rows in groupby(streamed(_EVENTS), key=lambda row: row[0]):
        found = [_stored(*row) for row in rows]
        yield case_id, found
        read += len(found)
        if progress and read - told >= _TOLD_EVERY:
            progress(read)
            told = read
    if progress:
        progress(read)


def _stored(case_id: UUID, link_version: int, *row: Any) -> _Stored:
    columns, rest = row[:_COLUMNS], row[_COLUMNS:]
    return _Stored(Link(link_version, case_id, *columns), *rest)


_COLUMNS = len(fields(Link)) - 2

# ---------------------------------------------------------------- one case


def _case_faults(rows: Sequence[_Stored], head: chain_heads.Head | None) -> Iterator[Fault]:
    before: _Stored | None = None
    for index, row in enumerate(rows):
        case_id, seq = row.link.case_id, row.link.seq
        expected = before.link.seq + 1 if before else 1
        if seq != expected:
            text = _("Hændelse {seq} mangler.").format(seq=expected)
            yield Fault(case_id, expected, "missing", text)
            before = None
        named = ""
        if not row.intact:
            after = rows[index + 1] if index + 1 < len(rows) else None
            named = _altered_column(row, before, after)
            yield _column(case_id, seq, named)
        elif before is not None and before.intact and row.link.prev_hash != before.hash:
            text = _("Hændelse {seq} er skiftet ud: den næste bygger på en anden.")
            yield Fault(case_id, seq - 1, "replaced", text.format(seq=seq - 1))
        if named != "payload_digest":
            yield from _payload_faults(row)
        before = row
    # A row whose own hash does not hold has been named already.
    at_head = [row for row in rows if head and row.link.seq == head.seq]
    if head and not any(row.hash == head.hash or not row.intact for row in at_head):
        text = _("Hændelse {seq} stod der, da hovederne blev gemt. Nu er den væk eller en anden.")
        yield Fault(UUID(str(head.of)), head.seq, "tail", text.format(seq=head.seq))


def _altered_column(row: _Stored, before: _Stored | None, after: _Stored | None) -> str:
    """By other evidence first, however much was altered; then one byte, anywhere."""
    link = row.link
    if after is not None and after.intact and after.link.prev_hash == link.hash():
        return "hash"
    genuine = [replace(link, type=name) for name in STEPS]
    genuine += [replace(link, version=version) for version in range(1, 20)]
    genuine += [replace(link, link_version=version) for version in range(1, 20)]
    genuine += [replace(link, proceeding=entry) for entry in (None, *range(1, link.seq + 1))]
    if row.salt is not None and row.payload is not None:
        genuine.append(replace(link, payload_digest=payload_digest(row.salt, row.payload)))
    for prev_hash in (GENESIS, before.hash if before else GENESIS):
        genuine.append(replace(link, prev_hash=prev_hash))
    for candidate in genuine:
        if candidate.hash() == row.hash:
            return next(
                column
                for (column, is_), (_same, was) in zip(
                    link.encoded(), candidate.encoded(), strict=True
                )
                if is_ != was
            )
    return altered(link.encoded(), row.hash, "hash")


def _payload_faults(row: _Stored) -> Iterator[Fault]:
    case_id, seq, digest = row.link.case_id, row.link.seq, row.link.payload_digest
    if not row.has_payload:
        text = _("Hændelse {seq}: indholdet mangler uden at være slettet efter reglerne.")
        yield Fault(case_id, seq, "missing", text.format(seq=seq))
    elif row.salt is not None and row.payload is not None:
        salted = (("salt", row.salt), ("", row.payload))
        if digest_of(salted) != digest:
            yield _column(case_id, seq, altered(salted, digest, "payload_digest", "payload"))
    elif row.erased_at is None or row.erased_why is None or row.erased_digest is None:
        yield _column(case_id, seq, "salt,payload,erased_at,erased_why,erased_digest")
    else:
        parts = erasure(digest, row.erased_at, row.erased_why)
        if digest_of(parts) != row.erased_digest:
            yield _column(case_id, seq, altered(parts, row.erased_digest, "erased_digest"))


def _column(case_id: UUID, seq: int, column: str) -> Fault:
    text = _("Hændelse {seq}: {column} er ikke det, der blev skrevet.")
    return Fault(case_id, seq, column, text.format(seq=seq, column=column))


def _loose_payloads() -> Iterator[Fault]:
    query = (
        "SELECT p.case_id, p.seq FROM event_payload p"
        " WHERE NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = p.case_id AND e.seq = p.seq)"
        " ORDER BY p.case_id, p.seq"
    )
    for case_id, seq in streamed(query):
        text = _("Indhold {seq} hører ikke til nogen hændelse.").format(seq=seq)
        yield Fault(case_id, seq, "loose", text)


_ERASED_UNSEEN = (
    "SELECT p.case_id, min(p.seq) FROM event_payload p WHERE p.erased_at IS NOT NULL"
    " AND NOT EXISTS (SELECT FROM access_log l WHERE l.case_id = p.case_id AND l.what = 'erase'"
    " AND l.at = p.erased_at) GROUP BY p.case_id ORDER BY p.case_id"
)
# What is recorded is asked of `kompas_in_time` when it is written, too: one clock says both.
_TO_COME = (
    "SELECT case_id, min(seq) FROM case_event WHERE recorded_at > now() + interval '1 day'"
    " AND NOT kompas_in_time(recorded_at) GROUP BY case_id ORDER BY case_id"
)


def _impossible() -> Iterator[Fault]:
    """What was erased and nobody is said to have; what was recorded on a day to come."""
    for case_id, seq in streamed(_ERASED_UNSEEN):
        text = _("Hændelse {seq} er slettet, uden at det står i opslagene, hvem der gjorde det.")
        yield Fault(case_id, seq, "erased_unseen", text.format(seq=seq))
    for case_id, seq in streamed(_TO_COME):
        text = _("Hændelse {seq} er registreret på et tidspunkt, der ikke er kommet endnu.")
        yield Fault(case_id, seq, "recorded_at", text.format(seq=seq))


# ---------------------------------------------------------------- the access log

_LOOKS = (
    "SELECT by_user, seq, at, what, purpose, case_id, query_digest, prev_hash, hash"
    ' FROM access_log ORDER BY by_user COLLATE "C", seq'
)


def _look_faults(
    user: str, rows: Iterable[tuple[Any, ...]], head: chain_heads.Head | None
) -> Iterator[Fault]:
    expected = 1
    before: bytes | None = GENESIS
    at_head = head is None
    for row in rows:
        look, stored = Look(*row[:-1]), row[-1]
        intact = look.hash() == stored
        if look.seq != expected:
            text = _("Opslag {seq} mangler.").format(seq=expected)
            yield Fault(None, expected, "missing", text, user)
        elif not intact:
            column = altered(look.encoded(), stored, "hash")
            text = _("Opslag {seq}: {column} er ikke det, der blev skrevet.")
            yield Fault(None, look.seq, column, text.format(seq=look.seq, column=column), user)
        elif before is not None and look.prev_hash != before:
            text = _("Opslag {seq} er skiftet ud: det næste bygger på et andet.")
            yield Fault(None, look.seq - 1, "replaced", text.format(seq=look.seq - 1), user)
        if head and look.seq == head.seq:
            at_head = stored == head.hash or not intact
        expected = look.seq + 1
        # What the next was built on, where this row tells.
        before = stored if intact else None
    if head and not at_head:
        text = _("Opslag {seq} stod der, da hovederne blev gemt. Nu er det væk eller et andet.")
        yield Fault(None, head.seq, "tail", text.format(seq=head.seq), user)
