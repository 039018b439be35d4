"""A case to tell a story with: each step is recorded as it would be, or refused with its codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from kompas.casework import Citizen, Decision, DecisionKind, Evidence, EvidenceKind, amounts
from kompas.casework.case import Case
from kompas.casework.commands import Decided, Refused, decide, followed, place
from kompas.casework.context import Context, Refusal
from kompas.casework.fold import fold
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import NewEvent, Recorded
from kompas.casework.sitting import Member, Sitting
from kompas.casework.step import Here
from kompas.casework.steps import step_for
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import SendLetter
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal, two_for
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library, NotCodedError, Standard
from kompas.processes.judgement import traced, whole
from kompas.soundness import judge
from tests.spec.soundness.drafts import FACTS, GRANT, REFUSAL

SERVICE, VEJEN, COPENHAGEN = "activity_and_social", "vejen", "copenhagen"
CASEWORKER, COLLEAGUE = "anna", "birk"
OTHER = {CASEWORKER: COLLEAGUE, COLLEAGUE: CASEWORKER}
"""Each with who proposes what takes two."""
APPLIED_ON, TODAY = date(2026, 5, 4), date(2026, 6, 1)
CITIZEN = Citizen(
    name="Prøve Person", cpr="7204801234", address_lines=("Opdigtet Allé 4", "0000 Eksempelby")
)
CASE_ID = UUID(int=104)

APPLICATION = ApplicationReceived(
    citizen=CITIZEN,
    service=SERVICE,
    municipality=VEJEN,
    unit="handicap",
    case_number="2026-104-1",
    applied_for="Et sted at komme i hverdagen. Har svært ved at komme ud blandt andre.",
    channel=Channel.DIGITAL,
    received_on=APPLIED_ON,
)
RUNNING_GRANT = RunningGrantTakenOver(
    citizen=CITIZEN,
    service=SERVICE,
    municipality=VEJEN,
    unit="handicap",
    case_number="2019-104-7",
    extent=amounts(days_per_week=4),
    facility="Værkstedet",
    granted_on=date(2019, 3, 1),
    follow_up_due=date(2026, 9, 1),
)
NEED = NeedUncovered(
    reason="Medfødt hjerneskade.",
    need="Samvær med andre og støtte til at komme i gang.",
    met_on=date(2026, 5, 12),
    present=("Prøve Person", "Søsteren"),
)
ASSESSMENT = NeedAssessed(
    vum_level="D2",
    capacity="Kan deltage i mindre grupper med støtte.",
    summary="Moderat til omfattende støttebehov i hverdagen.",
    assessed_on=date(2026, 5, 20),
)
FULL_TIME = amounts(days_per_week=5, hours_per_week=Decimal(35))
RECOMMENDATION = RecommendationMade(
    kind=DecisionKind.GRANT, extent=FULL_TIME, text="Fuld tid svarer til behovet."
)
ON_AGENDA = PutToPanel(meets_on=TODAY)
SITTING = Sitting(
    held_on=TODAY,
    chair="Petra Prøve",
    present=(Member(name="Petra Prøve", username="petra"), Member(name="Jens Lægekonsulent")),
)
FOLLOWED = PanelDecided(kind=DecisionKind.GRANT, extent=FULL_TIME, sitting=SITTING)
LETTER = LetterMade(document_sha256="ab" * 32, lix=34)
DIGITAL_POST = SendLetter(channel=LetterChannel.DIGITAL_POST, sent_on=TODAY)
PAPER = SendLetter(channel=LetterChannel.LETTER, sent_on=TODAY)
REPORT = Evidence(
    id="report",
    kind=EvidenceKind.DOCUMENT,
    title="Udtalelse fra tilbuddet",
    dated=date(2026, 5, 18),
    known_to_party=False,
    unfavourable=True,
)
NOTES = (
    Evidence(
        id="note-1",
        kind=EvidenceKind.NOTE,
        title="Notat om botilbuddet",
        dated=date(2026, 5, 7),
        unfavourable=True,
    ),
    Evidence(id="meeting-1", kind=EvidenceKind.MEETING, title="Mødet", dated=date(2026, 5, 12)),
)
DRAFT = replace(GRANT, municipality=VEJEN, decided_on=TODAY, granted=FULL_TIME)
REFUSED = replace(REFUSAL, municipality=VEJEN, decided_on=TODAY)
WITHOUT_HOURS = replace(DRAFT, granted=amounts(days_per_week=5))
"""Falls on what the appeals board demands; another person can take responsibility for it."""


@dataclass
class Story:
    """One case on its way. `today` and `by` may be moved between the steps."""

    library: Library
    municipality: str = VEJEN
    today: date = TODAY
    by: str = CASEWORKER
    deadline_weeks: int | None = None
    entries: list[Recorded] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return fold(self.entries)

    @property
    def seq(self) -> int:
        """The number of the newest entry."""
        return self.entries[-1].seq

    def does(self, *commands: Any, **context: Any) -> "Story":
        """Record what each command makes; a refusal fails the test with its words.

        Where it takes two to withdraw an entry, a colleague has proposed it.
        """
        for command in commands:
            if self.entries and by_two(self.case, command):
                self.does(proposes(command), by=OTHER[context.get("by", self.by)])
            made = self.asks(command, **context)
            assert isinstance(made, Decided), made
            for new in followed(self.entries, made.events, self.context(**context)):
                self._record(new, context.get("by", self.by))
        return self

    def refuses(self, command: Any, **context: Any) -> list[str]:
        """The codes of the refusal; empty where the command is allowed. Nothing is recorded."""
        return [reason.code for reason in self.why_not(command, **context)]

    def why_not(self, command: Any, **context: Any) -> Sequence[Refusal]:
        """The reasons of the refusal, each with words and a way on."""
        made = self.asks(command, **context)
        reasons = made.reasons if isinstance(made, Refused) else ()
        assert all(reason.text and reason.remedy for reason in reasons)
        return reasons

    def asks(self, command: Any, **context: Any) -> Decided | Refused:
        """What the core says to a command; a draft is made whole and judged first."""
        case = self.case if self.entries else None
        belongs = context.pop("belongs", None)
        known = self.context(**context)
        judged = "trace" in context
        if isinstance(command, TakeDecision) and case is not None and not judged:
            here = place(case, step_for(command), belongs)
            on = here.on if isinstance(here, Here) else case.current
            words = self.library.words
            command = TakeDecision(decision=whole(command.decision, case, on, None, words))
            trace = traced(judge(command.decision, self.library, self.today))
            known = replace(known, trace=trace)
        return decide(case, command, known, belongs)

    def context(self, **context: Any) -> Context:
        """What a command is decided in on this day, by whom it is asked."""
        context.pop("belongs", None)
        known = {
            "today": self.today,
            "by": self.by,
            "standard": self.standard_on(self.today),
            "standard_on": self.standard_on,
            "deadline_weeks": self.deadline_weeks,
        }
        return Context(**{**known, **context})

    def standard_on(self, day: date) -> Standard | None:
        """The norms of a day."""
        try:
            return self.library.standard(SERVICE, self.municipality, day)
        except NotCodedError:
            return None

    @property
    def on(self) -> Proceeding:
        """The proceeding that stands out now."""
        on = self.case.current
        assert on is not None
        return on

    def _record(self, new: NewEvent, by: str) -> None:
        at = datetime.combine(self.today, time(10), UTC)
        seq = len(self.entries) + 1
        self.entries.append(
            Recorded(CASE_ID, seq, new.event, at, new.valid_from, by, new.proceeding)
        )


Start = Callable[..., Story]
"""Brings a case to some point: `informed(library)`."""


def takes(draft: Decision = DRAFT, **changes: Any) -> TakeDecision:
    """The command that takes a draft, with some parts of it changed."""
    return TakeDecision(decision=replace(draft, **changes))


def withdraws(seq: int, reason: Withdrawal = Withdrawal.MISTAKE) -> Any:
    """The command that withdraws an entry."""
    return EntryWithdrawn(seq=seq, reason=reason, why="Det var skrevet forkert.")


TAKES_TWO = ["second_person"]
"""Why an entry is not withdrawn by one alone, where nothing else is in the way."""


def proposes(withdrawal: Any) -> Any:
    """The command that proposes what another is to do."""
    return WithdrawalProposed(seq=withdrawal.seq, reason=withdrawal.reason, why=withdrawal.why)


def by_two(case: Case, command: Any) -> bool:
    """Whether it is a withdrawal that another must have proposed, and nobody has."""
    if not isinstance(command, EntryWithdrawn) or command.seq not in {p.seq for p in case.trail}:
        return False
    proposed = any(one.about == command.seq for one in case.open_proposals)
    return two_for(case, command.seq, command.reason) and not proposed


def received(library: Library, **story: Any) -> Story:
    """An application has come in."""
    told = Story(library, **story)
    return told.does(replace(APPLICATION, municipality=told.municipality))


def informed(library: Library, **story: Any) -> Story:
    """Reason and need are known, with facts and papers."""
    told = received(library, **story).does(NEED)
    for name, fact in FACTS.items():
        told.does(
            FactNoted(
                name=name,
                value=fact.value,
                source=fact.source or "Sagen",
                dated=fact.dated or APPLIED_ON,
            ),
            valid_from=APPLIED_ON,
        )
    return told.does(*(EvidenceAdded(evidence=paper) for paper in NOTES))


def assessed(library: Library, **story: Any) -> Story:
    """The assessment is made."""
    return informed(library, **story).does(ASSESSMENT)


def at_panel(library: Library, **story: Any) -> Story:
    """The panel has a recommendation before it."""
    return assessed(library, **story).does(RECOMMENDATION, ON_AGENDA)


def decided(library: Library, draft: Decision = DRAFT, **story: Any) -> Story:
    """The decision is taken, without a panel."""
    return assessed(library, **story).does(TakeDecision(decision=draft))


def sent(library: Library, draft: Decision = DRAFT, **story: Any) -> Story:
    """The decision is sent by Digital Post."""
    return decided(library, draft, **story).does(LETTER, DIGITAL_POST)
