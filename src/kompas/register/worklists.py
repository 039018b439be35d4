"""What there is to do: one's own work items by what is due, the team's by who handles them.

A case with a complaint and a follow-up is two lines with two clocks. As in `register.summaries`,
every query asks the one predicate (`Viewer.where`) and comes from an index; it reads about as many
rows as one person has open, however many cases there are. What a line tells of its case is joined
for the lines of the page alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.roles import holders
from kompas.casework.capabilities import Capability
from kompas.casework.outstanding import STEP_OF
from kompas.casework.summary import Listed
from kompas.casework.work_items import (
    PROPOSAL,
    RUNNING_HELP,
    UNTIL_DUE,
    WorkItem,
)
from kompas.register.case_rows import ITEM_COLUMNS, ITEMS, LISTED, SHOWN
from kompas.register.summaries import PAGE, fetch

SOON = timedelta(days=14)
"""What is due within so many days is due soon."""
MOST_CHOSEN = 500


class Part(StrEnum):
    """Some of one's work: by when something is due, or because another has the next word."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work item as a line in a list, with its case."""

    item: WorkItem
    case: Listed

    @property
    def place(self) -> "Place":
        """Where the line stands in a list."""
        return Place(self.item.case_id, self.item.entry)


@dataclass(frozen=True, slots=True)
class Place:
    """A work item as a link names it, `CASE.ENTRY`: no name or date stands in it."""

    case_id: UUID
    entry: int

    def __str__(self) -> str:
        return f"{self.case_id}.{self.entry}"


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Some lines, and the one after which the next page begins; None on the last."""

    lines: tuple[WorkLine, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many work items have something (`due_why`) due in the week that begins on a Monday.

    `week` is None where nothing is due. `part` is by the day alone. `waits_for` is who has the next
    word now, None for who handles it. `panel_required`: in the unit the panel decides first.
    """

    unit: str
    panel_required: bool
    week: date | None
    due_why: str | None
    waits_for: str | None
    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft that was begun and not recorded; `line` is its case, None for a case to be opened.

    `proceeding` is the entry that opened the one in which it is written, None for none; `kind` is
    its kind while it is open.
    """

    name: str
    saved_at: datetime
    line: Listed | None
    proceeding: int | None = None
    kind: str | None = None


_ORDER = "w.due_key, w.case_id, w.entry"
_WAITS = (
    "(w.waits_for IS NOT NULL AND"
    " (w.waits_for NOT IN (" + ", ".join(f"'{who}'" for who in UNTIL_DUE) + ")"
    " OR w.due_on IS NULL OR w.due_on >= %(today)s))"
)
"""Another has the next word. Who is heard or asked for information has it until the time is out."""
_PARTS: Mapping[Part, str] = {
    Part.LATE: "w.due_on < %(today)s",
    Part.SOON: "w.due_on BETWEEN %(today)s AND %(soon)s",
    Part.LATER: "(w.due_on > %(soon)s OR w.due_on IS NULL)",
    Part.WAITING: _WAITS,
}
_FURTHER = (
    "(w.due_key, w.case_id, w.entry) > (SELECT a.due_key, a.case_id, a.entry FROM ("
    "SELECT 1 AS best, due_key, case_id, entry FROM work_item"
    " WHERE case_id = %(after_case)s AND entry = %(after_entry)s"
    " UNION ALL SELECT 2, due_key, case_id, %(after_entry)s FROM case_summary"
    " WHERE case_id = %(after_case)s) a ORDER BY a.best LIMIT 1)"
)
"""After the last line of the page before; where that is done with since, after its case."""


# ---------------------------------------------------------------- one's own


def mine(
    viewer: Staff,
    today: date,
    *,
    part: Part | None = None,
    due_why: str | None = None,
    after: Place | None = None,
    size: int = PAGE,
) -> WorkPage:
    """What the viewer handles, what is due first on top. One statement."""
    may_see, parameters = viewer.where("w")
    conditions = ["w.assigned_to = %(worker)s"]
    if part is not None:
        conditions.append(_PARTS[part])
    if due_why is not None:
        conditions.append("w.due_why = %(due_why)s")
    if after is not None:
        conditions.append(_FURTHER)
    asked = {"due_why": due_why, **_asked(viewer, today), **parameters}
    return _page(f"{_in_order(conditions)} WHERE {may_see} LIMIT %(size)s", asked, after, size)


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands apart from the list by days: what others wait for, which has no day, and help
    that lacks something since its decision was sent.
    """

    to_confirm: tuple[WorkLine, ...] = ()
    outstanding: tuple[WorkLine, ...] = ()


