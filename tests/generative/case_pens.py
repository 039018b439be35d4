"""Every command that a case can be asked, drawn at random: with care, or as it comes.

Days lie around today, and each text carries a mark of its own, by which it is found again in the
case, or not.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kompas.casework import (
    Amounts,
    Citizen,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Statement,
    amounts,
)
from kompas.casework.case import Case
from kompas.casework.correction import Slip
from kompas.casework.follow_up import FollowUpForm, GoalOutcome, GoalReview, HelpChange
from kompas.casework.information import AnswerOutcome
from kompas.casework.intervention import Outstanding
from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.record import Command
from kompas.casework.sitting import Member, Objection, Sitting
from kompas.casework.steps import STEPS
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.action_plan_letter import ActionPlanLetterSent
from kompas.casework.steps.application import ApplicationReceived, Channel, Consent
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.complaint import ComplaintReceived
from kompas.casework.steps.complaint_forwarding import ComplaintForwarded
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.explanation import OutstandingExplained
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.finding_objection import FindingDisputed
from kompas.casework.steps.follow_up import FollowUpHeld
from kompas.casework.steps.follow_up_date import FollowUpPlanned
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.letter_correction import LetterCorrected, sent_letters
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.remittal import CaseRemitted
from kompas.casework.steps.reopening import CaseReopened, stopped_with
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import SendLetter
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.taken_decision import LetterChannel, PostedLetter
from kompas.casework.trace import FindingKept, Trace
from tests.generative.running_pens import RUNNING

SERVICE, MUNICIPALITIES = "activity_and_social", ("vejen", "copenhagen")
PEOPLE = ("anna", "birk", "carla")
FACTS: Mapping[str, tuple[Any, ...]] = {
    "housing": ("own_home", "long_term_stay", "castle"),
    "vum_level": ("D2", "C3", 7),
    "considerably_reduced_capacity": (True, False, "maybe"),
    "shoe_size": (42,),
}

Draw = Callable[[st.SearchStrategy[Any]], Any]


class Pen:
    """Writes one command: days around today, texts with a mark that nothing else carries.

    A careful pen takes the first of what it may choose from, and writes what is well formed; a
    plain one draws nothing at all. `on` is the proceeding that the command will belong to, where
    one is named.
    """

    def __init__(
        self,
        draw: Draw,
        mark: str,
        case: Case | None,
        today: date,
        *,
        care: bool,
        on: int | None = None,
        plain: bool = False,
    ) -> None:
        self.draw, self.mark, self.case, self.today = draw, mark, case, today
        self.care, self.on, self.plain = care, on, plain

    def one(self, *values: Any) -> Any:
        """The first with care, else any."""
        return values[0] if self.care else self.draw(st.sampled_from(values))

    def any(self, *values: Any) -> Any:
        """Any of them."""
        return values[0] if self.plain else self.draw(st.sampled_from(values))

    def whole(self, least: int, most: int) -> int:
        """A number between two."""
        return most if self.plain else int(self.draw(st.integers(least, most)))

    def text(self) -> str:
        """Mostly something; now and then nothing, or signs that are seldom written."""
        kind = self.whole(1, 10)
        if kind == 9 and not self.care:
            return str(self.any("", " ", "\n"))
        odd: str = self.draw(st.text(max_size=5)) if kind == 8 else ""
        return self.mark + odd

    def day(self) -> date:
        """A day in the last weeks; without care now and then tomorrow."""
        return self.today - timedelta(days=self.whole(0 if self.care else -1, 20))

    def now(self) -> date:
        """Today; without care some day."""
        return self.today if self.care else self.day()

    def later(self) -> date:
        """A day to come; without care now and then not."""
        return self.today + timedelta(days=self.whole(1 if self.care else -1, 60))

    def extent(self) -> Amounts:
        """How much help."""
        return amounts(
            days_per_week=self.one(3, 5, None), hours_per_week=self.one(None, Decimal(9))
        )

    def hearing(self) -> int | None:
        """A hearing to answer; none in particular; or, without care, just any entry."""
        on = self.case.proceedings if self.case else ()
        named = [one for one in on if self.on in (None, one.entry) and one.is_open]
        sent = [hearing.seq for one in named for hearing in one.hearings]
        known: int | None = self.any(None, *sent) if self.on or len(named) == 1 else None
        return known if self.care or known else self.any(None, 1)

    def request(self) -> int:
        """A request to answer; without care, or where there is none, just any entry."""
        on = self.case.proceedings if self.case else ()
        named = [one for one in on if self.on in (None, one.entry) and one.is_open]
        sent = [request.seq for one in named for request in one.requests]
        return int(self.any(*sent)) if sent and (self.care or self.any(True, False)) else 1

    def sent_letter(self) -> int:
        """The entry of a letter that was sent; without care, or where there is none, any entry."""
        sent = sent_letters(self.case) if self.case else ()
        return int(self.any(*sent)) if sent and (self.care or self.any(True, False)) else 1

    def sent_decision(self) -> int:
        """A decision that was sent; without care any entry."""
        case = self.case
        sent = [one.entry for one in case.decisions if one.sent] if case else []
        if sent and (self.care or self.any(True, False)):
            return int(self.any(*sent))
        return int(self.draw(st.integers(0, case.seq + 1 if case else 1)))

    def entry(self) -> int:
        """An entry to withdraw: with care one that stands, the newest steps first."""
        case = self.case
        if case is None or not self.care:
            return int(self.draw(st.integers(-1, case.seq + 1 if case else 1)))
        stand = [p for p in case.trail if p.seq not in case.withdrawn]
        asked = [p for p in stand if STEPS[p.name].asked] or stand
        steps = [p for p in stand if p.builds] or asked
        opened = [p for p in stand if p.opens] or asked
        withdrawals = [p for p in stand if p.withdraws is not None] or asked
        newest = asked[-1].seq, steps[-1].seq, opened[-1].seq, withdrawals[-1].seq
        return int(self.any(*newest, self.any(*asked).seq, self.any(*steps).seq))

    def help_resumes(self) -> bool | None:
        """Whether help runs again; with care it is said where some stopped, and only there."""
        stopped = self.case is not None and stopped_with(self.case) is not None
        return self.any(True, False) if stopped == self.care else None

    def agreed_to(self) -> dict[str, Any]:
        """What waits for a second person to withdraw it; nothing where nothing does."""
        waiting = self.case.open_proposals if self.case else ()
        if not waiting or not (self.care or self.any(True, False)):
            return {}
        one = self.any(*waiting)
        return {"seq": one.about, "reason": Withdrawal(one.reason)}


def opening(pen: Pen) -> dict[str, Any]:
    """What both ways to open a case hold."""
    return {
        "citizen": Citizen(name=pen.mark, cpr=pen.any(None, "7204801234")),
        "service": SERVICE,
        "municipality": pen.one(*MUNICIPALITIES),
        "unit": "handicap",
        "case_number": f"2026-{pen.whole(1, 99)}",
    }


def application(pen: Pen) -> Command:
    """The citizen applies."""
    consent = Consent(scope=pen.text(), given_on=pen.day(), how="skriftligt")
    return ApplicationReceived(
        **opening(pen),
        applied_for=pen.text(),
        channel=pen.any(*Channel),
        received_on=pen.day(),
        on_behalf_by=pen.one(None, "Søsteren"),
        consent=pen.one(None, consent),
    )


def running_grant(pen: Pen) -> Command:
    """A grant from before."""
    return RunningGrantTakenOver(
        **opening(pen),
        extent=pen.extent(),
        facility=pen.mark,
        granted_on=pen.day(),
        follow_up_due=pen.any(None, pen.later()),
    )


def panel_decided(pen: Pen) -> Command:
    """The panel follows, or not."""
    return PanelDecided(
        kind=pen.one(*DecisionKind),
        extent=pen.extent(),
        against_recommendation=pen.one(False, True),
        why=pen.text(),
        sitting=sitting(pen),
    )


def sitting(pen: Pen) -> Sitting | None:
    """The panel on a day, mostly that of the meeting; perhaps with who left, and who disagreed."""
    members = (Member(name="Ane Formand"), Member(name="Bo Medlem"), Member(name="Cy Læge"))
    proceedings = pen.case.proceedings if pen.case else ()
    days = (one.panel_meets_on for one in proceedings if one.entry == pen.on)
    day = next(days, None) or pen.today
    made = Sitting(
        held_on=day if pen.care else pen.any(day, pen.day(), pen.later()),
        chair=members[0].name,
        present=members,
        conflicts=pen.one((), (Objection(name=members[2].name, why="Borgerens læge."),)),
        dissents=pen.one((), (Objection(name=members[1].name, why="For lidt."),)),
    )
    return made if pen.care else pen.any(made, None)


def fact_noted(pen: Pen) -> Command:
    """A fact; without care one that nobody knows."""
    name = pen.any(*FACTS) if not pen.care else pen.any("housing", "vum_level")
    value = pen.any(*FACTS[name]) if not pen.care else pen.any(*FACTS[name][:2])
    return FactNoted(name=name, value=value, source=pen.mark, dated=pen.day())


def evidence_added(pen: Pen) -> Command:
    """A paper."""
    paper = Evidence(
        id=pen.one(pen.mark, "note", "report"),
        kind=pen.one(*EvidenceKind),
        title=pen.mark,
        dated=pen.day(),
        known_to_party=pen.any(True, False),
        unfavourable=pen.any(True, False),
    )
    return EvidenceAdded(evidence=paper)


def take_decision(pen: Pen) -> Command:
    """Mostly one that gives help or ends it."""
    kinds = (DecisionKind.GRANT, DecisionKind.TERMINATION, DecisionKind.REFUSAL)
    kind = pen.any(kinds[0], *kinds) if pen.care else pen.any(*DecisionKind)
    return TakeDecision(
        decision=Decision(
            kind=kind,
            service=SERVICE,
            municipality=pen.one(*MUNICIPALITIES),
            decided_on=pen.one(pen.today, None, pen.later()),
            granted=pen.extent(),
            form=pen.one(None, *DecisionForm),
            applied_for=pen.mark,
            changed_since=pen.one(None, Statement(text=pen.text())),
            answer_weighed=pen.one(None, Statement(text=pen.text())),
        )
    )


def information_requested(pen: Pen) -> Command:
    """The citizen is asked, or another with the citizen's consent, or without."""
    consent = Consent(scope=pen.text(), given_on=pen.day(), how="mundtligt")
    return InformationRequested(
        asks_for=pen.text(),
        sent_on=pen.now(),
        answer_by=pen.later(),
        asked_of=pen.any(None, "Egen læge"),
        consent=pen.one(consent, None),
        basis=pen.one(None, "retssikkerhedsloven § 11 c"),
        consequence_told=pen.any(True, False),
    )


