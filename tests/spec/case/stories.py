"""A case to tell a story with: each step is recorded as it would be, or refused with its codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from kompas.casework import (
    Citizen,
    Decision,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Extent,
    steps,
)
from kompas.casework.case import Case, fold
from kompas.casework.commands import (
    Context,
    Decided,
    Refusal,
    Refused,
    SendLetter,
    TakeDecision,
    decide,
)
from kompas.casework.record import Recorded
from kompas.norms import Library
from kompas.processes.judging import traced, whole
from kompas.soundness import judge
from tests.spec.soundness.drafts import FACTS, GRANT, REFUSAL

SERVICE, VEJEN, COPENHAGEN = "activity_and_social", "vejen", "copenhagen"
CASEWORKER, COLLEAGUE = "anna", "birk"
APPLIED_ON, TODAY = date(2026, 5, 4), date(2026, 6, 1)
CITIZEN = Citizen(name="Prøve Person", cpr="7204801234")
CASE_ID = UUID(int=104)

APPLICATION = steps.ApplicationReceived(
    citizen=CITIZEN,
    service=SERVICE,
    municipality=VEJEN,
    unit="handicap",
    case_number="2026-104-1",
    applied_for="Et sted at komme i hverdagen. Har svært ved at komme ud blandt andre.",
    channel=steps.Channel.DIGITAL,
    received_on=APPLIED_ON,
)
RUNNING_GRANT = steps.RunningGrantTakenOver(
    citizen=CITIZEN,
    service=SERVICE,
    municipality=VEJEN,
    unit="handicap",
    case_number="2019-104-7",
    extent=Extent(days_per_week=4),
    offer="Værkstedet",
    granted_on=date(2019, 3, 1),
    follow_up_due=date(2026, 9, 1),
)
NEED = steps.NeedUncovered(
    reason="Medfødt hjerneskade.",
    need="Samvær med andre og støtte til at komme i gang.",
    met_on=date(2026, 5, 12),
    present=("Prøve Person", "Søsteren"),
)
ASSESSMENT = steps.NeedAssessed(
    vum_level="D2",
    capacity="Kan deltage i mindre grupper med støtte.",
    summary="Moderat til omfattende støttebehov i hverdagen.",
    assessed_on=date(2026, 5, 20),
)
FULL_TIME = Extent(days_per_week=5, hours_per_week=Decimal(35))
RECOMMENDATION = steps.RecommendationMade(
    kind=DecisionKind.GRANT, extent=FULL_TIME, text="Fuld tid svarer til behovet."
)
ON_AGENDA = steps.PutToPanel(meets_on=TODAY)
FOLLOWED = steps.PanelDecided(kind=DecisionKind.GRANT, extent=FULL_TIME)
LETTER = steps.LetterMade(document_sha256="ab" * 32, lix=34)
DIGITAL_POST = SendLetter(channel=steps.LetterChannel.DIGITAL_POST, sent_on=TODAY)
PAPER = SendLetter(channel=steps.LetterChannel.LETTER, sent_on=TODAY)
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
        id="note-1", kind=EvidenceKind.NOTE, title="Notat om botilbuddet", dated=date(2026, 5, 7)
    ),
    Evidence(id="meeting-1", kind=EvidenceKind.MEETING, title="Mødet", dated=date(2026, 5, 12)),
)
DRAFT = replace(GRANT, municipality=VEJEN, decided_on=TODAY, extent=FULL_TIME)
REFUSED = replace(REFUSAL, municipality=VEJEN, decided_on=TODAY)
WITHOUT_HOURS = replace(DRAFT, extent=Extent(days_per_week=5))
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
        """Record what each command makes; a refusal fails the test with its words."""
        for command in commands:
            made = self.asks(command, **context)
            assert isinstance(made, Decided), made
            for new in made.events:
                self._record(new.event, new.valid_from, context.get("by", self.by))
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
        known = {
            "today": self.today,
            "by": self.by,
            "standard": self.library.standard(SERVICE, self.municipality, self.today),
            "deadline_weeks": self.deadline_weeks,
            **context,
        }
        if isinstance(command, TakeDecision) and case is not None and "trace" not in known:
            command = TakeDecision(decision=whole(command.decision, case, None))
            known["trace"] = traced(judge(command.decision, self.library, self.today))
        return decide(case, command, Context(**known))

    def _record(self, event: Any, valid_from: date, by: str) -> None:
        at = datetime.combine(self.today, time(10), UTC)
        seq = len(self.entries) + 1
        self.entries.append(Recorded(CASE_ID, seq, event, at, valid_from, by))


Start = Callable[..., Story]
"""Brings a case to some point: `informed(library)`."""


def takes(draft: Decision = DRAFT, **changes: Any) -> TakeDecision:
    """The command that takes a draft, with some parts of it changed."""
    return TakeDecision(decision=replace(draft, **changes))


def withdraws(seq: int, reason: steps.Withdrawal = steps.Withdrawal.MISTAKE) -> Any:
    """The command that withdraws an entry."""
    return steps.EntryWithdrawn(seq=seq, reason=reason, why="Det var skrevet forkert.")


def received(library: Library, **story: Any) -> Story:
    """An application has come in."""
    told = Story(library, **story)
    return told.does(replace(APPLICATION, municipality=told.municipality))


def informed(library: Library, **story: Any) -> Story:
    """Reason and need are known, with facts and papers."""
    told = received(library, **story).does(NEED)
    for name, fact in FACTS.items():
        told.does(
            steps.FactNoted(
                name=name,
                value=fact.value,
                source=fact.source or "Sagen",
                dated=fact.dated or APPLIED_ON,
            ),
            valid_from=APPLIED_ON,
        )
    return told.does(*(steps.EvidenceAdded(evidence=paper) for paper in NOTES))


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