def first_page(viewer: Staff, today: date, *, size: int = PAGE) -> tuple[Apart, WorkPage]:
    """What of a viewer's work stands apart, and the first page of all of it. One statement.

    Help that is to be followed up soon does not stand apart: the follow-up asks for what it lacks.
    """
    may_see, parameters = viewer.where("w")
    own = "w.assigned_to = %(worker)s"
    lacking = [own, "w.kind = %(running)s", "w.next_step = ANY(%(lacking)s)", _PARTS[Part.LATER]]
    lists = {"all": [own], "proposed": [own, "w.kind = %(proposal)s"], "lacking": lacking}
    items = " UNION ALL ".join(
        f"(SELECT w.*, '{name}' AS list FROM ({_in_order(conditions)} WHERE {may_see}"
        " LIMIT %(size)s) w)"
        for name, conditions in lists.items()
    )
    query = _with_cases(items, "w.list, ")
    named = {"proposal": PROPOSAL, "running": RUNNING_HELP, "lacking": list(STEP_OF.values())}
    found: dict[str, list[Sequence[Any]]] = {name: [] for name in lists}
    for name, *row in fetch(
        query, {**named, "size": size + 1, **_asked(viewer, today), **parameters}
    ):
        found[name].append(row)
    proposed, outstanding = (tuple(_lines(found[name]))[:size] for name in ("proposed", "lacking"))
    return Apart(proposed, outstanding), _page_of(found["all"], size)


def counted(viewer: Staff, today: date) -> tuple[Counted, ...]:
    """How much the viewer handles, by week and what is due. One statement."""
    may_see, parameters = viewer.where("w")
    query = (
        "SELECT w.unit, u.panel_required, w.week, w.due_why, w.waits_for, w.part, count(*)"
        " FROM (SELECT w.unit, w.restricted, w.handlers, w.due_why,"
        " date_trunc('week', w.due_on)::date AS week, coalesce("
        f" CASE WHEN {_PARTS[Part.LATE]} THEN 'late' WHEN {_PARTS[Part.SOON]} THEN 'soon' END,"
        f" 'later') AS part, CASE WHEN {_WAITS} THEN w.waits_for END AS waits_for"
        " FROM work_item w WHERE w.assigned_to = %(worker)s OFFSET 0) w"
        f" JOIN unit u ON u.key = w.unit WHERE {may_see}"
        " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 4, 5, 1, 6"
    )
    asked = {**parameters, **_asked(viewer, today)}
    return tuple(
        Counted(unit, panel, week, why, waits_for, Part(part), count)
        for unit, panel, week, why, waits_for, part, count in fetch(query, asked)
    )


def begun(viewer: Staff, unopened: UUID) -> tuple[Begun, ...]:
    """The drafts of a viewer, of cases that are seen still, the newest first. One statement.

    `unopened` is what drafts lie under that belong to no case yet.
    """
    may_see, parameters = viewer.where("s")
    query = (
        f"SELECT {SHOWN}, d.name, d.proceeding, w.kind, d.saved_at,"
        " d.case_id = %(unopened)s FROM draft d"
        f" LEFT JOIN case_summary s ON s.case_id = d.case_id AND {may_see}"
        " LEFT JOIN work_item w ON w.case_id = s.case_id AND w.entry = d.proceeding"
        " WHERE d.by_user = %(worker)s ORDER BY d.saved_at DESC, d.case_id, d.name, d.proceeding"
    )
    found = []
    asked = {**parameters, **_asked(viewer), "unopened": unopened}
    for *columns, name, proceeding, kind, saved_at, is_unopened in fetch(query, asked):
        line = LISTED.read(columns) if columns[0] else None
        if line or is_unopened:
            found.append(Begun(name, saved_at, line, proceeding or None, kind))
    return tuple(found)


# ---------------------------------------------------------------- the team's


