"""What there is to do: one's own cases by what is due, the team's by who handles them.

As in `register.summaries`, every query asks the one predicate (`Viewer.where`) and comes from an
index; it reads about as many rows as one person has open, however many cases there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from kompas.accounts.access import Role, Viewer
from kompas.register.summaries import PAGE, Listed, Page

SOON = timedelta(days=14)
"""What is due within so many days is due soon."""
MOST_CHOSEN = 500


class Part(StrEnum):
    """Some of one's open cases: by when something is due, or because another has the next word."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many open cases have something (`due_why`) due in the week that begins on a Monday.

    `week` is None where nothing is due. `part` is by the day alone; `waiting` of them wait for
    somebody else. `panel_required`: in the unit the panel decides first.
    """

    unit: str
    panel_required: bool
    week: date | None
    due_why: str | None
    status: str
    part: Part
    count: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft that was begun and not recorded; `line` is its case, None for a case to be opened."""

    name: str
    saved_at: datetime
    line: Listed | None


_COLUMNS = tuple(Listed.__dataclass_fields__)
_LISTED = ", ".join(f"c.{column}" for column in (*_COLUMNS, "due_key"))
_SHOWN = ", ".join(f"s.{column}" for column in _COLUMNS)
_WAITS = "(c.status = 'at_panel' OR (c.due_why = 'hearing' AND c.due_on >= %(today)s))"
"""The panel, or the party who is heard, has the next word."""
_PARTS: Mapping[Part, str] = {
    Part.LATE: "c.due_on < %(today)s",
    Part.SOON: "c.due_on BETWEEN %(today)s AND %(soon)s",
    Part.LATER: "(c.due_on > %(soon)s OR c.due_on IS NULL)",
    Part.WAITING: _WAITS,
}


# ---------------------------------------------------------------- one's own


def mine(
    viewer: Viewer,
    today: date,
    *,
    part: Part | None = None,
    due_why: str | None = None,
    after: UUID | None = None,
    size: int = PAGE,
) -> Page:
    """The open cases that the viewer handles, what is due first on top. One statement."""
    may_see, parameters = viewer.where("s")
    conditions = ["c.assigned_to = %(worker)s", "c.closed_on IS NULL"]
    if part is not None:
        conditions.append(_PARTS[part])
    if due_why is not None:
        conditions.append("c.due_why = %(due_why)s")
    if after is not None:
        conditions.append(
            "(c.due_key, c.case_id) > (SELECT due_key, case_id FROM case_summary"
            " WHERE case_id = %(after)s)"
        )
    query = (
        f"SELECT s.* FROM (SELECT {_LISTED} FROM case_summary c WHERE {' AND '.join(conditions)}"
        f" ORDER BY c.due_key, c.case_id OFFSET 0) s WHERE {may_see}"
        " ORDER BY s.due_key, s.case_id LIMIT %(size)s"
    )
    asked = {"due_why": due_why, "after": after, "size": size + 1, **_asked(viewer, today)}
    lines = tuple(_lines(query, {**parameters, **asked}))
    return Page(lines[:size], lines[size - 1].case_id if len(lines) > size else None)


def counted(viewer: Viewer, today: date) -> tuple[Counted, ...]:
    """How many open cases the viewer handles, by week and what is due. One statement."""
    may_see, parameters = viewer.where("s")
    query = (
        "SELECT s.unit, u.panel_required, s.week, s.due_why, s.status, s.part, count(*),"
        " count(*) FILTER (WHERE s.waits)"
        " FROM (SELECT c.unit, c.restricted, c.assigned_to, c.due_why, c.status,"
        " date_trunc('week', c.due_on)::date AS week, coalesce("
        f" CASE WHEN {_PARTS[Part.LATE]} THEN 'late' WHEN {_PARTS[Part.SOON]} THEN 'soon' END,"
        f" 'later') AS part, coalesce({_WAITS}, false) AS waits FROM case_summary c"
        " WHERE c.assigned_to = %(worker)s AND c.closed_on IS NULL OFFSET 0) s"
        f" JOIN unit u ON u.key = s.unit WHERE {may_see}"
        " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 4, 5, 1, 6"
    )
    asked = {**parameters, **_asked(viewer, today)}
    return tuple(
        Counted(unit, panel, week, why, status, Part(part), count, waiting)
        for unit, panel, week, why, status, part, count, waiting in _rows(query, asked)
    )


def begun(viewer: Viewer, unopened: UUID) -> tuple[Begun, ...]:
    """The drafts of a viewer, of cases that are seen still, the newest first. One statement.

    `unopened` is what drafts lie under that belong to no case yet.
    """
    may_see, parameters = viewer.where("s")
    query = (
        f"SELECT {_SHOWN}, d.name, d.saved_at, d.case_id = %(unopened)s FROM draft d"
        f" LEFT JOIN case_summary s ON s.case_id = d.case_id AND {may_see}"
        " WHERE d.by_user = %(worker)s ORDER BY d.saved_at DESC, d.case_id, d.name"
    )
    found = []
    asked = {**parameters, **_asked(viewer), "unopened": unopened}
    for *columns, name, saved_at, is_unopened in _rows(query, asked):
        line = Listed(*columns) if columns[0] else None
        if line or is_unopened:
            found.append(Begun(name, saved_at, line))
    return tuple(found)


