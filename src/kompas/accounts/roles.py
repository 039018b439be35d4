"""The roles, and which of them may what: the only place that says so. What is not here is denied.

Caseworkers, panel members and team leads see the cases of their units; jurists, auditors and
administrators see none: the jurist reads what people make of the check's rules, the auditor reads
the logs, the administrator keeps users, units and offers, and brings in what ran before. A new role
is a line in `Role` and one in `ROLES`, and a migration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompas.casework.capabilities import Capability
from kompas.words import N_


class Role(StrEnum):
    """What a user is in a unit."""

    CASEWORKER = "caseworker"
    TEAM_LEAD = "team_lead"
    PANEL_MEMBER = "panel_member"
    JURIST = "jurist"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Held:
    """What a role is called on the screen, and what it may do in its unit."""

    text: str
    capabilities: frozenset[Capability]


ROLES: Mapping[Role, Held] = {
    Role.CASEWORKER: Held(
        N_("sagsbehandler"), frozenset({Capability.OPEN_CASES, Capability.HANDLE_CASE})
    ),
    Role.TEAM_LEAD: Held(
        N_("teamleder"),
        frozenset(
            {
                Capability.OPEN_CASES,
                Capability.SEE_RESTRICTED,
                Capability.HANDLE_CASE,
                Capability.DECIDE_AT_PANEL,
                Capability.PLAN_MEETINGS,
                Capability.LEAD_TEAM,
                Capability.REVIEW_CHECK,
                Capability.KEEP_PHRASES,
                Capability.RESTRICT_ACCESS,
                Capability.ERASE_ENTRIES,
                Capability.OPEN_WITHHELD,
            }
        ),
    ),
    Role.PANEL_MEMBER: Held(
        N_("medlem af visitationsudvalget"),
        frozenset({Capability.OPEN_CASES, Capability.DECIDE_AT_PANEL, Capability.PLAN_MEETINGS}),
    ),
    Role.JURIST: Held(N_("jurist"), frozenset({Capability.REVIEW_CHECK})),
    Role.AUDITOR: Held(N_("revisor"), frozenset({Capability.READ_LOGS, Capability.WATCH_HEALTH})),
    Role.ADMINISTRATOR: Held(
        N_("administrator"),
        frozenset(
            {
                Capability.KEEP_USERS,
                Capability.KEEP_PHRASES,
                Capability.KEEP_OFFERS,
                Capability.IMPORT_GRANTS,
                Capability.ERASE_CASES,
                Capability.WATCH_HEALTH,
            }
        ),
    ),
}


def holders(capability: Capability) -> frozenset[Role]:
    """The roles that hold a capability."""
    return frozenset(role for role, held in ROLES.items() if capability in held.capabilities)
