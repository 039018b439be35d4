"""What is typed into each form of a step: right, and wrong; and what it records."""

import html
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from kompas.accounts.models import User
from kompas.casework import DecisionKind, Evidence, EvidenceKind, amounts
from kompas.casework.follow_up import FollowUpForm, GoalOutcome, GoalReview
from kompas.casework.information import AnswerOutcome
from kompas.casework.intervention import Outstanding
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.action_plan_letter import ActionPlanLetterSent
from kompas.casework.steps.application import Channel, Consent
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.explanation import OutstandingExplained
from kompas.casework.steps.follow_up import FollowUpHeld
from kompas.casework.steps.follow_up_date import FollowUpPlanned
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.reopening import CaseReopened
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.running_forms import RUNNING, Typed, Typing
from tests.proceedings import current
from tests.processes.town import EAST, Telling, applied, assessed, sent
from tests.spec.case.stories import NEED, RECOMMENDATION, REPORT
from tests.spec.case.stories import TODAY as TOLD_ON

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def informed(library: Library) -> Telling:
    return applied(library).does(NEED, EvidenceAdded(evidence=REPORT))


def recommended(library: Library) -> Telling:
    return assessed(library, EAST).does(RECOMMENDATION)


def closed(library: Library) -> Telling:
    return sent(library).does(CaseClosed(why="Borgeren er flyttet."))


def heard(library: Library) -> Telling:
    told = informed(library)
    hearing = HearingSent(
        evidence=("report",), sent_on=told.today, deadline_on=told.today + timedelta(days=14)
    )
    return told.does(hearing)


def heard_twice(library: Library) -> Telling:
    told = heard(library)
    again = current(told.case).hearings[0]
    return told.does(
        HearingSent(evidence=again.evidence, sent_on=again.sent_on, deadline_on=again.deadline_on)
    )


ASKED = InformationRequested(
    asks_for="Seneste kontoudtog.",
    sent_on=TOLD_ON,
    answer_by=TODAY + timedelta(days=14),
    consequence_told=True,
)


def asked(library: Library) -> Telling:
    return informed(library).does(ASKED)


def with_goals(library: Library) -> Telling:
    return sent(library).does(GoalsSet(goals=GOALS))


def a_year_from(day: date) -> date:
    """As Vejen's standard counts."""
    return day.replace(year=day.year + 1)


RULE = ("vejen/104-2025.toml once-a-year",)
GOALS = ("Er med til fælles frokost.", "Tager selv bussen.")
FOLLOWED = FollowUpHeld(
    held_on=TODAY,
    form=FollowUpForm.HOME_VISIT,
    present=("Prøve Person",),
    citizen_words="Jeg vil gerne blive ved.",
    goals=(
        GoalReview(goal=GOALS[0], progress="Er med hver uge.", outcome=GoalOutcome.UNCHANGED),
        GoalReview(
            goal=GOALS[1],
            progress="Bussen er svær.",
            outcome=GoalOutcome.ADJUSTED,
            wording="Tager bussen med en ledsager.",
            why="Skiftet er for svært.",
        ),
    ),
    confirmed=(
        "considerably_reduced_capacity",
        "needs_support_to_keep_skills",
        "sheltered_employment_granted",
        "education",
        "offer_registered",
    ),
    next_on=TODAY + timedelta(days=100),
    latest=a_year_from(TODAY),
    rows=RULE,
)


