"""The first entry of people whose cases are opened, and many of them taken in at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import connection

from kompas.casework.decision import Citizen
from kompas.casework.opening import Opening
from kompas.casework.record import Recorded, danish_day
from kompas.persons.entries import PersonEntry, Registered
from kompas.persons.person import fold
from kompas.persons.person_log import ENTRY_TYPES, entry_values
from kompas.persons.rows import PERSONS, person_values
from kompas.register.bulk import Filled
from kompas.register.case_rows import sort_key

WHY = "Oplyst, da sagen blev oprettet."
"""Why the first entry stands; the record is in one language."""


def first_entry(opening: Recorded) -> PersonEntry | None:
    """What the opening of a case tells of the person it is about; None where it names none."""
    event = opening.event
    if not isinstance(event, Opening) or event.person_id is None:
        return None
    return PersonEntry(
        event.person_id,
        1,
        registered(event.citizen),
        danish_day(opening.recorded_at),
        opening.recorded_at,
        opening.by,
        WHY,
    )


def registered(citizen: Citizen) -> Registered:
    """A citizen as a case has them, as the register takes them in."""
    return Registered(name=citizen.name, address_lines=citizen.address_lines, cpr=citizen.cpr)


Further = Callable[[PersonEntry], Sequence[PersonEntry]]
"""What is told of a person after the first entry."""


def with_cases(
    cases: Sequence[Sequence[Recorded]], further: Further = lambda _first: ()
) -> Iterator[Filled]:
    """The people of some new cases, none of whom is there yet (`kompas.register.bulk.store`)."""
    found = (first_entry(entries[0]) for entries in cases)
    known = {one.person_id: (one, *further(one)) for one in found if one}.values()
    yield "person_entry", ENTRY_TYPES, (entry_values(one) for some in known for one in some)
    yield "person", PERSONS.kinds, map(_row, known)


def _row(entries: Sequence[PersonEntry]) -> tuple[object, ...]:
    if len(entries) == 1:
        return _first_row(entries[0])
    return person_values(fold(entries), danish_day(entries[-1].recorded_at))


def _first_row(entry: PersonEntry) -> tuple[object, ...]:
    """What `person_values` gives of the first entry: folding one takes four times as long."""
    told = entry.told
    if not isinstance(told, Registered):
        raise TypeError(type(told))
    return entry.person_id, told.name, sort_key(told.name), told.cpr, False, None, entry.seq


# ---------------------------------------------------------------- by who works in Kompas


def store_new(people: Sequence[Sequence[PersonEntry]]) -> None:
    """Take in people who are not there yet, each with all that is told of them, within
    `access.acting` as who tells it. Their cases are there already: what follows the first entry may
    be added by who sees them. Two statements.

    Raises IntegrityError where another has the CPR number of one.
    """
    with connection.cursor() as cursor:
        rows = map(_row, people)
        cursor.execute(_ADD_PEOPLE, _by_column(PERSONS.kinds, rows))
        entries = (entry_values(one) for some in people for one in some)
        cursor.execute(_ADD_ENTRIES, _by_column(ENTRY_TYPES, entries))


def _by_column(types: Mapping[str, str], rows: Iterator[Sequence[object]]) -> list[list[object]]:
    return list(map(list, zip(*rows, strict=True))) or [[] for _one in types]


def _added(table: str, types: Mapping[str, str], **read_as: str) -> str:
    names = ", ".join(types)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types.values())
    read = ", ".join(read_as.get(name, name) for name in types)
    return f"INSERT INTO {table} ({names}) SELECT {read} FROM unnest({arrays}) AS a ({names})"


_ADD_PEOPLE = _added("person", PERSONS.kinds)
_ADD_ENTRIES = _added("person_entry", ENTRY_TYPES, told="told::json")
