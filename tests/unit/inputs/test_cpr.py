"""The day of birth in a CPR number."""

from datetime import date

import pytest

from kompas.inputs.cpr import birth_date, with_hidden


@pytest.mark.parametrize(
    ("cpr", "born"),
    [
        # The seventh digit and the year tell the century together.
        ("0101363000", date(1936, 1, 1)),
        ("0101994999", date(1999, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101368000", date(2036, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
        # Nobody has these: 60 is added to the day.
        ("6101803000", date(1980, 1, 1)),
        ("910180-3000", date(1980, 1, 31)),
        ("890204 4000", date(2004, 2, 29)),
    ],
)
def test_the_seventh_digit_tells_the_century(cpr: str, born: date) -> None:
    assert birth_date(cpr) == born


@pytest.mark.parametrize("cpr", ["", "0101", "3002803000", "8902813000", "010180300x", "²" * 10])
def test_what_holds_no_day_tells_none(cpr: str) -> None:
    assert birth_date(cpr) is None


def test_a_number_in_a_text_is_shown_without_its_last_digits() -> None:
    assert (
        with_hidden("Ring 7407901106 eller 740790-1106.") == "Ring 740790-•••• eller 740790-••••."
    )
    assert with_hidden("Tlf. 9999999999, sag 27.35.08") == "Tlf. 9999999999, sag 27.35.08"
