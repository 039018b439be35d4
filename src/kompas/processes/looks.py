"""The citizen's right to know when and what for their case was looked at (PROC-12)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.lookup import viewer_of
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


def by_user(username: str, by: Staff, purpose: str, *, now: datetime) -> tuple[access.Look, ...]:
    """What a user has looked at, the newest first: for the auditors of the user's units.

    This look leaves a trace of its own. Raises NotYourAudit and PurposeRefused.
    """
    looker = viewer_of(username)
    audited = by.units_of(Capability.READ_LOGS)
    if looker is None or not any(unit in audited for _role, unit in looker.roles):
        raise NotYourAudit
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, checked(purpose))
    return access.looks_by(username)


def at_case(case_id: UUID, by: Staff, purpose: str, *, now: datetime) -> tuple[access.Look, ...]:
    """Who has looked at a case, the newest first: for the auditors of its unit.

    This look is in it too. Raises NoSuchCase and PurposeRefused.
    """
    unit = CaseSummary.objects.filter(pk=case_id).values_list("unit", flat=True).first()
    if unit is None or not by.can(Capability.READ_LOGS, unit):
        raise NoSuchCase(case_id)
    with access.acting(by):
        access.note(by.username, now, access.What.EXPORT, checked(purpose), case_id=case_id)
    return access.looks_at(case_id)


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
