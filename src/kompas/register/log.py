"""The record in the database: append, load, erase.

Every function runs in the caller's transaction where there is one. What events say is read under
row-level security: inside `access.acting(viewer)`, or over the owner's connection.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from kompas.casework.record import Event, NewEvent, NotTold, Recorded, danish_day
from kompas.register.chain import GENESIS, LINK_VERSION, SALT_BYTES, Link, payload_digest
from kompas.register.environment import clock_checked_at
from kompas.register.error_redaction import place_of
from kompas.register.settings import OWNER
from kompas.wire import events as wire
from kompas.words import _


class Conflict(Exception):  # noqa: N818 - no error: somebody else was first
    """Somebody else recorded something in the case meanwhile. Nothing of this was stored.

    `found` is the number of the newest event, or at least that where both wrote in one moment.
    """

    def __init__(self, case_id: UUID, expected: int, found: int) -> None:
        self.case_id, self.expected, self.found = case_id, expected, found
        super().__init__(
            _("Sagen er ændret af en anden imens. Hent den igen, og prøv en gang til.")
        )


class Hidden(Exception):  # noqa: N818 - the case is there, but not for this viewer
    """What the case's events say may not be read by the one for whom the transaction runs."""

    def __init__(self, case_id: UUID) -> None:
        self.case_id = case_id
        super().__init__(_("Du har ikke adgang til sagen."))


class Erased(Exception):  # noqa: N818 - what the archive law asks for
    """What some events said was erased; `seqs` are their numbers."""

    def __init__(self, case_id: UUID, seqs: tuple[int, ...]) -> None:
        self.case_id, self.seqs = case_id, seqs
        super().__init__(_("Indholdet er slettet efter arkivreglerne."))


BEHIND = timedelta(hours=1)
"""How far the clocks of two servers may be apart."""
AHEAD = timedelta(days=3 * 365)
"""Longer than an installation stands still: help is followed up every other year at the latest."""


class ClockJumped(Exception):  # noqa: N818 - no error: the machine's clock is wrong
    """The clock is behind what is recorded in the case, or far ahead of all that is recorded.

    What is recorded keeps its moment for good, so nothing of this was stored.
    """

    def __init__(self, now: datetime, newest: datetime) -> None:
        super().__init__(
            _(
                "Serverens ur viser {now}, men det nyeste, der er registreret, er fra {newest}. "
                "Intet er gemt."
            ).format(now=danish_day(now).isoformat(), newest=danish_day(newest).isoformat())
        )


@contextmanager
def still_there(case_id: UUID) -> Iterator[None]:
    """Something is stored in a case. Raises Erased where what it said was erased."""
    try:
        yield
    except IntegrityError as error:
        if place_of(error) != "case_erased":
            raise
    else:
        return
    raise Erased(case_id, ())


