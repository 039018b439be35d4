"""Who may do what in a case; who may see it is told by `kompas.accounts.access`."""

from collections.abc import Iterable

from kompas.accounts.access import Role, Viewer
from kompas.accounts.roles import HOLDERS
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.steps import STEPS
from kompas.words import _


def refused(viewer: Viewer, event_names: Iterable[str], unit: str | None) -> Refused | None:
    """Why a user may not record events in a unit's case; None when they may."""
    reasons = [reason for name in event_names if (reason := refusal(viewer, name, unit))]
    return Refused(tuple(reasons)) if reasons else None


def refusal(viewer: Viewer, event_name: str, unit: str | None) -> Refusal | None:
    """Why a user may not record an event in a unit's case; None when they may."""
    if holds(viewer, HOLDERS[STEPS[event_name].capability], unit):
        return None
    return not_your_role()


def holds(viewer: Viewer, roles: frozenset[Role], unit: str | None) -> bool:
    """Whether a user has one of some roles in a unit."""
    return any(role in roles and where == unit for role, where in viewer.roles)


def not_your_role() -> Refusal:
    """The refusal for who may see, but not do."""
    return Refusal(
        "not_your_role",
        _("Det kræver en anden rolle i enheden end din."),
        _("Bed en, der har rollen, eller din leder om den."),
    )
