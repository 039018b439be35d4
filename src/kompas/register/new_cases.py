"""Many new cases at once by who works in Kompas: in the caller's transaction, all or none.

As `kompas.register.log.append` and `kompas.register.case_rows.upsert` for each of them, in a few
statements for all: the database checks the chain, who records it and when, as of every other event.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from kompas.casework.record import Recorded
from kompas.register import case_rows
from kompas.register.case_rows import CaseRows
from kompas.register.environment import clock_checked_at
from kompas.register.log import AHEAD, ClockJumped, rows_of

_EVENT = {
    "link_version": "smallint",
    "case_id": "uuid",
    "seq": "int",
    "proceeding": "int",
    "type": "text",
    "version": "smallint",
    "recorded_at": "timestamptz",
    "valid_from": "date",
    "by_user": "text",
    "payload_digest": "bytea",
    "prev_hash": "bytea",
}
_PAYLOAD = {"case_id": "uuid", "seq": "int", "salt": "bytea", "payload": "text"}
_NEWEST = "SELECT max(recorded_at) FROM case_event"


def check_clock(now: datetime) -> None:
    """Raise ClockJumped where the clock is far ahead of all that is recorded. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest = cursor.fetchone()[0]
    if newest is not None and now > max(newest, clock_checked_at() or newest) + AHEAD:
        raise ClockJumped(now, newest)


def add(cases: Sequence[tuple[Sequence[Recorded], CaseRows]]) -> None:
    """Record cases that are not there yet, each whole and from its first event. Three statements.

    Inside `access.acting` as the one who records them. Raises IntegrityError where another case has
    one of the numbers, and wire.UnreadableEvent.
    """
    rows = [row for events, _rows in cases for row in rows_of(events)]
    links = [row.link for row in rows]
    columns = [[getattr(link, name) for link in links] for name in _EVENT]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_EVENTS, (*columns, [row.hash for row in rows]))
        cursor.execute(
            _ADD_PAYLOADS,
            (
                [link.case_id for link in links],
                [link.seq for link in links],
                [row.salt for row in rows],
                [row.payload.decode() for row in rows],
            ),
        )
    case_rows.upsert([made for _events, made in cases])


def _unnested(columns: dict[str, str]) -> str:
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    return f"unnest({arrays}) AS a ({', '.join(columns)})"


_ALL = {**_EVENT, "hash": "bytea"}
_ADD_EVENTS = (
    f"INSERT INTO case_event ({', '.join(_ALL)}) SELECT {', '.join(_ALL)} FROM {_unnested(_ALL)}"
)
_ADD_PAYLOADS = (
    "INSERT INTO event_payload (case_id, seq, salt, payload)"
    f" SELECT case_id, seq, salt, payload::json FROM {_unnested(_PAYLOAD)}"
)
