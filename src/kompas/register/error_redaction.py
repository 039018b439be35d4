"""Database errors without what people are called.

PostgreSQL tells the whole failing row, and errors end in logs. Every statement of every room goes
through `silent`, which leaves only what kind of error it was, and where.
"""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError


def silent(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 - Django's own signature
    context: dict[str, Any],
) -> Any:
    """Run a statement; an error is raised anew without values. An `execute_wrapper` of Django's."""
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        clean = _without_values(error)
    # Outside the handler, so that the new error does not carry the old one along.
    raise clean


def place_of(error: BaseException) -> str:
    """The constraint that an error is about, or its table, or "" where neither is known."""
    return str(getattr(error, "place", ""))


def sqlstate_of(error: BaseException) -> str:
    """The five characters by which PostgreSQL names a kind of error, or ""."""
    return str(getattr(error, "sqlstate", ""))


def _without_values(error: DatabaseError) -> DatabaseError:
    cause = error.__cause__
    diagnosis = getattr(cause, "diag", None)
    sqlstate = getattr(cause, "sqlstate", None) or ""
    place = ""
    if diagnosis is not None:
        place = diagnosis.constraint_name or diagnosis.column_name or diagnosis.table_name or ""
    words = [type(cause or error).__name__, sqlstate, place]
    if sqlstate.startswith(_OWN_WORDS) and diagnosis is not None:
        words.append(diagnosis.message_primary or "")
    clean = type(error)(" ".join(word for word in words if word))
    clean.sqlstate, clean.place = sqlstate, place  # type: ignore[attr-defined]
    return clean


_OWN_WORDS = ("08", "42", "53", "55", "57", "KO")
"""Kinds of error whose words name no values: connections, syntax and names, resources, locks,
operators, and those that our own triggers raise."""
