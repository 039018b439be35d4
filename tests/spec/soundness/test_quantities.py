"""Times, distances and shares are read as they are written."""

import re
from fractions import Fraction

import pytest

from kompas.soundness.reading.quantities import QUANTITY, Quantity, of_unit, quantity_of


@pytest.mark.parametrize(
    ("text", "base", "number"),
    [
        ("fire uger", "days", 28),
        ("4 uger", "days", 28),
        ("en uge", "days", 7),
        ("14 dage", "days", 14),
        ("seks hverdage", "working_days", 6),
        ("et halvt år", "months", 6),
        ("et år", "months", 12),
        ("to år", "months", 24),
        ("halvandet år", "months", 18),
        ("to og et halvt år", "months", 30),
        ("18 måneder", "months", 18),
        ("hver 6. måned", "months", 6),
        ("hver sjette måned", "months", 6),
        ("hvert halve år", "months", 6),
        ("hvert andet år", "months", 24),
        ("hvert år", "months", 12),
        ("hver måned", "months", 1),
        ("en gang om året", "months", 12),
        ("én gang årligt", "months", 12),
        ("to gange om året", "months", 6),
        ("årligt", "months", 12),
        ("halvårligt", "months", 6),
        ("10 km", "kilometres", 10),
        ("ti kilometer", "kilometres", 10),
        ("30 %", "percent", 30),
        ("30 procent", "percent", 30),
    ],
)
def test_a_quantity_is_read(text: str, base: str, number: int) -> None:
    found = re.search(QUANTITY, f"Det er {text}.", re.IGNORECASE)
    assert found is not None
    assert found[0] == text
    assert quantity_of(found[0]) == Quantity(base, Fraction(number))


@pytest.mark.parametrize("text", ["Du får to dage.", "Det var i året 2026.", "Uge 15 og 16"])
def test_what_is_no_quantity_of_time_alone_is_not_taken_for_another(text: str) -> None:
    found = [quantity_of(one[0]) for one in re.finditer(QUANTITY, text, re.IGNORECASE)]
    assert all(one == Quantity("days", Fraction(2)) for one in found)


def test_a_month_may_be_four_weeks_and_two_months_may_not() -> None:
    weeks = of_unit(Fraction(4), "weeks")
    assert weeks is not None
    assert Quantity("months", Fraction(1)).is_same(weeks)
    assert not Quantity("months", Fraction(2)).is_same(weeks)
    assert Quantity("months", Fraction(2)).is_above(weeks)
    assert not Quantity("months", Fraction(1)).is_above(weeks)
    assert not Quantity("percent", Fraction(30)).is_above(weeks)
    assert of_unit(Fraction(1), "hours_per_week") is None
