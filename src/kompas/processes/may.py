"""Who may do what in a case; who may see it is told by `kompas.accounts.access`."""

from collections.abc import Mapping

from kompas.accounts.access import Role, Viewer
from kompas.casework.rules import Refusal
from kompas.words import _

_HANDLING = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})
_DOING: Mapping[str, frozenset[Role]] = {
    "panel_decided": frozenset({Role.PANEL_MEMBER, Role.TEAM_LEAD}),
    "panel_deferred": frozenset({Role.PANEL_MEMBER, Role.TEAM_LEAD}),
    "access_restricted": frozenset({Role.TEAM_LEAD}),
}
"""The events that need another role than caseworker or team lead."""


def refusal(viewer: Viewer, event_name: str, unit: str | None) -> Refusal | None:
    """Why a user may not record an event in a unit's case; None when they may."""
    roles = _DOING.get(event_name, _HANDLING)
    if any(role in roles and where == unit for role, where in viewer.roles):
        return None
    return Refusal(
        "not_your_role",
        _("Det kræver en anden rolle i enheden end din."),
        _("Bed en, der har rollen, eller din leder om den."),
    )
