"""The workload: citizens drawn from a seed number, and what the standards answer about each.

13 inputs (12 facts and the day of the decision) give 12 outputs. Kompas answers them from
`benchmarks/norms`, each peer from rules of its own; `expected` is the plain reading that all of
them are held against, on every citizen.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

LEVELS = tuple(f"{letter}{step}" for letter in "ABCDEFG" for step in (1, 2, 3))
HOUSING = (
    "own_home",
    "with_parents",
    "temporary_stay",
    "long_term_stay",
    "supported_tenancy",
    "other_temporary",
)
CAPACITY = ("not_reduced", "considerably", "considerably_and_lasting", "social_problems")
EMPLOYMENT = ("none", "ordinary", "flex_job", "stu")
NEED = ("at_home", "temporary", "clarification", "lasting", "care")
DAY_GRANT = ("none", "sheltered", "activities")
FIRST_DAY = date(2019, 3, 1)

RESIDENTIAL = {"temporary_stay", "long_term_stay", "supported_tenancy"}
IN_GROUP = 0


@dataclass(frozen=True, slots=True)
class Citizen:
    """The inputs. Money in øre a month, distance in metres."""

    vum_level: str
    age_years: int
    housing: str
    capacity: str
    employment: str
    own_transport: bool
    can_work: bool
    need: str
    day_grant: str
    distance_m: int
    transport_cost_ore: int
    earnings_ore: int
    on: date

    @property
    def level(self) -> int:
        """The need of support as a number, A1 = 0 to G3 = 20."""
        return LEVELS.index(self.vum_level)

    @property
    def residential(self) -> bool:
        """Whether the citizen lives in a residential offer."""
        return self.housing in RESIDENTIAL


class Outputs(NamedTuple):
    """The outputs.

    The five first are codes: 0 is in the target group, else the first reason why not. `matrix`
    has a bit for each help that the guidance matrix points to; money in øre a month.
    """

    support: int
    sheltered: int
    activities: int
    temporary_stay: int
    long_term_stay: int
    matrix: int
    sheltered_days: int
    activity_days: int
    combination: int
    support_hours: int
    transport_ore: int
    follow_up: date | None


def draw(count: int, seed: int) -> Iterator[Citizen]:
    """Citizens drawn from a seed number: the same number gives the same citizens."""
    dice = random.Random(seed)  # noqa: S311 - drawn to be drawn again, not to be secret
    for _ in range(count):
        yield Citizen(
            vum_level=LEVELS[min(20, max(0, round(dice.gauss(9, 5))))],
            age_years=min(99, max(12, round(dice.gauss(45, 19)))),
            housing=dice.choices(HOUSING, (52, 8, 12, 13, 10, 5))[0],
            capacity=dice.choices(CAPACITY, (8, 38, 36, 18))[0],
            employment=dice.choices(EMPLOYMENT, (70, 8, 10, 12))[0],
            own_transport=dice.random() < 0.7,
            can_work=dice.random() < 0.75,
            need=dice.choices(NEED, (50, 17, 8, 21, 4))[0],
            day_grant=dice.choices(DAY_GRANT, (70, 14, 16))[0],
            distance_m=250 * round(min(60.0, dice.expovariate(1 / 6)) * 4),
            transport_cost_ore=100 * dice.randrange(3000),
            earnings_ore=100 * dice.randrange(6000),
            on=FIRST_DAY + timedelta(days=dice.randrange(730)),
        )


def transport_beyond_own_share_ore(
    transport_cost_ore: int, distance_m: int, earnings_ore: int
) -> int:
    """What the municipality pays: all beyond 10 km, and of the rest all beyond 30 % of earnings.

    To whole øre, half an øre up. A function for derived facts, named in `norms/facts.toml`.
    """
    within_ten_km = transport_cost_ore * 10_000 / max(distance_m, 10_000)
    return math.floor(transport_cost_ore - min(within_ten_km, 0.3 * earnings_ore) + 0.5)


def expected(citizen: Citizen) -> Outputs:
    """The outputs by the plain reading of the standards."""
    support = _support(citizen)
    sheltered = _sheltered(citizen)
    activities = _activities(citizen)
    return Outputs(
        support,
        sheltered,
        activities,
        _temporary_stay(citizen),
        _long_term_stay(citizen),
        _matrix(citizen),
        (3 if citizen.residential else 5) if sheltered == IN_GROUP else 0,
        _activity_days(citizen) if activities == IN_GROUP else 0,
        _combination(sheltered, activities),
        5 if support == IN_GROUP else 0,
        _transport(citizen, sheltered, activities),
        _follow_up(citizen, support, activities),
    )


def _support(citizen: Citizen) -> int:
    if citizen.age_years < 18:
        return 2
    if citizen.capacity == "not_reduced":
        return 1
    if citizen.vum_level == "C2":
        return 4
    return 3 if citizen.level < LEVELS.index("C3") else IN_GROUP


def _sheltered(citizen: Citizen) -> int:  # noqa: PLR0911 - a reason for each
    if citizen.age_years < 18:
        return 2
    if citizen.age_years >= 67:
        return 5
    if citizen.capacity == "not_reduced":
        return 1
    if citizen.employment in ("ordinary", "flex_job"):
        return 6
    if citizen.level < LEVELS.index("C1"):
        return 3
    if citizen.level > LEVELS.index("D3"):
        return 7
    if not citizen.own_transport:
        return 8
    if not citizen.can_work:
        return 9
    return 10 if citizen.day_grant == "activities" else IN_GROUP


def _activities(citizen: Citizen) -> int:
    if citizen.age_years < 18:
        return 2
    if citizen.capacity == "not_reduced":
        return 1
    if citizen.level < LEVELS.index("D1"):
        return 3
    if citizen.level > LEVELS.index("F3"):
        return 7
    if citizen.employment == "stu" and citizen.residential:
        return 11
    return 10 if citizen.day_grant == "sheltered" else IN_GROUP


def _temporary_stay(citizen: Citizen) -> int:
    if citizen.age_years < 18:
        return 2
    if citizen.capacity == "not_reduced":
        return 1
    if citizen.need == "at_home":
        return 12
    if citizen.need in ("lasting", "care"):
        return 14
    if citizen.level >= LEVELS.index("D1"):
        return IN_GROUP
    return 4 if citizen.need == "clarification" else 3


def _long_term_stay(citizen: Citizen) -> int:
    if citizen.age_years < 18:
        return 2
    if citizen.capacity != "considerably_and_lasting":
        return 1
    reason = {"care": 13, "at_home": 12, "temporary": 15, "clarification": 15}.get(citizen.need)
    if reason is not None:
        return reason
    return 3 if citizen.level < LEVELS.index("D1") else IN_GROUP


def _matrix(citizen: Citizen) -> int:
    level = citizen.vum_level
    band = "A-B" if level < "C" else level if level < "D" else "D" if level < "E" else (
        "E-F" if level < "G" else "G")  # fmt: skip
    if not citizen.residential:
        return {"A-B": 32, "C1": 2, "C2": 2, "C3": 3, "D": 7, "E-F": 5, "G": 0}[band]
    stay = 8 if citizen.housing == "temporary_stay" else 16
    return {"D": 7 + stay, "E-F": 5 + stay, "G": 1 + stay}.get(band, 0)


def _activity_days(citizen: Citizen) -> int:
    if not citizen.residential:
        return 5
    return 2 if citizen.age_years > 65 else 4


def _combination(sheltered: int, activities: int) -> int:
    if sheltered == IN_GROUP and activities == IN_GROUP:
        return 1
    return 2 if activities == 10 else 3 if sheltered == 10 else 0


def _transport(citizen: Citizen, sheltered: int, activities: int) -> int:
    if sheltered == IN_GROUP:
        return transport_beyond_own_share_ore(
            citizen.transport_cost_ore, citizen.distance_m, citizen.earnings_ore
        )
    reduced = citizen.capacity in ("considerably", "considerably_and_lasting")
    return citizen.transport_cost_ore if activities == IN_GROUP and reduced else 0


def _follow_up(citizen: Citizen, support: int, activities: int) -> date | None:
    if support == IN_GROUP:
        return citizen.on + timedelta(days=365)
    return citizen.on + timedelta(days=730) if activities == IN_GROUP else None
