"""The workload in OpenFisca: a variable for each conclusion, dated parameters, references.

Written as OpenFisca's own users write: vector formulas, thresholds as parameters, `reference` on
each variable. The trace is its full tracer, with the references joined to it, since the tracer
leaves them out.
"""

from datetime import date, timedelta
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH, Variable, not_, where
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks import workload
from benchmarks.workload import LEVELS, Citizen, Outputs

PERIOD = "2019-04"
EPOCH = date(1970, 1, 1)
PERSON = build_entity(key="citizen", plural="citizens", label="Citizen", is_person=True)
THRESHOLDS: dict[str, float] = {
    "adult_from": 18,
    "pension_from": 67,
    "support_special_level": LEVELS.index("C2"),
    "support_from_level": LEVELS.index("C3"),
    "sheltered_from_level": LEVELS.index("C1"),
    "sheltered_to_level": LEVELS.index("D3"),
    "activities_from_level": LEVELS.index("D1"),
    "activities_to_level": LEVELS.index("F3"),
    "stay_from_level": LEVELS.index("D1"),
    "sheltered_days_at_home": 5,
    "sheltered_days_residential": 3,
    "activity_days_at_home": 5,
    "activity_days_residential": 4,
    "activity_days_older": 2,
    "activity_days_older_after": 65,
    "support_hours": 5,
    "own_share_of_earnings": 0.3,
    "own_share_within_m": 10_000,
    "support_follow_up_days": 365,
    "activities_follow_up_days": 730,
}
RESIDENTIAL_NAMES = sorted(workload.RESIDENTIAL)


def _choices(name: str, names: tuple[str, ...]) -> Any:
    return Enum(name, {code: code.replace("_", " ") for code in names})


HOUSING = _choices("Housing", workload.HOUSING)
CAPACITY = _choices("Capacity", workload.CAPACITY)
EMPLOYMENT = _choices("Employment", workload.EMPLOYMENT)
NEED = _choices("Need", workload.NEED)
DAY_GRANT = _choices("DayGrant", workload.DAY_GRANT)


def _matrix() -> Any:
    """The guidance matrix as a table: level by housing."""
    home = [32] * 6 + [2, 2, 3] + [7] * 3 + [5] * 6 + [0] * 3
    temporary = [0] * 9 + [15] * 3 + [13] * 6 + [9] * 3
    lasting = [0] * 9 + [23] * 3 + [21] * 6 + [17] * 3
    return np.array([home, home, temporary, lasting, lasting, home]).T


MATRIX = _matrix()


def _first(*cases: tuple[Any, int]) -> Any:
    """The number of the first case that holds, else 0."""
    return np.select([case for case, _number in cases], [number for _case, number in cases], 0)


def _residential(person: Any, period: Any) -> Any:
    housing = person("housing", period)
    return sum((housing == getattr(HOUSING, name)) for name in RESIDENTIAL_NAMES) > 0


def _child(person: Any, period: Any, parameters: Any) -> Any:
    return person("age_years", period) < parameters(period).adult_from


def _not_reduced(person: Any, period: Any) -> Any:
    return person("capacity", period) == CAPACITY.not_reduced


def _support(person: Any, period: Any, parameters: Any) -> Any:
    at, level = parameters(period), person("level", period)
    return _first(
        (person("child", period), 2),
        (person("not_reduced", period), 1),
        (level == at.support_special_level, 4),
        (level < at.support_from_level, 3),
    )


def _sheltered(person: Any, period: Any, parameters: Any) -> Any:
    at, level = parameters(period), person("level", period)
    work = person("employment", period)
    return _first(
        (person("child", period), 2),
        (person("age_years", period) >= at.pension_from, 5),
        (person("not_reduced", period), 1),
        ((work == EMPLOYMENT.ordinary) + (work == EMPLOYMENT.flex_job), 6),
        (level < at.sheltered_from_level, 3),
        (level > at.sheltered_to_level, 7),
        (not_(person("own_transport", period)), 8),
        (not_(person("can_work", period)), 9),
        (person("day_grant", period) == DAY_GRANT.activities, 10),
    )


