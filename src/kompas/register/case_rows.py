"""The rows of a case that lists and search read: one for the case, one for each of its work items.

Made from the fold of its events at any time anew, and written in the transaction that records them.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from django.db import connections

from kompas.casework.case import Case
from kompas.casework.fold import fold
from kompas.casework.record import Recorded
from kompas.casework.summary import Summary, summary
from kompas.casework.work_items import WorkItem, work_items


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


_KINDS: Mapping[object, str] = {
    UUID: "uuid", str: "text", date: "date", bool: "bool", int: "int4", tuple[str, ...]: "text[]",
}  # fmt: skip


def kinds_of(of: type, *but: str) -> dict[str, str]:
    """The kinds of the columns that hold the fields of a dataclass as they are."""
    named = {name: hint for name, hint in get_type_hints(of).items() if name not in but}
    return {name: _KINDS[_of_some(hint)] for name, hint in named.items()}


def _of_some(hint: object) -> object:
    """The type of a value that may be None, where it is not."""
    return next((one for one in get_args(hint) if isinstance(hint, UnionType)), hint)


_AS_THEY_ARE = kinds_of(Summary, "search_text", "meetings")
SUMMARY_TYPES: Mapping[str, str] = {
    **_AS_THEY_ARE, "sort_name": "text", "search_words": "text", "meetings": "text",
}  # fmt: skip
"""The columns of `case_summary` that are written, in the order of `summary_values`."""
OF_PERSON = ("citizen_name", "citizen_cpr", "sort_name", "citizen_protected")
"""Of those, what a case with a person takes from `person` (`kompas.persons.rows.show_in_lists`)."""
CALLED = """
SELECT me.person_id, me.merged_into, p.name, p.cpr, p.sort_name, (
    SELECT bool_or(o.protected) FROM person o WHERE p.person_id IN (o.person_id, o.merged_into)
) AS protected
FROM person me JOIN person p ON p.person_id = coalesce(me.merged_into, me.person_id)
"""
"""What the cases of a record show: of the record that holds, protected where any of them is."""
ITEM_TYPES: Mapping[str, str] = kinds_of(WorkItem)
"""The columns of `work_item` that are written, in the order of `item_values`."""
ITEM_COLUMNS = ", ".join(f"w.{column}" for column in ITEM_TYPES)
"""The same as a query reads them of `work_item w` (`item_from`)."""


def upsert(rows: Sequence[CaseRows], *, using: str = "default") -> None:
    """Store the rows of some cases, each once, in place of all that they had. One statement."""
    summaries = [summary_values(one.summary) for one in rows]
    items = [item_values(item) for one in rows for item in one.items]
    if summaries:
        given = (_as_json(summaries, SUMMARY_TYPES), _as_json(items, ITEM_TYPES))
        with connections[using].cursor() as cursor:
            cursor.execute(_UPSERT, given)


def summary_values(summary: Summary) -> tuple[object, ...]:
    """A summary as it is stored, in the order of `SUMMARY_TYPES`."""
    return (
        *(_plain(getattr(summary, column)) for column in _AS_THEY_ARE),
        sort_key(summary.citizen_name),
        " ".join(dict.fromkeys(words_of(summary.search_text))),
        " ".join(day.isoformat() for day in summary.meetings),
    )


def item_values(item: WorkItem) -> tuple[object, ...]:
    """A work item as it is stored, in the order of `ITEM_TYPES`."""
    return tuple(_plain(getattr(item, column)) for column in ITEM_TYPES)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def item_from(row: Sequence[Any]) -> WorkItem:
    """A work item as it was read, in the order of `ITEM_TYPES`; columns that follow are left."""
    item = dict(zip(ITEM_TYPES, row, strict=False))
    return WorkItem(**{**item, "handlers": tuple(item["handlers"])})


# ---------------------------------------------------------------- the statement


def _as_json(rows: Sequence[Sequence[object]], types: Mapping[str, str]) -> str:
    """The rows as one text: to hand over each column by itself took as long as all else here."""
    named = [dict(zip(types, row, strict=True)) for row in rows]
    return json.dumps(named, ensure_ascii=False, default=str)


def _given(types: Mapping[str, str]) -> str:
    """The rows that are handed over as JSON."""
    columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
    return f"SELECT {', '.join(types)} FROM json_to_recordset(%s::json) AS given ({columns})"


def _replaced(types: Mapping[str, str], *keys: str) -> str:
    return ", ".join(f"{column} = EXCLUDED.{column}" for column in types if column not in keys)


def _of_person(column: str) -> str:
    return (
        f"{column} = CASE WHEN case_summary.person_id = EXCLUDED.person_id"
        f" THEN case_summary.{column} ELSE EXCLUDED.{column} END"
    )


_SUMMARY_COLUMNS, _WRITTEN = ", ".join(SUMMARY_TYPES), ", ".join(ITEM_TYPES)
_UPSERT = f"""
WITH kept AS (
    INSERT INTO case_summary ({_SUMMARY_COLUMNS}) {_given(SUMMARY_TYPES)}
    -- What the citizen is called stays as the register of persons has it.
    ON CONFLICT (case_id) DO UPDATE SET {_replaced(SUMMARY_TYPES, "case_id", *OF_PERSON)},
    {", ".join(map(_of_person, OF_PERSON))}
    -- A slower hand never puts an older state over a newer one.
    WHERE case_summary.seq <= EXCLUDED.seq
    RETURNING case_id
), items ({_WRITTEN}) AS (
    SELECT i.* FROM ({_given(ITEM_TYPES)}) i JOIN kept USING (case_id)
), gone AS (
    DELETE FROM work_item w USING kept WHERE w.case_id = kept.case_id
    AND NOT EXISTS (SELECT FROM items i WHERE i.case_id = w.case_id AND i.entry = w.entry)
)
INSERT INTO work_item ({_WRITTEN}) SELECT {_WRITTEN} FROM items
ON CONFLICT (case_id, entry) DO UPDATE SET {_replaced(ITEM_TYPES, "case_id", "entry")}
-- What stands as it stood is not written anew.
WHERE ({", ".join(f"work_item.{column}" for column in ITEM_TYPES)})
    IS DISTINCT FROM ({", ".join(f"EXCLUDED.{column}" for column in ITEM_TYPES)})
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
