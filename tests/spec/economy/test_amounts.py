"""Whole øre: named rounding, and no amount without a source."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.economy import Amount, HousingAmounts, Rounding, housing_payment, kroner_text, share
from kompas.economy import transport as transport_of
from kompas.norms import Library
from tests.spec.norms.drawn import TEMPORARY, WORK, asked

OERE = st.integers(0, 10_000_000_00)


@pytest.mark.parametrize(
    ("value", "down", "nearest", "up"),
    [
        (Fraction(7), 7, 7, 7),
        (Fraction(29, 4), 7, 7, 8),
        (Fraction(15, 2), 7, 8, 8),
        (Fraction(31, 4), 7, 8, 8),
        (Fraction(-15, 2), -8, -7, -7),
    ],
)
def test_each_rounding_does_what_it_is_called(
    value: Fraction, down: int, nearest: int, up: int
) -> None:
    found = [one.of(value) for one in (Rounding.DOWN, Rounding.NEAREST, Rounding.UP)]
    assert found == [down, nearest, up]
    assert len({one.text for one in Rounding}) == 3


@given(OERE, st.integers(0, 100))
def test_a_share_and_the_rest_are_the_whole(oere: int, percent: int) -> None:
    down, up = (share(oere, percent, one) for one in (Rounding.DOWN, Rounding.UP))
    assert 0 <= up - down <= 1
    assert down * 100 <= oere * percent <= up * 100


@pytest.mark.parametrize(("oere", "source"), [(-1, "Sagen"), (100, ""), (100, "  ")])
def test_an_amount_is_not_negative_and_has_a_source(oere: int, source: str) -> None:
    with pytest.raises(ValueError, match=r"negativt|kilde"):
        Amount(oere, source)


@pytest.mark.parametrize(
    ("oere", "text"),
    [(0, "0,00 kr."), (5, "0,05 kr."), (125_050, "1.250,50 kr."), (-120, "-1,20 kr.")],
)
def test_amounts_are_told_as_people_write_them(oere: int, text: str) -> None:
    assert kroner_text(oere) == text


@given(cost=OERE, earnings=OERE)
def test_transport_is_shared_without_a_rest(library: Library, cost: int, earnings: int) -> None:
    found = transport_of(asked(library, WORK), Amount(cost, "Takst"), Amount(earnings, "Løn"))
    citizen, municipality = found["citizen_pays"], found["municipality_pays"]
    assert citizen + municipality == cost
    assert citizen >= 0
    assert municipality >= 0
    assert citizen * 100 <= earnings * 30


@given(income=OERE, costs=OERE, similar=OERE)
def test_payment_for_a_stay_never_takes_what_the_citizen_shall_have(
    library: Library, income: int, costs: int, similar: int
) -> None:
    amounts = HousingAmounts(
        income=Amount(income, "Løn"),
        actual_costs=Amount(costs, "Regnskab"),
        comparable_home=Amount(similar, "Skøn"),
    )
    pays = housing_payment(asked(library, TEMPORARY), amounts)["citizen_pays"]
    assert 0 <= pays <= min(costs, similar)
    assert pays == 0 or income - pays >= 390_000
