"""How much help, where no check of a decision looks at it: what says two things is refused."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import Amounts, amounts
from kompas.casework.steps.decision import TakeDecision
from kompas.norms import Library
from tests.processes.town import EAST, WHOLE_DRAFT, Telling, unused_number
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    FOLLOWED,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    RUNNING_GRANT,
)

pytestmark = pytest.mark.usefixtures("town")

OF_SUPPORT: dict[str, Any] = {
    "service": "socio_pedagogical_support",
    "municipality": "copenhagen",
    "unit": EAST,
}
APPLIED = replace(APPLICATION, **OF_SUPPORT)
TWICE = amounts(hours_per_week=1, hours_per_fortnight=5)
SAME = amounts(hours_per_week=Decimal("2.5"), hours_per_fortnight=5)
ONE = amounts(hours_per_fortnight=5)


def assessed(library: Library) -> Telling:
    """The case of a citizen who has applied for support."""
    return Telling(library, by="carla").does(APPLIED, NEED, ASSESSMENT)


def test_a_recommendation_and_the_panel_say_one_thing(library: Library) -> None:
    telling = assessed(library)
    assert telling.refuses(replace(RECOMMENDATION, extent=TWICE)) == ["amounts_contradict"]
    telling.does(replace(RECOMMENDATION, extent=SAME), ON_AGENDA)
    decided = replace(
        FOLLOWED, extent=TWICE, against_recommendation=True, why="Behovet er et andet."
    )
    assert telling.refuses(decided, by="petra") == ["amounts_contradict"]
    telling.does(replace(FOLLOWED, extent=SAME), by="petra")


@pytest.mark.parametrize("given", [SAME, ONE, {}])
def test_a_case_begins_with_help_that_says_one_thing(given: Amounts, library: Library) -> None:
    begun = replace(RUNNING_GRANT, **OF_SUPPORT, extent=given)
    assert Telling(library, by="carla").refuses(replace(begun, extent=TWICE)) == [
        "amounts_contradict"
    ]
    assert Telling(library, by="carla").does(begun).case.grant == given


# ---------------------------------------------------------------- in another measure

FIVE, FORTNIGHT = amounts(hours_per_week=5), amounts(hours_per_fortnight=10)
LESS = amounts(hours_per_fortnight=8)
AGAINST: dict[str, Any] = {"against_recommendation": True, "why": "Behovet er et andet."}


def at_panel(library: Library) -> Telling:
    """The case is recommended in hours a week, and on the panel's agenda."""
    applied = replace(APPLIED, case_number=unused_number())
    telling = Telling(library, by="carla").does(applied, NEED, ASSESSMENT)
    return telling.does(replace(RECOMMENDATION, extent=FIVE), ON_AGENDA)


def test_a_panel_that_counts_otherwise_follows_what_is_the_same(library: Library) -> None:
    for extent, departs in ((FORTNIGHT, False), (LESS, True)):
        said: dict[str, Any] = AGAINST if departs else {}
        unsaid: dict[str, Any] = {} if departs else AGAINST
        decided = replace(FOLLOWED, extent=extent)
        telling = at_panel(library)
        assert telling.refuses(replace(decided, **unsaid), by="petra") == ["against_recommendation"]
        telling.does(replace(decided, **said), by="petra")


def test_a_decision_that_counts_otherwise_is_as_the_panels_or_not(library: Library) -> None:
    telling = at_panel(library).does(replace(FOLLOWED, extent=FIVE), by="petra")
    of = {"service": OF_SUPPORT["service"], "municipality": "copenhagen", "evidence": ()}
    told = ("need", "wishes", "capacity", "changed_since", "answer_weighed")
    silent: dict[str, Any] = dict.fromkeys(told)
    draft = replace(WHOLE_DRAFT, **of, **silent, facilities=(), grounds=())
    less = TakeDecision(decision=replace(draft, granted=LESS))
    assert telling.refuses(less) == ["not_as_panel"]
    for granted in (FORTNIGHT, FIVE):
        telling.does(TakeDecision(decision=replace(draft, granted=granted)))