def information_received(pen: Pen) -> Command:
    """Mostly it came."""
    return InformationReceived(
        request=pen.request(),
        outcome=pen.any(AnswerOutcome.RECEIVED, *AnswerOutcome),
        answered_on=pen.now(),
        answer=pen.text(),
    )


def complaint(pen: Pen) -> Command:
    """About a decision that was sent."""
    return ComplaintReceived(
        decision=pen.sent_decision(), complaint=pen.text(), received_on=pen.now()
    )


def follow_up(pen: Pen) -> Command:
    """Of today's goals, each gone through; the help goes on, or must change."""
    goals = pen.case.goals if pen.case else ()
    change = pen.any(None, HelpChange(reason=pen.text(), need=pen.text()))
    ends = pen.one(GoalOutcome.REACHED, GoalOutcome.REFERRED)
    outcomes = (GoalOutcome.UNCHANGED, GoalOutcome.ADJUSTED, ends)
    known = tuple(pen.case.facts) if pen.case else ()
    return FollowUpHeld(
        held_on=pen.now(),
        form=pen.any(*FollowUpForm),
        present=(pen.mark,),
        citizen_words=pen.text(),
        goals=tuple(_review(pen, goal, pen.any(*outcomes)) for goal in goals),
        new_goals=(f"{pen.mark}nyt",) if pen.care or pen.any(True, False) else (),
        confirmed=known if pen.care else pen.any(known, ("shoe_size",)),
        change=change,
        next_on=pen.later(),
        later_why=pen.text(),
    )


