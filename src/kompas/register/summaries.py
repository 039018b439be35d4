"""One row for each case: lists by keyset, search in Danish.

Every list and search asks the one predicate (`Viewer.where`) in its WHERE. Each is one statement
that reads about as many rows as it returns, however many cases there are.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections

from kompas.accounts.access import Viewer
from kompas.casework.summary import Listed
from kompas.casework.work_items import WorkItem
from kompas.register.case_rows import ITEM_COLUMNS, ITEMS, LISTED, SHOWN, words_of

PAGE = 50
MOST_HITS = 200
"""From among how many hits a search shows the first; more are not counted, nor sorted."""
_MOST_WORDS = 8
_SHORTEST_BEGINNING = 3
"""What begins with one or two letters is nearly everything."""
_LONGEST_WORD = 100
"""PostgreSQL leaves out what is too long to be a word, and would find everything."""


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


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, by name; `more` when there are others that were left out.

    `items` are what is due first in each of the cases, by its id.
    """

    lines: tuple[Listed, ...]
    items: Mapping[UUID, WorkItem]
    more: bool


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


def search(viewer: Viewer, text: str, *, size: int = PAGE) -> Hits:
    """The cases that a viewer may see and that hold all the words of a text, by name.

    A word finds what has the same Danish stem. From three letters the last word finds what begins
    with it too, unless whole words fill the page; and where nothing is found so, each of them does.
    A number finds itself, and a CPR number the citizen's cases. No words: nothing is found. One
    statement; two where several words found nothing.
    """
    words = words_of(text)[:_MOST_WORDS]
    if not words:
        return Hits((), {}, more=False)
    if _CPR.fullmatch(text.strip()):
        return _found(viewer, "s.citizen_cpr = %(cpr)s", "", {"cpr": re.sub(r"\D", "", text)}, size)
    asked = {f"word{n}": word[:_LONGEST_WORD] for n, word in enumerate(words)}
    beginnings = [n for n, word in enumerate(words) if _is_beginning(word)]
    last = {len(words) - 1} & set(beginnings)
    whole = _holds(words, frozenset())
    hits = _found(viewer, whole, _holds(words, last) if last else "", asked, size)
    if hits.lines or not set(beginnings) - last:
        return hits
    return _found(viewer, _holds(words, frozenset(beginnings)), "", asked, size)


_CPR = re.compile(r"\d{6}[- ]?\d{4}")


def _found(viewer: Viewer, first: str, then: str, asked: Mapping[str, str], size: int) -> Hits:
    """The cases for which `first` holds; where those do not fill a page, or `then`.

    To look up a beginning, PostgreSQL goes through all cases with any word that begins so.
    """
    may_see, parameters = viewer.where("s")
    start = f"SELECT s.case_id, s.sort_name FROM case_summary s WHERE {may_see} AND"
    hits = f"SELECT * FROM ({start} {first} LIMIT {MOST_HITS + 1}) f"
    if then:
        query = f"WITH f AS MATERIALIZED ({hits})"
        hits = (
            f"SELECT * FROM f UNION ({start} (SELECT count(*) FROM f) < %(most)s AND {then}"
            f" LIMIT {MOST_HITS + 1})"
        )
    else:
        query = ""
    # Many columns only of those that are shown.
    query += (
        f" SELECT {SHOWN}, w.* FROM"
        f" (SELECT * FROM ({hits}) h ORDER BY sort_name, case_id LIMIT %(most)s) h"
        f" JOIN case_summary s USING (case_id) LEFT JOIN LATERAL (SELECT {ITEM_COLUMNS}"
        " FROM work_item w WHERE w.case_id = s.case_id ORDER BY due_key, entry LIMIT 1) w ON true"
        " ORDER BY s.sort_name, s.case_id"
    )
    rows = fetch(query, {**parameters, **asked, "most": size + 1})
    lines = tuple(map(LISTED.read, rows[:size]))
    items = (ITEMS.read(row[len(LISTED) :]) for row in rows if row[len(LISTED)])
    return Hits(lines, {item.case_id: item for item in items}, more=len(rows) > size)


def _is_beginning(word: str) -> bool:
    return len(word) >= _SHORTEST_BEGINNING and not word.isdigit()


def _holds(words: Sequence[str], beginnings: Collection[int]) -> str:
    """The condition that a case holds all words, those of some numbers as a beginning."""
    queries = [_word_query(n, word, begins=n in beginnings) for n, word in enumerate(words)]
    return f"s.search @@ ({' && '.join(queries)})"


def _word_query(number: int, word: str, *, begins: bool) -> str:
    """A word by its stem, or as it stands where it has none; and as the beginning of others.

    All that hold the word hold its stem: asked for both, PostgreSQL would expect twice as many.
    """
    itself, stem = (
        f"{make}('{how}', %(word{number})s)"
        for make, how in (("to_tsquery", "simple"), ("plainto_tsquery", "danish"))
    )
    if word.isdigit():
        return itself
    if begins:
        return f"(to_tsquery('simple', %(word{number})s || ':*') || {stem})"
    return f"(CASE WHEN numnode({stem}) = 0 THEN {itself} ELSE {stem} END)"


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
