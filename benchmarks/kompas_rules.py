"""The workload in Kompas: its norms, a citizen as facts, and an assessment as the outputs."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from benchmarks.workload import FIRST_DAY, Citizen, Outputs, transport_beyond_own_share_ore
from kompas.norms import Answer, Answered, Assessment, GivenFact, Library, Standard, Status, load

FOLDER = Path(__file__).parent / "norms"
FUNCTIONS = {"transport_beyond_own_share_ore": transport_beyond_own_share_ore}

# Kompas answers every criterion; the workload wants the first that fails, in this order.
REASONS: Mapping[str, Mapping[str, int]] = {
    "support": {"adult": 2, "reduced-capacity": 1, "special-circumstances": 4, "need-from-c3": 3},
    "sheltered": {
        "adult": 2,
        "before-pension": 5,
        "reduced-capacity": 1,
        "no-ordinary-work": 6,
        "need-from-c": 3,
        "need-to-d": 7,
        "travels-alone": 8,
        "can-work": 9,
        "not-with-activities": 10,
    },
    "activities": {
        "adult": 2,
        "reduced-capacity": 1,
        "need-from-d": 3,
        "need-to-f": 7,
        "stu-in-housing": 11,
        "not-with-sheltered": 10,
    },
    "temporary_stay": {
        "adult": 2,
        "reduced-capacity": 1,
        "not-at-home": 12,
        "for-a-time": 14,
        "clarification-below-d": 4,
        "need-from-d": 3,
    },
    "long_term_stay": {
        "adult": 2,
        "lastingly-reduced-capacity": 1,
        "not-a-need-of-care": 13,
        "not-at-home": 12,
        "lasting": 15,
        "need-from-d": 3,
    },
}
MATRIX_BITS = {
    "support": 1,
    "sheltered": 2,
    "activities": 4,
    "temporary-stay": 8,
    "long-term-stay": 16,
    "advice": 32,
}
COMBINATIONS = ("no_conflict", "choose_one", "kept_by_sheltered", "kept_by_activities")


def library() -> Library:
    """The norms of the workload, read anew."""
    return load(FOLDER, FUNCTIONS)


def standard() -> Standard:
    """The one standard of the workload, with nothing kept from earlier."""
    return library().standard("quality_standards", "copenhagen", FIRST_DAY)


def given(citizen: Citizen) -> dict[str, GivenFact]:
    """A citizen as the facts that Kompas assesses; the day of the decision aside."""
    return {
        "vum_level": GivenFact(citizen.vum_level),
        "age_years": GivenFact(citizen.age_years),
        "housing": GivenFact(citizen.housing),
        "capacity": GivenFact(citizen.capacity),
        "employment": GivenFact(citizen.employment),
        "own_transport": GivenFact(citizen.own_transport),
        "can_work": GivenFact(citizen.can_work),
        "need": GivenFact(citizen.need),
        "day_grant": GivenFact(citizen.day_grant),
        "distance_m": GivenFact(citizen.distance_m),
        "transport_cost_ore": GivenFact(citizen.transport_cost_ore),
        "earnings_ore": GivenFact(citizen.earnings_ore),
    }


def outputs(assessment: Assessment) -> Outputs:
    """What the workload asks, read off an assessment."""
    answers = assessment.answers
    reason = {name: _first_reason(answers[name], codes) for name, codes in REASONS.items()}
    follow_up = _number(answers["follow_up"])
    return Outputs(
        support=reason["support"],
        sheltered=reason["sheltered"],
        activities=reason["activities"],
        temporary_stay=reason["temporary_stay"],
        long_term_stay=reason["long_term_stay"],
        matrix=sum(MATRIX_BITS[row.code] for row in answers["guidance_matrix"].holding()),
        sheltered_days=_number(answers["sheltered_days"]),
        activity_days=_number(answers["activity_days"]),
        combination=COMBINATIONS.index(_code(answers["combination"])),
        support_hours=_number(answers["support_hours"]),
        transport_ore=_transport(assessment),
        follow_up=assessment.on + timedelta(days=follow_up) if follow_up else None,
    )


def _first_reason(answered: Answered, reasons: Mapping[str, int]) -> int:
    failing = {
        result.row.code
        for result in answered.rows
        if result.status in (Status.NOT_MET, Status.INDIVIDUAL)
    }
    return next((reason for code, reason in reasons.items() if code in failing), 0)


def _transport(assessment: Assessment) -> int:
    match _code(assessment.answers["transport"]):
        case "beyond_own_share":
            amount = assessment.known["transport_beyond_own_share_ore"]
            assert isinstance(amount, int)
            return amount
        case "municipality_pays":
            cost: int = assessment.given["transport_cost_ore"].value
            return cost
        case _:
            return 0


def _number(answered: Answered) -> int:
    assert isinstance(answered.value, Answer)
    return answered.value.high or 0


def _code(answered: Answered) -> str:
    assert isinstance(answered.value, Answer)
    assert answered.value.code is not None
    return answered.value.code
