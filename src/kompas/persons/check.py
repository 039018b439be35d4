"""The rows of people held to their entries, and made again from them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kompas.persons.person import fold
from kompas.persons.person_log import UnreadableEntry, stream
from kompas.persons.rows import PERSONS, person_values, upsert
from kompas.register.fault import Fault
from kompas.register.log import streamed
from kompas.register.settings import OWNER
from kompas.words import _


def person_faults(today: date) -> Iterator[Fault]:
    """Every difference between the rows of people and the fold of their entries.

    Over the owner's connection. A fault names the record and the column, never what stands in it.
    """
    columns = ", ".join(PERSONS.kinds)
    rows = {row[0]: row for row in streamed(f"SELECT {columns} FROM person")}
    try:
        for entries in stream():
            made = fold(entries)
            yield from _differences(made.person_id, person_values(made, today), rows)
    except UnreadableEntry as unreadable:
        yield Fault(None, 0, "person_entry.unreadable", str(unreadable))
    else:
        for person_id in rows:
            text = _("Borgeren {id} står i listerne uden at have nogen oplysninger.")
            yield Fault(None, 0, "person.loose", text.format(id=person_id))


def _differences(
    person_id: UUID, made: tuple[object, ...], rows: dict[UUID, tuple[Any, ...]]
) -> Iterator[Fault]:
    found = rows.pop(person_id, None)
    if found is None:
        text = _("Borgeren {id} mangler i listerne.").format(id=person_id)
        yield Fault(None, 0, "person.missing", text)
        return
    for column in _different(PERSONS.kinds, made, found):
        text = _("Borgeren {id}: {column} er ikke det, oplysningerne siger.")
        yield Fault(None, 0, f"person.{column}", text.format(id=person_id, column=column))


def _different(
    types: Mapping[str, str], made: tuple[object, ...], found: tuple[object, ...]
) -> Iterator[str]:
    return (column for column, one, other in zip(types, made, found, strict=True) if one != other)


def rebuild(today: date) -> None:
    """Make the row of every person again from the entries."""
    for entries in stream():
        upsert([fold(entries)], today, using=OWNER)