FORM: Mapping[str, Typing] = {
    **RUNNING,
    "need_uncovered": Typing(
        applied,
        {
            "met_on": YESTERDAY.isoformat(),
            "present": "Prøve Person\r\n\r\n  Søsteren ",
            "reason": "Medfødt hjerneskade.",
            "need": "Samvær.\r\nOg ro.",
        },
        NeedUncovered(
            reason="Medfødt hjerneskade.",
            need="Samvær.\nOg ro.",
            met_on=YESTERDAY,
            present=("Prøve Person", "Søsteren"),
        ),
        {"met_on": TOMORROW.isoformat()},
        "ligger i fremtiden",
    ),
    "change_requested": Typing(
        sent,
        {
            "received_on": TODAY.isoformat(),
            "channel": "phone",
            "applied_for": "En dag mere.\r\nHelst fredag.",
        },
        ChangeRequested(
            applied_for="En dag mere.\nHelst fredag.", channel=Channel.PHONE, received_on=TODAY
        ),
        {"received_on": TOMORROW.isoformat()},
        "ligger i fremtiden",
    ),
    "proceeding_closed": Typing(
        informed,
        {"reason": "Borgeren har trukket ansøgningen tilbage."},
        ProceedingClosed(why="Borgeren har trukket ansøgningen tilbage."),
        {"reason": "  "},
        "Udfyld feltet.",
    ),
    "referred_to_early_help": Typing(
        informed,
        {"to": "Åben café", "reason": "Det dækker behovet for nu."},
        ReferredToEarlyHelp(to="Åben café", why="Det dækker behovet for nu."),
        {"reason": "   "},
        "Udfyld feltet.",
    ),
    "other_help_considered": Typing(
        informed,
        {"considered": "Værested\nKursus", "result": "Ingen af dem passer."},
        OtherHelpConsidered(considered=("Værested", "Kursus"), result="Ingen af dem passer."),
        {"considered": "\n \n"},
        "Udfyld feltet.",
    ),
    "evidence_added": Typing(
        informed,
        {
            "kind": "meeting",
            "name": "Møde på værkstedet",
            "dated": YESTERDAY.isoformat(),
            "unfavourable": "on",
        },
        EvidenceAdded(
            evidence=Evidence(
                id="moede-paa-vaerkstedet",
                kind=EvidenceKind.MEETING,
                title="Møde på værkstedet",
                dated=YESTERDAY,
                known_to_party=False,
                unfavourable=True,
            )
        ),
        {"name": ""},
        "Udfyld feltet.",
    ),
    "need_assessed": Typing(
        informed,
        {
            "assessed_on": TODAY.isoformat(),
            "vum_level": "D2",
            "capacity": "Kan deltage med støtte.",
            "summary": "Moderat behov.",
        },
        NeedAssessed(
            vum_level="D2",
            capacity="Kan deltage med støtte.",
            summary="Moderat behov.",
            assessed_on=TODAY,
        ),
        {"vum_level": "Q9"},
        "Vælg en af mulighederne.",
    ),
    "action_plan_offered": Typing(
        assessed,
        {"offered_on": TODAY.isoformat(), "accepted": "nej"},
        ActionPlanOffered(offered_on=TODAY, accepted=False),
        {"accepted": ""},
        "Vælg en af mulighederne.",
    ),
    "action_plan_letter_sent": Typing(
        assessed,
        {
            "sent_on": TODAY.isoformat(),
            "answer_by": TOMORROW.isoformat(),
            "words": "Planen kunne handle om morgenen.",
        },
        ActionPlanLetterSent(
            sent_on=TODAY, answer_by=TOMORROW, words="Planen kunne handle om morgenen."
        ),
        {"sent_on": "i går"},
        "ikke en dato, der findes",
    ),
    "goals_set": Typing(
        assessed,
        {"goals": "Være med til fællesspisning\nTage bussen selv"},
        GoalsSet(goals=("Være med til fællesspisning", "Tage bussen selv")),
        {"goals": ""},
        "Udfyld feltet.",
    ),
    "recommendation_made": Typing(
        assessed,
        {
            "kind": "grant",
            "days_per_week": "3",
            "hours_per_week": "17,5",
            "recommended": "Det svarer til behovet.",
        },
        RecommendationMade(
            kind=DecisionKind.GRANT,
            extent=amounts(days_per_week=3, hours_per_week=Decimal("17.5")),
            text="Det svarer til behovet.",
        ),
        {"days_per_week": "", "hours_per_week": ""},
        "hvor meget hjælp",
    ),
    "put_to_panel": Typing(
        recommended,
        {"meets_on": TOMORROW.isoformat()},
        PutToPanel(meets_on=TOMORROW),
        {"meets_on": YESTERDAY.isoformat()},
        "Vælg et kommende møde.",
        by="carla",
    ),
    "hearing_sent": Typing(
        informed,
        {
            "evidence": ["report"],
            "sent_on": TODAY.isoformat(),
            "deadline_on": TOMORROW.isoformat(),
        },
        HearingSent(evidence=("report",), sent_on=TODAY, deadline_on=TOMORROW),
        {"deadline_on": TODAY.isoformat()},
        "forvaltningsloven § 19",
    ),
    "hearing_answered": Typing(
        heard,
        {"answered_on": TODAY.isoformat(), "answer": "Det er ikke rigtigt."},
        lambda seq: HearingAnswered(
            answer="Det er ikke rigtigt.", answered_on=TODAY, hearing_seq=seq
        ),
        {"answer": ""},
        "Udfyld feltet.",
    ),
    "information_requested": Typing(
        informed,
        {
            "asks_for": "Seneste lægeerklæring.",
            "of_others": "on",
            "asked_of": "Egen læge",
            "consent_scope": "Oplysninger om helbred",
            "consent_on": YESTERDAY.isoformat(),
            "consent_how": "på mødet",
            "sent_on": TODAY.isoformat(),
            "answer_by": TOMORROW.isoformat(),
        },
        InformationRequested(
            asks_for="Seneste lægeerklæring.",
            sent_on=TODAY,
            answer_by=TOMORROW,
            asked_of="Egen læge",
            consent=Consent(scope="Oplysninger om helbred", given_on=YESTERDAY, how="på mødet"),
        ),
        {"consent_scope": "", "consent_on": "", "consent_how": ""},
        "retssikkerhedsloven § 11 a",
    ),
    "information_received": Typing(
        asked,
        {"outcome": "received", "answered_on": TODAY.isoformat(), "answer": "Kontoudtoget."},
        lambda seq: InformationReceived(
            request=seq,
            outcome=AnswerOutcome.RECEIVED,
            answered_on=TODAY,
            answer="Kontoudtoget.",
        ),
        {"answer": ""},
        "Der står ikke, hvilke oplysninger der kom.",
    ),
    "delay_notified": Typing(
        applied,
        {
            "notified_on": TODAY.isoformat(),
            "expected_on": TOMORROW.isoformat(),
            "reason": "Vi venter på en udtalelse.",
        },
        DelayNotified(why="Vi venter på en udtalelse.", expected_on=TOMORROW, notified_on=TODAY),
        {"expected_on": TODAY.isoformat()},
        "Den nye dato ligger ikke efter beskeden.",
    ),
    "note_written": Typing(
        applied,
        {"note": "Ringede. <b>Vil gerne</b> begynde i maj."},
        NoteWritten(text="Ringede. <b>Vil gerne</b> begynde i maj."),
        {"note": ""},
        "Udfyld feltet.",
    ),
    "entry_withdrawn": Typing(
        informed,
        {"entry": "3", "cause": "mistake", "reason": "Hører til en anden sag."},
        EntryWithdrawn(seq=3, reason=Withdrawal.MISTAKE, why="Hører til en anden sag."),
        {"entry": "1"},
        "Sagens første registrering kan ikke annulleres.",
    ),
    "assigned": Typing(applied, {}, Assigned(to="birk"), {"to": "0"}, "Vælg en af"),
    "access_restricted": Typing(
        applied,
        {"limited": "begraenset", "reason": "I familie med en kollega."},
        AccessRestricted(restricted=True, why="I familie med en kollega."),
        {"reason": ""},
        "Udfyld feltet.",
        by="vera",
    ),
    "follow_up_held": Typing(
        with_goals,
        {
            "held_on": TODAY.isoformat(),
            "form": "home_visit",
            "present": "Prøve Person",
            "citizen_words": "Jeg vil gerne blive ved.",
            "provider_note": "",
            "progress_1": "Er med hver uge.",
            "outcome_1": "unchanged",
            "progress_2": "Bussen er svær.",
            "outcome_2": "adjusted",
            "wording_2": "Tager bussen med en ledsager.",
            "why_2": "Skiftet er for svært.",
            "new_goals": "",
            "facts_hold": "on",
            "help_changes": "nej",
            "next_on": (TODAY + timedelta(days=100)).isoformat(),
        },
        lambda seq: replace(FOLLOWED, goals_entry=seq),
        {"wording_2": ""},
        "Skriv målet, som det lyder fra nu af.",
    ),
    "outstanding_explained": Typing(
        sent,
        {"what": "goals", "reason": "Borgeren ønsker ikke mål endnu."},
        OutstandingExplained(what=Outstanding.GOALS, why="Borgeren ønsker ikke mål endnu."),
        {"what": "follow_up"},
        "Vælg en af mulighederne.",
    ),
    "follow_up_planned": Typing(
        sent,
        {"next_on": (TODAY + timedelta(days=60)).isoformat()},
        FollowUpPlanned(next_on=TODAY + timedelta(days=60), latest=a_year_from(TOLD_ON), rows=RULE),
        {"next_on": YESTERDAY.isoformat()},
        "ligger ikke efter i dag",
    ),
    "case_reopened": Typing(
        closed,
        {"reason": "Borgeren vil have hjælpen alligevel.", "help_resumes": "ja"},
        lambda seq: CaseReopened(
            why="Borgeren vil have hjælpen alligevel.", help_resumes=True, closings=(seq,)
        ),
        {"help_resumes": ""},
        "Vælg en af mulighederne.",
    ),
    "case_closed": Typing(
        applied,
        {"reason": "Borgeren er flyttet."},
        CaseClosed(why="Borgeren er flyttet."),
        {"reason": ""},
        "Udfyld feltet.",
    ),
}


def address(case_id: UUID, step: str) -> str:
    return f"/sager/{case_id}/registrer/{step}"


def right_of(step: str) -> Typed:
    typed = dict(FORM[step].right)
    if step == "assigned":
        typed["to"] = str(User.objects.get(username="birk").pk)
    return typed


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def newest(told: Telling, by: str = "vera") -> Any:
    """What was recorded last; the deadlines that follow of it aside."""
    events = (entry.event for entry in reversed(told.entries(by=by)))
    return next(event for event in events if not isinstance(event, DeadlineSet))


def lead_of(told: Telling) -> str:
    return "leif" if told.case.unit == EAST else "vera"