@dataclass(frozen=True, slots=True)
class ErasedEvent(NotTold):
    """Stands where an event stood whose payload was erased."""

    erased_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is stored: its link of the chain, and its payload with the salt."""

    link: Link
    hash: bytes
    salt: bytes
    payload: bytes


# ---------------------------------------------------------------- write


def append(
    case_id: UUID, expected_seq: int, new: Sequence[NewEvent], by: str, at: datetime
) -> tuple[Recorded, ...]:
    """Record events after number `expected_seq` of a case, 0 for a new one. 2 or 3 statements.

    `at` is aware; an event is never recorded before the one it follows, so that a clock that is
    behind another's does no harm; the database refuses what is far from its own. `by` is the one
    whose eyes the transaction runs under. Raises ClockJumped, where it is far off, before anything
    is written; Erased, Conflict when the case has gone on since, and wire.UnreadableEvent for an
    event that cannot be stored; after these the caller's transaction is over.
    """
    if not new:
        return ()
    with still_there(case_id), transaction.atomic(savepoint=False):
        before, last_at = GENESIS, at
        if expected_seq:
            found, before, last_at = _head(case_id)
            if found != expected_seq:
                raise Conflict(case_id, expected_seq, found)
            if at < last_at - BEHIND:
                raise ClockJumped(at, last_at)
        at = max(at, last_at)
        recorded = tuple(
            Recorded(case_id, seq, entry.event, at, entry.valid_from, by, entry.proceeding)
            for seq, entry in enumerate(new, expected_seq + 1)
        )
        try:
            _insert(list(rows_of(recorded, before)))
        except DatabaseError as error:
            lost = place_of(error) in ("case_event_pkey", "case_event_chain")
            if not lost:
                raise
        else:
            return recorded
        raise Conflict(case_id, expected_seq, expected_seq + 1)


def rows_of(recorded: Iterable[Recorded], before: bytes = GENESIS) -> Iterator[Row]:
    """The rows of events of one case that follow each other, after the hash `before`."""
    for entry in recorded:
        name, version, payload = wire.encode(entry.event)
        salt = secrets.token_bytes(SALT_BYTES)
        link = Link(
            link_version=LINK_VERSION,
            case_id=entry.case_id,
            seq=entry.seq,
            proceeding=entry.proceeding,
            type=name,
            version=version,
            recorded_at=entry.recorded_at,
            valid_from=entry.valid_from,
            by_user=entry.by,
            payload_digest=payload_digest(salt, payload),
            prev_hash=before,
        )
        before = link.hash()
        yield Row(link, before, salt, payload)


def _head(case_id: UUID) -> tuple[int, bytes, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, hash, recorded_at FROM case_event"
            " WHERE case_id = %s ORDER BY seq DESC LIMIT 1",
            (case_id,),
        )
        row = cursor.fetchone()
    return row or (0, GENESIS, datetime.min)  # noqa: DTZ901 - compared with nothing


def _insert(rows: Sequence[Row]) -> None:
    links = [row.link for row in rows]
    first = links[0]
    seqs = [link.seq for link in links]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO case_event (link_version, case_id, seq, proceeding, type, version,"
            " recorded_at, valid_from, by_user, payload_digest, prev_hash, hash)"
            " SELECT %s, %s, seq, proceeding, type, version, %s, valid_from, %s, payload_digest,"
            " prev_hash, hash"
            " FROM unnest(%s::int[], %s::int[], %s::text[], %s::smallint[], %s::date[],"
            " %s::bytea[], %s::bytea[], %s::bytea[])"
            " AS a (seq, proceeding, type, version, valid_from, payload_digest, prev_hash, hash)"
            # Of an empty record nothing can be told; else not far ahead of the newest there is.
            " WHERE coalesce((SELECT %s > greatest(max(recorded_at), %s)"
            f" + interval '{AHEAD.days} days' FROM case_event), false) IS FALSE",
            (
                first.link_version,
                first.case_id,
                first.recorded_at,
                first.by_user,
                seqs,
                [link.proceeding for link in links],
                [link.type for link in links],
                [link.version for link in links],
                [link.valid_from for link in links],
                [link.payload_digest for link in links],
                [link.prev_hash for link in links],
                [row.hash for row in rows],
                first.recorded_at,
                clock_checked_at(),
            ),
        )
        if not cursor.rowcount:
            cursor.execute("SELECT max(recorded_at) FROM case_event")
            raise ClockJumped(first.recorded_at, cursor.fetchone()[0])
        cursor.execute(
            "INSERT INTO event_payload (case_id, seq, salt, payload)"
            " SELECT %s, seq, salt, payload::json"
            " FROM unnest(%s::int[], %s::bytea[], %s::text[]) AS a (seq, salt, payload)",
            (
                first.case_id,
                seqs,
                [row.salt for row in rows],
                [row.payload.decode() for row in rows],
            ),
        )


# ---------------------------------------------------------------- read

COLUMNS = (
    "e.case_id, e.seq, e.type, e.version, e.recorded_at, e.valid_from, e.by_user, e.proceeding,"
    " p.seq IS NOT NULL, p.payload::text, p.erased_at, p.erased_why"
)
"""What `recorded_of` reads of an event, and from where."""
JOINED = "case_event e LEFT JOIN event_payload p ON p.case_id = e.case_id AND p.seq = e.seq"


def load(case_id: UUID, *, with_erased: bool = False) -> tuple[Recorded, ...]:
    """Every event of a case in order, empty for a case that does not exist: one statement.

    Raises Hidden where the viewer may not read them, Erased where what some said is gone; with
    `with_erased` an ErasedEvent stands for those.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM {JOINED} WHERE e.case_id = %s ORDER BY e.seq", (case_id,)
        )
        rows = cursor.fetchall()
    if any(not row[_IS_THERE] for row in rows):
        raise Hidden(case_id)
    erased = tuple(row[1] for row in rows if row[_PAYLOAD] is None)
    if erased and not with_erased:
        raise Erased(case_id, erased)
    return tuple(map(recorded_of, rows))


