"""The referral panels' meetings: which there are, and which cases were put to each.

A meeting is a unit's, on a day: planned, or of a day that cases were put to and nobody planned. An
item goes with its planned meeting wherever that is moved; that of a meeting which was cancelled,
and one that was put to none, are on the unit's next one. The lists have the one predicate
in WHERE, as every list; when a meeting is, is no secret.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff, Viewer
from kompas.casework.summary import Listed
from kompas.register.case_rows import LISTED, SHOWN
from kompas.register.models import PanelMeeting
from kompas.register.summaries import fetch

MOST_CASES = 200
"""Of a meeting; no panel gets through more in a day."""
SHOWN_BACK = timedelta(days=400)
"""So long a meeting that was held stays in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A meeting as it is planned; `cancelled_why` is None for one that is held."""

    id: UUID
    unit: str
    meets_on: date
    begins_at: time
    place: str
    cancelled_why: str | None = None
    chair: str = ""
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting in the list: of which unit, and how many cases wait for it or were heard there.

    `meets_on` is None for what waits while no meeting is planned.
    """

    unit: str
    unit_name: str
    meets_on: date | None
    planned: Planned | None
    waits: int = 0
    heard: int = 0


@dataclass(frozen=True, slots=True)
class OnMeeting:
    """A line of an agenda: the case, its proceeding and the entry that put it there."""

    line: Listed
    entry: int
    proceeding: int
    waits: bool


def planned_days(unit: str) -> dict[str, date]:
    """The meetings of a unit's panel that are held, each by its id with its day. One statement."""
    query = (
        "SELECT id, meets_on FROM panel_meeting WHERE unit = %(unit)s AND cancelled_why IS NULL"
        " ORDER BY meets_on"
    )
    return {str(key): day for key, day in fetch(query, {"unit": unit})}


def planned_ahead(unit: str, today: date) -> tuple[Planned, ...]:
    """The meetings of a unit's panel from today on, the next one first. One statement."""
    condition = "unit = %(unit)s AND meets_on >= %(today)s AND cancelled_why IS NULL"
    return _planned(condition, {"unit": unit, "today": today})


def planned_on(unit: str, day: date) -> Planned | None:
    """The planned meeting of a unit on a day; a cancelled one where no other is. One statement."""
    found = _planned("unit = %(unit)s AND meets_on = %(day)s", {"unit": unit, "day": day})
    return min(found, key=lambda one: one.cancelled_why is not None, default=None)


def held_with(meeting: Planned) -> int:
    """How many cases the panel has come to at a meeting. One statement."""
    query = "SELECT count(*) FROM agenda_item WHERE meeting = %(id)s AND heard"
    return int(fetch(query, {"id": str(meeting.id)})[0][0])


def put_to(viewer: Viewer, today: date) -> dict[tuple[str, date | None], tuple[str, int, int]]:
    """By unit and day of a meeting, what the unit is called, and how many of the cases that are
    seen wait for it and were heard there. Without a day: those that wait while none is planned.

    One statement.
    """
    since = today - SHOWN_BACK
    may_see, asked = viewer.where("s")
    query = (
        f"WITH {_PLACED.format(which='a.waits OR a.meets_on >= %(since)s')}"
        " SELECT p.unit, u.name, p.day, count(DISTINCT p.case_id) FILTER (WHERE p.waits),"
        " count(DISTINCT p.case_id) FILTER (WHERE p.heard)"
        " FROM placed p JOIN case_summary s ON s.case_id = p.case_id"
        f" LEFT JOIN unit u ON u.key = p.unit WHERE {may_see} AND {_ON} GROUP BY 1, 2, 3"
    )
    found = fetch(query, {**asked, "today": today, "since": since})
    return {
        (unit or "", day): (name or unit or "", waits, heard)
        for unit, name, day, waits, heard in found
    }


def of_units(viewer: Staff, today: date) -> tuple[Meeting, ...]:
    """The meetings of the viewer's units, the first coming first; what waits for none, last.

    With how many of the cases that are seen wait for each, and were heard there. Two statements.
    """
    planned = {
        (one.unit, one.meets_on): (one, name)
        for one, name in _planned_in(viewer.units, today - SHOWN_BACK)
    }
    counts = put_to(viewer, today)
    found = []
    for unit, day in dict.fromkeys((*counts, *planned)):
        name, waits, heard = counts.get((unit, day), ("", 0, 0))
        there, called = planned.get((unit, day or date.max), (None, name))
        found.append(
            Meeting(
                unit=unit,
                unit_name=called,
                meets_on=day,
                planned=there,
                waits=waits,
                heard=heard,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.meets_on or date.max, one.unit)))


