"""Where a case stands, and what may follow what: one table.

`docs/case-flow.md` is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompas.words import N_


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
BEFORE_LETTER = frozenset(
    (
        S.RECEIVED,
        S.INFORMED,
        S.ASSESSED,
        S.RECOMMENDED,
        S.AT_PANEL,
        S.PANEL_DECIDED,
        S.DECIDED,
    )
)
"""While the citizen waits for a decision: one that is taken but not sent can still be mended."""

STEPS: Mapping[str, Step] = {
    "application_received": _from(S.NEW, to=S.RECEIVED),
    "running_grant_taken_over": _from(S.NEW, to=S.RUNNING),
    "need_uncovered": _from(S.RECEIVED, S.RUNNING, S.EARLY_HELP, S.SENT, to=S.INFORMED),
    "referred_to_early_help": _from(S.INFORMED, to=S.EARLY_HELP),
    # New knowledge leads back here; what was recommended and decided before it counts no more.
    "need_assessed": _from(S.INFORMED, S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, to=S.ASSESSED),
    "recommendation_made": _from(S.ASSESSED, S.RECOMMENDED, to=S.RECOMMENDED),
    "put_to_panel": _from(S.RECOMMENDED, to=S.AT_PANEL),
    "panel_decided": _from(S.AT_PANEL, to=S.PANEL_DECIDED),
    "panel_deferred": _from(S.AT_PANEL, to=S.ASSESSED),
    "decision_taken": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, to=S.DECIDED),
    "letter_sent": _from(S.DECIDED, to=S.SENT),
    # At any time: the citizen may withdraw the application, move or die.
    "case_closed": Step(_OPEN, S.CLOSED),
    "other_help_considered": Step(BEFORE_LETTER),
    "fact_noted": Step(_OPEN),
    "evidence_added": Step(_OPEN),
    "action_plan_offered": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, S.SENT),
    "goals_set": _from(S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED, S.DECIDED, S.SENT),
    "hearing_sent": Step(BEFORE_LETTER),
    "hearing_answered": Step(BEFORE_LETTER),
    "delay_notified": Step(BEFORE_LETTER),
    "finding_overridden": _from(S.DECIDED),
    "letter_made": _from(S.DECIDED),
    "note_written": Step(_KNOWN),
    "document_attached": Step(_KNOWN),
    "entry_withdrawn": Step(_KNOWN),
    "assigned": Step(_OPEN),
    "access_restricted": Step(_OPEN),
}
"""For each event from which status it may happen and to which it leads."""

LAST_FIRST = frozenset(
    name for name, step in STEPS.items() if step.to is not None or step.allowed == {S.DECIDED}
)
"""Each of these builds on the one before it, and can be withdrawn only after those that follow."""

STATUS_TEXTS: Mapping[Status, str] = {
    S.NEW: N_("ny"),
    S.RECEIVED: N_("ansøgning modtaget"),
    S.RUNNING: N_("løbende bevilling"),
    S.INFORMED: N_("årsag og behov afdækket"),
    S.EARLY_HELP: N_("tidlig forebyggende indsats"),
    S.ASSESSED: N_("udredt"),
    S.RECOMMENDED: N_("indstillet"),
    S.AT_PANEL: N_("på visitationsudvalgets dagsorden"),
    S.PANEL_DECIDED: N_("besluttet af visitationsudvalget"),
    S.DECIDED: N_("afgjort"),
    S.SENT: N_("afgørelsen sendt"),
    S.CLOSED: N_("lukket"),
}
"""Where a case stands, in words."""

STEP_TEXTS: Mapping[str, str] = {
    "application_received": N_("Ansøgning modtaget"),
    "running_grant_taken_over": N_("Løbende bevilling overtaget"),
    "need_uncovered": N_("Årsag og behov afdækket"),
    "referred_to_early_help": N_("Henvist til tidlig forebyggende indsats"),
    "need_assessed": N_("Udredning gennemført"),
    "recommendation_made": N_("Indstilling skrevet"),
    "put_to_panel": N_("Sat på visitationsudvalgets dagsorden"),
    "panel_decided": N_("Visitationsudvalget har besluttet"),
    "panel_deferred": N_("Visitationsudvalget har udsat sagen"),
    "decision_taken": N_("Afgørelse truffet"),
    "letter_sent": N_("Brev sendt"),
    "case_closed": N_("Sag lukket"),
    "other_help_considered": N_("Anden hjælp overvejet"),
    "fact_noted": N_("Oplysning noteret"),
    "evidence_added": N_("Bilag tilføjet"),
    "action_plan_offered": N_("Handleplan tilbudt"),
    "goals_set": N_("Indsatsmål sat"),
    "hearing_sent": N_("Partshøring sendt"),
    "hearing_answered": N_("Partshøring besvaret"),
    "delay_notified": N_("Besked om forsinkelse"),
    "finding_overridden": N_("Mangel fraveget"),
    "letter_made": N_("Brev skrevet"),
    "note_written": N_("Notat skrevet"),
    "document_attached": N_("Dokument journaliseret"),
    "entry_withdrawn": N_("Post trukket tilbage"),
    "assigned": N_("Fordelt til sagsbehandler"),
    "access_restricted": N_("Adgang begrænset"),
}
"""What an event is called on the screen."""
