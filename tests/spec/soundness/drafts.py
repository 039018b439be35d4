"""Whole, sound drafts to start from; each test changes one thing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kompas.casework import (
    Citizen,
    ComplaintGuidance,
    Contact,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Facility,
    Ground,
    Statement,
    amounts,
)
from kompas.norms import GivenFact

ON = date(2026, 6, 1)
TUESDAYS = "Borgeren går til kor hver tirsdag og til fællesspisning hver torsdag."
"""A reason in words of this citizen, where a test asks for none in particular."""
EVIDENCE = (
    Evidence(
        id="note-1",
        kind=EvidenceKind.NOTE,
        title="Notat fra botilbuddet",
        dated=date(2026, 4, 7),
        unfavourable=True,
    ),
    Evidence(
        id="meeting-1",
        kind=EvidenceKind.MEETING,
        title="Møde med borgeren",
        dated=date(2026, 4, 14),
    ),
)


def says(text: str) -> Statement:
    """A statement that rests on the note."""
    return Statement(text=text, evidence=("note-1",))


def ground(kind: str, text: str = TUESDAYS, **shown: str) -> Ground:
    """A ground with what it shows."""
    return Ground(type=kind, text=text, shown={code: says(found) for code, found in shown.items()})


MET_IN_HOUSING = ground(
    "met_in_housing",
    which_activities="Fællesspisning, sang og gåture.",
    extent="Tre eftermiddage om ugen, to timer ad gangen.",
    can_take_part="Borgeren deltager i sang og gåture med støtte fra en medarbejder.",
    covers_need="Sammen med tre dage i tilbuddet er behovet for samvær dækket.",
)
FACTS = {
    "birth_date": GivenFact("1980-04-12", "CPR", date(2026, 1, 5)),
    "considerably_reduced_capacity": GivenFact(True, "Udredning", date(2026, 3, 2)),
    "needs_support_to_keep_skills": GivenFact(True, "Udredning", date(2026, 3, 2)),
    "vum_level": GivenFact("D2", "Udredning", date(2026, 3, 2)),
    "housing": GivenFact("long_term_stay", "Sagen", date(2026, 1, 5)),
    "education": GivenFact("none"),
    "sheltered_employment_granted": GivenFact(False),
    "other_activity_offer": GivenFact(False),
    "offer_registered": GivenFact(True, "Tilbudsportalen", date(2026, 4, 14)),
}
REDUCTION = Decision(
    kind=DecisionKind.REDUCTION,
    form=DecisionForm.DECISION,
    service="activity_and_social",
    municipality="copenhagen",
    case_number="2026-104-1",
    decided_on=ON,
    citizen=Citizen(name="Prøve Person"),
    legal_basis=("serviceloven § 104",),
    granted=amounts(days_per_week=3, hours_per_week=Decimal(21)),
    granted_before=amounts(days_per_week=4, hours_per_week=Decimal(28)),
    facts=FACTS,
    need=says("Borgeren har brug for samvær med jævnaldrende hver dag."),
    wishes=says("Borgeren vil gerne beholde de tre dage med værksted."),
    capacity=says("Borgeren kan deltage i mindre grupper med støtte."),
    grounds=(MET_IN_HOUSING,),
    changed_since=says("Botilbuddet har siden sidst fået aktiviteter tre eftermiddage om ugen."),
    evidence=EVIDENCE,
    complaint_guidance=ComplaintGuidance(
        to="Københavns Kommune", how="mundtligt eller skriftligt", deadline_weeks=4
    ),
    contact=Contact(name="Sagsbehandleren", phone="00 00 00 00"),
)
SUITED = Facility(
    name="Værkstedet",
    activities=says("Keramik, musik og fælles frokost."),
    staff=says("To pædagoger med erfaring med synsnedsættelse."),
    premises=says("Ledelinjer, god akustik og ingen trapper."),
    meets_need=says("Borgeren kan vælge mellem værkstederne og få følgeskab."),
)
GRANT = replace(
    REDUCTION,
    kind=DecisionKind.GRANT,
    granted_before={},
    grounds=(),
    complaint_guidance=None,
)
REFUSAL = replace(
    REDUCTION,
    kind=DecisionKind.REFUSAL,
    granted={},
    granted_before={},
    alternatives=says("Åbne tilbud efter § 79."),
)
PROVIDER_CHANGE = replace(
    REDUCTION,
    kind=DecisionKind.PROVIDER_CHANGE,
    form=DecisionForm.ADMINISTRATIVE_ACT_ONLY,
    form_reason=says("Tilbuddet ligger tæt på og har de samme aktiviteter."),
    considerably_intrusive=False,
    changed_since=None,
    facts={
        **FACTS,
        "years_at_provider": GivenFact(1, "Sagen", date(2026, 4, 14)),
        "home_moves": GivenFact(False, "Sagen", date(2026, 4, 14)),
        "against_own_wish": GivenFact(False, "Mødet", date(2026, 4, 14)),
        "hard_to_change_place": GivenFact(False, "Udredning", date(2026, 3, 2)),
        "health_at_risk": GivenFact(False, "Udredning", date(2026, 3, 2)),
    },
    complaint_guidance=None,
    grounds=(ground("offer_suited"),),
    facilities=(SUITED,),
)


def changed(draft: Decision, **changes: Any) -> Decision:
    """The draft with some parts changed."""
    return replace(draft, **changes)
