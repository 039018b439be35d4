"""What there is to do: one's own work items by what is due, the team's by who handles them.

A case with a complaint and a follow-up is two lines with two clocks. As in `register.summaries`,
every query asks the one predicate (`Viewer.where`) and comes from an index; it reads about as many
rows as one person has open, however many cases there are. What a line tells of its case is joined
for the lines of the page alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff, StandIn
from kompas.accounts.roles import holders
from kompas.casework.capabilities import Capability
from kompas.casework.outstanding import STEP_OF
from kompas.casework.status import Status
from kompas.casework.summary import Listed
from kompas.casework.work_items import (
    PROPOSAL,
    RUNNING_HELP,
    UNSENT,
    UNTIL_DUE,
    WorkItem,
)
from kompas.register.case_rows import ITEM_COLUMNS, ITEMS, LISTED, SHOWN
from kompas.register.summaries import PAGE, fetch

SOON = timedelta(days=14)
"""What is due within so many days is due soon."""
MOST_CHOSEN = 500


class Part(StrEnum):
    """Some of one's work: letters that have not gone, by when something is due, or because another
    has the next word.
    """

    UNSENT = "unsent"
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

    `week` is None where nothing is due. `part` is by the day alone, whatever is `unsent`.
    `waits_for` is who has the next word now, None for who handles it. `panel_required`: in the
    unit the panel decides first.
    """

    unit: str
    panel_required: bool
    week: date | None
    due_why: str | None
    waits_for: str | None
    part: Part
    unsent: bool
    count: int


class Sort(StrEnum):
    """By what one's work is ordered; what is alike, by what is due first."""

    DUE = "due"
    NAME = "name"
    SERVICE = "service"
    STATUS = "status"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of somebody's work, and its order. What is None is not asked.

    `absent` is for whom the viewer stands in, whose work it is then; else it is the viewer's own.
    `services` are all kinds of help in the order in which `Sort.SERVICE` shows them.
    """

    part: Part | None = None
    due_why: str | None = None
    service: str | None = None
    status: str | None = None
    sort: Sort = Sort.DUE
    absent: StandIn | None = None
    services: tuple[str, ...] = ()


_ORDER = "w.due_key, w.case_id, w.entry"
_WAITS = (
    "(w.waits_for IS NOT NULL AND"
    " (w.waits_for NOT IN (" + ", ".join(f"'{who}'" for who in UNTIL_DUE) + ")"
    " OR w.due_on IS NULL OR w.due_on >= %(today)s))"
)
"""Another has the next word. Who is heard or asked for information has it until the time is out."""
_PARTS: Mapping[Part, str] = {
    Part.UNSENT: "w.next_step = %(unsent)s",
    Part.LATE: "w.due_on < %(today)s",
    Part.SOON: "w.due_on BETWEEN %(today)s AND %(soon)s",
    Part.LATER: "(w.due_on > %(soon)s OR w.due_on IS NULL)",
    Part.WAITING: _WAITS,
}
_LAST = (
    "(SELECT 1 AS best, due_key, case_id, entry, service, status FROM work_item"
    " WHERE case_id = %(after_case)s AND entry = %(after_entry)s"
    " UNION ALL SELECT 2, due_key, case_id, %(after_entry)s, service, status FROM case_summary"
    " WHERE case_id = %(after_case)s)"
)
"""The last line of the page before; where that is done with since, its case."""
_FURTHER = (
    "(w.due_key, w.case_id, w.entry) > (SELECT w.due_key, w.case_id, w.entry"
    f" FROM {_LAST} w ORDER BY w.best LIMIT 1)"
)
_KEYS: Mapping[Sort, str] = {
    Sort.NAME: "s.sort_name",
    Sort.SERVICE: "coalesce(array_position(%(services)s::text[], w.service), 0)",
    Sort.STATUS: "coalesce(array_position(%(statuses)s::text[], w.status), 0)",
    Sort.OPENED: "s.opened_on",
}
"""By what work is ordered that is not by day: of one person's, which are sorted for each page."""
FEW = 10
"""So many lines are shown of a list beside one's own."""


# ---------------------------------------------------------------- one's own


def mine(
    viewer: Staff,
    today: date,
    chosen: Chosen = Chosen(),
    *,
    after: Place | None = None,
    size: int = PAGE,
) -> WorkPage:
    """What the viewer handles, or one for whom they stand in, in an order chosen. One statement."""
    may_see, parameters = viewer.where("w")
    conditions, named = _conditions(viewer, chosen)
    if chosen.sort is Sort.DUE:
        further = [] if after is None else [_FURTHER]
        lines = f"{_in_order([*conditions, *further])} WHERE {may_see} LIMIT %(size)s"
        order = _ORDER
    else:
        lines, order = _sorted(conditions, may_see, chosen.sort, after), f"w.key, {_ORDER}"
    asked = {**named, **_asked(viewer, today), **parameters}
    return _page(lines, asked, after, size, order)


