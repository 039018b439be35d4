"""Which payments the norms ask to be worked out, and which amounts each of them needs."""

from typing import Any

import pytest

from kompas.economy import WANTED, Amount, Payment, payments_of
from kompas.norms import Library
from tests.spec.norms.drawn import COPENHAGEN, LONG, ON, TEMPORARY, WORK, asked

KRONE = 100
INCOME = {"income": 12_000, "actual_costs": 6_500, "comparable_home": 6_000}
PARTS = {"cost_part": 3_000, "income_part": 1_500, "home_costs": 6_000}
RIDES = {"transport_cost": 900, "earnings_after_tax": 1_000}


def amounts(kroner: dict[str, int]) -> dict[str, Amount]:
    return {name: Amount(value * KRONE, "Sagen") for name, value in kroner.items()}


def found(library: Library, about: Any, kroner: dict[str, int], **facts: Any) -> dict[str, Payment]:
    given = payments_of(asked(library, about, **facts), amounts(kroner))
    return {one.name: one for one in given}


def wanted(payment: Payment) -> set[str]:
    return {one.code for one in payment.wanted}


@pytest.mark.parametrize(
    ("about", "facts", "kroner", "name", "pays"),
    [
        (TEMPORARY, {"keeps_own_home": False}, INCOME, "housing", 6_000),
        (TEMPORARY, {"keeps_own_home": True}, {}, "housing", 0),
        (LONG, {"housing_basis": "service_act"}, PARTS, "housing", 4_500),
        (LONG, {"housing_basis": "social_housing"}, {"rent": 5_000}, "housing", 5_000),
        (WORK, {"offer_distance_m": 9_000}, RIDES, "transport", 300),
        (WORK, {"offer_distance_m": 12_000}, {**RIDES, "first_10_km": 200}, "transport", 200),
    ],
)
def test_what_is_given_is_worked_out(
    library: Library, about: Any, facts: Any, kroner: dict[str, int], name: str, pays: int
) -> None:
    payment = found(library, about, kroner, **facts)[name]
    assert payment.oere == pays * KRONE
    needed = {one.code for one in payment.wanted if one.needed}
    assert needed == set(kroner)  # it asked for just what it needed


@pytest.mark.parametrize(
    ("about", "facts", "kroner", "name"),
    [
        (TEMPORARY, {"keeps_own_home": False}, INCOME, "housing"),
        (LONG, {"housing_basis": "service_act"}, PARTS, "housing"),
        (LONG, {"housing_basis": "social_housing"}, {"rent": 5_000}, "housing"),
        (WORK, {"offer_distance_m": 9_000}, RIDES, "transport"),
        (WORK, {"offer_distance_m": 12_000}, {**RIDES, "first_10_km": 200}, "transport"),
    ],
)
def test_without_any_one_of_its_amounts_it_is_open_and_says_what_is_missing(
    library: Library, about: Any, facts: Any, kroner: dict[str, int], name: str
) -> None:
    for left_out in kroner:
        rest = {code: value for code, value in kroner.items() if code != left_out}
        payment = found(library, about, rest, **facts)[name]
        assert payment.oere is None
        assert payment.calculation.open[0].startswith("Oplys ")
        assert left_out in wanted(payment)


def test_pay_is_worked_out_for_an_hour(library: Library) -> None:
    very = {"pay_by_effort_possible": False, "very_limited_work": True}
    some = {"pay_by_effort_possible": False, "very_limited_work": False}
    least = found(library, WORK, {"lowest_wage": 130}, **very)["pay"]
    assert least.oere == 650  # 5 per cent
    more = found(library, WORK, {"lowest_wage": 130, "gratuity": 10}, **very)["pay"]
    assert more.oere == 10 * KRONE
    less = found(library, WORK, {"lowest_wage": 130, "gratuity": 5}, **very)["pay"]
    assert less.oere == 650  # never less than the law has
    assert found(library, WORK, {"hourly_wage": 45}, **some)["pay"].oere == 45 * KRONE
    assert "pay" not in found(library, WORK, {}, pay_by_effort_possible=True)


def test_what_looks_as_if_it_were_to_be_paid_and_is_not(library: Library) -> None:
    """Help in the own home and relief cost the citizen nothing by any calculation of the norms."""
    for service in ("socio_pedagogical_support", "home_relief", "activity_and_social"):
        assessment = library.standard(service, COPENHAGEN, ON).assess({}, ON)
        assert payments_of(assessment, amounts(INCOME)) == ()
    kept = found(library, TEMPORARY, INCOME, keeps_own_home=True)["housing"]
    assert (kept.oere, wanted(kept)) == (0, {"own_home"})


def test_an_amount_of_another_form_changes_nothing(library: Library) -> None:
    more = {**INCOME, **PARTS, "rent": 1, **RIDES}
    assert found(library, TEMPORARY, more, keeps_own_home=False)["housing"].oere == 6_000 * KRONE


def test_own_home_asks_for_the_rest_where_payment_is_set_all_the_same(library: Library) -> None:
    kept = found(library, TEMPORARY, {"own_home": 3_000}, keeps_own_home=True)["housing"]
    assert set(INCOME) < wanted(kept)
    given = {**INCOME, "own_home": 3_000}
    assert found(library, TEMPORARY, given, keeps_own_home=True)["housing"].oere == 5_100 * KRONE


@pytest.mark.parametrize(
    ("about", "fact", "name"),
    [
        (TEMPORARY, "keeps_own_home", "housing"),
        (LONG, "housing_basis", "housing"),
        (WORK, "offer_distance_m", "transport"),
    ],
)
def test_an_unknown_fact_leaves_it_open_and_is_asked_for(
    library: Library, about: Any, fact: str, name: str
) -> None:
    payment = found(library, about, {**INCOME, **PARTS, **RIDES}, **{fact: None})[name]
    assert payment.oere is None
    assert payment.wanted == ()
    assert "Det mangler: " in payment.calculation.open[0]


def test_every_amount_is_wanted_once() -> None:
    codes = [one.code for one in WANTED]
    assert len(set(codes)) == len(codes)
