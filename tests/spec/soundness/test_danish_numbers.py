"""Numbers as Danish letters write them."""

from fractions import Fraction

import pytest

from kompas.soundness.reading.danish_numbers import number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("to", 2),
        ("Én", 1),
        ("halvanden", Fraction(3, 2)),
        ("to og en halv", Fraction(5, 2)),
        ("2,5", Fraction(5, 2)),
        ("2½", Fraction(5, 2)),
        ("½", Fraction(1, 2)),
        ("femogtyve", 25),
        ("1.200", 1200),
        ("1.200,50", Fraction(2401, 2)),
        ("tolv hundrede", 1200),
        ("tolvhundrede", 1200),
        ("et tusind to hundrede", 1200),
        ("tre hundrede og femogtyve", 325),
        ("tusind", 1000),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, number: int | Fraction) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["", "Karen", "hundredvis", "flere", "tusind tak"])
def test_a_word_that_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None
