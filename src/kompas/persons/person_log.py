"""What was told of people, in the database: add, load.

Every function runs in the caller's transaction. Entries are read under row-level security: inside
`kompas.register.access.acting(viewer)`, or over the owner's connection.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from kompas.persons.entries import KINDS, PersonEntry, Told, kind_of
from kompas.persons.person import Person, fold, joined
from kompas.register.error_redaction import place_of
from kompas.register.log import streamed
from kompas.wire.database_json import Faults, as_json, from_json
from kompas.words import _


class PersonMovedOn(Exception):  # noqa: N818 - no error: somebody else was first
    """Somebody else recorded something about the person meanwhile. Nothing of this was stored."""

    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        super().__init__(
            _("Borgerens oplysninger er ændret af en anden imens. Hent siden igen, og prøv igen.")
        )


class UnreadableEntry(Exception):  # noqa: N818 - as `kompas.wire.events.UnreadableEvent`
    """An entry that cannot be stored, or that this version of Kompas cannot read."""


ENTRY_TYPES = {
    "person_id": "uuid",
    "seq": "int4",
    "kind": "text",
    "version": "int2",
    "valid_from": "date",
    "recorded_at": "timestamptz",
    "by_user": "text",
    "why": "text",
    "told": "text",
}
"""The columns of `person_entry` that are written, in the order of `entry_values`."""


def entry_values(entry: PersonEntry) -> tuple[Any, ...]:
    """An entry as it is stored. Raises UnreadableEntry for one that could not be read back."""
    if entry.told is None:
        raise UnreadableEntry(entry.seq)
    payload = as_json(entry.told)
    if payload is None:
        raise UnreadableEntry(
            _("Oplysningen {name} indeholder noget, der ikke kan gemmes.").format(
                name=kind_of(entry.told)[0]
            )
        )
    return (
        entry.person_id, entry.seq, *kind_of(entry.told), entry.valid_from, entry.recorded_at,
        entry.by, entry.why, payload.decode(),
    )  # fmt: skip


def append(entries: Sequence[PersonEntry]) -> None:
    """Store entries of one person that follow each other. One statement for each.

    Raises PersonMovedOn where another has one of the numbers; the transaction is then over.
    """
    try:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            for entry in entries:
                cursor.execute(_INSERT, entry_values(entry))
    except IntegrityError as error:
        if place_of(error) != "person_entry_pkey":
            raise
        raise PersonMovedOn(entries[0].person_id) from None


_INSERT = (
    f"INSERT INTO person_entry ({', '.join(ENTRY_TYPES)})"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::json)"
)


def forget_parted(record: UUID, at: datetime) -> None:
    """Erase what is known of a record, where it stands alone without a case. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kompas_forget_parted(%s, %s)", (record, at))


# ---------------------------------------------------------------- read

_COLUMNS = (
    "e.person_id, e.seq, e.kind, e.version, e.valid_from, e.recorded_at, e.by_user, e.why,"
    " e.told::text"
)
_ONE_PERSON = (
    f"SELECT o.merged_into, {_COLUMNS} FROM person me"
    " JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)"
    " JOIN person_entry e ON e.person_id = o.person_id"
    " WHERE me.person_id = %s ORDER BY o.merged_into NULLS FIRST, e.person_id, e.seq"
)
# Another condition than of one, which would look through all persons for each.
_SEVERAL = (
    f"SELECT me.person_id, o.merged_into, {_COLUMNS} FROM person me"
    " JOIN person o"
    " ON coalesce(me.merged_into, me.person_id) = coalesce(o.merged_into, o.person_id)"
    " JOIN person_entry e ON e.person_id = o.person_id WHERE me.person_id = ANY(%s)"
    " ORDER BY me.person_id, o.merged_into NULLS FIRST, e.person_id, e.seq"
)


def load(person_id: UUID) -> tuple[PersonEntry, ...]:
    """What was told of a person in every record of theirs, the one that holds first: one statement.

    Empty where there is no such person, or none that the viewer may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_PERSON, (person_id,))
        return tuple(_entry(row[1:]) for row in cursor.fetchall())


def load_several(person_ids: Sequence[UUID]) -> dict[UUID, tuple[PersonEntry, ...]]:
    """As `load`, of each of some records: one statement. Who may not be seen is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_SEVERAL, (list(person_ids),))
        rows = cursor.fetchall()
    return {of: tuple(_entry(r[2:]) for r in some) for of, some in groupby(rows, lambda r: r[0])}


def person_of(entries: Sequence[PersonEntry]) -> Person | None:
    """The person whose entries were loaded; None for none."""
    records = [fold(list(some)) for _id, some in groupby(entries, key=lambda one: one.person_id)]
    return joined(records[0], records[1:]) if records else None


def stream() -> Iterator[tuple[PersonEntry, ...]]:
    """The entries of every record, one record at a time, over the owner's connection."""
    rows = streamed(f"SELECT {_COLUMNS} FROM person_entry e ORDER BY e.person_id, e.seq")
    for _person_id, some in groupby(rows, key=lambda row: row[0]):
        yield tuple(map(_entry, some))


def _entry(row: Sequence[Any]) -> PersonEntry:
    person_id, seq, kind, version, valid_from, at, by, why, told = row
    read = None if told is None else _told(kind, version, told)
    return PersonEntry(person_id, seq, read, valid_from, at, by, why or "")


def _told(kind: str, version: int, payload: str) -> Told:
    cls = KINDS.get(kind)
    if cls is None or kind_of(object.__new__(cls))[1] != version:
        text = _("Kompas kender ikke version {version} af oplysningen {name}. Opdater Kompas.")
        raise UnreadableEntry(text.format(name=kind, version=version))
    found = from_json(cls, payload)
    if isinstance(found, Faults):
        text = _("Oplysningen {name} kan ikke læses: {faults}.")
        raise UnreadableEntry(text.format(name=kind, faults=", ".join(found)))
    return found
