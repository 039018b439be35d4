"""The draft of a decision: what it decides, on which grounds, and what was investigated.

Plain frozen values. A part that the draft does not contain is `None` or empty; nothing here
judges whether the decision would stand (`kompas.soundness`) or prints it (`kompas.letters`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kompas.norms import GivenFact


class DecisionKind(StrEnum):
    """What the decision does to the citizen's help."""

    GRANT = "grant"
    PARTIAL_REFUSAL = "partial_refusal"
    REFUSAL = "refusal"
    REDUCTION = "reduction"
    TERMINATION = "termination"
    PROVIDER_CHOICE = "provider_choice"
    PROVIDER_CHANGE = "provider_change"


class DecisionForm(StrEnum):
    """A decision that can be appealed, or actual administration that cannot (precedent 76-17)."""

    DECISION = "decision"
    ADMINISTRATIVE_ACT_ONLY = "administrative_act_only"


class EvidenceKind(StrEnum):
    """Where a fact or a finding was learnt."""

    NOTE = "note"
    DOCUMENT = "document"
    MEETING = "meeting"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A dated paper or meeting in the case, named by `id` where something rests on it.

    `known_to_party` and `unfavourable` decide whether the party must be heard on it
    (forvaltningsloven § 19).
    """

    id: str
    kind: EvidenceKind
    title: str
    dated: date
    known_to_party: bool = True
    unfavourable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something the draft says, in the caseworker's words, with the evidence it rests on."""

    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason of the decision.

    `type` names an entry of the norms' ground types; `shown` answers what that type demands,
    by the code of each demand: what was investigated and what was found.
    """

    type: str
    text: str
    evidence: tuple[str, ...] = ()
    shown: Mapping[str, Statement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much help: whole days and hours a week."""

    days_per_week: int | None = None
    hours_per_week: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The facility that the municipality points to, and why it suits this citizen (76-17)."""

    name: str
    activities: Statement | None = None
    staff: Statement | None = None
    premises: Statement | None = None
    meets_need: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What the citizen pays: `amount_oere` whole øre for each `period` ("month", "once")."""

    what: str
    amount_oere: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHearing:
    """The hearing of the party before the decision (forvaltningsloven § 19)."""

    sent_on: date
    deadline_on: date
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintGuidance:
    """To whom, how and within how many weeks the citizen can complain (forvaltningsloven § 25)."""

    to: str
    how: str
    deadline_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the citizen can ask."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """The party. `cpr` is ten digits; in samples the day is moved by 60, outside the real range."""

    name: str
    address_lines: tuple[str, ...] = ()
    cpr: str | None = None
    representative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A draft decision, whole: the value that the soundness check judges and the letter prints.

    `not_stated` lists elements, facts (`fact:NAME`) and demands of grounds (`ground:TYPE:CODE`)
    on which a published summary of a decision is silent. A draft of our own has none.
    """

    kind: DecisionKind
    service: str
    municipality: str
    case_number: str | None = None
    unit: str | None = None
    decided_on: date | None = None
    citizen: Citizen | None = None
    form: DecisionForm | None = None
    form_reason: Statement | None = None
    considerably_intrusive: bool | None = None
    legal_basis: tuple[str, ...] = ()
    applied_for: str | None = None
    applied_on: date | None = None
    extent: Extent = field(default_factory=Extent)
    extent_before: Extent = field(default_factory=Extent)
    starts_on: date | None = None
    ends_on: date | None = None
    facts: Mapping[str, GivenFact] = field(default_factory=dict)
    need: Statement | None = None
    wishes: Statement | None = None
    capacity: Statement | None = None
    grounds: tuple[Ground, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    offers: tuple[Offer, ...] = ()
    alternatives: Statement | None = None
    hearing: PartyHearing | None = None
    complaint_guidance: ComplaintGuidance | None = None
    contact: Contact | None = None
    costs: tuple[Cost, ...] = ()
    not_stated: tuple[str, ...] = ()
