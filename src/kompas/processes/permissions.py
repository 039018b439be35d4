"""Who may do what in a case; who may see it is told by `kompas.accounts.access`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.record import Event
from kompas.casework.steps import STEPS, step_of
from kompas.casework.trail import authority_over
from kompas.register import access
from kompas.words import _


def refused(viewer: Staff, case: Case | None, events: Iterable[Event], unit: str) -> Refused | None:
    """Why a user may not record events in a unit's case (None: a new one); None when they may."""
    known = case or Case(case_id=UUID(int=0))
    may = all(viewer.can_all(step_of(event).needs(known, event), unit) for event in events)
    return None if may else Refused((not_your_role(),))


def refusal(viewer: Staff, event_name: str, unit: str | None) -> Refusal | None:
    """Why a user may never record an event in a unit's case; None when they may, as far as that
    does not depend on what it is about.
    """
    return None if record(viewer, event_name, unit) else not_your_role()


def record(viewer: Staff, event_name: str, unit: str | None) -> bool:
    """Whether a user may record an event in a unit's case, whatever it is about."""
    return unit is not None and viewer.can(STEPS[event_name].capability, unit)


def withdraws(viewer: Staff, case: Case, seq: int) -> bool:
    """Whether a user has the authority to withdraw an entry."""
    return case.unit is not None and viewer.can_all(authority_over(case.trail, seq), case.unit)


def trace_refusal(
    outcome: object, viewer: Staff, now: datetime, what: str, case_id: UUID | None
) -> None:
    """Leave a trace of what a user tried and may not, within `access.acting`; else nothing."""
    reasons = outcome.reasons if isinstance(outcome, Refused) else ()
    if any(reason.code == _ROLE for reason in reasons):
        purpose = f"Afvist: {what}"
        access.note(viewer.username, now, access.What.REFUSED, purpose, case_id=case_id)


_ROLE = "not_your_role"


def not_your_role() -> Refusal:
    """The refusal for who may see, but not do."""
    return Refusal(
        _ROLE,
        _("Det kræver en anden rolle i enheden end din."),
        _("Bed en, der har rollen, eller din leder om den."),
    )
