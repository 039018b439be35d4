"""Citizens of the services other than § 104, and short ways to ask about them."""

from datetime import date
from typing import Any

from kompas.norms import Assessment, GivenFact, Library, Outcome, Stage

COPENHAGEN = "copenhagen"
ON = date(2026, 6, 1)
WORK, TEMPORARY, LONG = "sheltered_employment", "temporary_stay", "long_term_stay"

WORKER: dict[str, Any] = {
    "below_pension_age": True,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "ordinary_employment_possible": False,
    "other_law_offer_usable": False,
    "can_take_part_in_work": True,
    "can_transport_self": True,
    "flex_job": False,
    "other_sheltered_employment": False,
    "activity_offer_granted": False,
    "vum_level": "C2",
    "housing": "own_home",
    "offer_distance_m": 4_000,
}
"""In the target group of § 103, by the law and by the guiding level."""

GUEST: dict[str, Any] = {
    "age_years": 30,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_temporary_stay": True,
    "reduced_mental_capacity": False,
    "needs_extensive_help_or_care": False,
    "needs_treatment_support": False,
    "needs_care_or_treatment": False,
    "manages_without_support": True,
    "needs_time_limited_stay": True,
    "need_coverable_otherwise": False,
    "smaller_effort_enough": False,
    "housing_market_main_problem": False,
    "vum_level": "D2",
    "vum_cannot_clarify": False,
    "stay_aim": "training",
    "keeps_own_home": False,
    "offer_gives_food": False,
    "below_pension_age": True,
}
"""In the target group of § 107."""

RESIDENT: dict[str, Any] = {
    "age_years": 50,
    "considerably_reduced_capacity": True,
    "lasting_reduced_capacity": True,
    "needs_extensive_daily_help": True,
    "need_coverable_otherwise": False,
    "lasting_stay_necessary": True,
    "health_administration_care": False,
    "temporary_need": False,
    "own_home_tried": True,
    "vum_level": "D2",
    "stay_horizon": "lifelong",
    "housing_basis": "service_act",
    "wishes_other_offer": False,
    "below_pension_age": True,
}
"""In the target group of § 108."""

CITIZENS = {WORK: WORKER, TEMPORARY: GUEST, LONG: RESIDENT}


def asked(library: Library, service: str, on: date = ON, /, **changes: Any) -> Assessment:
    """The answers for the citizen of a service with changes; a fact set to None is unknown."""
    facts = {**CITIZENS[service], **changes}
    given = {name: GivenFact(value) for name, value in facts.items() if value is not None}
    standard = library.standard(service, COPENHAGEN, on)
    return standard.assess(given, on, Stage.DECISION)


def group(library: Library, service: str, /, **changes: Any) -> tuple[Outcome, set[str]]:
    """The target group for the citizen with changes, and the criteria that are not met."""
    answered = asked(library, service, **changes).answers["target_group"]
    assert isinstance(answered.value, Outcome)
    return answered.value, {row.code for row in answered.failing()}
