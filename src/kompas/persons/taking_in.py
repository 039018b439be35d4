"""The first entry of people whose cases are opened, and many of them taken in at once."""

from collections.abc import Callable, Iterator, Sequence

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
