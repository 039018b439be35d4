"""What somebody may do in Kompas; which role may what, `kompas.accounts.roles` says."""

from enum import StrEnum


class Capability(StrEnum):
    """What a step or a page asks of who takes or opens it; held in a unit."""

    OPEN_CASES = "open_cases"
    SEE_RESTRICTED = "see_restricted"
    HANDLE_CASE = "handle_case"
    DECIDE_AT_PANEL = "decide_at_panel"
    PLAN_MEETINGS = "plan_meetings"
    LEAD_TEAM = "lead_team"
    REVIEW_CHECK = "review_check"
    RESTRICT_ACCESS = "restrict_access"
    ERASE_ENTRIES = "erase_entries"
    OPEN_WITHHELD = "open_withheld"
    ERASE_CASES = "erase_cases"
    READ_LOGS = "read_logs"
    KEEP_USERS = "keep_users"
    KEEP_PHRASES = "keep_phrases"
    KEEP_OFFERS = "keep_offers"
    IMPORT_GRANTS = "import_grants"
    WATCH_HEALTH = "watch_health"
