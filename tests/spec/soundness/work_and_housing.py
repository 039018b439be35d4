"""Whole, sound drafts about sheltered employment and housing to start from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kompas.casework import Decision, DecisionForm, DecisionKind, amounts
from kompas.norms import GivenFact
from tests.spec.norms.drawn import CITIZENS, LONG, TEMPORARY, WORK
from tests.spec.soundness.drafts import GRANT, REDUCTION, SUITED, ground, says

NOTED = date(2026, 3, 2)


def facts(service: str, /, **more: Any) -> dict[str, GivenFact]:
    """The facts of the citizen of a service, each with its source and date; None leaves one out."""
    values = {**CITIZENS[service], "birth_date": "1986-04-12", **more}
    values.pop("age_years", None)
    return {
        name: GivenFact(value, "Udredning", NOTED)
        for name, value in values.items()
        if value is not None
    }


def grant(service: str, basis: str, offer: str, /, **more: Any) -> Decision:
    """A grant that points to an offer and stands."""
    return replace(
        GRANT,
        service=service,
        unit="Borgercenter Handicap",
        case_number=f"2026-{service[:3]}-1",
        legal_basis=(basis,),
        granted={},
        starts_on=date(2026, 7, 1),
        facts=facts(service, offer_registered=True, **more),
        need=says("Borgeren har brug for støtte hver dag."),
        wishes=says("Borgeren vil gerne være i nærheden af sin søster."),
        capacity=says("Borgeren kan klare meget, når nogen er i nærheden."),
        facilities=(replace(SUITED, name=offer),),
    )


WORK_GRANT = replace(
    grant(WORK, "serviceloven § 103", "Skovværkstedet", pay_by_effort_possible=True),
    granted=amounts(days_per_week=5, hours_per_week=Decimal(30)),
)
TEMPORARY_GRANT = grant(
    TEMPORARY,
    "serviceloven § 107",
    "Bostedet Lindevej",
    purpose_and_time_written=True,
    offer_is_external=False,
)
LONG_GRANT = grant(
    LONG,
    "serviceloven § 108",
    "Bostedet Egevej",
    purpose_and_time_written=True,
    offer_is_external=False,
)
GRANTS = (WORK_GRANT, TEMPORARY_GRANT, LONG_GRANT)


def refused(draft: Decision, *grounds: Any, **more: Any) -> Decision:
    """A refusal of what a grant gave, on some grounds."""
    return replace(
        draft,
        kind=DecisionKind.REFUSAL,
        form=DecisionForm.DECISION,
        granted={},
        starts_on=None,
        facilities=(),
        grounds=grounds,
        complaint_guidance=REDUCTION.complaint_guidance,
        alternatives=says("Du kan søge om støtte i egen bolig."),
        **more,
    )


def ended(draft: Decision, *grounds: Any, **more: Any) -> Decision:
    """A termination of what a grant gave, on some grounds."""
    return replace(
        refused(draft, *grounds),
        kind=DecisionKind.TERMINATION,
        ends_on=date(2026, 8, 31),
        **more,
    )


HOME_SUFFICES = ground(
    "home_support_suffices",
    "Du kan få støtten i din egen lejlighed.",
    which_support="Socialpædagogisk støtte fem timer om ugen i egen lejlighed.",
    covers_need="Et halvt års støtte hjemme viste, at borgeren klarer hverdagen med den.",
)
PURPOSE_MET = ground(
    "stay_purpose_met",
    "Du har lært det, opholdet skulle give dig.",
    each_purpose="Borgeren laver selv mad, gør rent og styrer sin økonomi.",
    next_home="Borgeren flytter i egen lejlighed med støtte; prøvet i tre måneder.",
)
NOT_COVERED = ground(
    "wished_offer_not_covered",
    "Det tilbud, du ønsker, er for dyrt.",
    which_condition="Prisen er over grænsen. Begge takster er slået op på Tilbudsportalen.",
)
OTHER_WORK = ground(
    "paid_or_other_work",
    "Du kan bruge et tilbud om virksomhedspraktik.",
    which_offer="Virksomhedspraktik efter beskæftigelsesloven, aftalt med jobcentret.",
    can_use="Borgeren har været i praktik i fire uger med støtte og vil fortsætte.",
)
