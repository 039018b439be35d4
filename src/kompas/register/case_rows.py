"""The rows of a case that lists and search read: one for the case, one for what it is found by, one
for each of its work items, one for each agenda of the panel that it stands on, and one for each
time that a finding of the check was disputed or overridden, or the board decided.

Made from the fold of its events at any time anew, and written in the transaction that records them.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connections

from kompas.casework.agenda_items import AgendaItem, agenda_items
from kompas.casework.case import Case
from kompas.casework.findable import Findable, called, findable
from kompas.casework.finding_reviews import FindingReview, finding_reviews
from kompas.casework.fold import fold
from kompas.casework.record import Recorded
from kompas.casework.summary import Listed, Summary, summary
from kompas.casework.work_items import WorkItem, work_items
from kompas.register.columns import Columns


@dataclass(frozen=True, slots=True)
class CaseRows:
    """All rows of one case."""

    summary: Summary
    found: Findable
    items: tuple[WorkItem, ...]
    agenda: tuple[AgendaItem, ...] = ()
    reviews: tuple[FindingReview, ...] = ()


def rows_of(case: Case, entries: Sequence[Recorded]) -> CaseRows:
    """The rows of a case as it stands; `entries` are what is left of its record."""
    return CaseRows(
        summary(case),
        findable(case, entries),
        work_items(case),
        agenda_items(case),
        finding_reviews(case, entries),
    )


def rows_from(events: Sequence[Recorded]) -> CaseRows:
    """The rows of the case that the events make. Raises ValueError for none."""
    return rows_of(fold(events), events)


SUMMARIES = Columns(Summary, made={"sort_name": lambda one: sort_key(one.citizen_name)})
"""The columns of `case_summary` that are written."""
LISTED = Columns(Listed)
"""Those of them that a list shows."""
SHOWN = LISTED.of_table("s")
"""The same as a query reads them of `case_summary s`."""
FOUND = Columns(Findable)
"""The columns of `case_search` that are written."""
ITEMS = Columns(WorkItem)
"""The columns of `work_item`."""
ITEM_COLUMNS = ITEMS.of_table("w")
"""The same as a query reads them of `work_item w`."""
AGENDA = Columns(AgendaItem)
"""The columns of `agenda_item`."""
REVIEWS = Columns(FindingReview)
"""The columns of `finding_review`."""
OF_PERSON = ("citizen_name", "citizen_cpr", "sort_name", "citizen_protected")
"""Of those, what a case with a person takes from `person` (`kompas.persons.rows.show_in_lists`)."""
CALLED = """
SELECT me.person_id, me.merged_into, p.name, p.cpr, p.sort_name, (
    SELECT bool_or(o.protected) FROM person o WHERE p.person_id IN (o.person_id, o.merged_into)
) AS protected
FROM person me JOIN person p ON p.person_id = coalesce(me.merged_into, me.person_id)
"""
"""What the cases of a record show: of the record that holds, protected where any of them is."""


@dataclass(frozen=True, slots=True)
class ByEntry:
    """A table that holds some of a case's rows, each named by the entry that it hangs on."""

    table: str
    columns: Columns[Any]
    of: Callable[[CaseRows], Sequence[Any]]

    def values(self, rows: Sequence[CaseRows]) -> list[tuple[Any, ...]]:
        """What some cases have in it."""
        return [self.columns.values(row) for one in rows for row in self.of(one)]


BY_ENTRY = (
    ByEntry("work_item", ITEMS, attrgetter("items")),
    ByEntry("agenda_item", AGENDA, attrgetter("agenda")),
    ByEntry("finding_review", REVIEWS, attrgetter("reviews")),
)
"""What a case has beside its own row in `case_summary`."""


def upsert(rows: Sequence[CaseRows], *, using: str = "default") -> None:
    """Store the rows of some cases, each once, in place of all that they had. One statement."""
    if rows:
        summaries = _as_json([SUMMARIES.values(one.summary) for one in rows], SUMMARIES)
        found = _as_json([FOUND.values(one.found) for one in rows], FOUND)
        beside = (_as_json(one.values(rows), one.columns) for one in BY_ENTRY)
        with connections[using].cursor() as cursor:
            cursor.execute(_UPSERT, (summaries, found, *beside))


# ---------------------------------------------------------------- the statement


def _as_json(rows: Sequence[Sequence[object]], columns: Columns[Any]) -> str:
    """The rows as one text: to hand over each column by itself took as long as all else here."""
    named = [dict(zip(columns.kinds, row, strict=True)) for row in rows]
    return json.dumps(named, ensure_ascii=False, default=str)


