"""Where a case stands, and what may follow what: one table.

`docs/case-flow.md` is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a case has come."""

    NEW = "new"
    RECEIVED = "received"
    RUNNING = "running"
    INFORMED = "informed"
    EARLY_HELP = "early_help"
    ASSESSED = "assessed"
    RECOMMENDED = "recommended"
    AT_PANEL = "at_panel"
    PANEL_DECIDED = "panel_decided"
    DECIDED = "decided"
    SENT = "sent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """From where an event may happen, and where it leads; `to` is None where the case stays."""

    allowed: frozenset[Status]
    to: Status | None = None


def _from(*allowed: Status, to: Status | None = None) -> Step:
    return Step(frozenset(allowed), to)


S = Status
_OPEN = frozenset(S) - {S.NEW, S.CLOSED}
_KNOWN = frozenset(S) - {S.NEW}
_BEFORE_DECISION = (S.RECEIVED, S.INFORMED, S.ASSESSED, S.RECOMMENDED, S.AT_PANEL, S.PANEL_DECIDED)

STEPS: Mapping[str, Step] = {
    "application_received": _from(S.NEW, to=S.RECEIVED),
    "running_grant_taken_over": _from(S.NEW, to=S.RUNNING),
    "need_uncovered": _from(S.RECEIVED, S.RUNNING, S.EARLY_HELP, S.SENT, to=S.INFORMED),
    "referred_to_early_help": _from(S.INFORMED, to=S.EARLY_HELP),
    "need_assessed": _from(S.INFORMED, S.ASSESSED, to=S.ASSESSED),
    "recommendation_made": _from(S.ASSESSED, S.RECOMMENDED, to=S.RECOMMENDED),
    "put_to_panel": _from(S.RECOMMENDED, to=S.AT_PANEL),
    "panel_decided": _from(S.AT_PANEL, to=S.PANEL_DECIDED),
    "panel_deferred": _from(S.AT_PANEL, to=S.ASSESSED),
    "decision_taken": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, to=S.DECIDED),
    "letter_sent": _from(S.DECIDED, to=S.SENT),
    "case_closed": _from(S.RECEIVED, S.INFORMED, S.EARLY_HELP, S.SENT, S.RUNNING, to=S.CLOSED),
    "other_help_considered": Step(frozenset(_BEFORE_DECISION)),
    "fact_noted": Step(_OPEN),
    "evidence_added": Step(_OPEN),
    "action_plan_offered": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, S.SENT),
    "goals_set": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, S.SENT),
    "hearing_sent": Step(frozenset(_BEFORE_DECISION)),
    "hearing_answered": Step(frozenset((*_BEFORE_DECISION, S.DECIDED))),
    "delay_notified": Step(frozenset((*_BEFORE_DECISION, S.DECIDED))),
    "finding_overridden": _from(S.DECIDED),
    "letter_made": _from(S.DECIDED),
    "note_written": Step(_KNOWN),
    "document_attached": Step(_KNOWN),
    "entry_withdrawn": Step(_KNOWN),
    "assigned": Step(_OPEN),
    "access_restricted": Step(_OPEN),
}
"""For each event from which status it may happen and to which it leads."""
