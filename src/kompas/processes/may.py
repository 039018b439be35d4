"""Who may do what in a case; who may see it is told by `kompas.accounts.access`."""

from collections.abc import Iterable

from kompas.accounts.access import Staff
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.steps import STEPS
from kompas.words import _


def refused(viewer: Staff, event_names: Iterable[str], unit: str | None) -> Refused | None:
    """Why a user may not record events in a unit's case; None when they may."""
    reasons = [reason for name in event_names if (reason := refusal(viewer, name, unit))]
    return Refused(tuple(reasons)) if reasons else None


def refusal(viewer: Staff, event_name: str, unit: str | None) -> Refusal | None:
    """Why a user may not record an event in a unit's case; None when they may."""
    return None if record(viewer, event_name, unit) else not_your_role()


def record(viewer: Staff, event_name: str, unit: str | None) -> bool:
    """Whether a user may record an event in a unit's case."""
    return unit is not None and viewer.can(STEPS[event_name].capability, unit)


def not_your_role() -> Refusal:
    """The refusal for who may see, but not do."""
    return Refusal(
        "not_your_role",
        _("Det kræver en anden rolle i enheden end din."),
        _("Bed en, der har rollen, eller din leder om den."),
    )
