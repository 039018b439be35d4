"""One row for each case: lists by keyset. Search is a module of its own, `kompas.register.search`.

Every list asks the one predicate (`Viewer.where`) in its WHERE. Each is one statement that reads
about as many rows as it returns, however many cases there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections

from kompas.accounts.access import Viewer
from kompas.casework.summary import Listed
from kompas.register.case_rows import LISTED, SHOWN

PAGE = 50


class Order(StrEnum):
    """How a list is ordered: what is due first (open cases only), or by the citizen's name."""

    DUE = "due_key"
    NAME = "sort_name"


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the case after which the next page begins; None on the last.

    The case's id is all that a link needs: no name or date stands in it.
    """

    lines: tuple[Listed, ...]
    after: UUID | None


# ---------------------------------------------------------------- lists


def page(
    viewer: Viewer,
    *,
    order: Order = Order.DUE,
    assigned_to: str | None = None,
    status: str | None = None,
    after: UUID | None = None,
    size: int = PAGE,
) -> Page:
    """The cases that a viewer may see, a page at a time. One statement.

    By due date: the open ones. `assigned_to` leaves those that one user handles, `status` those
    that stand there. `after` is the last page's.
    """
    may_see, parameters = viewer.where("s")
    conditions = []
    if order is Order.DUE:
        conditions.append("c.closed_on IS NULL")
    if status is not None:
        conditions.append("c.status = %(status)s")
    if after is not None:
        conditions.append(
            f"(c.{order}, c.case_id) > (SELECT {order}, case_id FROM case_summary"
            " WHERE case_id = %(after)s)"
        )
    query = _list_query(conditions, may_see, order, of_one_user=assigned_to is not None)
    asked = {"assigned_to": assigned_to, "status": status, "after": after, "size": size + 1}
    lines = tuple(_listed(query, {**parameters, **asked}))
    last = lines[size - 1].case_id if len(lines) > size else None
    return Page(lines[:size], last)


def _list_query(conditions: Sequence[str], may_see: str, order: Order, *, of_one_user: bool) -> str:
    """The lines come in order from an index, of one user, or of each unit and are then merged.

    OFFSET 0 keeps the predicate out of the choice of index: with `unit = ANY (...)` in it, all
    the units' cases would be fetched and sorted. For the same reason only the ends are ordered:
    an order in between makes PostgreSQL plan for all the lines, where a page is asked for.
    """
    start = "c.assigned_to = %(assigned_to)s" if of_one_user else "c.unit = u.unit"
    where = " AND ".join([start, *conditions])
    columns = ", ".join(f"c.{column}" for column in (*LISTED.kinds, "handlers", order))
    lines = (
        f"(SELECT s.* FROM (SELECT {columns} FROM case_summary c WHERE {where}"
        f" ORDER BY c.{order}, c.case_id OFFSET 0) s WHERE {may_see} LIMIT %(size)s) s"
    )
    units = (
        "" if of_one_user else "unnest(%(viewer_units)s::text[]) AS u (unit) CROSS JOIN LATERAL "
    )
    return f"SELECT s.* FROM {units}{lines} ORDER BY s.{order}, s.case_id LIMIT %(size)s"


def _listed(query: str, parameters: Mapping[str, Any]) -> Iterator[Listed]:
    for row in fetch(query, parameters):
        yield LISTED.read(row)


def fetch(query: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows that a query of the app's own role gives."""
    with connections["default"].cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def one(viewer: Viewer, case_id: UUID) -> Listed | None:
    """The line of one case, or None where there is none that the viewer may see. One statement."""
    may_see, parameters = viewer.where("s")
    query = f"SELECT {SHOWN} FROM case_summary s WHERE s.case_id = %(case_id)s AND {may_see}"
    return next(_listed(query, {**parameters, "case_id": case_id}), None)


def numbered(viewer: Viewer, case_number: str) -> tuple[Listed, ...]:
    """The cases of a number that a viewer may see: one, unless given twice. One statement."""
    may_see, parameters = viewer.where("s")
    query = f"SELECT {SHOWN} FROM case_summary s WHERE s.case_number = %(number)s AND {may_see}"
    return tuple(_listed(f"{query} ORDER BY s.case_id", {**parameters, "number": case_number}))


@dataclass(frozen=True, slots=True)
class NumberHeld:
    """The case that has a number: whose it is, what about, and from when."""

    case_number: str
    person_id: UUID | None
    service: str
    opened_on: date


def numbers_held(case_numbers: Sequence[str]) -> dict[str, NumberHeld]:
    """The cases that have some numbers, seen or not: who gives a number is told that it is taken.
    One statement.
    """
    query = (
        "SELECT case_number, person_id, service, opened_on FROM case_summary"
        " WHERE case_number = ANY(%(numbers)s)"
    )
    return {row[0]: NumberHeld(*row) for row in fetch(query, {"numbers": list(case_numbers)})}


def next_number(year: int) -> str:
    """A case number that is free now: `2026-000123`, one more than the highest. One statement.

    It counts all cases of the installation, seen or not: the number tells nothing of them.
    """
    query = (
        "SELECT case_number FROM case_summary WHERE case_number BETWEEN %(first)s AND %(last)s"
        " AND case_number ~ '^[0-9]{4}-[0-9]{6}$' ORDER BY case_number DESC LIMIT 1"
    )
    rows = fetch(query, {"first": f"{year}-000000", "last": f"{year}-999999"})
    highest = int(rows[0][0][5:]) if rows else 0
    return f"{year}-{highest + 1:06d}"