# ---------------------------------------------------------------- the team's


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody has open in the led units: in all, over time, and due within 14 days."""

    user_id: int
    username: str
    name: str
    open: int
    late: int
    soon: int


_HANDLING = [Role.CASEWORKER.value, Role.TEAM_LEAD.value]
MOST_WORKERS = 200
"""Of so many people the load is counted; a unit has some tens."""


def loads(viewer: Viewer, today: date) -> tuple[Load, ...]:
    """Those who handle cases in the units that a viewer leads, by name, with what they have open.

    One statement.
    """
    may_see, parameters = viewer.where("s")
    query = (
        "SELECT w.id, w.username, w.name, n.* FROM (SELECT u.id, u.username, u.name FROM app_user u"
        " WHERE u.is_active AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id"
        " AND m.unit_id = ANY(%(led)s) AND m.role = ANY(%(handling)s))"
        " ORDER BY u.name, u.username LIMIT %(most)s) w CROSS JOIN LATERAL ("
        "SELECT count(*), count(*) FILTER (WHERE s.due_on < %(today)s),"
        " count(*) FILTER (WHERE s.due_on BETWEEN %(today)s AND %(soon)s)"
        " FROM (SELECT c.unit, c.restricted, c.assigned_to, c.due_on FROM case_summary c"
        " WHERE c.unit = ANY(%(led)s) AND c.assigned_to = w.username AND c.closed_on IS NULL"
        f" OFFSET 0) s WHERE {may_see}) n ORDER BY w.name, w.username"
    )
    asked = {"handling": _HANDLING, "most": MOST_WORKERS, **_asked(viewer, today)}
    return tuple(Load(*row) for row in _rows(query, {**parameters, **asked}))


def without_worker(viewer: Viewer, *, size: int = PAGE) -> tuple[Listed, ...]:
    """The open cases of the led units that nobody there handles any more: by what is due first.

    Given to nobody, or to somebody who has left the unit. One statement, which asks the index for
    each of those who work elsewhere or nowhere.
    """
    may_see, parameters = viewer.where("s")
    query = (
        "WITH gone (unit, username) AS ("
        " SELECT l.unit, u.username FROM unnest(%(led)s::text[]) AS l (unit)"
        " CROSS JOIN app_user u WHERE NOT (u.is_active AND EXISTS ("
        " SELECT FROM membership m WHERE m.user_id = u.id AND m.unit_id = l.unit"
        " AND m.role = ANY(%(handling)s)))"
        "), theirs AS ("
        f" SELECT c.* FROM gone CROSS JOIN LATERAL (SELECT {_LISTED} FROM case_summary c"
        " WHERE c.unit = gone.unit AND c.assigned_to = gone.username AND c.closed_on IS NULL"
        " ORDER BY c.due_key LIMIT %(size)s) c UNION ALL"
        f" SELECT c.* FROM unnest(%(led)s::text[]) AS l (unit) CROSS JOIN LATERAL ("
        f"SELECT {_LISTED} FROM case_summary c WHERE c.unit = l.unit AND c.assigned_to IS NULL"
        " AND c.closed_on IS NULL ORDER BY c.due_key LIMIT %(size)s) c)"
        f" SELECT s.* FROM theirs s WHERE {may_see} ORDER BY s.due_key, s.case_id LIMIT %(size)s"
    )
    asked = {"handling": _HANDLING, "size": size, **_asked(viewer)}
    return tuple(_lines(query, {**parameters, **asked}))


def chosen(viewer: Viewer, case_ids: Sequence[UUID]) -> tuple[Listed, ...]:
    """Those of some cases that a viewer may see, by name. One statement."""
    may_see, parameters = viewer.where("s")
    query = (
        f"SELECT {_SHOWN} FROM case_summary s WHERE s.case_id = ANY(%(ids)s) AND {may_see}"
        " ORDER BY s.sort_name, s.case_id"
    )
    return tuple(_lines(query, {**parameters, "ids": list(case_ids)[:MOST_CHOSEN]}))


# ---------------------------------------------------------------- a new one


def next_number(year: int) -> str:
    """A case number that is free now: `2026-000123`, one more than the highest. One statement.

    It counts all cases of the installation, seen or not: the number tells nothing of them.
    """
    query = (
        "SELECT case_number FROM case_summary WHERE case_number BETWEEN %(first)s AND %(last)s"
        " AND case_number ~ '^[0-9]{4}-[0-9]{6}$' ORDER BY case_number DESC LIMIT 1"
    )
    rows = _rows(query, {"first": f"{year}-000000", "last": f"{year}-999999"})
    highest = int(rows[0][0][5:]) if rows else 0
    return f"{year}-{highest + 1:06d}"


def _asked(viewer: Viewer, today: date | None = None) -> dict[str, Any]:
    """Who asks and when, as the queries name it beside what the predicate names."""
    days = {"today": today, "soon": today + SOON} if today else {}
    return {"worker": viewer.username, "led": viewer.led_units, **days}


def _lines(query: str, parameters: Mapping[str, Any]) -> Iterator[Listed]:
    for row in _rows(query, parameters):
        yield Listed(*row[: len(_COLUMNS)])


def _rows(query: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
