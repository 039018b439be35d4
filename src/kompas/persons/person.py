"""A person as the entries make them, and as they are on a day. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from kompas.casework.address import Reader, address_for
from kompas.casework.replacement import changed
from kompas.inputs.cpr import birth_date
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    LanguageSet,
    Merged,
    MergeUndone,
    NameCorrected,
    NumberCorrected,
    PersonEntry,
    ProtectionSet,
    Registered,
    RepresentativeAppointed,
    RepresentativeEnded,
    Told,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """What holds from a day until the next that is told of the same."""

    value: T
    valid_from: date


Rows = tuple[Dated[T], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Somebody who acts for the person from a day, through `until` where there is an end.

    `entry` appointed them in the record of `person_id`.
    """

    person_id: UUID
    entry: int
    kind: str
    name: str
    address_lines: tuple[str, ...]
    scope: str
    letters: bool
    valid_from: date
    until: date | None
    ended_from: date | None = None

    def on(self, day: date) -> bool:
        """Whether they act for the person on a day."""
        ended = self.ended_from is not None and self.ended_from <= day
        return self.valid_from <= day <= (self.until or date.max) and not ended

    @property
    def comes(self) -> bool:
        """Whether they act for the person on any day at all."""
        return self.on(self.valid_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """A person as they are on a day, as far as is known now."""

    person_id: UUID
    name: str
    address_lines: tuple[str, ...]
    cpr: str | None
    administrative_number: str | None
    protected: bool
    digital_post_exempt: bool
    language: str | None
    interpreter: bool
    representatives: tuple[Representative, ...]

    def address_for(self, reader: Reader) -> tuple[str, ...]:
        """The address as somebody may read it."""
        return address_for(reader, self.address_lines, protected=self.protected)

    @property
    def birth_date(self) -> date | None:
        """By the CPR number; None where there is none that tells it."""
        return birth_date(self.cpr) if self.cpr else None


@dataclass(frozen=True, slots=True)
class Coming:
    """What is known to hold of a person from a day to come."""

    addresses: Rows[tuple[str, ...]]
    representatives: tuple[Representative, ...]


@dataclass(frozen=True, kw_only=True)  # no slots: `kompas.casework.replacement`
class Person:
    """Everything that is known of a person, each with the day from which it holds.

    `others` are records that turned out to be of the same person, `merged_into` the one that holds
    instead of this.
    """

    person_id: UUID
    seq: int = 0
    names: Rows[str] = ()
    addresses: Rows[tuple[str, ...]] = ()
    numbers: Rows[NumberCorrected] = ()
    protections: Rows[bool] = ()
    exemptions: Rows[bool] = ()
    languages: Rows[LanguageSet] = ()
    representatives: tuple[Representative, ...] = ()
    merged_into: UUID | None = None
    others: tuple["Person", ...] = ()

    @property
    def records(self) -> tuple["Person", ...]:
        """This record, and those of the same person."""
        return (self, *self.others)

    def cpr_on(self, day: date) -> str | None:
        """The record's own CPR number on a day."""
        number = _on(self.numbers, day)
        return number.cpr if number else None

    def told_in(self, told: Told, day: date) -> tuple["Person", ...]:
        """The records in which something must be told to hold of the person on a day.

        What holds where any record says so (`on`) is over when each of them says that it is.
        """
        if isinstance(told, ProtectionSet | DigitalPostSet):
            name, value_of = _DATED[type(told)]
            if not value_of(told):
                return tuple(one for one in self.records if _on(getattr(one, name), day)) or (self,)
        return (self,)

    def newest(self, told: Told, today: date) -> date | None:
        """From which day what holds today of the same as `told` does so; None where nothing was."""
        name, _value_of = _DATED.get(type(told), ("", None))
        rows: Rows[Any] = getattr(self, name) if name else ()
        days = (row.valid_from for row in rows)
        return max((day for day in days if day <= today), default=None)

    def coming(self, day: date) -> "Coming":
        """What is told of the person that holds only after a day."""
        return Coming(
            tuple(row for row in self.addresses if row.valid_from > day),
            tuple(
                one for record in self.records for one in record.representatives
                if one.valid_from > day and one.comes
            ),
        )  # fmt: skip

    def on(self, day: date) -> OnDay:
        """As the person is on a day.

        Whoever is protected in one record is, and whoever was appointed in one acts: what was
        known of either is not lost when they are merged. So with Digital Post and the language.
        """
        number, records = _on(self.numbers, day), self.records
        spoken = next(filter(None, (_on(one.languages, day) for one in records)), None)
        return OnDay(
            person_id=self.person_id,
            name=_on(self.names, day) or "",
            address_lines=_on(self.addresses, day) or (),
            cpr=number.cpr if number else None,
            administrative_number=number.administrative_number if number else None,
            protected=any(_on(one.protections, day) is True for one in records),
            digital_post_exempt=any(_on(one.exemptions, day) is True for one in records),
            language=spoken.language if spoken else None,
            interpreter=bool(spoken and spoken.interpreter),
            representatives=tuple(
                one for record in records for one in record.representatives if one.on(day)
            ),
        )


def _on(rows: Rows[T], day: date) -> T | None:
    """What holds on a day: of several from one day, what was told last."""
    holding = [(row.valid_from, place) for place, row in enumerate(rows) if row.valid_from <= day]
    return rows[max(holding)[1]].value if holding else None


def fold(entries: Sequence[PersonEntry]) -> Person:
    """The person that the entries make; one who was erased has no name. ValueError for none."""
    if not entries:
        raise ValueError("no entries")
    person = Person(person_id=entries[0].person_id)
    for entry in entries:
        if entry.told is not None:
            person = _after(person, entry.told, entry)
    return replace(person, seq=entries[-1].seq)


def joined(record: Person, others: Iterable[Person]) -> Person:
    """A record with those that are of the same person."""
    return replace(record, others=tuple(others))


def _after(person: Person, told: Told, entry: PersonEntry) -> Person:
    """The person after one more entry. Total: what is recorded is so."""
    match told:
        case Registered(name=name, address_lines=lines, cpr=cpr):
            # What is known first holds until something else is told, of whatever day.
            return replace(
                person,
                names=(Dated(name, date.min),),
                addresses=(Dated(lines, date.min),),
                numbers=(Dated(NumberCorrected(cpr=cpr), date.min),),
            )
        case Merged() | MergeUndone():
            return replace(person, merged_into=told.into if isinstance(told, Merged) else None)
        case RepresentativeAppointed() | RepresentativeEnded():
            return replace(person, representatives=_acting(person, told, entry))
        case _:
            name, value_of = _DATED[type(told)]
            rows = (*getattr(person, name), Dated(value_of(told), entry.valid_from))
            grown: dict[str, Any] = {name: rows}
            return changed(person, **grown)


_DATED: Mapping[type[Told], tuple[str, Callable[[Told], object]]] = {
    NameCorrected: ("names", attrgetter("name")),
    AddressCorrected: ("addresses", attrgetter("address_lines")),
    NumberCorrected: ("numbers", lambda told: told),
    ProtectionSet: ("protections", attrgetter("protected")),
    DigitalPostSet: ("exemptions", attrgetter("exempt")),
    LanguageSet: ("languages", lambda told: told),
}
"""The rows that a kind of entry adds to, and what it adds."""


def _acting(
    person: Person, told: RepresentativeAppointed | RepresentativeEnded, entry: PersonEntry
) -> tuple[Representative, ...]:
    """Who acts for the person after an entry about one of them."""
    before = person.representatives
    if isinstance(told, RepresentativeEnded):
        return tuple(
            replace(one, ended_from=entry.valid_from) if one.entry == told.appointed else one
            for one in before
        )
    appointed = Representative(
        person_id=entry.person_id,
        entry=entry.seq,
        kind=told.kind,
        name=told.name,
        address_lines=told.address_lines,
        scope=told.scope,
        letters=told.letters,
        valid_from=entry.valid_from,
        until=told.until,
    )
    return (*before, appointed)
