"""A citizen's page, and what is put right on it: each look leaves a trace, each change says why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db import IntegrityError

from kompas.accounts.access import Staff
from kompas.accounts.names import colleagues_among
from kompas.casework.capabilities import Capability
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.record import danish_day
from kompas.inputs import ENTRIES, Day, ShortOrBlank
from kompas.inputs.fitting import fitted
from kompas.norms import Library
from kompas.persons import lookup, person_log
from kompas.persons.cpr_register import CprRegister, differences
from kompas.persons.entries import (
    AddressCorrected,
    Merged,
    MergeUndone,
    NumberCorrected,
    PersonEntry,
    RepresentativeAppointed,
    RepresentativeEnded,
    Told,
)
from kompas.persons.lookup import CaseOfPerson
from kompas.persons.models import NUMBER_ONCE
from kompas.persons.noting import Noted, add
from kompas.persons.person import OnDay, Person
from kompas.persons.rows import show_in_lists
from kompas.processes import permissions
from kompas.processes.act import cannot_be_taken
from kompas.processes.reading import checked
from kompas.register import access
from kompas.register.error_redaction import place_of
from kompas.words import _


class NoSuchPerson(LookupError):  # noqa: N818 - whether there is one is not told
    """There is no such person, or none that this user may see."""


@dataclass(frozen=True, slots=True)
class CitizenFile:
    """What is known of a citizen, and the cases of theirs that the viewer may see.

    `names` has the name of each user who told something and works where the viewer sees cases: who
    the others are would tell where the citizen has cases besides.
    """

    person: Person
    entries: tuple[PersonEntry, ...]
    cases: tuple[CaseOfPerson, ...]
    names: Mapping[str, str]

    @property
    def seen(self) -> int:
        """What a form brings back, to tell whether somebody was first."""
        return len(self.entries)


def open_citizen(person_id: UUID, by: Staff, purpose: str, *, now: datetime) -> CitizenFile:
    """A citizen's page: a look at each case that it shows. Five statements.

    Raises NoSuchPerson and PurposeRefused.
    """
    with access.acting(by):
        entries, person = _known(person_id)
        cases = lookup.cases_of(by, person.person_id)
        looked_at = [case.line.case_id for case in cases]
        access.note_each(by.username, now, access.What.READ, checked(purpose), looked_at)
        return CitizenFile(
            person, entries, cases, colleagues_among({entry.by for entry in entries}, by)
        )


def may_correct(by: Staff, cases: Sequence[CaseOfPerson]) -> bool:
    """Whether a user may put right what is known of a citizen: who handles a case of theirs."""
    return any(
        case.line.unit is not None and by.can(Capability.HANDLE_CASE, case.line.unit)
        for case in cases
    )


# ---------------------------------------------------------------- putting right


@dataclass(frozen=True, slots=True)
class Correction:
    """What is told of a citizen, from which day, and why. `seen` is `CitizenFile.seen`."""

    told: tuple[Told, ...]
    valid_from: Day
    why: ShortOrBlank
    seen: Annotated[int, ENTRIES]


def correct(
    person_id: UUID,
    correction: Correction,
    by: Staff,
    *,
    library: Library,
    now: datetime,
    record: UUID | None = None,
) -> Refused | None:
    """Add to what is known of a citizen; or why not, and nothing is stored.

    `record` is the one whose number is put right, where that is not the one that holds. Raises
    NoSuchPerson, and `person_log.PersonMovedOn` where somebody was first.
    """
    correction, unfit = _fitted(correction)
    if unfit:
        return unfit

    def done(entries: tuple[PersonEntry, ...], person: Person) -> Iterator[Refusal]:
        about = next((one for one in person.records if one.person_id == record), person)
        found = list(_against(about, person, correction, library, danish_day(now)))
        if not found:
            tellings = list(_tellings(about, person, correction, danish_day(now)))
            noted = _noted(correction, by, now)
            for place in dict.fromkeys((record, day) for record, day, _told in tellings):
                told = [one for *at, one in tellings if tuple(at) == place]
                add(entries, told, place[1], noted, record=place[0])
        yield from found

    return _changed(person_id, correction, by, done)


def _tellings(
    about: Person, person: Person, correction: Correction, today: date
) -> Iterator[tuple[UUID, date, Told]]:
    """What is told, of each record in which it must be told to hold, and from when."""
    for told in correction.told:
        if isinstance(told, NumberCorrected) and told.cpr:
            yield from _freed(told, about, person, correction.valid_from, today)
        for one in about.told_in(told, today):
            yield one.person_id, correction.valid_from, told


def _freed(
    told: NumberCorrected, about: Person, person: Person, valid_from: date, today: date
) -> Iterator[tuple[UUID, date, Told]]:
    """That another record of the same person has the number no more: one alone has it."""
    for one in person.records:
        if one.person_id != about.person_id and one.cpr_on(today) == told.cpr:
            newest = one.newest(told, today) or valid_from
            yield one.person_id, max(valid_from, newest), NumberCorrected()


def end_representative(
    person_id: UUID, record: UUID, correction: Correction, by: Staff, *, now: datetime
) -> Refused | None:
    """Somebody acts for a citizen no more, who was appointed in a record of theirs.

    As `correct`.
    """
    correction, unfit = _fitted(correction)
    if unfit:
        return unfit

    def done(entries: tuple[PersonEntry, ...], person: Person) -> Iterator[Refusal]:
        ended = {t.appointed for t in correction.told if isinstance(t, RepresentativeEnded)}
        acting = {
            one.entry for r in person.records if r.person_id == record for one in r.representatives
            if one.ended_from is None or one.ended_from > danish_day(now)
        }  # fmt: skip
        if not ended <= acting:
            yield _no_such_representative()
            return
        noted = _noted(correction, by, now)
        add(entries, correction.told, correction.valid_from, noted, record=record)

    return _changed(person_id, correction, by, done)


def ask_register(
    person_id: UUID,
    register: CprRegister,
    seen: int,
    by: Staff,
    *,
    library: Library,
    now: datetime,
) -> Refused | int:
    """Take over what the CPR register says of a citizen today; how much was new. As `correct`."""
    today = danish_day(now)
    with access.acting(by):
        _entries, person = _known(person_id)
    known = person.on(today)
    record = register.look_up(known.cpr) if known.cpr else None
    if record is None:
        return Refused((_not_in_register(),))
    told = differences(known, record)
    if not told:
        return 0
    correction = Correction(told, today, "Hentet fra CPR-registret.", seen)
    return correct(person_id, correction, by, library=library, now=now) or len(told)


def _fitted(correction: Correction) -> tuple[Correction, Refused | None]:
    """A correction in its normal form; or what cannot be taken of it."""
    correction, unfit = fitted(correction)
    return correction, Refused(tuple(map(cannot_be_taken, unfit))) if unfit else None


def _changed(
    person_id: UUID,
    correction: Correction,
    by: Staff,
    done: Callable[[tuple[PersonEntry, ...], Person], Iterator[Refusal]],
    *,
    others: Sequence[UUID] = (),
) -> Refused | None:
    """What every change shares: who may, that nobody was first, and that lists show it.

    `others` are records besides that nobody else may merge meanwhile.
    """
    try:
        with access.acting(by):
            lookup.hold((person_id, *others))
            entries, person = _known(person_id)
            if len(entries) != correction.seen:
                raise person_log.PersonMovedOn(person_id)
            found = [*_shared(person, correction, by)]
            found = found or [*done(entries, person)]
            if not found:
                show_in_lists(person.person_id)
    except IntegrityError as error:
        if place_of(error) != NUMBER_ONCE:
            raise
        found = [_number_taken()]
    return Refused(tuple(found)) if found else None


def _shared(person: Person, correction: Correction, by: Staff) -> Iterator[Refusal]:
    yield from _not_yours(person, by)
    if not person.names:
        yield Refusal(
            "erased",
            _("Det, der var oplyst om borgeren, er slettet."),
            _("Opret en ny sag, hvis borgeren søger igen."),
        )
    if not correction.why:
        yield Refusal(
            "no_reason",
            _("Der står ikke, hvorfor det rettes, eller hvor det er oplyst."),
            _("Skriv det kort, fx »Oplyst af borgeren på telefon«."),
            _("offentlighedsloven § 13"),
        )


def _not_yours(person: Person, by: Staff) -> Iterator[Refusal]:
    if not may_correct(by, lookup.cases_of(by, person.person_id)):
        yield permissions.not_your_role()


def _known(person_id: UUID) -> tuple[tuple[PersonEntry, ...], Person]:
    entries = person_log.load(person_id)
    person = person_log.person_of(entries)
    if person is None:
        raise NoSuchPerson
    return entries, person


def _noted(correction: Correction, by: Staff, now: datetime) -> Noted:
    return Noted(by.username, now, correction.why)


# ---------------------------------------------------------------- why not


def _against(
    about: Person, person: Person, correction: Correction, library: Library, today: date
) -> Iterator[Refusal]:
    """Why something cannot be told of a record of a person."""
    if not correction.told:
        yield Refusal("nothing_told", _("Der er ikke ændret noget."), _("Ret det, der er nyt."))
    for told in correction.told:
        ahead = isinstance(told, AddressCorrected | RepresentativeAppointed)
        if not ahead:
            yield from _dated_ahead(correction, today)
        newest = [one.newest(told, today) for one in about.told_in(told, today)]
        if any(day is not None and correction.valid_from < day for day in newest):
            yield Refusal(
                "newer_told",
                _("Der er oplyst noget andet fra en senere dag, og det ville stadig gælde."),
                _("Ret fra den dag, hvor det gjaldt, eller senere."),
            )
        yield from _nothing_told(told)
        if isinstance(told, NumberCorrected):
            yield from _wrong_number(person, told)
        if isinstance(told, RepresentativeAppointed):
            yield from _wrong_representative(told, correction.valid_from, library)


def _dated_ahead(correction: Correction, today: date) -> Iterator[Refusal]:
    if correction.valid_from > today:
        yield Refusal(
            "dated_ahead",
            _("Dagen ligger ude i fremtiden."),
            _("Ret dagen, eller vent til dagen kommer."),
        )


def _nothing_told(told: Told) -> Iterator[Refusal]:
    match told:
        case AddressCorrected(address_lines=()):
            yield Refusal("no_address", _("Der står ikke nogen adresse."), _("Skriv adressen."))
        case _:
            pass


def _wrong_number(person: Person, told: NumberCorrected) -> Iterator[Refusal]:
    other = lookup.with_cpr(told.cpr) if told.cpr else None
    if other is not None and other.root != person.person_id:
        yield _number_taken()


def _wrong_representative(
    told: RepresentativeAppointed, valid_from: date, library: Library
) -> Iterator[Refusal]:
    if told.kind not in library.representatives:
        yield Refusal(
            "no_such_kind",
            _("Kompas kender ikke den slags repræsentant."),
            _("Vælg en fra listen."),
        )
    if told.until is not None and told.until < valid_from:
        yield Refusal(
            "ends_before_it_begins",
            _("Den sidste dag ligger før den første."),
            _("Ret en af dagene."),
        )


def _number_taken() -> Refusal:
    return Refusal(
        "number_taken",
        _("En anden i registret har CPR-nummeret."),
        _("Er det samme borger, så saml de to registreringer. Ellers ret nummeret."),
    )


def _no_such_representative() -> Refusal:
    return Refusal(
        "no_such_representative",
        _("Repræsentanten findes ikke, eller er allerede ophørt."),
        _("Hent siden igen."),
    )


def _not_in_register() -> Refusal:
    return Refusal(
        "not_in_register",
        _("CPR-registret har ikke borgerens nummer, eller borgeren har ikke noget."),
        _("Ret nummeret, eller skriv selv navn og adresse."),
    )


# ---------------------------------------------------------------- one person, two records


def merge(
    other_id: UUID,
    into: UUID,
    correction: Correction,
    by: Staff,
    *,
    now: datetime,
    two_numbers: bool = False,
) -> Refused | None:
    """Let a record hold for another of the same person too. `correction` says why, of `other_id`.

    `two_numbers`: that each has a CPR number of its own is known, and it is the same person.
    Raises as `correct`, for either.
    """
    correction, unfit = _fitted(correction)
    if unfit:
        return unfit

    def done(entries: tuple[PersonEntry, ...], person: Person) -> Iterator[Refusal]:
        _entries, kept = _known(into)
        today = danish_day(now)
        found = [
            *_dated_ahead(correction, today),
            *_not_yours(kept, by),
            *_cannot_merge(person, kept, other_id, today),
            *_two_people(person.on(today), kept.on(today), known=two_numbers),
        ]
        if not found:
            noted = _noted(correction, by, now)
            add(entries, [Merged(into=kept.person_id)], correction.valid_from, noted)
            show_in_lists(kept.person_id)
        yield from found

    return _changed(other_id, correction, by, done, others=(into,))


def undo_merge(
    person_id: UUID, record: UUID, correction: Correction, by: Staff, *, now: datetime
) -> Refused | None:
    """Let a record be of a person of its own again. As `correct`; nothing of either is lost.

    But of one whose cases were all erased while they were merged nothing is kept any more.
    """
    correction, unfit = _fitted(correction)
    if unfit:
        return unfit

    def done(entries: tuple[PersonEntry, ...], person: Person) -> Iterator[Refusal]:
        if record not in {one.person_id for one in person.others}:
            yield Refusal("not_merged", _("De to er ikke samlet."), _("Hent siden igen."))
            return
        if found := [*_dated_ahead(correction, danish_day(now))]:
            yield from found
            return
        noted = _noted(correction, by, now)
        add(entries, [MergeUndone()], correction.valid_from, noted, record=record)
        for one in (record, person.person_id):
            person_log.forget_parted(one, now)
        show_in_lists(record)

    return _changed(person_id, correction, by, done)


def _two_people(one: OnDay, other: OnDay, *, known: bool) -> Iterator[Refusal]:
    """Two numbers are two people, unless somebody knows better: a new number is given seldom."""
    if one.cpr and other.cpr and one.cpr != other.cpr and not known:
        yield Refusal(
            "two_numbers",
            _("{one} og {other} har hver sit CPR-nummer.").format(one=one.name, other=other.name),
            _("Er det samme borger, så sæt kryds ved det. Ellers skal de ikke samles."),
        )


def _cannot_merge(person: Person, kept: Person, other_id: UUID, today: date) -> Iterator[Refusal]:
    if person.person_id == kept.person_id:
        yield Refusal(
            "same_record",
            _("Det er den samme registrering."),
            _("Skriv et sagsnummer fra den anden."),
        )
    elif person.person_id != other_id or person.others:
        yield Refusal(
            "merged_already",
            _("Registreringen er allerede samlet med en anden."),
            _("Saml hver registrering med den, der skal gælde."),
        )
    elif person.on(today).cpr and not kept.on(today).cpr:
        yield Refusal(
            "number_would_be_lost",
            _("Den, der skal gælde, har ikke noget CPR-nummer, og det har den anden."),
            _("Saml dem den anden vej."),
        )