def opened_by(case_id: UUID, entry: int) -> bool:
    """Whether an entry of a case opened a proceeding, also one that does not stand any more. One
    statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM case_event WHERE case_id = %s AND seq = %s AND proceeding = seq",
            (case_id, entry),
        )
        return cursor.fetchone() is not None


def load_several(case_ids: Sequence[UUID]) -> dict[UUID, tuple[Recorded, ...]]:
    """The events of some cases, each as `load` with the erased: one statement.

    A case that the viewer may not read is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM {JOINED} WHERE e.case_id = ANY(%s) ORDER BY e.case_id, e.seq",
            (list(case_ids),),
        )
        rows = [row for row in cursor.fetchall() if row[_IS_THERE]]
    return {case_id: tuple(map(recorded_of, of)) for case_id, of in groupby(rows, lambda r: r[0])}


def stream(which: str = "true") -> Iterator[tuple[Recorded, ...]]:
    """The events of every case, or of those of a condition on `e`, a case at a time, over the
    owner's connection.

    Cases in which something was erased come with ErasedEvent. Holds one case in memory.
    """
    query = f"SELECT {COLUMNS} FROM {JOINED} WHERE {which} ORDER BY e.case_id, e.seq"
    rows = streamed(query)
    for _case_id, of_case in groupby(rows, key=lambda row: row[0]):
        yield tuple(map(recorded_of, of_case))


def streamed(query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query over the owner's connection, of one moment, a few thousand at a time."""
    with transaction.atomic(using=OWNER):
        connections[OWNER].ensure_connection()
        name = f"stream_{secrets.token_hex(4)}"  # several may be read at once
        with connections[OWNER].connection.cursor(name=name) as cursor:
            cursor.itersize = 2000
            cursor.execute(query, parameters)
            yield from cursor


_IS_THERE, _PAYLOAD = 8, 9
"""Where `COLUMNS` has whether the payload may be read, and what it says."""


def recorded_of(row: Sequence[Any]) -> Recorded:
    """The event of a row of `COLUMNS`. Raises wire.UnreadableEvent."""
    case_id, seq, name, version, at, valid_from, by, proceeding, _there, payload, *erased = row
    event: Event = (
        ErasedEvent(name, *erased) if payload is None else wire.decode(name, version, payload)
    )
    return Recorded(case_id, seq, event, at, valid_from, by, proceeding)


# ---------------------------------------------------------------- erase


def erase(
    case_id: UUID, why: str, at: datetime, *, seqs: Sequence[int] | None = None
) -> tuple[str, ...]:
    """Erase what events of a case say: those in `seqs`, or everything that tells of a person.

    The chain still holds. Without `seqs` the summary is blanked, drafts and documents go too;
    the hashes of files that no case has any more are returned (`documents.forget` removes them).
    The database logs it as done by the one whose eyes the transaction runs under, and refuses what
    has not ended or was not withdrawn; who may do it is the caller's to see to. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kompas_erase(%s, %s::int[], %s, %s)",
            (case_id, None if seqs is None else list(seqs), why, at),
        )
        return tuple(row[0] for row in cursor.fetchall())
