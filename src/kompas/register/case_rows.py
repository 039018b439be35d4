"""The rows of a case that lists and search read: one for the case, one for each of its work items.

Made from the fold of its events at any time anew, and written in the transaction that records them.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connections

from kompas.casework.case import Case
from kompas.casework.fold import fold
from kompas.casework.record import Recorded
from kompas.casework.summary import Listed, Summary, summary
from kompas.casework.work_items import WorkItem, work_items
from kompas.register.columns import Columns


@dataclass(frozen=True, slots=True)
class CaseRows:
    """All rows of one case."""

    summary: Summary
    items: tuple[WorkItem, ...]


def rows_of(case: Case) -> CaseRows:
    """The rows of a case as it stands."""
    return CaseRows(summary(case), work_items(case))


def rows_from(events: Sequence[Recorded]) -> CaseRows:
    """The rows of the case that the events make. Raises ValueError for none."""
    return rows_of(fold(events))


SUMMARIES = Columns(
    Summary,
    but=("search_text", "meetings"),
    made={
        "sort_name": lambda one: sort_key(one.citizen_name),
        "search_words": lambda one: " ".join(dict.fromkeys(words_of(one.search_text))),
        "meetings": lambda one: " ".join(day.isoformat() for day in one.meetings),
    },
)
"""The columns of `case_summary` that are written."""
LISTED = Columns(Listed)
"""Those of them that a list shows."""
SHOWN = LISTED.of_table("s")
"""The same as a query reads them of `case_summary s`."""
ITEMS = Columns(WorkItem)
"""The columns of `work_item`."""
ITEM_COLUMNS = ITEMS.of_table("w")
"""The same as a query reads them of `work_item w`."""
OF_PERSON = ("citizen_name", "citizen_cpr", "sort_name", "citizen_protected")
"""Of those, what a case with a person takes from `person` (`kompas.persons.rows.show_in_lists`)."""
CALLED = """
SELECT me.person_id, me.merged_into, p.name, p.cpr, p.sort_name, (
    SELECT bool_or(o.protected) FROM person o WHERE p.person_id IN (o.person_id, o.merged_into)
) AS protected
FROM person me JOIN person p ON p.person_id = coalesce(me.merged_into, me.person_id)
"""
"""What the cases of a record show: of the record that holds, protected where any of them is."""


def upsert(rows: Sequence[CaseRows], *, using: str = "default") -> None:
    """Store the rows of some cases, each once, in place of all that they had. One statement."""
    summaries = [SUMMARIES.values(one.summary) for one in rows]
    items = [ITEMS.values(item) for one in rows for item in one.items]
    if summaries:
        given = (_as_json(summaries, SUMMARIES.kinds), _as_json(items, ITEMS.kinds))
        with connections[using].cursor() as cursor:
            cursor.execute(_UPSERT, given)


# ---------------------------------------------------------------- the statement


def _as_json(rows: Sequence[Sequence[object]], kinds: Mapping[str, str]) -> str:
    """The rows as one text: to hand over each column by itself took as long as all else here."""
    named = [dict(zip(kinds, row, strict=True)) for row in rows]
    return json.dumps(named, ensure_ascii=False, default=str)


def _given(kinds: Mapping[str, str]) -> str:
    """The rows that are handed over as JSON."""
    columns = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
    return f"SELECT {', '.join(kinds)} FROM json_to_recordset(%s::json) AS given ({columns})"


def _replaced(kinds: Mapping[str, str], *keys: str) -> str:
    return ", ".join(f"{column} = EXCLUDED.{column}" for column in kinds if column not in keys)


def _of_person(column: str) -> str:
    return (
        f"{column} = CASE WHEN case_summary.person_id = EXCLUDED.person_id"
        f" THEN case_summary.{column} ELSE EXCLUDED.{column} END"
    )


_SUMMARY_COLUMNS, _WRITTEN = ", ".join(SUMMARIES.kinds), ", ".join(ITEMS.kinds)
_UPSERT = f"""
WITH kept AS (
    INSERT INTO case_summary ({_SUMMARY_COLUMNS}) {_given(SUMMARIES.kinds)}
    -- What the citizen is called stays as the register of persons has it.
    ON CONFLICT (case_id) DO UPDATE SET {_replaced(SUMMARIES.kinds, "case_id", *OF_PERSON)},
    {", ".join(map(_of_person, OF_PERSON))}
    -- A slower hand never puts an older state over a newer one.
    WHERE case_summary.seq <= EXCLUDED.seq
    RETURNING case_id
), items ({_WRITTEN}) AS (
    SELECT i.* FROM ({_given(ITEMS.kinds)}) i JOIN kept USING (case_id)
), gone AS (
    DELETE FROM work_item w USING kept WHERE w.case_id = kept.case_id
    AND NOT EXISTS (SELECT FROM items i WHERE i.case_id = w.case_id AND i.entry = w.entry)
)
INSERT INTO work_item ({_WRITTEN}) SELECT {_WRITTEN} FROM items
ON CONFLICT (case_id, entry) DO UPDATE SET {_replaced(ITEMS.kinds, "case_id", "entry")}
-- What stands as it stood is not written anew.
WHERE ({ITEMS.of_table("work_item")})
    IS DISTINCT FROM ({ITEMS.of_table("EXCLUDED")})
"""


# ---------------------------------------------------------------- words


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without accents and the signs between them.

    Both what is stored and what is searched for: `José`, `Jose` and a letter with its accent behind
    it are one word. The Danish letters stay what they are.
    """
    return _WORD.findall(_without_accents(text.lower()))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_BARE)
    parted = unicodedata.normalize("NFD", composed)
    return _ACCENTS.sub("", parted).translate(_DANISH_AGAIN)


_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_BARE = str.maketrans("\u00e5\u0142\u0111\u0131\u0127\u0167", "\ue000ldiht")
"""Letters that no accent can be taken from (as in Łukasz), and å, which is none with an accent."""
_DANISH_AGAIN = str.maketrans("\ue000", "\u00e5")


def sort_key(name: str) -> str:
    """What sorts names as Danish does, byte by byte: æ, ø and å last, aa as å, no accents."""
    small = unicodedata.normalize("NFC", name.casefold()).replace("aa", "å").translate(_DANISH)
    bare = unicodedata.normalize("NFD", small)
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


_DANISH = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})
"""The three signs that follow z in ASCII."""
