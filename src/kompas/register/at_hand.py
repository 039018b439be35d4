"""What somebody has at hand beside their work: drafts they began, cases they looked at last, and
what they want to be reminded of. Each theirs alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.summary import Listed
from kompas.register.case_rows import LISTED, SHOWN
from kompas.register.summaries import fetch

MOST_RECENT = 8
"""So many cases are told of that somebody had open last."""
_LOOKS = 200
"""From among so many looks the last cases are found."""


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


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody wants to be reminded of in a case, on a day."""

    id: UUID
    line: Listed
    due_on: date
    text: str


@dataclass(frozen=True, slots=True)
class AtHand:
    """The drafts, the newest first; the cases opened last, the last one first; the reminders, what
    comes first on top.
    """

    begun: tuple[Begun, ...] = ()
    recent: tuple[Listed, ...] = ()
    reminders: tuple[Reminder, ...] = ()


_QUERY = f"""
SELECT {SHOWN}, 'begun', d.name, d.proceeding, w.kind, d.saved_at, NULL::date, NULL::uuid,
    d.case_id = %(unopened)s
FROM draft d LEFT JOIN case_summary s ON s.case_id = d.case_id AND {{may_see}}
LEFT JOIN work_item w ON w.case_id = s.case_id AND w.entry = d.proceeding
WHERE d.by_user = %(worker)s
UNION ALL
SELECT {SHOWN}, 'recent', NULL, NULL, NULL, l.at, NULL, NULL, false
FROM (
    SELECT l.case_id, max(l.at) AS at FROM (
        SELECT case_id, at, what, purpose FROM access_log WHERE by_user = %(worker)s
        ORDER BY seq DESC LIMIT {_LOOKS}
    ) l
    WHERE l.case_id IS NOT NULL AND l.what = 'read' AND l.purpose = ANY(%(openings)s)
    GROUP BY l.case_id ORDER BY 2 DESC LIMIT {MOST_RECENT}
) l JOIN case_summary s ON s.case_id = l.case_id AND {{may_see}}
UNION ALL
SELECT {SHOWN}, 'reminder', r.text, NULL, NULL, r.made_at, r.due_on, r.id, false
FROM reminder r JOIN case_summary s ON s.case_id = r.case_id AND {{may_see}}
WHERE r.by_user = %(worker)s
"""


def at_hand(viewer: Staff, unopened: UUID, openings: Sequence[str]) -> AtHand:
    """All of it, of cases that are seen still; to be asked as the viewer
    (`kompas.register.access.acting`). One statement.

    `unopened` is what drafts lie under that belong to no case yet; `openings` are the purposes for
    which a case is opened.
    """
    may_see, parameters = viewer.where("s")
    asked = {
        **parameters,
        "worker": viewer.username,
        "unopened": unopened,
        "openings": list(openings),
    }
    rows = [_Row(*_parts(row)) for row in fetch(_QUERY.format(may_see=may_see), asked)]
    begun = [one for one in rows if one.kind == "begun" and (one.line or one.is_unopened)]
    begun.sort(key=lambda one: (one.line is None, str(one.line and one.line.case_id), one.name))
    begun.sort(key=lambda one: one.at, reverse=True)
    recent = [one for one in rows if one.kind == "recent"]
    recent.sort(key=lambda one: one.at, reverse=True)
    reminders = (_reminder(one) for one in rows if one.kind == "reminder")
    return AtHand(
        tuple(Begun(o.name, o.at, o.line, o.proceeding or None, o.work) for o in begun),
        tuple(one.line for one in recent if one.line),
        tuple(sorted(reminders, key=lambda one: (one.due_on, one.text, str(one.id)))),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    line: Listed | None
    kind: str
    name: str
    proceeding: int | None
    work: str | None
    at: datetime
    day: date | None
    id: UUID | None
    is_unopened: bool


def _parts(row: Sequence[Any]) -> tuple[Any, ...]:
    line = LISTED.read(row) if row[0] else None
    return (line, *row[len(LISTED) :])


def _reminder(row: _Row) -> Reminder:
    if row.line is None or row.day is None or row.id is None:
        raise ValueError(row.kind)
    return Reminder(row.id, row.line, row.day, row.name)