def _activities(person: Any, period: Any, parameters: Any) -> Any:
    at, level = parameters(period), person("level", period)
    stu = person("employment", period) == EMPLOYMENT.stu
    return _first(
        (person("child", period), 2),
        (person("not_reduced", period), 1),
        (level < at.activities_from_level, 3),
        (level > at.activities_to_level, 7),
        (stu * person("residential", period), 11),
        (person("day_grant", period) == DAY_GRANT.sheltered, 10),
    )


def _temporary_stay(person: Any, period: Any, parameters: Any) -> Any:
    low = person("level", period) < parameters(period).stay_from_level
    need = person("need", period)
    return _first(
        (person("child", period), 2),
        (person("not_reduced", period), 1),
        (need == NEED.at_home, 12),
        ((need == NEED.lasting) + (need == NEED.care), 14),
        (low * (need == NEED.clarification), 4),
        (low, 3),
    )


def _long_term_stay(person: Any, period: Any, parameters: Any) -> Any:
    need = person("need", period)
    return _first(
        (person("child", period), 2),
        (person("capacity", period) != CAPACITY.considerably_and_lasting, 1),
        (need == NEED.care, 13),
        (need == NEED.at_home, 12),
        (need != NEED.lasting, 15),
        (person("level", period) < parameters(period).stay_from_level, 3),
    )


def _guidance_matrix(person: Any, period: Any) -> Any:
    return MATRIX[person("level", period), person("housing", period)]


def _sheltered_days(person: Any, period: Any, parameters: Any) -> Any:
    at = parameters(period)
    days = where(
        person("residential", period), at.sheltered_days_residential, at.sheltered_days_at_home
    )
    return where(person("sheltered", period) == 0, days, 0)


def _activity_days(person: Any, period: Any, parameters: Any) -> Any:
    at = parameters(period)
    older = person("age_years", period) > at.activity_days_older_after
    residential = where(older, at.activity_days_older, at.activity_days_residential)
    days = where(person("residential", period), residential, at.activity_days_at_home)
    return where(person("activities", period) == 0, days, 0)


def _combination(person: Any, period: Any) -> Any:
    sheltered, activities = person("sheltered", period), person("activities", period)
    return _first(
        ((sheltered == 0) * (activities == 0), 1), (activities == 10, 2), (sheltered == 10, 3)
    )


def _support_hours(person: Any, period: Any, parameters: Any) -> Any:
    return where(person("support", period) == 0, parameters(period).support_hours, 0)


def _transport(person: Any, period: Any, parameters: Any) -> Any:
    at, cost = parameters(period), person("transport_cost_ore", period)
    within = at.own_share_within_m
    near = cost * float(within) / np.maximum(person("distance_m", period), within)
    share = np.minimum(near, at.own_share_of_earnings * person("earnings_ore", period))
    capacity = person("capacity", period)
    reduced = (capacity == CAPACITY.considerably) + (capacity == CAPACITY.considerably_and_lasting)
    full = where((person("activities", period) == 0) * reduced, cost, 0)
    return np.floor(where(person("sheltered", period) == 0, cost - share, full) + 0.5).astype(int)


def _follow_up(person: Any, period: Any, parameters: Any) -> Any:
    at, on = parameters(period), person("on", period)
    activities = where(person("activities", period) == 0, on + at.activities_follow_up_days, 0)
    return where(person("support", period) == 0, on + at.support_follow_up_days, activities)