def _given(columns: Columns[Any]) -> str:
    """The rows that are handed over as JSON."""
    named = ", ".join(f"{column} {kind}" for column, kind in columns.kinds.items())
    return f"SELECT {', '.join(columns.kinds)} FROM json_to_recordset(%s::json) AS given ({named})"


def _replaced(columns: Columns[Any], *keys: str) -> str:
    return ", ".join(f"{name} = EXCLUDED.{name}" for name in columns.kinds if name not in keys)


_NAMED = ("name", "called")


def _found_as(column: str) -> str:
    """What is written of it: where lists keep another name, the case is found by that too."""
    return f"coalesce(was.{column}, g.{column})" if column in _NAMED else f"g.{column}"


def _of_person(column: str) -> str:
    return (
        f"{column} = CASE WHEN case_summary.person_id = EXCLUDED.person_id"
        f" THEN case_summary.{column} ELSE EXCLUDED.{column} END"
    )


def _put(one: ByEntry) -> str:
    """What a case has in a table in place of what it had there; what stands is not written anew."""
    table, columns, names = one.table, one.columns, ", ".join(one.columns.kinds)
    return f"""
{table}_now ({names}) AS (
    SELECT g.* FROM ({_given(columns)}) g JOIN kept USING (case_id)
), {table}_gone AS (
    DELETE FROM {table} t USING kept WHERE t.case_id = kept.case_id
    AND NOT EXISTS (SELECT FROM {table}_now n WHERE n.case_id = t.case_id AND n.entry = t.entry)
), {table}_put AS (
    INSERT INTO {table} ({names}) SELECT {names} FROM {table}_now
    ON CONFLICT (case_id, entry) DO UPDATE SET {_replaced(columns, "case_id", "entry")}
    WHERE ({columns.of_table(table)}) IS DISTINCT FROM ({columns.of_table("EXCLUDED")})
)"""


_PUT_FOUND = f"""
found AS (
    INSERT INTO case_search ({", ".join(FOUND.kinds)})
    SELECT {", ".join(_found_as(name) for name in FOUND.kinds)}
    FROM ({_given(FOUND)}) g JOIN kept USING (case_id)
    LEFT JOIN case_search was ON was.case_id = g.case_id AND kept.citizen_name <> g.name
    ON CONFLICT (case_id) DO UPDATE SET {_replaced(FOUND, "case_id")}
    WHERE ({FOUND.of_table("case_search")}) IS DISTINCT FROM ({FOUND.of_table("EXCLUDED")})
)"""


_UPSERT = f"""
WITH kept AS (
    INSERT INTO case_summary ({", ".join(SUMMARIES.kinds)}) {_given(SUMMARIES)}
    -- What the citizen is called stays as the register of persons has it.
    ON CONFLICT (case_id) DO UPDATE SET {_replaced(SUMMARIES, "case_id", *OF_PERSON)},
    {", ".join(map(_of_person, OF_PERSON))}
    -- A slower hand never puts an older state over a newer one.
    WHERE case_summary.seq <= EXCLUDED.seq
    RETURNING case_id, citizen_name
), {_PUT_FOUND}, {", ".join(map(_put, BY_ENTRY))}
SELECT
"""


# ---------------------------------------------------------------- names


def call_as_listed(*, using: str = "default") -> None:
    """Let every case be found by the name that lists show. Names stream through."""
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(
            "SELECT c.case_id, s.citizen_name, c.name, c.called"
            " FROM case_search c JOIN case_summary s USING (case_id)"
        )
        wrong = [
            (case_id, listed)
            for case_id, listed, *stored in cursor
            if stored != [listed, called(listed)]
        ]
    call(wrong, using=using)


def call(names: Sequence[tuple[UUID, str]], *, using: str = "default") -> None:
    """Let some cases be found by a name each, as lists show it. One statement; none for none."""
    if names:
        given = [{"case_id": str(of), "name": name, "called": called(name)} for of, name in names]
        with connections[using].cursor() as cursor:
            cursor.execute(_CALL, (json.dumps(given, ensure_ascii=False),))


_CALL = """
UPDATE case_search c SET (name, called) = (g.name, g.called)
FROM json_to_recordset(%s::json) AS g (case_id uuid, name text, called text)
WHERE g.case_id = c.case_id
"""


# ---------------------------------------------------------------- order


def sort_key(name: str) -> str:
    """What sorts names as Danish does, byte by byte: æ, ø and å last, aa as å, no accents."""
    small = unicodedata.normalize("NFC", name.casefold()).replace("aa", "å").translate(_DANISH)
    bare = unicodedata.normalize("NFD", small)
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


_DANISH = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})
"""The three signs that follow z in ASCII."""
