"""How much help, where no check of a decision looks at it: what says two things is refused."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import Amounts, amounts
from kompas.norms import Library
from tests.processes.town import EAST, Telling
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
