"""The referral panel's meetings: which there are, and which cases were put to each.

With the one predicate in WHERE, as every list.
"""

from dataclasses import dataclass
from datetime import date

from kompas.accounts.access import Staff
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
    query = (
        "SELECT a.meets_on, count(DISTINCT a.case_id) FROM agenda_item a"
        f" JOIN case_summary s ON s.case_id = a.case_id WHERE a.waits AND {may_see}"
        " GROUP BY a.meets_on ORDER BY a.meets_on"
    )
    return tuple(Coming(day, cases) for day, cases in fetch(query, parameters))


def agenda(viewer: Staff, meets_on: date) -> tuple[Listed, ...]:
    """The cases that were put to the meeting of a day, by name. One statement."""
    may_see, parameters = viewer.where("s")
    asked = {**parameters, "day": meets_on, "most": MOST_CASES}
    query = (
        f"SELECT {SHOWN} FROM case_summary s"
        " WHERE s.case_id IN (SELECT a.case_id FROM agenda_item a WHERE a.meets_on = %(day)s)"
        f" AND {may_see} ORDER BY s.sort_name, s.case_id LIMIT %(most)s"
    )
    return tuple(map(LISTED.read, fetch(query, asked)))