def agenda(viewer: Viewer, unit: str, day: date, today: date) -> tuple[OnMeeting, ...]:
    """The cases that are seen on the agenda of a unit's meeting, by name. One statement."""
    may_see, parameters = viewer.where("s")
    which = (
        "(a.waits AND a.unit = %(unit)s) OR a.meets_on = %(day)s OR a.meeting IN (SELECT id::text"
        " FROM panel_meeting WHERE unit = %(unit)s AND meets_on = %(day)s)"
    )
    asked = {**parameters, "unit": unit, "day": day, "today": today, "most": MOST_CASES}
    query = (
        f"WITH {_PLACED.format(which=which)} SELECT {SHOWN}, p.entry, p.proceeding, p.waits"
        " FROM placed p JOIN case_summary s ON s.case_id = p.case_id"
        f" WHERE coalesce(p.unit, '') = %(unit)s AND p.day = %(day)s AND {_ON} AND {may_see}"
        " ORDER BY s.sort_name, s.case_id, p.entry LIMIT %(most)s"
    )
    rows = fetch(query, asked)
    return tuple(OnMeeting(LISTED.read(row), *row[len(LISTED) :]) for row in rows)


def day_of(
    unit: str | None, meeting: str | None, meets_on: date | None, today: date
) -> date | None:
    """The day of the meeting that a proceeding is put to, as it is planned now; None while none is.

    One statement.
    """
    query = (
        "WITH a AS (SELECT %(unit)s::text AS unit, %(meeting)s::text AS meeting,"
        f" %(meets_on)s::date AS meets_on), {_NEXT} SELECT {_DAY} FROM a {_JOINED}"
    )
    asked = {"unit": unit, "meeting": meeting, "meets_on": meets_on, "today": today}
    found: date | None = fetch(query, asked)[0][0]
    return found


# ---------------------------------------------------------------- where an item belongs

_NEXT = (
    "next AS (SELECT DISTINCT ON (unit) unit, meets_on FROM panel_meeting"
    " WHERE cancelled_why IS NULL AND meets_on >= %(today)s ORDER BY unit, meets_on)"
)
_JOINED = (
    "LEFT JOIN panel_meeting own ON own.id::text = a.meeting AND own.cancelled_why IS NULL"
    " LEFT JOIN next n ON n.unit = a.unit"
)
_DAY = (
    "CASE WHEN own.id IS NOT NULL THEN own.meets_on"
    " WHEN a.meeting IS NULL AND a.meets_on IS NOT NULL THEN a.meets_on ELSE n.meets_on END"
)
_PLACED = (
    f"{_NEXT}, placed AS (SELECT a.case_id, a.entry, a.proceeding, a.unit, a.waits, a.heard,"
    f" {_DAY} AS day FROM agenda_item a {_JOINED} WHERE {{which}})"
)
_ON = "(p.waits OR p.heard OR p.day < %(today)s)"
"""Who was taken off the agenda again before the meeting, is not on it."""

_COLUMNS = "m.id, m.unit, m.meets_on, m.begins_at, m.place, m.cancelled_why, m.chair, m.present"


def _read(row: Sequence[Any]) -> Planned:
    key, unit, meets_on, begins_at, place, cancelled_why, chair, present = row
    return Planned(
        id=key,
        unit=unit,
        meets_on=meets_on,
        begins_at=begins_at,
        place=place,
        cancelled_why=cancelled_why,
        chair=chair,
        present=tuple(present),
    )


def _planned(condition: str, asked: Mapping[str, Any]) -> tuple[Planned, ...]:
    query = f"SELECT {_COLUMNS} FROM panel_meeting m WHERE {condition} ORDER BY m.meets_on, m.id"
    return tuple(map(_read, fetch(query, asked)))


def _planned_in(units: Sequence[str], since: date) -> tuple[tuple[Planned, str], ...]:
    """The meetings of some units that are held, each with what its unit is called."""
    query = (
        f"SELECT {_COLUMNS}, coalesce(u.name, m.unit) FROM panel_meeting m"
        " LEFT JOIN unit u ON u.key = m.unit WHERE m.unit = ANY(%(units)s)"
        " AND m.meets_on >= %(since)s AND m.cancelled_why IS NULL"
    )
    rows = fetch(query, {"units": list(units), "since": since})
    return tuple((_read(row[:-1]), str(row[-1])) for row in rows)


# ---------------------------------------------------------------- what is kept of a meeting


def keep(meeting: Planned) -> None:
    """Store a meeting as it is planned, within `access.acting`. One statement.

    Raises IntegrityError where the unit has another one on the day.
    """
    PanelMeeting.objects.update_or_create(
        id=meeting.id,
        defaults={
            "unit": meeting.unit,
            "meets_on": meeting.meets_on,
            "begins_at": meeting.begins_at,
            "place": meeting.place,
            "cancelled_why": meeting.cancelled_why,
        },
    )


def keep_attendance(meeting: str, chair: str, present: Sequence[str]) -> bool:
    """Store who led a meeting and who was there, within `access.acting`; whether that is something
    new. One statement.
    """
    others = PanelMeeting.objects.filter(id=meeting).exclude(chair=chair, present=list(present))
    return bool(others.update(chair=chair, present=list(present)))


def held_between(unit: str, first: date, last: date) -> tuple[Planned, ...]:
    """The meetings of a unit's panel from a day to a day, the first first. One statement."""
    condition = (
        "unit = %(unit)s AND meets_on BETWEEN %(first)s AND %(last)s AND cancelled_why IS NULL"
    )
    return _planned(condition, {"unit": unit, "first": first, "last": last})
