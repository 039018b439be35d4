"""Betaling for botilbud: temporary (§ 107), long-term (§ 108) and tenants (§ 105)."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.economy import Amount, Calculation, HousingAmounts, Package, charges, housing_payment
from kompas.norms import Library, Rank
from tests.spec.norms.drawn import LONG, TEMPORARY, asked

KRONE = 100


def amount(kroner: int, source: str = "Sagen") -> Amount:
    return Amount(kroner * KRONE, source)


AMOUNTS = HousingAmounts(
    income=amount(9_000, "Årsopgørelse"),
    actual_costs=amount(6_500, "Tilbuddets regnskab"),
    comparable_home=amount(6_000, "Huslejenævnet"),
)


def stay(library: Library, amounts: HousingAmounts, /, **changes: Any) -> Calculation:
    return housing_payment(asked(library, TEMPORARY, **changes), amounts)


@pytest.mark.ledger("S107-05")
@pytest.mark.parametrize(
    ("income", "costs", "similar", "pays"),
    [
        (9_000, 6_500, 6_000, 5_100),  # the income carries less than either
        (12_000, 6_500, 6_000, 6_000),  # a similar home costs less
        (12_000, 5_500, 6_000, 5_500),  # the actual costs are less
        (3_900, 6_500, 6_000, 0),  # just what the citizen shall have
        (3_901, 6_500, 6_000, 1),
        (2_000, 6_500, 6_000, 0),  # low income: nothing, and never below nothing
        (0, 6_500, 6_000, 0),
    ],
)
def test_by_income_at_most_the_costs_and_at_most_a_similar_home(
    library: Library, income: int, costs: int, similar: int, pays: int
) -> None:
    amounts = HousingAmounts(
        income=amount(income), actual_costs=amount(costs), comparable_home=amount(similar)
    )
    assert stay(library, amounts)["citizen_pays"] == pays * KRONE


@pytest.mark.ledger("S107-05")
def test_the_citizen_keeps_2000_and_1900_and_each_line_says_by_what(library: Library) -> None:
    lines = {line.code: line for line in stay(library, AMOUNTS).lines}
    assert lines["pocket_money"].oere == -2_000 * KRONE
    assert lines["food_money"].oere == -1_900 * KRONE
    assert "4.5 Omkostninger" in lines["pocket_money"].source
    assert lines["income"].source == "Årsopgørelse"
    assert "ikke, hvordan betalingen regnes" in str(lines["by_income"].reading)


@pytest.mark.ledger("S107-05")
def test_no_money_for_food_where_the_offer_gives_it(library: Library) -> None:
    found = stay(library, AMOUNTS, offer_gives_food=True)
    assert found["citizen_pays"] == 6_000 * KRONE  # 9,000 - 2,000, capped by the similar home
    assert {line.code: line.oere for line in found.lines}["food_money"] == 0
    own = replace(AMOUNTS, food=amount(1_500))
    assert stay(library, own, offer_gives_food=True)["citizen_pays"] == 6_000 * KRONE


@pytest.mark.ledger("S107-05")
def test_the_amount_for_food_varies_by_offer(library: Library) -> None:
    own = replace(AMOUNTS, food=amount(2_400, "Tilbuddets takstblad"))
    found = stay(library, own)
    assert found["citizen_pays"] == 4_600 * KRONE
    line = next(line for line in found.lines if line.code == "food_money")
    assert line.source == "Tilbuddets takstblad"


@pytest.mark.ledger("S107-05")
def test_who_keeps_an_own_home_pays_nothing_as_a_rule(library: Library) -> None:
    found = stay(library, HousingAmounts(), keeps_own_home=True)
    assert found["citizen_pays"] == 0
    assert "§ 163, stk. 2" in found.lines[0].source


@pytest.mark.ledger("S107-05")
def test_set_all_the_same_the_payment_takes_the_kept_home_into_account(library: Library) -> None:
    kept = replace(AMOUNTS, own_home=amount(4_500, "Lejekontrakt"))
    found = stay(library, kept, keeps_own_home=True)
    assert found["citizen_pays"] == 600 * KRONE
    taken_off = next(line for line in found.lines if line.code == "own_home")
    assert "er en læsning" in str(taken_off.reading)


@pytest.mark.ledger("S107-05")
@pytest.mark.parametrize("missing", ["income", "actual_costs", "comparable_home"])
def test_without_an_amount_there_is_no_payment(library: Library, missing: str) -> None:
    found = stay(library, replace(AMOUNTS, **{missing: None}))
    assert found.results == ()
    assert found.open[0].startswith("Oplys ")


@pytest.mark.ledger("S107-05")
@pytest.mark.parametrize("fact", ["keeps_own_home", "offer_gives_food"])
def test_a_fact_that_the_rule_asks_for_is_asked_for(library: Library, fact: str) -> None:
    found = stay(library, AMOUNTS, **{fact: None})
    assert found.results == ()
    assert library.words.facts[fact].ask in found.open[0]


@pytest.mark.ledger("S108-06", "S108-07")
@pytest.mark.parametrize(
    ("cost", "income", "less", "pays"),
    [
        (4_000, 1_200, None, 5_200),
        (4_000, 1_200, 2_000, 3_200),
        (1_000, 0, 2_000, 0),
        (4_000, 2_000, None, 6_000),  # just the costs of the home
        (4_000, 2_001, None, 6_000),  # above them: the costs
        (6_000, 4_000, None, 6_000),
        (6_000, 4_000, 3_000, 6_000),  # the reduction is taken off before the costs are looked at
    ],
)
def test_long_term_housing_is_paid_by_costs_and_income_less_a_reduction(
    library: Library, cost: int, income: int, less: int | None, pays: int
) -> None:
    amounts = HousingAmounts(
        cost_part=amount(cost, "betalingsbekendtgørelsen § 6, beregning"),
        income_part=amount(income, "betalingsbekendtgørelsen § 7, beregning"),
        reduction=None if less is None else amount(less, "Afgørelse om nedsættelse"),
        home_costs=amount(6_000, "Tilbuddets regnskab"),
    )
    found = housing_payment(asked(library, LONG), amounts)
    assert found["citizen_pays"] == pays * KRONE
    codes = {line.code for line in found.lines}
    assert not {"pocket_money", "food_money", "own_home"} & codes


@pytest.mark.ledger("S108-07")
def test_without_the_costs_of_the_home_there_is_no_payment_since_there_is_no_cap(
    library: Library,
) -> None:
    amounts = HousingAmounts(cost_part=amount(6_000), income_part=amount(4_000))
    found = housing_payment(asked(library, LONG), amounts)
    assert found.results == ()
    assert "boligens omkostninger i alt" in found.open[0]


@pytest.mark.ledger("S108-07")
def test_that_nobody_pays_more_than_the_home_costs_is_law(library: Library) -> None:
    rows = asked(library, LONG).answers["housing_payment"].holding()
    law = next(one for one in rows if one.rank is Rank.LAW)
    assert "ikke mere end boligens omkostninger" in law.text
    assert "§§ 5-7" in str(law.citation)


@pytest.mark.ledger("S108-06")
def test_the_rates_of_the_order_are_not_in_the_standard_and_not_invented(library: Library) -> None:
    found = housing_payment(asked(library, LONG), AMOUNTS)
    assert found.results == ()
    assert "boligens omkostninger" in found.open[0]


@pytest.mark.ledger("S108-06", "S108-02")
def test_a_tenant_pays_the_rent_of_the_lease(library: Library) -> None:
    tenant = asked(library, LONG, housing_basis="social_housing")
    found = housing_payment(tenant, HousingAmounts(rent=amount(5_433, "Lejekontrakt")))
    assert found["citizen_pays"] == 5_433 * KRONE
    assert housing_payment(tenant, AMOUNTS).results == ()


PACKAGES = (
    Package(what="Kost", amount=amount(1_800)),
    Package(what="Buskørsel", amount=amount(200), chosen=False),
    Package(what="Vask", amount=amount(150), chosen=False, can_be_declined=False),
    Package(what="Personlig hygiejne", amount=amount(900), granted=True),
)


@pytest.mark.ledger("S107-05", "S108-06")
@pytest.mark.parametrize("service", [TEMPORARY, LONG])
def test_packages_are_bought_as_wished_and_granted_help_is_never_charged(
    library: Library, service: str
) -> None:
    found = charges(asked(library, service), PACKAGES)
    assert [line.oere for line in found.lines] == [180_000, 0, 15_000, 0, 195_000]
    assert found["citizen_pays"] == 1_950 * KRONE
    granted = found.lines[3]
    assert "betaler du aldrig for" in granted.how
    assert "Omkostninger" in granted.source
