"""How one telling of how much help there is stands to another."""

import pytest

from kompas.casework import Amounts, amounts
from kompas.casework.amounts import Likeness, likeness
from kompas.norms import Library

WEEK, FORTNIGHT = amounts(hours_per_week=3), amounts(hours_per_fortnight=6)
MONTH, DAYS = amounts(hours_per_month=13), amounts(days_per_week=3)


@pytest.mark.parametrize(
    ("given", "asked", "found"),
    [
        (WEEK, WEEK, Likeness.SAME),
        (WEEK, FORTNIGHT, Likeness.SAME),
        (FORTNIGHT, WEEK, Likeness.SAME),
        ({**WEEK, **FORTNIGHT}, WEEK, Likeness.SAME),
        (WEEK, {**WEEK, **FORTNIGHT}, Likeness.SAME),
        ({}, {}, Likeness.SAME),
        (amounts(hours_per_week=2), FORTNIGHT, Likeness.OTHER),
        (amounts(hours_per_fortnight=3), WEEK, Likeness.OTHER),
        ({**DAYS, **WEEK}, amounts(days_per_week=4), Likeness.OTHER),
        (DAYS, {**DAYS, **WEEK}, Likeness.OTHER),  # it says less
        ({}, WEEK, Likeness.OTHER),
        ({**DAYS, **WEEK}, DAYS, Likeness.MORE_EXACT),
        ({**DAYS, **FORTNIGHT}, WEEK, Likeness.MORE_EXACT),
        (WEEK, {}, Likeness.MORE_EXACT),
        (MONTH, WEEK, Likeness.OPEN),
        (WEEK, MONTH, Likeness.OPEN),
        ({**DAYS, **MONTH}, {**DAYS, **WEEK}, Likeness.OPEN),
        (amounts(gone=1), amounts(gone=1), Likeness.SAME),  # not in the norms any more
        (amounts(gone=2), amounts(gone=1), Likeness.OTHER),
    ],
)
def test_what_is_told_otherwise_is_compared_where_a_factor_is_exact(
    given: Amounts, asked: Amounts, found: Likeness, library: Library
) -> None:
    assert likeness(given, asked, library.words.measures) is found


def test_without_norms_only_the_same_measure_is_compared() -> None:
    assert likeness(WEEK, WEEK, {}) is Likeness.SAME
    assert likeness(WEEK, FORTNIGHT, {}) is Likeness.OPEN
