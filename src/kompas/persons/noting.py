"""Adding to what is known of a person: the entries and the row, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.casework.record import danish_day
from kompas.persons import person_log
from kompas.persons.entries import PersonEntry, Told
from kompas.persons.person import Person, fold
from kompas.persons.rows import upsert


@dataclass(frozen=True, slots=True)
class Noted:
    """Who tells something of a person, when, and why or where it was learnt."""

    by: str
    at: datetime
    why: str


def add(
    known: Sequence[PersonEntry],
    told: Sequence[Told],
    valid_from: date,
    noted: Noted,
    *,
    record: UUID | None = None,
) -> Person:
    """Add to a record of a person: the one that holds, where none is named. The record as it is
    then. Two statements for one entry.

    `known` is `person_log.load`. Raises `person_log.PersonMovedOn`.
    """
    person_id = record or known[0].person_id
    before = [entry for entry in known if entry.person_id == person_id]
    at = max(noted.at, before[-1].recorded_at)
    coming = [
        PersonEntry(person_id, seq, one, valid_from, at, noted.by, noted.why)
        for seq, one in enumerate(told, before[-1].seq + 1)
    ]
    person_log.append(coming)
    after = fold([*before, *coming])
    upsert([after], danish_day(at))
    return after
