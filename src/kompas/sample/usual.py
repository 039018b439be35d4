"""What is usual in Eksempelby: how applications come in, which papers a case has."""

from collections.abc import Mapping, Sequence

from kompas.casework import DecisionKind, EvidenceKind
from kompas.casework.steps.application import Channel

CHANNELS: Sequence[Channel] = (
    *(Channel.DIGITAL,) * 6,
    *(Channel.PHONE,) * 3,
    Channel.LETTER,
)
"""How applications come in, each as often as it does."""
RECOMMENDED: Mapping[DecisionKind, str] = {
    DecisionKind.GRANT: "recommend_grant",
    DecisionKind.PARTIAL_REFUSAL: "recommend_less",
    DecisionKind.REFUSAL: "recommend_refusal",
    DecisionKind.REDUCTION: "recommend_change",
    DecisionKind.TERMINATION: "recommend_stop",
    DecisionKind.PROVIDER_CHOICE: "recommend_offer",
    DecisionKind.PROVIDER_CHANGE: "recommend_offer",
}
"""The caseworker's words for a recommendation."""
PAPERS: Mapping[str, tuple[EvidenceKind, str]] = {
    "meeting": (EvidenceKind.MEETING, "Møde med dig og din {kin}"),
    "vum": (EvidenceKind.ASSESSMENT, "Udredning efter VUM"),
    "offer": (EvidenceKind.MEETING, "Besøg på {tilbud} sammen med dig"),
    "home": (EvidenceKind.DOCUMENT, "Brev fra {hjem}"),
    "visit": (EvidenceKind.NOTE, "Notat om dine besøg"),
    "doctor": (EvidenceKind.DOCUMENT, "Udtalelse fra din læge"),
}
"""The usual evidence: its kind, and what it is called in a letter to the citizen."""
