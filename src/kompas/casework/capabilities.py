"""What somebody may do in a case; which role may what, `kompas.accounts.roles` says."""

from enum import StrEnum


class Capability(StrEnum):
    """What a step asks of who takes it."""

    HANDLE_CASE = "handle_case"
    DECIDE_AT_PANEL = "decide_at_panel"
    RESTRICT_ACCESS = "restrict_access"
