"""The citizen's right to know when and what for their case was looked at (PROC-12)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Role, Viewer
from kompas.casework.record import danish_day
from kompas.processes import may
from kompas.processes.reading import NoSuchCase, checked
from kompas.register import access
from kompas.register.models import CaseSummary

_READING_LOGS = frozenset({Role.AUDITOR})
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A look as the citizen is told of it: the day, what was done, and what for. Never by whom."""

    day: date
    what: access.What
    purpose: str


def looked_at(case_id: UUID, by: Viewer, purpose: str, *, now: datetime) -> tuple[LookedAt, ...]:
    """Every look at a case, the newest first, without the names of staff (GDPR art. 15, C-579/21).

    For those who see the case, and for the auditors of its unit. This look is in it too. Raises
    NoSuchCase and PurposeRefused.
    """
    line = CaseSummary.objects.filter(pk=case_id).values_list("unit", "assigned_to", "restricted")
    found = line.first()
    if found is None:
        raise NoSuchCase(case_id)
    unit, assigned_to, restricted = found
    seen = by.may_see(unit, assigned_to, restricted=restricted)
    if not seen and not may.holds(by, _READING_LOGS, unit):
        raise NoSuchCase(case_id)
    access.note(by.username, now, access.What.EXPORT, checked(purpose), case_id=case_id)
    looks = access.looks_at(case_id, limit=_MOST)
    return tuple(LookedAt(danish_day(look.at), look.what, look.purpose) for look in looks)
