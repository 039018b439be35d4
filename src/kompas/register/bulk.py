"""Many cases at once: taken in whole, and all their rows made again from the events."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from django.db import connections, transaction

from kompas.casework.record import Recorded
from kompas.register import case_rows
from kompas.register.case_rows import CaseRows
from kompas.register.error_redaction import silent
from kompas.register.log import ErasedEvent, Row, rows_of, stream
from kompas.register.settings import OWNER

Progress = Callable[[int], None]
"""Told after each batch how many cases are done."""
Filled = tuple[str, Mapping[str, str], Iterable[Sequence[object]]]
"""A table, the types of the columns that are written, and its rows."""
Beside = Callable[[Sequence[Sequence[Recorded]]], Iterable[Filled]]
"""What other rooms store with a batch of cases."""
T = TypeVar("T")


def store(
    cases: Iterable[tuple[Sequence[Recorded], CaseRows]],
    *,
    batch: int = 1000,
    progress: Progress | None = None,
    before_commit: Callable[[], None] | None = None,
    beside: Beside | None = None,
) -> int:
    """Take in new cases with all their events and rows; how many. For samples and imports.

    Each batch is one transaction of six COPYs over the owner's connection, checked as every
    other event is. `beside` adds rows of other tables. Holds one batch in memory.
    `before_commit` is called when a batch lies in the database and nobody sees it yet; where it
    raises, the batch is gone again.
    """
    done = 0
    for some in _batches(cases, batch):
        rows = [row for events, _rows in some for row in rows_of(events)]
        with transaction.atomic(using=OWNER):
            _copy("case_event", _EVENT, map(_event, rows))
            _copy("event_payload", _PAYLOAD, map(_payload, rows))
            lines = (case_rows.SUMMARIES.values(rows.summary) for _events, rows in some)
            _copy("case_summary", case_rows.SUMMARIES.kinds, lines)
            made = [rows for _events, rows in some]
            found = (case_rows.FOUND.values(rows.found) for rows in made)
            _copy("case_search", case_rows.FOUND.kinds, found)
            for one in case_rows.BY_ENTRY:
                _copy(one.table, one.columns.kinds, one.values(made))
            for filled in beside([events for events, _rows in some]) if beside else ():
                _copy(*filled)
            if before_commit:
                before_commit()
        done += len(some)
        if progress:
            progress(done)
    return done


def hang_up() -> None:
    """Close this process's connections, e.g. before it splits in two; the next query opens one."""
    connections.close_all()


def _begin_without() -> None:
    """In a process that was split off: what the one before it had open is not its own to use."""
    for one in connections.all(initialized_only=True):
        one.connection = None


os.register_at_fork(after_in_child=_begin_without)


def rebuild(*, batch: int = 500, progress: Progress | None = None) -> int:
    """Make the rows of every case again from its events; how many. Cases stream through.

    An event that was erased is left out; a case that was erased whole keeps its blank summary.
    People can work meanwhile: a row is never replaced by an older one.
    """
    _remove_impossible()
    done = _made_again(stream(), batch, progress)
    take_statistics()
    return done


def take_statistics() -> None:
    """Have PostgreSQL look at what the tables hold now, as the owner; after many rows at once.

    It does so by itself within a minute or more, and until then it plans each page as if the tables
    were empty: a search took six times as long.
    """
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE")


def complete(*, batch: int = 500, progress: Progress | None = None) -> int:
    """Make the rows of the cases that search does not know yet, and of those in which something was
    made of a finding that no row tells of; how many.

    For what was recorded before there was such a row. Each batch is a transaction of its own, and
    people can work meanwhile.
    """
    done = _made_again(stream(_NOT_KNOWN), batch, progress)
    if done:
        case_rows.call_as_listed(using=OWNER)
        take_statistics()
    return done


_NOT_KNOWN = (
    "EXISTS (SELECT FROM case_summary s WHERE s.case_id = e.case_id)"
    " AND (NOT EXISTS (SELECT FROM case_search c WHERE c.case_id = e.case_id)"
    " OR NOT EXISTS (SELECT FROM finding_review f WHERE f.case_id = e.case_id)"
    " AND EXISTS (SELECT FROM case_event b WHERE b.case_id = e.case_id"
    " AND b.type IN ('finding_overridden', 'board_decided')))"
)


def _made_again(cases: Iterable[Sequence[Recorded]], batch: int, progress: Progress | None) -> int:
    done = 0
    for some in _batches(_readable(cases), batch):
        case_rows.upsert([case_rows.rows_from(events) for events in some])
        done += len(some)
        if progress:
            progress(done)
    return done


def _readable(cases: Iterable[Sequence[Recorded]]) -> Iterator[Sequence[Recorded]]:
    for events in cases:
        if readable := what_is_left(events):
            yield readable


def what_is_left(events: Sequence[Recorded]) -> list[Recorded]:
    """The events of a case that were not erased; none where its beginning was."""
    if isinstance(events[0].event, ErasedEvent):
        return []
    return [entry for entry in events if not isinstance(entry.event, ErasedEvent)]


def _remove_impossible() -> None:
    """Summaries of an event that there is not: of no case, or ahead of it.

    And those under another's case number: it would stand in that case's way.
    """
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "DELETE FROM case_summary s USING event_payload p WHERE p.case_id = s.case_id"
            " AND p.seq = 1 AND p.payload ->> 'case_number' <> s.case_number"
        )
        cursor.execute(
            "DELETE FROM case_summary s WHERE NOT EXISTS ("
            "SELECT FROM case_event e WHERE e.case_id = s.case_id AND e.seq = s.seq)"
        )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some


# ---------------------------------------------------------------- COPY

_EVENT = {
    "link_version": "int2",
    "case_id": "uuid",
    "seq": "int4",
    "proceeding": "int4",
    "type": "text",
    "version": "int2",
    "recorded_at": "timestamptz",
    "valid_from": "date",
    "by_user": "text",
    "payload_digest": "bytea",
    "prev_hash": "bytea",
    "hash": "bytea",
}
# The payload goes over as the bytes it is hashed as: the form is PostgreSQL's own for `json`.
_PAYLOAD = {"case_id": "uuid", "seq": "int4", "salt": "bytea", "payload": "bytea"}


def _event(row: Row) -> tuple[object, ...]:
    return (*_OF_LINK(row.link), row.hash)


_OF_LINK = attrgetter(*list(_EVENT)[:-1])


def _payload(row: Row) -> tuple[object, ...]:
    return row.link.case_id, row.link.seq, row.salt, row.payload


def _copy(table: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
    """Rows in the binary form, column by column of the types given: half the work of text."""
    connection = connections[OWNER]
    connection.ensure_connection()

    def send(statement: str, types: Mapping[str, str], *_others: object) -> None:
        with (
            connection.wrap_database_errors,
            connection.connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            copy.set_types(list(types.values()))
            for row in rows:
                copy.write_row(row)

    statement = f"COPY {table} ({', '.join(types)}) FROM STDIN (FORMAT binary)"
    silent(send, statement, types, many=False, context={"connection": connection})
