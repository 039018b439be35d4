"""The row of a person: by what they are found, and what lists show of them.

Made from the entries at any time anew, and written in the transaction that records them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from kompas.persons.person import Person
from kompas.register.case_rows import CALLED, OF_PERSON, call, call_as_listed, sort_key
from kompas.register.columns import Columns


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A record as it is found. Its fields are the columns of `person`."""

    person_id: UUID
    name: str
    sort_name: str
    cpr: str | None
    protected: bool
    merged_into: UUID | None
    seq: int


PERSONS = Columns(PersonLine)
"""The columns of `person`, in the order of `person_values`."""


def person_values(person: Person, today: date) -> tuple[Any, ...]:
    """The row of a record as it stands today."""
    now = person.on(today)
    return PERSONS.values(
        PersonLine(
            person_id=person.person_id,
            name=now.name,
            sort_name=sort_key(now.name),
            cpr=now.cpr,
            protected=now.protected,
            merged_into=person.merged_into,
            seq=person.seq,
        )
    )


def upsert(persons: Sequence[Person], today: date, *, using: str = "default") -> None:
    """Store the rows of some records, each once. One statement for each."""
    with connections[using].cursor() as cursor:
        for person in persons:
            cursor.execute(_UPSERT, person_values(person, today))


_COLUMNS = ", ".join(PERSONS.kinds)
_VALUES = ", ".join(f"%s::{kind}" for kind in PERSONS.kinds.values())
_UPSERT = f"""
INSERT INTO person ({_COLUMNS}) VALUES ({_VALUES})
ON CONFLICT (person_id) DO UPDATE SET
{", ".join(f"{column} = EXCLUDED.{column}" for column in PERSONS.kinds if column != "person_id")}
-- A slower hand never puts an older state over a newer one.
WHERE person.seq <= EXCLUDED.seq
"""


def show_in_lists(record: UUID | None = None, *, using: str = "default") -> None:
    """Let the rows of cases show what the person is called now: of the cases of a record and of
    those merged into it, or of all. One statement, and one more where somebody is called otherwise.
    """
    with connections[using].cursor() as cursor:
        which, asked = ("true", []) if record is None else (_OF_RECORD, [record])
        cursor.execute(_SHOW.format(which=which), asked)
        renamed = cursor.fetchall()
    if record is None:
        call_as_listed(using=using)
    else:
        call(renamed, using=using)


_OF_RECORD = "%s IN (me.person_id, me.merged_into)"
_SHOW = f"""
UPDATE case_summary s SET ({", ".join(OF_PERSON)}) = (p.name, p.cpr, p.sort_name, p.protected)
FROM ({CALLED} WHERE {{which}}) p
WHERE p.person_id = s.person_id
  AND s.citizen_name <> '' -- what was erased stays so
  AND ({", ".join(f"s.{column}" for column in OF_PERSON)})
      IS DISTINCT FROM (p.name, p.cpr, p.sort_name, p.protected)
RETURNING s.case_id, s.citizen_name
"""
