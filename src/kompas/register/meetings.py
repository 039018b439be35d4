"""The referral panel's meetings: which there are, and which cases were put to each.

With the one predicate in WHERE, as every list.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.accounts.access import Staff
from kompas.casework.status import Status
from kompas.casework.summary import Listed
from kompas.register.case_rows import LISTED, SHOWN
from kompas.register.summaries import fetch

MOST_CASES = 200
"""Of a meeting; no panel gets through more in a day."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to which cases are put: the day, and how many wait for it."""

    meets_on: date
    cases: int


def coming(viewer: Staff) -> tuple[Coming, ...]:
    """The meetings for which cases that are seen wait, also of days gone by. One statement."""
    may_see, parameters = viewer.where("s")
    asked: dict[str, Any] = {**parameters, "status": Status.AT_PANEL.value}
    query = (
        "SELECT right(s.meetings, 10)::date AS day, count(*) FROM case_summary s"
        f" WHERE s.status = %(status)s AND s.closed_on IS NULL AND {may_see}"
        " AND s.meetings <> '' GROUP BY day ORDER BY day"
    )
    return tuple(Coming(day, cases) for day, cases in fetch(query, asked))


def agenda(viewer: Staff, meets_on: date) -> tuple[Listed, ...]:
    """The cases that were put to the meeting of a day, by name. One statement."""
    may_see, parameters = viewer.where("s")
    asked: dict[str, Any] = {**parameters, "day": meets_on.isoformat(), "most": MOST_CASES}
    query = (
        f"SELECT {SHOWN} FROM case_summary s"
        " WHERE string_to_array(s.meetings, ' ') @> ARRAY[%(day)s] AND s.meetings <> ''"
        f" AND {may_see} ORDER BY s.sort_name, s.case_id LIMIT %(most)s"
    )
    return tuple(map(LISTED.read, fetch(query, asked)))
