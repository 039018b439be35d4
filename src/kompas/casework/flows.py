"""The kinds of proceedings, and the places in their flows that several steps share.

A step says itself from where in each flow it may happen and where it leads
(`kompas.casework.step.Step.flows`); the whole table of each flow is drawn in `docs/case-flow.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompas.casework.status import S, Status
from kompas.words import N_


class ProceedingKind(StrEnum):
    """What a proceeding is about."""

    APPLICATION = "application"
    FOLLOW_UP = "follow_up"
    CHANGE = "change"
    COMPLAINT = "complaint"
    REMITTED = "remitted"


KIND_TEXTS: Mapping[ProceedingKind, str] = {
    ProceedingKind.APPLICATION: N_("Ansøgning"),
    ProceedingKind.FOLLOW_UP: N_("Opfølgning"),
    ProceedingKind.CHANGE: N_("Ændring"),
    ProceedingKind.COMPLAINT: N_("Klage"),
    ProceedingKind.REMITTED: N_("Hjemvist sag"),
}
"""What a proceeding is called."""


@dataclass(frozen=True, slots=True)
class Place:
    """From where in a flow a step may happen, and where it leads; `to` is None where it stays, and
    `or_to` where it leads instead by what is said (`Step.leads_to`).

    A step that may happen from `Status.NEW` opens a proceeding.
    """

    allowed: frozenset[Status]
    to: Status | None = None
    or_to: Status | None = None


Flows = Mapping[ProceedingKind, Place]

K = ProceedingKind
DECIDING = (K.APPLICATION, K.FOLLOW_UP, K.CHANGE, K.REMITTED)
"""The kinds that investigate a need and end with a decision."""
APPLIED_FOR = (K.APPLICATION, K.CHANGE)
"""Those of them that begin with something that the citizen applies for."""
PROCESSED = (*APPLIED_FOR, K.REMITTED)
"""The kinds in which the citizen waits for a decision within the processing deadline (FW-23)."""
FINAL = frozenset((S.SENT, S.BOARD_DECIDED, S.CLOSED))
"""Where a proceeding has come to its end."""
BEFORE_LETTER = frozenset(
    (
        S.RECEIVED,
        S.REMITTED,
        S.INFORMED,
        S.ASSESSED,
        S.RECOMMENDED,
        S.AT_PANEL,
        S.PANEL_DECIDED,
        S.DECIDED,
    )
)
"""While the citizen waits for a decision: one that is taken but not sent can still be mended."""


_TO_DECISION = frozenset(
    (
        S.INFORMED,
        S.EARLY_HELP,
        S.ASSESSED,
        S.RECOMMENDED,
        S.AT_PANEL,
        S.PANEL_DECIDED,
        S.DECIDED,
    )
)
PASSED: Mapping[ProceedingKind, frozenset[Status]] = {
    **dict.fromkeys(APPLIED_FOR, _TO_DECISION | {S.RECEIVED}),
    K.FOLLOW_UP: _TO_DECISION,
    K.REMITTED: _TO_DECISION | {S.REMITTED},
    K.COMPLAINT: frozenset((S.COMPLAINED, S.REVIEWED, S.DECIDED, S.AT_BOARD)),
}
"""The statuses that a proceeding of a kind passes between its beginning and its end."""


def of_flows(kinds: Iterable[ProceedingKind], *allowed: Status, to: Status | None = None) -> Flows:
    """The same place in the flows of several kinds, of each where it passes."""
    return {kind: Place(frozenset(allowed) - _never(kind), to) for kind in kinds}


def _never(kind: ProceedingKind) -> frozenset[Status]:
    """The statuses that a proceeding of a kind never has: nobody is told to wait for them."""
    return frozenset(S) - PASSED[kind] - FINAL - {S.NEW}


WAITING: Flows = {
    **of_flows(DECIDING, *BEFORE_LETTER),
    **of_flows([K.COMPLAINT], S.COMPLAINED, S.REVIEWED, S.DECIDED),
}
"""While the citizen waits for a decision, and the proceeding stays where it is."""
