"""Which role may what in a case: the only place that says so."""

from collections.abc import Mapping

from kompas.accounts.access import Role
from kompas.casework.capabilities import Capability

HANDLING = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})
"""The roles that handle cases."""

HOLDERS: Mapping[Capability, frozenset[Role]] = {
    Capability.HANDLE_CASE: HANDLING,
    Capability.DECIDE_AT_PANEL: frozenset({Role.PANEL_MEMBER, Role.TEAM_LEAD}),
    Capability.RESTRICT_ACCESS: frozenset({Role.TEAM_LEAD}),
}
"""The roles that hold a capability; one that is not here is nobody's."""