def _conditions(viewer: Staff, chosen: Chosen) -> tuple[list[str], dict[str, object]]:
    """What of somebody's work is asked for, and what the conditions name."""
    conditions = ["w.assigned_to = %(whose)s"]
    named: dict[str, object] = {
        "whose": chosen.absent.username if chosen.absent else viewer.username,
        "services": list(chosen.services),
        "statuses": [status.value for status in Status],
    }
    if chosen.absent is not None:
        conditions.append("w.unit = %(whose_unit)s")
        named["whose_unit"] = chosen.absent.unit
    if chosen.part is not None:
        conditions.append(_PARTS[chosen.part])
    for column in ("due_why", "service", "status"):
        if (wanted := getattr(chosen, column)) is not None:
            conditions.append(f"w.{column} = %({column})s")
            named[column] = wanted
    return conditions, named


def _sorted(conditions: Sequence[str], may_see: str, sort: Sort, after: Place | None) -> str:
    """One person's work by something other than the day: all of it is read, and a page sorted."""
    key, of_case = _KEYS[sort], "JOIN case_summary s ON s.case_id = w.case_id"
    further = ""
    if after is not None:
        last = f"SELECT {key}, w.due_key, w.case_id, w.entry FROM {_LAST} w {of_case}"
        further = f" AND ({key}, {_ORDER}) > ({last} ORDER BY w.best LIMIT 1)"
    return (
        f"SELECT {ITEM_COLUMNS}, w.due_key, {key} AS key FROM ({_in_order(conditions)}) w {of_case}"
        f" WHERE {may_see}{further}"
        f" ORDER BY {key}, {_ORDER} LIMIT %(size)s"
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands apart from the list by days: letters that have not gone; what others wait for,
    which has no day; help that lacks something since its decision was sent; what nobody handles in
    the viewer's units; and the work of those for whom the viewer stands in.
    """

    unsent: tuple[WorkLine, ...] = ()
    to_confirm: tuple[WorkLine, ...] = ()
    outstanding: tuple[WorkLine, ...] = ()
    inbox: tuple[WorkLine, ...] = ()
    absent: tuple[WorkLine, ...] = ()


def first_page(viewer: Staff, today: date, *, size: int = PAGE) -> tuple[Apart, WorkPage]:
    """What of a viewer's work stands apart, and the first page of all of it. One statement.

    Help that is to be followed up soon does not stand apart: the follow-up asks for what it lacks.
    """
    may_see, parameters = viewer.where("w")
    own = "w.assigned_to = %(worker)s"
    lacking = [own, "w.kind = %(running)s", "w.next_step = ANY(%(lacking)s)", _PARTS[Part.LATER]]
    lists = {
        "all": [own],
        "unsent": [own, _PARTS[Part.UNSENT]],
        "proposed": [own, "w.kind = %(proposal)s"],
        "lacking": lacking,
    }
    queries = {
        name: f"{_in_order(conditions)} WHERE {may_see} LIMIT %(size)s"
        for name, conditions in lists.items()
    }
    queries |= {"inbox": _inbox(may_see, "%(few)s"), "absent": _of_absent(may_see)}
    items = " UNION ALL ".join(
        f"(SELECT w.*, '{name}' AS list FROM ({lines}) w)" for name, lines in queries.items()
    )
    named = {
        "proposal": PROPOSAL,
        "running": RUNNING_HELP,
        "lacking": list(STEP_OF.values()),
        "handled": viewer.units_of(Capability.HANDLE_CASE),
        "absent": [one.username for one in viewer.stands_in],
        "absent_from": [one.unit for one in viewer.stands_in],
        "few": FEW + 1,
        "size": size + 1,
    }
    found: dict[str, list[Sequence[Any]]] = {name: [] for name in queries}
    asked = {**named, **_asked(viewer, today), **parameters}
    for name, *row in fetch(_with_cases(items, "w.list, "), asked):
        found[name].append(row)
    of = {name: tuple(_lines(rows))[:size] for name, rows in found.items()}
    absent = tuple(_lines(found["absent"]))  # few of each, however many they are
    apart = Apart(of["unsent"], of["proposed"], of["lacking"], of["inbox"], absent)
    return apart, _page_of(found["all"], size)


def inbox(viewer: Staff, *, after: Place | None = None, size: int = PAGE) -> WorkPage:
    """What nobody handles in the units in which the viewer handles cases. One statement."""
    may_see, parameters = viewer.where("w")
    lines = _inbox(may_see, "%(size)s", [] if after is None else [_FURTHER])
    asked = {"handled": viewer.units_of(Capability.HANDLE_CASE), "proposal": PROPOSAL, **parameters}
    return _page(lines, asked, after, size)


def _inbox(may_see: str, most: str, further: Sequence[str] = ()) -> str:
    """Of each unit from the index, and merged. What others propose is no case to take."""
    conditions = ["w.unit = u.unit", "w.assigned_to IS NULL", "w.kind <> %(proposal)s", *further]
    return (
        "SELECT w.* FROM unnest(%(handled)s::text[]) AS u (unit) CROSS JOIN LATERAL"
        f" ({_in_order(conditions)} WHERE {may_see} LIMIT {most}) w ORDER BY {_ORDER} LIMIT {most}"
    )


def _of_absent(may_see: str) -> str:
    """What is due first of each of those who are away."""
    conditions = ["w.assigned_to = a.username", "w.unit = a.unit"]
    return (
        "SELECT w.* FROM unnest(%(absent)s::text[], %(absent_from)s::text[]) AS a (username, unit)"
        f" CROSS JOIN LATERAL ({_in_order(conditions)} WHERE {may_see} LIMIT %(few)s) w"
    )


def counted(viewer: Staff, today: date, absent: StandIn | None = None) -> tuple[Counted, ...]:
    """How much the viewer handles, or one for whom they stand in, by week and what is due. One
    statement.
    """
    may_see, parameters = viewer.where("w")
    (whose, *unit), named = _conditions(viewer, Chosen(absent=absent))
    query = (
        "SELECT w.unit, u.panel_required, w.week, w.due_why, w.waits_for, w.part, w.unsent,"
        " count(*)"
        " FROM (SELECT w.unit, w.restricted, w.handlers, w.due_why,"
        " date_trunc('week', w.due_on)::date AS week, coalesce("
        f" CASE WHEN {_PARTS[Part.LATE]} THEN 'late' WHEN {_PARTS[Part.SOON]} THEN 'soon' END,"
        f" 'later') AS part, CASE WHEN {_WAITS} THEN w.waits_for END AS waits_for,"
        f" coalesce({_PARTS[Part.UNSENT]}, false) AS unsent"
        f" FROM work_item w WHERE {' AND '.join([whose, *unit])} OFFSET 0) w"
        f" JOIN unit u ON u.key = w.unit WHERE {may_see}"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 3, 4, 5, 1, 6, 7"
    )
    asked = {**named, **parameters, **_asked(viewer, today)}
    return tuple(
        Counted(unit, panel, week, why, waits_for, Part(part), unsent, count)
        for unit, panel, week, why, waits_for, part, unsent, count in fetch(query, asked)
    )


# ---------------------------------------------------------------- the team's


def of_units(
    viewer: Staff,
    *,
    worker: str | None = None,
    service: str | None = None,
    status: str | None = None,
    after: Place | None = None,
    size: int = PAGE,
) -> WorkPage:
    """What goes on in the viewer's units, what is due first on top. One statement.

    `worker` leaves what one user handles, `service` and `status` what is about one kind of help or
    stands somewhere. Of each unit the lines come in order from an index and are then merged.
    """
    may_see, parameters = viewer.where("w")
    further = [] if after is None else [_FURTHER]
    further += [] if service is None else ["w.service = %(service)s"]
    further += [] if status is None else ["w.status = %(status)s"]
    if worker is not None:
        lines = _in_order(["w.assigned_to = %(of_worker)s", *further])
        lines = f"{lines} WHERE {may_see} LIMIT %(size)s"
    else:
        lines = _in_order(["w.unit = u.unit", *further])
        lines = (
            "SELECT w.* FROM unnest(%(units)s::text[]) AS u (unit) CROSS JOIN LATERAL"
            f" ({lines} WHERE {may_see} LIMIT %(size)s) w ORDER BY {_ORDER} LIMIT %(size)s"
        )
    narrowed = {"of_worker": worker, "service": service, "status": status}
    asked = {"units": viewer.units, **narrowed, **parameters}
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


def _asked(viewer: Staff, today: date | None = None) -> dict[str, Any]:
    """Who asks and when, as the queries name it beside what the predicate names."""
    days = {"today": today, "soon": today + SOON} if today else {}
    return {"worker": viewer.username, "led": viewer.led_units, "unsent": UNSENT, **days}


def _in_order(conditions: Sequence[str]) -> str:
    """Work items in the order of an index, the predicate to be asked of each.

    OFFSET 0 keeps the predicate out of the choice of index, as in `register.summaries`.
    """
    return (
        f"SELECT w.* FROM (SELECT {ITEM_COLUMNS}, w.due_key FROM work_item w"
        f" WHERE {' AND '.join(conditions)} ORDER BY {_ORDER} OFFSET 0) w"
    )


def _page(
    items: str, asked: Mapping[str, Any], after: Place | None, size: int, order: str = _ORDER
) -> WorkPage:
    """A page of the items that a query gives, each with its case."""
    last = {"after_case": after.case_id, "after_entry": after.entry} if after else {}
    query = _with_cases(items, order=order)
    return _page_of(fetch(query, {**asked, **last, "size": size + 1}), size)


def _with_cases(items: str, first: str = "", order: str = _ORDER) -> str:
    """A query of the items that another gives, each with its case; `first` are columns before."""
    return (
        f"SELECT {first}{ITEM_COLUMNS}, {SHOWN} FROM ({items}) w"
        f" JOIN case_summary s ON s.case_id = w.case_id ORDER BY {order}"
    )


def _page_of(rows: Sequence[Sequence[Any]], size: int) -> WorkPage:
    lines = tuple(_lines(rows))
    return WorkPage(lines[:size], lines[size - 1].place if len(lines) > size else None)


def _lines(rows: Sequence[Sequence[Any]]) -> Iterator[WorkLine]:
    for row in rows:
        yield WorkLine(ITEMS.read(row), LISTED.read(row[len(ITEMS) :]))