def _review(pen: Pen, goal: str, outcome: GoalOutcome) -> GoalReview:
    adjusted, same = outcome is GoalOutcome.ADJUSTED, outcome is GoalOutcome.UNCHANGED
    return GoalReview(
        goal=goal,
        progress=pen.text(),
        outcome=outcome,
        wording=f"{pen.mark}ny" if adjusted else "",
        why="" if same else pen.text(),
    )


COMMANDS: Mapping[str, Callable[[Pen], Command]] = {
    "application_received": application,
    "running_grant_taken_over": running_grant,
    "change_requested": lambda p: ChangeRequested(
        applied_for=p.text(), channel=p.any(*Channel), received_on=p.day()
    ),
    "need_uncovered": lambda p: NeedUncovered(
        reason=p.text(), need=p.text(), met_on=p.day(), present=(p.mark,)
    ),
    "referred_to_early_help": lambda p: ReferredToEarlyHelp(to="§ 12", why=p.text()),
    "other_help_considered": lambda p: OtherHelpConsidered(
        considered=("§ 85", p.mark), result=p.text()
    ),
    "fact_noted": fact_noted,
    "evidence_added": evidence_added,
    "need_assessed": lambda p: NeedAssessed(
        vum_level="D2", capacity=p.text(), summary=p.text(), assessed_on=p.day()
    ),
    "action_plan_offered": lambda p: ActionPlanOffered(
        offered_on=p.day(), accepted=p.any(True, False)
    ),
    **RUNNING,
    "action_plan_letter_sent": lambda p: ActionPlanLetterSent(
        sent_on=p.day(), answer_by=p.later(), words=p.text()
    ),
    "letter_corrected": lambda p: LetterCorrected(
        corrects=p.sent_letter(),
        slips=(Slip(was=p.mark, now=f"{p.mark} rettet"),),
        sent_on=p.now(),
        letter=p.one(
            PostedLetter(document_sha256=p.mark, lix=30, channel=LetterChannel.LETTER), None
        ),
    ),
    "follow_up_held": follow_up,
    "follow_up_planned": lambda p: FollowUpPlanned(next_on=p.later(), later_why=p.text()),
    "outstanding_explained": lambda p: OutstandingExplained(
        what=p.any(Outstanding.GOALS, *Outstanding), why=p.text()
    ),
    "goals_set": lambda p: GoalsSet(goals=(p.mark, p.text())),
    "recommendation_made": lambda p: RecommendationMade(
        kind=p.one(*DecisionKind), extent=p.extent(), text=p.text()
    ),
    "put_to_panel": lambda p: PutToPanel(meets_on=p.one(p.today, None, p.later())),
    "panel_decided": panel_decided,
    "panel_deferred": lambda p: PanelDeferred(missing=p.text(), sitting=sitting(p)),
    "hearing_sent": lambda p: HearingSent(
        evidence=p.one((), ("note",), ("gone",)), sent_on=p.day(), deadline_on=p.later()
    ),
    "hearing_answered": lambda p: HearingAnswered(
        answer=p.text(), answered_on=p.day(), hearing_seq=p.hearing()
    ),
    "information_requested": information_requested,
    "information_received": information_received,
    "delay_notified": lambda p: DelayNotified(
        why=p.text(), expected_on=p.later(), notified_on=p.day()
    ),
    "decision_taken": take_decision,
    "finding_overridden": lambda p: FindingOverridden(
        code=p.one("duty_not_met", "other"), about=p.any("hours", "reasons"), why=p.text()
    ),
    "finding_disputed": lambda p: FindingDisputed(
        code=p.one("duty_not_met", "other"),
        about=p.any("hours", "reasons"),
        says=p.one("", p.text()),
        why=p.text(),
    ),
    "letter_made": lambda p: LetterMade(document_sha256=p.mark, lix=30),
    "letter_sent": lambda p: SendLetter(
        channel=p.any(*LetterChannel), sent_on=p.one(p.today, p.day())
    ),
    "complaint_received": complaint,
    "complaint_reviewed": lambda p: ComplaintReviewed(
        outcome=p.any(ReviewOutcome.NOT_UPHELD, *ReviewOutcome), why=p.text(), reviewed_on=p.now()
    ),
    "complaint_forwarded": lambda p: ComplaintForwarded(forwarded_on=p.now()),
    "board_decided": lambda p: BoardDecided(
        outcome=p.any(BoardOutcome.REMITTED, *BoardOutcome), decided_on=p.now(), text=p.text()
    ),
    "case_remitted": lambda p: CaseRemitted(
        decision=p.sent_decision(), received_on=p.now(), to_investigate=p.text()
    ),
    "proceeding_closed": lambda p: ProceedingClosed(why=p.text()),
    "note_written": lambda p: NoteWritten(text=p.mark),
    "document_attached": lambda p: DocumentAttached(
        document_id=p.mark, title=p.mark, sha256="ab", dated=p.day()
    ),
    "entry_withdrawn": lambda p: EntryWithdrawn(
        **p.agreed_to() or {"seq": p.entry(), "reason": p.any(*Withdrawal)}, why=p.text()
    ),
    "withdrawal_proposed": lambda p: WithdrawalProposed(
        seq=p.entry(), reason=p.any(*reversed(Withdrawal)), why=p.text()
    ),
    "assigned": lambda p: Assigned(to=p.any(*PEOPLE)),
    "access_restricted": lambda p: AccessRestricted(restricted=p.any(True, False), why=p.text()),
    "case_closed": lambda p: CaseClosed(why=p.text()),
    "case_reopened": lambda p: CaseReopened(why=p.text(), help_resumes=p.help_resumes()),
}

FINDINGS = st.lists(
    st.builds(
        FindingKept,
        code=st.just("duty_not_met"),
        about=st.sampled_from(("hours", "reasons")),
        severity=st.sampled_from(("blocking", "open", "warning")),
        text=st.just("Udkastet viser ikke noget."),
        source=st.just("forvaltningsloven § 24"),
        can_be_overridden=st.booleans(),
    ),
    max_size=2,
)


def traced(findings: list[FindingKept]) -> Trace:
    """What a decision was judged by."""
    return Trace(norms=(), verdict="falls", findings=tuple(findings), explanation="{}")
