"""The draft of a decision: what it decides, on which grounds, and what was investigated.

Plain frozen values. A part that the draft does not contain is `None` or empty; nothing here
judges whether the decision would stand (`kompas.soundness`) or prints it (`kompas.letters`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import get_args, get_type_hints

from kompas.casework.amounts import Amounts
from kompas.casework.offer import Offer
from kompas.inputs import (
    CaseNumber,
    Code,
    CodeOrBlank,
    Cpr,
    Day,
    LetterOrBlank,
    LetterText,
    LongOrBlank,
    LongText,
    Numbers,
    Oere,
    ShortOrBlank,
    ShortText,
    Weeks,
)
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

    id: Code
    kind: EvidenceKind
    title: ShortText
    dated: Day
    known_to_party: bool = True
    unfavourable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something the draft says, in the caseworker's words, with the evidence it rests on."""

    text: LetterOrBlank
    evidence: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason of the decision.

    `type` names an entry of the norms' ground types; `shown` answers what that type demands,
    by the code of each demand: what was investigated and what was found.
    """

    type: CodeOrBlank
    text: LetterOrBlank
    evidence: tuple[Code, ...] = ()
    shown: Mapping[str, Statement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """The facility that the municipality points to, and why it suits this citizen (76-17).

    `offer` is what the table of offers says of it on the day of the decision; None where it is not
    in the table. Nobody writes it: a draft has the name alone.
    """

    name: ShortOrBlank
    activities: Statement | None = None
    staff: Statement | None = None
    premises: Statement | None = None
    meets_need: Statement | None = None
    offer: Offer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What the citizen pays by no calculation of the norms: `amount_oere` whole øre for each
    `period` ("month", "once"), and the `source` of the amount.
    """

    what: ShortOrBlank
    amount_oere: Oere
    period: CodeOrBlank
    source: ShortOrBlank = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAmount:
    """An amount of this citizen in whole øre that a payment is worked out from, and its source."""

    amount_oere: Oere
    source: ShortOrBlank = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """A line of a calculation as it was shown: what it is, the amount, how it came about."""

    text: LongText
    amount: ShortText
    how: LongOrBlank = ""
    source: LongOrBlank = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOutPayment:
    """A payment that was worked out, with its calculation: `name` is one of
    `kompas.economy.payments`, `amount_oere` None where something is `open`.
    """

    name: Code
    amount_oere: Oere | None
    period: CodeOrBlank
    lines: tuple[PaymentLine, ...] = ()
    open: tuple[LongText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHearing:
    """The hearing of the party before the decision (forvaltningsloven § 19).

    `papers` are the ids of the evidence that the party was sent; empty where nobody knows any more.
    `answered_on` is the day of the answer, of several the newest.
    """

    sent_on: Day
    deadline_on: Day
    answer: LetterText | None = None
    papers: tuple[Code, ...] = ()
    answered_on: Day | None = None

    @property
    def said(self) -> str:
        """What the party answered, in its own words; empty where nothing can be read in it."""
        answer = (self.answer or "").strip()
        return answer if any(char.isalnum() for char in answer) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintGuidance:
    """To whom, how and within how many weeks the citizen can complain (forvaltningsloven § 25)."""

    to: ShortOrBlank
    how: LetterOrBlank
    deadline_weeks: Weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the citizen can ask; `title` is what they work as, as the letter signs it."""

    name: ShortOrBlank
    title: ShortText | None = None
    phone: Numbers | None = None
    email: ShortText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """The party. `cpr` is ten digits; in samples the day is moved by 60, outside the real range."""

    name: ShortText
    address_lines: tuple[ShortText, ...] = ()
    cpr: Cpr | None = None
    representative: ShortText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A draft decision, whole: the value that the soundness check judges and the letter prints.

    `granted` is how much help there is from now on, `granted_before` until now, in the measures of
    the service; `applied_amounts` is how much was applied for, beside the citizen's own words.
    `changed_since` is what is otherwise than when help that becomes less was last decided on;
    `answer_weighed` how what the party answered to the hearing was weighed.
    `own_follow_up`: it ends the municipality's own follow-up, in which nothing was applied for.
    `amounts` are the citizen's, by their codes (`kompas.economy.payments.WANTED`), and `payments`
    what was worked out from them; `costs` what no norm has a calculation for.
    `not_stated` lists elements, facts (`fact:NAME`) and demands of grounds (`ground:TYPE:CODE`)
    on which a published summary of a decision is silent. A draft of our own has none.
    """

    kind: DecisionKind
    service: Code
    municipality: Code
    case_number: CaseNumber | None = None
    unit: Code | None = None
    decided_on: Day | None = None
    citizen: Citizen | None = None
    form: DecisionForm | None = None
    form_reason: Statement | None = None
    considerably_intrusive: bool | None = None
    legal_basis: tuple[ShortText, ...] = ()
    applied_for: LetterText | None = None
    applied_on: Day | None = None
    applied_amounts: Amounts = field(default_factory=dict)
    own_follow_up: bool = False
    granted: Amounts = field(default_factory=dict)
    granted_before: Amounts = field(default_factory=dict)
    starts_on: Day | None = None
    ends_on: Day | None = None
    facts: Mapping[str, GivenFact] = field(default_factory=dict)
    need: Statement | None = None
    wishes: Statement | None = None
    capacity: Statement | None = None
    grounds: tuple[Ground, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facilities: tuple[Facility, ...] = ()
    alternatives: Statement | None = None
    changed_since: Statement | None = None
    hearing: PartyHearing | None = None
    answer_weighed: Statement | None = None
    complaint_guidance: ComplaintGuidance | None = None
    contact: Contact | None = None
    costs: tuple[Cost, ...] = ()
    amounts: Mapping[str, StatedAmount] = field(default_factory=dict)
    payments: tuple[WorkedOutPayment, ...] = ()
    not_stated: tuple[ShortText, ...] = ()


def _statements_of(of: type) -> tuple[str, ...]:
    """The fields of a part of a decision that hold a statement, in their order."""
    hints = get_type_hints(of)
    return tuple(one.name for one in fields(of) if Statement in get_args(hints[one.name]))


STATEMENTS = _statements_of(Decision)
"""What a decision says besides its grounds; each is the element of its name."""
FACILITY_STATEMENTS = _statements_of(Facility)
"""What is said of a facility; each is the element of its name behind `offer_`."""
