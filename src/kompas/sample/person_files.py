"""What Eksempelby knows of some of its people besides name, number and first address: who acts for
them, where they moved, and whose address is protected. Made up, and so that one can see it.
"""

from datetime import date, timedelta

from kompas.casework.record import danish_day
from kompas.inputs.cpr import birth_date
from kompas.norms.derivations import age_years
from kompas.persons.entries import (
    AddressCorrected,
    PersonEntry,
    ProtectionSet,
    Registered,
    RepresentativeAppointed,
    Told,
)
from kompas.sample.people import POSTCODE_AND_TOWN
from kompas.sample.seeded_random import Lots

_WHY = "Oplyst af borgeren på telefon."
_LATER = timedelta(days=20)
"""So long after the first case it is told."""
_TOLD: tuple[Told, ...] = (
    RepresentativeAppointed(
        kind="guardian",
        name="Vera Værge",
        address_lines=("Værgevej 3", POSTCODE_AND_TOWN),
        scope="personlige og økonomiske forhold",
    ),
    RepresentativeAppointed(
        kind="party_representative",
        name="Bodil Bisidder",
        address_lines=("Medfølgervej 8", POSTCODE_AND_TOWN),
        scope="denne sag",
    ),
    AddressCorrected(address_lines=("Flyttevej 12", POSTCODE_AND_TOWN)),
    ProtectionSet(protected=True),
)
_PARENTS = ("Fie Forælder", "Frode Forælder")
_WHY_CUSTODY = "Oplyst i CPR-registret (opdigtet borger)."
_OF_AGE_YEARS = 18
_ONE_IN = 6 * len(_TOLD)
"""Of so many people each of these is told of one."""


def further(first: PersonEntry, today: date) -> tuple[PersonEntry, ...]:
    """What is told of somebody after the first entry; nothing of most, nor after `today`.

    Of who is not yet 18, who has custody: the two parents, with whom they live.
    """
    known = first.told
    if isinstance(known, Registered) and known.cpr and _is_minor(known.cpr, first.valid_from):
        at, lines = first.recorded_at, known.address_lines
        return tuple(
            PersonEntry(
                first.person_id,
                seq,
                _parent(name, lines),
                first.valid_from,
                at,
                first.by,
                _WHY_CUSTODY,
            )
            for seq, name in enumerate(_PARENTS, 2)
        )
    at = first.recorded_at + _LATER
    place = Lots("person file", str(first.person_id)).below(_ONE_IN)
    if place >= len(_TOLD) or danish_day(at) > today:
        return ()
    told = _TOLD[place]
    return (PersonEntry(first.person_id, 2, told, danish_day(at), at, first.by, _WHY),)


def _is_minor(cpr: str, day: date) -> bool:
    born = birth_date(cpr)
    return born is not None and age_years(born, day) < _OF_AGE_YEARS


def _parent(name: str, lines: tuple[str, ...]) -> RepresentativeAppointed:
    return RepresentativeAppointed(kind="custody_holder", name=name, address_lines=lines)


def is_protected(first: PersonEntry | None, today: date) -> bool:
    """Whether the cases of somebody say that name and address are protected."""
    return first is not None and any(
        isinstance(one.told, ProtectionSet) for one in further(first, today)
    )
