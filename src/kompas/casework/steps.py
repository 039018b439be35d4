"""The events of a case, from application to letter sent. What each says, and the § it is owed to.

An event is also the command that asks for it: `kompas.casework.commands` says when it may be
recorded. Only where more must be worked out than what is asked has a command a form of its own.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompas.casework.decision import Citizen, Decision, DecisionKind, Evidence, Extent
from kompas.casework.record import event


class Channel(StrEnum):
    """How an application came in."""

    DIGITAL = "digital"
    PHONE = "phone"
    LETTER = "letter"


class LetterChannel(StrEnum):
    """How a letter goes out."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"


class Withdrawal(StrEnum):
    """Why an entry no longer stands."""

    MISTAKE = "mistake"
    WRONG_CITIZEN = "wrong_citizen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The citizen's consent to something: its scope, and when and how it was given."""

    scope: str
    given_on: date
    how: str


@event("application_received")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived:
    """The citizen applies, or another on the citizen's behalf with consent (FW-15, VEJ-06).

    `unit` is the key of the unit that handles the case. `decide_by` is the last day of the
    processing deadline, worked out when it came in; None where no deadline is coded. By phone, the
    caseworker writes what was said in `applied_for`.
    """

    citizen: Citizen
    service: str
    municipality: str
    unit: str | None = None
    case_number: str
    applied_for: str
    channel: Channel
    received_on: date
    on_behalf_by: str | None = None
    consent: Consent | None = None
    decide_by: date | None = None


@event("running_grant_taken_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGrantTakenOver:
    """A grant from before this record: the case starts from it."""

    citizen: Citizen
    service: str
    municipality: str
    unit: str | None = None
    case_number: str
    extent: Extent
    offer: str
    granted_on: date
    follow_up_due: date | None = None


@event("need_uncovered")
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedUncovered:
    """Reason and need after the meeting with the citizen and perhaps the network (FW-16)."""

    reason: str
    need: str
    met_on: date
    present: tuple[str, ...] = ()


@event("referred_to_early_help")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredToEarlyHelp:
    """Early prevention is enough for now, and why (FW-17)."""

    to: str
    why: str


@event("other_help_considered")
@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHelpConsidered:
    """Other help that was considered, and with what result (retssikkerhedsloven § 5)."""

    considered: tuple[str, ...]
    result: str


@event("fact_noted")
@dataclass(frozen=True, slots=True, kw_only=True)
class FactNoted:
    """A fact of the vocabulary with where it is from and when it was noted.

    A later note of the same fact takes its place from the day it is valid.
    """

    name: str
    value: str | int | bool
    source: str
    dated: date


@event("evidence_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded:
    """A note, document, meeting or assessment that a decision can rest on."""

    evidence: Evidence


@event("need_assessed")
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAssessed:
    """The assessment by VUM: its level, what it found, and when (FW-06, FW-17)."""

    vum_level: str
    capacity: str
    summary: str
    assessed_on: date


@event("action_plan_offered")
@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanOffered:
    """The plan of action was offered, and taken or declined (serviceloven § 141, FW-08)."""

    offered_on: date
    accepted: bool


@event("goals_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsSet:
    """The goals, which exist whether or not the citizen wants a plan (FW-08, VEJ-07)."""

    goals: tuple[str, ...]


@event("recommendation_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMade:
    """What the caseworker recommends to the panel, within the standard's frame (FW-18)."""

    kind: DecisionKind
    extent: Extent
    text: str


@event("put_to_panel")
@dataclass(frozen=True, slots=True, kw_only=True)
class PutToPanel:
    """On the agenda of the referral panel's meeting of a day (FW-18)."""

    meets_on: date


@event("panel_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDecided:
    """What the panel decided; against the recommendation with why (FW-19)."""

    kind: DecisionKind
    extent: Extent
    against_recommendation: bool = False
    why: str = ""


@event("panel_deferred")
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDeferred:
    """The panel lacks something before it can decide."""

    missing: str


@event("hearing_sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSent:
    """The party is told of facts and given until a day to answer (forvaltningsloven § 19)."""

    evidence: tuple[str, ...]
    sent_on: date
    deadline_on: date


@event("hearing_answered", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnswered:
    """The party's answer to a hearing.

    `hearing_seq` is the entry that tells the hearing was sent. None: the one without an answer that
    is due first (`casework.case.answered_by`).
    """

    answer: str
    answered_on: date
    hearing_seq: int | None = None


@event("delay_notified")
@dataclass(frozen=True, slots=True, kw_only=True)
class DelayNotified:
    """The citizen is told why the deadline is not kept, and the new day (FW-24, VEJ-04)."""

    why: str
    expected_on: date
    notified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKept:
    """A finding of the check as it stood when the decision was taken."""

    code: str
    about: str
    severity: str
    text: str
    source: str
    can_be_overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a decision was judged by: digests of the norm files, the verdict, and the explanation.

    `explanation` is the assessment as JSON, as it was shown; an old decision replays to the same.
    """

    norms: tuple[tuple[str, str], ...]
    verdict: str
    findings: tuple[FindingKept, ...]
    explanation: str


@event("decision_taken")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """The decision, with what it was judged by (FW-19, FW-20)."""

    decision: Decision
    trace: Trace


@event("finding_overridden")
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOverridden:
    """Someone other than the writer takes responsibility for going on in spite of a finding."""

    code: str
    about: str
    why: str


@event("letter_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMade:
    """The letter as a document, by its hash."""

    document_sha256: str
    lix: int


@event("letter_sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent:
    """The letter went out; when it counts as received and until when one can complain (PROC-08)."""

    channel: LetterChannel
    sent_on: date
    received_on: date
    complaint_until: date | None
    follow_up_due: date | None


@event("note_written")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten:
    """Something that matters to the case (offentlighedsloven § 13)."""

    text: str


@event("document_attached")
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached:
    """A document in or out, with its short theme (offentlighedsloven § 15)."""

    document_id: str
    title: str
    sha256: str
    dated: date


@event("entry_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn:
    """An earlier entry no longer stands: a mistake, or recorded on the wrong citizen."""

    seq: int
    reason: Withdrawal
    why: str


@event("assigned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Who handles the case from now on."""

    to: str


@event("access_restricted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRestricted:
    """Whether only those who handle the case may see it, and why."""

    restricted: bool
    why: str


@event("case_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """The case ends, and why."""

    why: str
