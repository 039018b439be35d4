"""What a proceeding of a case holds: one application, follow-up, change or complaint.

Plain values, which the events are or carry. What is decided in it: `taken_decision`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kompas.casework.amounts import Amounts
from kompas.casework.deadline import Deadline
from kompas.casework.decision import DecisionKind, Evidence, EvidenceKind, PartyHearing
from kompas.casework.flows import BEFORE_LETTER, FINAL, ProceedingKind
from kompas.casework.follow_up import FollowUp
from kompas.casework.information import InformationRequest, facts_of
from kompas.casework.price import Price
from kompas.casework.sitting import Sitting
from kompas.casework.status import Status
from kompas.casework.taken_decision import LetterDocument, Sending, TakenDecision
from kompas.inputs import (
    CodeOrBlank,
    Day,
    LongOrBlank,
    LongText,
    Reason,
    ShortOrBlank,
    ShortText,
)
from kompas.norms import GivenFact
from kompas.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Reason and need after the meeting with the citizen and perhaps the network (FW-16)."""

    reason: LongText
    need: LongText
    met_on: Day
    present: tuple[ShortText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHelp:
    """Other help that was considered, and with what result (retssikkerhedsloven § 5)."""

    considered: tuple[ShortText, ...]
    result: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAssessment:
    """The assessment by VUM: its level, what it found, and when (FW-06, FW-17)."""

    vum_level: CodeOrBlank
    capacity: LongText
    summary: LongText
    assessed_on: Day

    @property
    def paper(self) -> Evidence:
        """The assessment as evidence: a decision can rest on it as on any paper of the case."""
        return Evidence(
            id=f"udredning-{self.assessed_on.isoformat()}",
            kind=EvidenceKind.ASSESSMENT,
            title="Udredning efter VUM" if self.vum_level else "Udredning",
            dated=self.assessed_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the caseworker recommends to the panel, within the standard's frame (FW-18).

    `facility` is where, by name, and `price` what it costs there; each where it is known.
    """

    kind: DecisionKind
    extent: Amounts
    text: LongText
    facility: ShortOrBlank = ""
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDecision:
    """What the panel decided; against the recommendation with why (FW-19).

    `sitting` is who did; None in a record from before it was kept.
    """

    kind: DecisionKind
    extent: Amounts
    against_recommendation: bool = False
    why: LongOrBlank = ""
    sitting: Sitting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayNotice:
    """The citizen is told why the deadline is not kept, and the new day (FW-24, VEJ-04)."""

    why: LongText
    expected_on: Day
    notified_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A hearing of the party as it stands in the case: `seq` is the entry that tells it was sent.

    `evidence` are the papers that the party was sent. Of several answers each is kept, one below
    the other, and `answered_on` is the day of the newest.
    """

    seq: int
    evidence: tuple[str, ...]
    sent_on: date
    deadline_on: date
    answer: str | None = None
    answered_on: date | None = None

    def awaited_on(self, day: date) -> bool:
        """Whether the party may still answer on a day and has not."""
        return self.answer is None and self.deadline_on >= day

    @property
    def of_decision(self) -> PartyHearing:
        """The hearing as a decision holds it."""
        return PartyHearing(
            sent_on=self.sent_on,
            deadline_on=self.deadline_on,
            answer=self.answer,
            papers=self.evidence,
            answered_on=self.answered_on,
        )


class ReviewOutcome(StrEnum):
    """What the municipality's own review of a decision came to (retssikkerhedsloven § 66)."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReview:
    """The municipality looked at its decision again after a complaint, and why so (PROC-08)."""

    outcome: ReviewOutcome
    why: Reason
    reviewed_on: Day


class BoardOutcome(StrEnum):
    """What the appeals board did with a decision."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REMITTED = "remitted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDecision:
    """The appeals board's decision, and what it said (PROC-08)."""

    outcome: BoardOutcome
    decided_on: Day
    text: LongText


@dataclass(frozen=True, kw_only=True)  # no slots: `kompas.casework.replacement`
class Proceeding:
    """One thing that is being decided: an application, a follow-up, a complaint ...

    `entry` opened it and is its name; `about` is the entry of the decision that it is about, where
    it is about one. `opened_on` is when it came in. `deadline` is what the norms give, `promised`
    what the citizen was told instead. `late_delays` are those of `delays` of which the citizen was
    told after the day that was promised had passed (retssikkerhedsloven § 3, stk. 2). `advised_by`
    wrote the recommendation; `panel_meeting` is the planned meeting that it is put to. `decisions`
    are those taken in it; one that is taken anew comes after the one that it replaces. `disputed`
    are findings, by code and what they are about, that somebody holds to be wrong. `closed_by`
    is the entry that ended it without a decision, or the case with it; `closed_from` where it
    stood then.
    """

    entry: int
    kind: ProceedingKind
    opened_on: date
    status: Status = Status.NEW
    about: int | None = None
    applied_for: str | None = None
    applied_amounts: Amounts = field(default_factory=dict)
    assigned_to: str | None = None
    deadline: Deadline | None = None
    promised: date | None = None
    follow_up: FollowUp | None = None
    need: Need | None = None
    other_help: tuple[OtherHelp, ...] = ()
    assessment: NeedsAssessment | None = None
    recommendation: Recommendation | None = None
    advised_by: str | None = None
    panel_meets_on: date | None = None
    panel_meeting: str | None = None
    panel: PanelDecision | None = None
    panel_misses: str | None = None
    hearings: tuple[Hearing, ...] = ()
    requests: tuple[InformationRequest, ...] = ()
    delays: tuple[DelayNotice, ...] = ()
    late_delays: tuple[DelayNotice, ...] = ()
    decisions: tuple[TakenDecision, ...] = ()
    disputed: tuple[tuple[str, str], ...] = ()
    review: ComplaintReview | None = None
    board: BoardDecision | None = None
    board_entry: int | None = None
    closed_on: date | None = None
    closed_by: int | None = None
    closed_from: Status | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.status not in FINAL

    @property
    def decide_by(self) -> date | None:
        """Until when it must be decided: what the citizen was told last, else as the norms say."""
        return self.promised or (self.deadline.day if self.deadline else None)

    @property
    def decision(self) -> TakenDecision | None:
        """The decision of the proceeding as it stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def letter(self) -> LetterDocument | None:
        """The letter of the decision as it stands."""
        return self.decision.letter if self.decision else None

    @property
    def sent(self) -> Sending | None:
        """How the decision as it stands was sent."""
        return self.decision.sent if self.decision else None

    @property
    def hearing(self) -> PartyHearing | None:
        """The one hearing that matters most: one without an answer, else the newest."""
        return self.hearing_on(date.min)

    def hearing_on(self, day: date) -> PartyHearing | None:
        """The hearing that a decision of a day is judged by; None where nobody was heard.

        One that still runs on that day stands before all others, whatever was answered to those:
        of several the one that runs longest. Else the newest that was answered, else the newest.
        """
        awaited = [one for one in self.hearings if one.awaited_on(day)]
        if awaited:
            return max(awaited, key=lambda one: (one.deadline_on, one.seq)).of_decision
        answered = [one for one in self.hearings if one.answer is not None]
        newest = (answered or self.hearings)[-1:]
        return newest[0].of_decision if newest else None

    def facts_on(self, day: date) -> dict[str, GivenFact]:
        """What its own record tells the norms on a day, which nobody notes."""
        return facts_of(self.requests, day)

    def assessed_otherwise(self, facts: Mapping[str, GivenFact]) -> str | None:
        """That the assessment and the facts name two levels of need; None where they agree."""
        assessed = self.assessment.vum_level if self.assessment else ""
        noted = facts.get("vum_level")
        level = noted.value if noted and isinstance(noted.value, str) else ""
        if not (assessed and level) or assessed == level:
            return None
        text = _("Udredningen siger støttebehov {assessed}, og sagens oplysninger siger {noted}.")
        return text.format(assessed=assessed, noted=level)

    def requests_due(self) -> Iterator[InformationRequest]:
        """What was asked for and not answered, but for what the decision was taken without."""
        taken = self.decision
        decided_on = taken.decision.decided_on if taken else None
        for request in self.requests if self.is_open else ():
            if request.awaited_on(decided_on or date.min):
                yield request

    def answers_due(self) -> Iterator[date]:
        """Until when the party may answer hearings without an answer, while it still matters."""
        if self.status in BEFORE_LETTER:
            taken = self.decision
            decided_on = taken.decision.decided_on if taken else None
            for hearing in self.hearings:
                if hearing.awaited_on(decided_on or date.min):
                    yield hearing.deadline_on