INPUTS: dict[str, Any] = {
    "level": int,
    "age_years": int,
    "housing": HOUSING,
    "capacity": CAPACITY,
    "employment": EMPLOYMENT,
    "own_transport": bool,
    "can_work": bool,
    "need": NEED,
    "day_grant": DAY_GRANT,
    "distance_m": int,
    "transport_cost_ore": int,
    "earnings_ore": int,
    "on": int,
}
STEPS: dict[str, tuple[Any, Any, str]] = {
    "child": (bool, _child, "Kvalitetsstandarder 2019, 4.2-4.6"),
    "not_reduced": (bool, _not_reduced, "Serviceloven §§ 85, 103, 104, 107"),
    "residential": (bool, _residential, "Serviceloven §§ 107-108, almenboligloven § 105"),
}
RESULTS: dict[str, tuple[Any, Any, str]] = {
    "support": (int, _support, "Serviceloven § 85; kvalitetsstandarder 2019, 4.2"),
    "sheltered": (int, _sheltered, "Serviceloven § 103; kvalitetsstandarder 2019, 4.3"),
    "activities": (int, _activities, "Serviceloven § 104; kvalitetsstandarder 2019, 4.4"),
    "temporary_stay": (int, _temporary_stay, "Serviceloven § 107; kvalitetsstandarder 2019, 4.5"),
    "long_term_stay": (int, _long_term_stay, "Serviceloven § 108; kvalitetsstandarder 2019, 4.6"),
    "guidance_matrix": (int, _guidance_matrix, "Kvalitetsstandarder 2019, 2.4"),
    "sheltered_days": (int, _sheltered_days, "Kvalitetsstandarder 2019, 4.3 Omfang"),
    "activity_days": (int, _activity_days, "Kvalitetsstandarder 2019, 4.4 Omfang"),
    "combination": (int, _combination, "Kvalitetsstandarder 2019, 4.3 og 4.4 Kriterier"),
    "support_hours": (int, _support_hours, "Kvalitetsstandarder 2019, 4.2 Omfang"),
    "transport": (int, _transport, "Bekendtgørelsen om beskyttet beskæftigelse § 2"),
    "follow_up": (int, _follow_up, "Kvalitetsstandarder 2019, 4.2 og 4.4 Opfølgning"),
}
REFERENCES = {name: reference for name, (_t, _f, reference) in (STEPS | RESULTS).items()}
Situation = dict[str, Any]


def system() -> Any:
    """The rules, loaded."""
    made = TaxBenefitSystem([PERSON])
    made.parameters = ParameterNode(
        data={
            name: {"values": {"2019-03-01": {"value": value}}} for name, value in THRESHOLDS.items()
        }
    )
    for name, kind in INPUTS.items():
        made.add_variable(_variable(name, kind))
    for name, (kind, formula, reference) in (STEPS | RESULTS).items():
        made.add_variable(_variable(name, kind, formula=formula, reference=reference))
    return made


def situation(citizen: Citizen) -> Situation:
    """A citizen in the form of OpenFisca's web API."""
    values = {name: getattr(citizen, name) for name in INPUTS}
    values["on"] = (citizen.on - EPOCH).days
    facts = {name: {PERIOD: value} for name, value in values.items()}
    return {"citizens": {"one": facts}}


def trace(rules: Any, facts: Situation) -> dict[str, Any]:
    """The outputs with OpenFisca's flat trace, and each variable's reference joined to it."""
    simulation = SimulationBuilder().build_from_entities(rules, facts)
    simulation.trace = True
    for name in RESULTS:
        simulation.calculate(name, PERIOD)
    traced: dict[str, Any] = simulation.tracer.get_serialized_flat_trace()
    for key, node in traced.items():
        node["reference"] = REFERENCES.get(key.partition("<")[0])
    return traced


def outputs(traced: dict[str, Any]) -> Outputs:
    """What the workload asks, read off a trace."""
    found = [int(traced[f"{name}<{PERIOD}>"]["value"][0]) for name in RESULTS]
    day = EPOCH + timedelta(days=found[-1]) if found[-1] else None
    return Outputs._make((*found[:-1], day))


def _variable(
    name: str, kind: Any, *, formula: Any = None, reference: str | None = None
) -> type[Variable]:
    parts: dict[str, Any] = {"entity": PERSON, "definition_period": MONTH, "label": name}
    if kind in (int, bool):
        parts["value_type"] = kind
    else:
        parts |= {"value_type": Enum, "possible_values": kind, "default_value": next(iter(kind))}
    if formula:
        parts |= {"formula": formula, "reference": reference}
    return type(name, (Variable,), parts)
