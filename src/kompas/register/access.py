"""Under whose eyes a transaction runs, and the log of who looked at what, when and what for."""

import hashlib
import hmac
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from kompas.accounts.access import Job, Viewer


class What(StrEnum):
    """What was done that leaves a trace."""

    READ = "read"
    SEARCH = "search"
    EXPORT = "export"
    ERASE = "erase"
    ADMINISTER = "administer"
    REFUSED = "refused"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"


@dataclass(frozen=True, slots=True)
class Look:
    """An entry of the access log, as it is shown."""

    by_user: str
    at: datetime
    what: What
    purpose: str
    case_id: UUID | None


_NAMES = ("username", *Viewer.SETTINGS)
"""`username` is whose name stands on whatever is recorded: the database refuses another."""
_SETTINGS = "SELECT " + ", ".join(f"set_config('kompas.{name}', %s, true)" for name in _NAMES)
_HOLDING = ", pg_advisory_xact_lock(hashtextextended('kompas act ' || %s, 0))"


@contextmanager
def acting(viewer: Viewer, *, holding: UUID | None = None) -> Iterator[None]:
    """A transaction in which payloads and documents are seen as this viewer may: one statement.

    The settings end with the transaction, so that a connection that is used again has none.
    Whoever is about to add to a case is `holding` it: the next who does waits, and reads what the
    first has added, so that nobody is refused only because another wrote in the same moment.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            given = {"username": viewer.username, **viewer.settings}
            asked, values = _SETTINGS, [given.get(name, "") for name in _NAMES]
            if holding is not None:
                asked, values = asked + _HOLDING, [*values, str(holding)]
            cursor.execute(asked, values)
        yield


@contextmanager
def working(job: Job, now: datetime) -> Iterator[None]:
    """As `acting`, for the machine: that it reads, and what for, is logged. Two statements."""
    with acting(job):
        note(job.username, now, What.READ, job.purpose)
        yield


def note(
    by: str,
    at: datetime,
    what: What,
    purpose: str,
    *,
    case_id: UUID | None = None,
    query: str | None = None,
) -> None:
    """Log that someone looked, inside `acting` as that one: one statement.

    Of a search only a digest is kept, made with the installation's secret: it proves that a given
    text was searched for, and cannot be guessed back. `purpose` says what for, in at most 200
    signs, never what somebody is called; one that looks like a CPR number is refused
    (IntegrityError).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kompas_note_look(%s, %s, %s, %s, %s, %s)",
            (by, at, what.value, purpose, case_id, None if query is None else digest_of(query)),
        )


def looked_since(by: str, case_ids: Collection[UUID], since: datetime) -> frozenset[UUID]:
    """Those of some cases at which a user's look is logged at or after a moment. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT case_id FROM access_log"
            " WHERE case_id = ANY(%s) AND by_user = %s AND at >= %s",
            (list(case_ids), by, since),
        )
        return frozenset(case_id for (case_id,) in cursor.fetchall())


def note_each(by: str, at: datetime, what: What, purpose: str, case_ids: Sequence[UUID]) -> None:
    """Log that someone looked at each of some cases: one statement, as `note`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(kompas_note_look(%s, %s, %s, %s, looked_at, NULL))"
            " FROM unnest(%s::uuid[]) AS looked (looked_at)",
            (by, at, what.value, purpose, list(case_ids)),
        )


def digest_of(query: str) -> bytes:
    """The keyed digest under which a search stands in the access log."""
    return hmac.digest(str(settings.SECRET_KEY).encode(), query.encode(), hashlib.sha256)


PAGE = 200


def looks_at(case_id: UUID, *, limit: int = PAGE, skip: int = 0) -> tuple[Look, ...]:
    """The newest entries about a case: what the citizen may read. One statement."""
    return _looks("case_id = %s", case_id, limit, skip)


def looks_by(username: str, *, limit: int = PAGE, skip: int = 0) -> tuple[Look, ...]:
    """A user's newest entries: what the auditor reads. One statement."""
    return _looks("by_user = %s", username, limit, skip)


def administered(*, limit: int = PAGE, skip: int = 0) -> tuple[Look, ...]:
    """A page of what was administered, the newest first. One statement."""
    return _looks("what = %s", What.ADMINISTER.value, limit, skip)


def has_looked_in(username: str, units: Sequence[str]) -> bool:
    """Whether a user has ever looked at a case that is some units' now. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM access_log l JOIN case_summary s ON s.case_id = l.case_id"
            " WHERE l.by_user = %s AND s.unit = ANY(%s) AND l.what <> 'refused')",
            (username, list(units)),
        )
        return bool(cursor.fetchone()[0])


def _looks(condition: str, value: str | UUID, limit: int, skip: int) -> tuple[Look, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT by_user, at, what, purpose, case_id FROM access_log"
            f" WHERE {condition} ORDER BY at DESC, by_user, seq DESC LIMIT %s OFFSET %s",
            (value, limit, skip),
        )
        return tuple(
            Look(by, at, What(what), purpose, case)
            for by, at, what, purpose, case in cursor.fetchall()
        )