def of_units(
    viewer: Staff, *, worker: str | None = None, after: Place | None = None, size: int = PAGE
) -> WorkPage:
    """What goes on in the viewer's units, what is due first on top. One statement.

    `worker` leaves what one user handles. Of each unit the lines come in order from the index and
    are then merged.
    """
    may_see, parameters = viewer.where("w")
    further = [] if after is None else [_FURTHER]
    if worker is not None:
        lines = _in_order(["w.assigned_to = %(of_worker)s", *further])
        lines = f"{lines} WHERE {may_see} LIMIT %(size)s"
    else:
        lines = _in_order(["w.unit = u.unit", *further])
        lines = (
            "SELECT w.* FROM unnest(%(units)s::text[]) AS u (unit) CROSS JOIN LATERAL"
            f" ({lines} WHERE {may_see} LIMIT %(size)s) w ORDER BY {_ORDER} LIMIT %(size)s"
        )
    asked = {"units": viewer.units, "of_worker": worker, **parameters}
    return _page(lines, asked, after, size)


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody has open in the led units: in all, over time, and due within 14 days."""

    user_id: int
    username: str
    name: str
    open: int
    late: int
    soon: int


_HANDLING = sorted(holders(Capability.HANDLE_CASE))
MOST_WORKERS = 200
"""Of so many people the load is counted; a unit has some tens."""


def loads(viewer: Staff, today: date) -> tuple[Load, ...]:
    """Those who handle cases in the units that a viewer leads, by name, with what they have open.

    Counted are work items. One statement.
    """
    may_see, parameters = viewer.where("w")
    query = (
        "SELECT p.id, p.username, p.name, n.* FROM (SELECT u.id, u.username, u.name FROM app_user u"
        " WHERE u.is_active AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id"
        " AND m.unit_id = ANY(%(led)s) AND m.role = ANY(%(handling)s))"
        " ORDER BY u.name, u.username LIMIT %(most)s) p CROSS JOIN LATERAL ("
        "SELECT count(*), count(*) FILTER (WHERE w.due_on < %(today)s),"
        " count(*) FILTER (WHERE w.due_on BETWEEN %(today)s AND %(soon)s)"
        " FROM (SELECT w.unit, w.restricted, w.handlers, w.due_on FROM work_item w"
        " WHERE w.unit = ANY(%(led)s) AND w.assigned_to = p.username OFFSET 0) w"
        f" WHERE {may_see}) n ORDER BY p.name, p.username"
    )
    asked = {"handling": _HANDLING, "most": MOST_WORKERS, **_asked(viewer, today)}
    return tuple(Load(*row) for row in fetch(query, {**parameters, **asked}))


def without_worker(viewer: Staff, *, size: int = PAGE) -> tuple[WorkLine, ...]:
    """What goes on in the led units that nobody there handles any more: by what is due first.

    Given to nobody, or to somebody who has left the unit. One statement, which asks the index for
    each of those who work elsewhere or nowhere.
    """
    may_see, parameters = viewer.where("w")
    items = f"SELECT {ITEM_COLUMNS}, w.due_key FROM work_item w WHERE w.unit"
    query = (
        "WITH gone (unit, username) AS ("
        " SELECT l.unit, u.username FROM unnest(%(led)s::text[]) AS l (unit)"
        " CROSS JOIN app_user u WHERE NOT (u.is_active AND EXISTS ("
        " SELECT FROM membership m WHERE m.user_id = u.id AND m.unit_id = l.unit"
        " AND m.role = ANY(%(handling)s)))"
        "), theirs AS ("
        f" SELECT w.* FROM gone CROSS JOIN LATERAL ({items} = gone.unit"
        " AND w.assigned_to = gone.username ORDER BY w.due_key LIMIT %(size)s) w UNION ALL"
        f" SELECT w.* FROM unnest(%(led)s::text[]) AS l (unit) CROSS JOIN LATERAL ({items} = l.unit"
        " AND w.assigned_to IS NULL ORDER BY w.due_key LIMIT %(size)s) w)"
        f" SELECT w.* FROM theirs w WHERE {may_see} ORDER BY {_ORDER} LIMIT %(size)s"
    )
    asked = {"handling": _HANDLING, **_asked(viewer), **parameters}
    return _page(query, asked, None, size).lines


def chosen(viewer: Staff, case_ids: Sequence[UUID]) -> tuple[Listed, ...]:
    """Those of some cases that a viewer may see, by name. One statement."""
    may_see, parameters = viewer.where("s")
    query = (
        f"SELECT {SHOWN} FROM case_summary s WHERE s.case_id = ANY(%(ids)s) AND {may_see}"
        " ORDER BY s.sort_name, s.case_id"
    )
    rows = fetch(query, {**parameters, "ids": list(case_ids)[:MOST_CHOSEN]})
    return tuple(map(LISTED.read, rows))


# ---------------------------------------------------------------- a new one


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


def _asked(viewer: Staff, today: date | None = None) -> dict[str, Any]:
    """Who asks and when, as the queries name it beside what the predicate names."""
    days = {"today": today, "soon": today + SOON} if today else {}
    return {"worker": viewer.username, "led": viewer.led_units, **days}


def _in_order(conditions: Sequence[str]) -> str:
    """Work items in the order of an index, the predicate to be asked of each.

    OFFSET 0 keeps the predicate out of the choice of index, as in `register.summaries`.
    """
    return (
        f"SELECT w.* FROM (SELECT {ITEM_COLUMNS}, w.due_key FROM work_item w"
        f" WHERE {' AND '.join(conditions)} ORDER BY {_ORDER} OFFSET 0) w"
    )


def _page(items: str, asked: Mapping[str, Any], after: Place | None, size: int) -> WorkPage:
    """A page of the items that a query gives, each with its case."""
    last = {"after_case": after.case_id, "after_entry": after.entry} if after else {}
    return _page_of(fetch(_with_cases(items), {**asked, **last, "size": size + 1}), size)


def _with_cases(items: str, first: str = "") -> str:
    """A query of the items that another gives, each with its case; `first` are columns before."""
    return (
        f"SELECT {first}{ITEM_COLUMNS}, {SHOWN} FROM ({items}) w"
        f" JOIN case_summary s ON s.case_id = w.case_id ORDER BY {_ORDER}"
    )


def _page_of(rows: Sequence[Sequence[Any]], size: int) -> WorkPage:
    lines = tuple(_lines(rows))
    return WorkPage(lines[:size], lines[size - 1].place if len(lines) > size else None)


def _lines(rows: Sequence[Sequence[Any]]) -> Iterator[WorkLine]:
    for row in rows:
        yield WorkLine(ITEMS.read(row), LISTED.read(row[len(ITEMS) :]))
