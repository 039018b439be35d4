"""What is usual in Eksempelby: how applications come in, which papers a case has, who decides."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kompas.casework import Amounts, DecisionKind, EvidenceKind, amounts
from kompas.casework.price import Price, PricePer
from kompas.casework.sitting import Member, Sitting
from kompas.casework.steps.application import Channel
from kompas.sample.users import SampleUser

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


def extent(days: int, hours_each_day: int) -> Amounts:
    """Whole days and hours a week."""
    return amounts(days_per_week=days, hours_per_week=days * hours_each_day)


def sitting(clerk: SampleUser, held_on: date) -> Sitting:
    """The panel on a day: who writes down what it decides, and a consultant from outside."""
    member = Member(name=clerk.name, username=clerk.username)
    return Sitting(held_on=held_on, chair=clerk.name, present=(member, Member(name=_CONSULTANT)))


_CONSULTANT = "Vibeke Sø, faglig konsulent"


def costs_at(facility: str, kind: DecisionKind, number: int) -> dict[str, Any]:
    """Where help is to be given and its rate, as a recommendation that gives some tells it."""
    if kind in (DecisionKind.REFUSAL, DecisionKind.TERMINATION):
        return {}
    rate = Price(
        oere=(700 + number % 9 * 50) * 100, per=PricePer.DAY, source="Tilbudsportalen (opdigtet)"
    )
    return {"facility": facility, "price": rate}
