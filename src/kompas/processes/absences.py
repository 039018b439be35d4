"""Somebody will be away, and another stands in for them: each act leaves a trace in the log.

A user says it of themselves, and a team lead of whoever handles cases in the team. The substitute
works in the same unit with at least the same rights, so that nobody gets any that their role does
not give (`kompas.accounts.absences`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from kompas.accounts import absences
from kompas.accounts.absences import Absence, Colleague
from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.limits import LONGEST_ABSENCE_DAYS
from kompas.processes.roster import Act, fitted, of_absence
from kompas.register import access
from kompas.words import _

_Done = TypeVar("_Done")
AHEAD = timedelta(days=366)
"""So far ahead an absence can begin."""


class AbsenceRefused(ValueError):  # noqa: N818 - what happened, in the words of the screen
    """It cannot be so: `field` is what is wrong, empty for the whole; `remedy` mends it."""

    def __init__(self, text: str, remedy: str, field: str = "") -> None:
        super().__init__(text)
        self.remedy, self.field = remedy, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be away from which unit, from and to a day, and who stands in: by username."""

    username: str
    unit: str
    substitute: str
    from_on: date
    to_on: date


def those_who_may_be_away(by: Staff, colleagues: tuple[Colleague, ...]) -> tuple[Colleague, ...]:
    """Of those who work in a user's units, those whose absence the user may write down."""
    return tuple(one for one in colleagues if _may(by, one.username, one.unit))


def set_absence(wanted: Wanted, by: Staff, *, now: datetime, today: date) -> Absence:
    """Somebody will be away. Raises AbsenceRefused."""

    def add() -> Absence:
        if not _may(by, wanted.username, wanted.unit):
            raise AbsenceRefused(
                _("Du kan ikke melde den medarbejder fraværende."),
                _("Bed teamlederen om det."),
                "who",
            )
        _check_days(wanted, today)
        absences.hold((wanted.username, wanted.substitute))
        _check_substitute(wanted)
        made = absences.add(
            wanted.username, wanted.unit, wanted.substitute, wanted.from_on, wanted.to_on
        )
        if made is None:
            raise AbsenceRefused(_("Medarbejderen findes ikke."), _("Vælg en anden."), "who")
        _note(by, now, f"{Act.ABSENCE_SET}: {_told(made)}")
        return made

    return _traced(by, now, f"{Act.ABSENCE_SET}: {wanted.username} i {wanted.unit}", add)


def end_absence(absence_id: int, by: Staff, *, now: datetime) -> Absence:
    """Somebody is back, or will not be away: nobody stands in any more. Raises AbsenceRefused."""

    def remove() -> Absence:
        found = absences.one(absence_id)
        if found is None or not _may(by, found.username, found.unit):
            raise AbsenceRefused(
                _("Fraværet findes ikke, eller du kan ikke afslutte det."),
                _("Bed teamlederen om det."),
            )
        absences.remove(absence_id)
        _note(by, now, f"{Act.ABSENCE_ENDED}: {_told(found)}")
        return found

    return _traced(by, now, Act.ABSENCE_ENDED.value, remove)


def _told(one: Absence) -> str:
    return of_absence(one.username, one.unit, one.substitute, one.from_on, one.to_on)


def _may(by: Staff, username: str, unit: str) -> bool:
    own = username == by.username and by.can(Capability.HANDLE_CASE, unit)
    return own or by.can(Capability.LEAD_TEAM, unit)


def _check_days(wanted: Wanted, today: date) -> None:
    if wanted.from_on < today:
        raise AbsenceRefused(
            _("Fraværet kan tidligst begynde i dag."), _("Vælg en senere dag."), "from_on"
        )
    if wanted.from_on > today + AHEAD:
        raise AbsenceRefused(
            _("Fraværet begynder for langt ude i fremtiden."),
            _("Vælg en dag inden for et år."),
            "from_on",
        )
    if wanted.to_on < wanted.from_on:
        raise AbsenceRefused(
            _("Fraværet slutter, før det begynder."), _("Vælg en senere sidste dag."), "to_on"
        )
    if wanted.to_on - wanted.from_on >= timedelta(days=LONGEST_ABSENCE_DAYS):
        raise AbsenceRefused(
            _("Fraværet er for langt."),
            _("Vælg højst {n} dage. Er det længere, så overdrag sagerne.").format(
                n=LONGEST_ABSENCE_DAYS
            ),
            "to_on",
        )


def _check_substitute(wanted: Wanted) -> None:
    colleagues = {one.username: one for one in absences.colleagues([wanted.unit])}
    away, other = colleagues.get(wanted.username), colleagues.get(wanted.substitute)
    if away is None:
        raise AbsenceRefused(
            _("Medarbejderen behandler ikke sager i enheden."), _("Vælg en anden."), "who"
        )
    if other is None or other is away or not away.able <= other.able:
        raise AbsenceRefused(
            _("Stedfortræderen skal være en anden i samme enhed med mindst de samme rettigheder."),
            _("Vælg en anden."),
            "substitute",
        )
    for found in absences.overlapping(
        (wanted.username, wanted.substitute), wanted.unit, wanted.from_on, wanted.to_on
    ):
        if found.username == wanted.username:
            raise AbsenceRefused(
                _("Der er allerede meldt fravær i den tid."), _("Afslut det først."), "from_on"
            )
        if found.username == wanted.substitute:
            raise AbsenceRefused(
                _("Stedfortræderen er selv fraværende i den tid."),
                _("Vælg en anden."),
                "substitute",
            )


def _traced(by: Staff, now: datetime, what: str, act: Callable[[], _Done]) -> _Done:
    """Something is done, and noted by itself in the same transaction; what was refused is noted."""
    try:
        with access.acting(by):
            return act()
    except AbsenceRefused:
        with access.acting(by):
            _note(by, now, f"Afvist: {what}")
        raise


def _note(by: Staff, now: datetime, what: str) -> None:
    access.note(by.username, now, access.What.ADMINISTER, fitted(what))
