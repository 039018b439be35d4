"""What help costs in a year: a rate, times how much help a year holds."""

from decimal import Decimal

import pytest

from kompas.casework import amounts
from kompas.casework.price import PricePer
from kompas.economy import Amount, yearly_cost

RATE = Amount(100_050, "Tilbudsportalen, 2026")


@pytest.mark.parametrize(
    ("per", "extent", "oere"),
    [
        ("hour", amounts(hours_per_week=Decimal("7.5")), 100_050 * 390),
        ("hour", amounts(hours_per_fortnight=Decimal("1.5")), 100_050 * 39),
        ("hour", amounts(hours_per_month=4), 100_050 * 48),
        ("day", amounts(days_per_week=3, hours_per_week=15), 100_050 * 156),
        ("night", amounts(days_per_year=60), 100_050 * 60),
        ("night", amounts(place=1), 100_050 * 365),
        ("month", amounts(days_per_week=3), 100_050 * 12),
        ("month", {}, 100_050 * 12),
        ("year", {}, 100_050),
    ],
)
def test_it_is_the_rate_times_what_a_year_holds(
    per: str, extent: dict[str, Decimal], oere: int
) -> None:
    worked_out = yearly_cost(RATE, per, extent)
    assert worked_out["year"] == oere
    assert [line.source for line in worked_out.lines] == [RATE.source] * 2
    assert worked_out.lines[1].how


@pytest.mark.parametrize(
    ("per", "extent"),
    [
        ("hour", amounts(days_per_week=3)),
        ("day", amounts(hours_per_week=15)),
        ("night", amounts(weekends_per_month=2)),
        ("hour", {}),
    ],
)
def test_where_the_extent_is_in_something_else_there_is_no_result(
    per: str, extent: dict[str, Decimal]
) -> None:
    worked_out = yearly_cost(RATE, per, extent)
    assert worked_out.results == ()
    assert worked_out.open
    with pytest.raises(KeyError):
        worked_out["year"]


def test_every_rate_that_a_recommendation_can_tell_is_known() -> None:
    for per in PricePer:
        assert yearly_cost(RATE, per.value, amounts(days_per_week=1)).lines
    with pytest.raises(KeyError):
        yearly_cost(RATE, "fortnight", {})
