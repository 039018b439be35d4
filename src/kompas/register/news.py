"""What is new to somebody in their cases: what others did there that they have not seen.

Worked out from the record and the log of looks, with no second copy: a case was handed over, a
hearing answered, a case decided on or put off by the panel; and what was answered to one's
proposals (`kompas.register.answers`). It is new until the case is opened, or the user records
something in it themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kompas.accounts.access import Staff
from kompas.casework.summary import Listed
from kompas.register import answers
from kompas.register.answers import Answer
from kompas.register.case_rows import LISTED, SHOWN
from kompas.register.summaries import PAGE, fetch

NEW = ("assigned", "hearing_answered", "panel_decided", "panel_deferred")
"""The events of others that are told."""


@dataclass(frozen=True, slots=True)
class News:
    """Another did something in a case of the viewer's: the event's type and number, and by whom."""

    case: Listed
    type: str
    entry: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a viewer has not seen, the first that came coming first."""

    answers: tuple[Answer, ...] = ()
    news: tuple[News, ...] = ()


_NEWS = f"""
WITH own AS MATERIALIZED (
    SELECT DISTINCT w.case_id FROM work_item w WHERE w.assigned_to = %(worker)s
)
SELECT {SHOWN}, 'news', e.type, e.seq, NULL::integer, NULL::boolean,
    coalesce(u.name, e.by_user), e.recorded_at
FROM own o
CROSS JOIN LATERAL (
    SELECT coalesce(max(e.seq), 0) AS seq FROM case_event e
    WHERE e.case_id = o.case_id AND e.by_user = %(worker)s
) done
CROSS JOIN LATERAL (
    -- Of each kind the newest.
    SELECT DISTINCT ON (e.type) e.* FROM case_event e
    JOIN event_payload p ON p.case_id = e.case_id AND p.seq = e.seq
    WHERE e.case_id = o.case_id AND e.seq > done.seq AND e.type = ANY(%(new)s)
    AND (e.type <> 'assigned' OR p.payload ->> 'to' = %(worker)s)
    AND NOT EXISTS (
        SELECT FROM case_event b JOIN event_payload q ON q.case_id = b.case_id AND q.seq = b.seq
        WHERE b.case_id = e.case_id AND b.type = 'entry_withdrawn' AND b.seq > e.seq
        AND (q.payload ->> 'seq')::integer = e.seq
    )
    ORDER BY e.type, e.seq DESC
) e
JOIN case_summary s ON s.case_id = o.case_id
LEFT JOIN app_user u ON u.username = e.by_user
WHERE NOT EXISTS (
    SELECT FROM access_log l WHERE l.case_id = o.case_id AND l.at > e.recorded_at
    AND l.by_user = %(worker)s AND l.what = 'read' AND l.purpose = ANY(%(openings)s)
)
AND {{may_see}} ORDER BY e.recorded_at DESC, e.case_id, e.seq LIMIT %(size)s
"""


def unseen(viewer: Staff, openings: Sequence[str], *, size: int = PAGE) -> Unseen:
    """What a viewer has not seen. Seen is what stood in a case when it was opened: a look for one
    of the purposes `openings`. One statement, to be asked as the viewer
    (`kompas.register.access.acting`).
    """
    may_see, parameters = viewer.where("s")
    asked = {
        **parameters,
        "worker": viewer.username,
        "openings": list(openings),
        "new": list(NEW),
        "size": size,
    }
    query = f"({answers.QUERY}) UNION ALL ({_NEWS})".format(may_see=may_see)
    told = [(LISTED.read(row), *row[len(LISTED) :]) for row in fetch(query, asked)]
    return Unseen(
        tuple(_answer(*row) for row in told if row[1] == "answer"),
        tuple(_news(*row) for row in told if row[1] == "news"),
    )


def _answer(case: Listed, _kind: str, *row: Any) -> Answer:
    _type, entry, about, is_confirmed, by, _at = row
    return Answer(case, about, entry, is_confirmed, by)


def _news(case: Listed, _kind: str, *row: Any) -> News:
    type_, entry, _about, _is_confirmed, by, at = row
    return News(case, type_, entry, by, at)
