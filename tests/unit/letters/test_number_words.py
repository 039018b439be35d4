from datetime import date
from decimal import Decimal

import pytest

from kompas.letters import number_words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 3, 3), "3. marts 2026"),
        (date(2026, 12, 31), "31. december 2026"),
        (date(2024, 2, 29), "29. februar 2024"),
        (date(2027, 5, 1), "1. maj 2027"),
    ],
)
def test_a_day_is_said_with_its_month_in_words(value: date, said: str) -> None:
    assert number_words.day(value) == said


@pytest.mark.parametrize(
    ("oere", "said"),
    [
        (0, "0 kr."),
        (100, "1 kr."),
        (125000, "1.250 kr."),
        (12550, "125,50 kr."),
        (5, "0,05 kr."),
        (123456789, "1.234.567,89 kr."),
        (-2500, "-25 kr."),
    ],
)
def test_money_is_whole_kroner_unless_there_are_oere(oere: int, said: str) -> None:
    assert number_words.money(oere) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (Decimal(1), "1 time"),
        (Decimal(28), "28 timer"),
        (Decimal("28.00"), "28 timer"),
        (Decimal("7.50"), "7,5 timer"),
        (Decimal("0.25"), "0,25 timer"),
        (Decimal("1234.5"), "1.234,5 timer"),
        (Decimal("3E+1"), "30 timer"),
    ],
)
def test_hours_have_a_decimal_comma_and_no_idle_zeros(hours: Decimal, said: str) -> None:
    assert number_words.count(hours, "time", "timer") == said


@pytest.mark.parametrize(("days", "said"), [(0, "0 dage"), (1, "1 dag"), (5, "5 dage")])
def test_one_day_is_singular(days: int, said: str) -> None:
    assert number_words.count(days, "dag", "dage") == said


@pytest.mark.parametrize(("weeks", "said"), [(1, "1 uge"), (4, "4 uger")])
def test_one_week_is_singular(weeks: int, said: str) -> None:
    assert number_words.weeks(weeks) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (12, "en gang om året"),
        (24, "hvert andet år"),
        (6, "hvert halve år"),
        (18, "hver 18. måned"),
    ],
)
def test_an_interval_is_said_as_people_say_it(months: int, said: str) -> None:
    assert number_words.every(months) == said
