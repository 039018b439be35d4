"""The citizen's right to know when and what for their case was looked at (PROC-12)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.models import Membership
from kompas.casework.capabilities import Capability
from kompas.casework.record import danish_day
from kompas.processes.reading import NoSuchCase, checked
from kompas.register import access
from kompas.register.models import CaseSummary
from kompas.words import _

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A look as the citizen is told of it: the day, what was done, and what for. Never by whom."""

    day: date
    what: access.What
    purpose: str


class NotYourAudit(LookupError):  # noqa: N818 - whether there is such a user is not told
    """There is nobody of that name in the units whose logs this auditor reads."""

    def __init__(self) -> None:
        super().__init__(_("Der er ingen med det navn i de enheder, du fører tilsyn med."))


def by_user(
    username: str, by: Staff, purpose: str, *, now: datetime, skip: int = 0
) -> tuple[access.Look, ...]:
    """A page of what a user has looked at, the newest first: for the auditors of the units in which
    the user works, has worked, or has seen a case.

    This look leaves a trace of its own. Raises NotYourAudit and PurposeRefused.
    """
    audited = by.units_of(Capability.READ_LOGS)
    # Who has left keeps the roles held then; of one that was taken away the cases seen are left.
    of_unit = Membership.objects.filter(user__username=username, unit__in=audited).exists()
    if not (of_unit or access.has_looked_in(username, audited)):
        raise NotYourAudit
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, checked(purpose))
    return access.looks_by(username, skip=skip)


def at_administration(by: Staff, *, now: datetime, skip: int = 0) -> tuple[access.Look, ...]:
    """A page of what was administered, and what was refused, the newest first; for auditors.

    This look leaves a trace of its own.
    """
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, "Tilsyn med administrationen")
    return access.administered(skip=skip)


def at_case(
    case_id: UUID, by: Staff, purpose: str, *, now: datetime, skip: int = 0
) -> tuple[access.Look, ...]:
    """A page of who has looked at a case, the newest first: for the auditors of its unit.

    This look is in it too. Raises NoSuchCase and PurposeRefused.
    """
    unit = CaseSummary.objects.filter(pk=case_id).values_list("unit", flat=True).first()
    if unit is None or not by.can(Capability.READ_LOGS, unit):
        raise NoSuchCase(case_id)
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, checked(purpose), case_id=case_id)
    return access.looks_at(case_id, skip=skip)


def looked_at(case_id: UUID, by: Staff, purpose: str, *, now: datetime) -> tuple[LookedAt, ...]:
    """Every look at a case, the newest first, without the names of staff (GDPR art. 15, C-579/21).

    For those who see the case, and for the auditors of its unit. This look is in it too. Raises
    NoSuchCase and PurposeRefused.
    """
    line = CaseSummary.objects.filter(pk=case_id).first()
    if line is None:
        raise NoSuchCase(case_id)
    unit = line.unit
    if not by.may_see(line) and not (unit and by.can(Capability.READ_LOGS, unit)):
        raise NoSuchCase(case_id)
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, checked(purpose), case_id=case_id)
    looks = access.looks_at(case_id, limit=_MOST)
    return tuple(
        LookedAt(danish_day(look.at), look.what, look.purpose)
        for look in looks
        if look.what is not access.What.REFUSED  # nothing was seen
    )
