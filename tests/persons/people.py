"""A person for the tests, told entry by entry."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kompas.persons.entries import PersonEntry, Registered, Told
from kompas.persons.person import Person, fold
from tests.register.cases import DAY, NOON

METTE = UUID(int=1, version=4)
OTHER = UUID(int=2, version=4)
FIRST = Registered(
    name="Mette Prøve", address_lines=("Fabelgade 1", "0000 Eksempelby"), cpr="6101800001"
)


def told(*entries: tuple[Told, date], person_id: UUID = METTE) -> Person:
    """The person who was registered on `DAY`, and of whom more was told."""
    return fold(entries_of(*entries, person_id=person_id))


def entries_of(*entries: tuple[Told, date], person_id: UUID = METTE) -> list[PersonEntry]:
    return [
        PersonEntry(person_id, seq, one, day, NOON, "anne", "Oplyst af borgeren.")
        for seq, (one, day) in enumerate([(FIRST, DAY), *entries], 1)
    ]


def called(name: str) -> Registered:
    return replace(FIRST, name=name)
