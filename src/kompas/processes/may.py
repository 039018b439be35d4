"""Who may do what in a case; who may see it is told by `kompas.accounts.access`."""

from collections.abc import Iterable, Mapping

from kompas.accounts.access import Role, Viewer
from kompas.casework.commands import Refused
from kompas.casework.rules import Refusal
from kompas.words import _

_HANDLING = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})
_DOING: Mapping[str, frozenset[Role]] = {
    "panel_decided": frozenset({Role.PANEL_MEMBER, Role.TEAM_LEAD}),
    "panel_deferred": frozenset({Role.PANEL_MEMBER, Role.TEAM_LEAD}),
    "access_restricted": frozenset({Role.TEAM_LEAD}),
}
"""The events that need another role than caseworker or team lead."""


def refused(viewer: Viewer, event_names: Iterable[str], unit: str | None) -> Refused | None:
    """Why a user may not record events in a unit's case; None when they may."""
    reasons = [reason for name in event_names if (reason := refusal(viewer, name, unit))]
    return Refused(tuple(reasons)) if reasons else None


def refusal(viewer: Viewer, event_name: str, unit: str | None) -> Refusal | None:
    """Why a user may not record an event in a unit's case; None when they may."""
    if holds(viewer, _DOING.get(event_name, _HANDLING), unit):
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
