"""Frit valg of long-term housing: the conditions, and the price that is a judgement and a limit."""

from datetime import date
from typing import Any

import pytest

from kompas.norms import FactError, GivenFact, Library, Verified
from tests.spec.norms.citizens import answers, codes, row
from tests.spec.norms.drawn import COPENHAGEN, LONG, asked

LAST_OF_THE_JUDGEMENT, FIRST_OF_THE_LIMIT = date(2025, 6, 30), date(2025, 7, 1)
DAYS = [LAST_OF_THE_JUDGEMENT, FIRST_OF_THE_LIMIT]
WISH: dict[str, Any] = {
    "wishes_other_offer": True,
    "wished_offer_suits": True,
    "wished_offer_registered": True,
    "wished_offer_considerably_dearer": False,
    "wished_offer_price_percent": 100,
    "other_municipality": False,
    "both_municipalities_judge_need": None,
}


def choice(library: Library, on: date, /, **changes: Any) -> tuple[list[str], set[str]]:
    """The answers that stand open, and the rows that hold."""
    found = asked(library, LONG, on, **{**WISH, **changes})
    return answers(found, "free_choice"), codes(found, "free_choice")


@pytest.mark.ledger("S108-04", "FW-21")
@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("basis", ["service_act", "social_housing"])
def test_there_is_free_choice_across_both_forms_when_all_conditions_are_met(
    library: Library, on: date, basis: str
) -> None:
    assert choice(library, on, housing_basis=basis)[0] == ["free_choice"]


@pytest.mark.ledger("S108-04")
@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"wished_offer_suits": False}, {"wished-offer-does-not-suit"}),
        ({"wished_offer_registered": False}, {"wished-offer-not-registered"}),
        (
            {"other_municipality": True, "both_municipalities_judge_need": False},
            {"not-needed-by-both-municipalities"},
        ),
        (
            {"wished_offer_suits": False, "wished_offer_registered": False},
            {"wished-offer-does-not-suit", "wished-offer-not-registered"},
        ),
    ],
)
def test_each_condition_that_fails_is_named(
    library: Library, on: date, changes: dict[str, Any], named: set[str]
) -> None:
    assert choice(library, on, **changes) == (["no_free_choice"], named)


@pytest.mark.ledger("S108-04")
@pytest.mark.parametrize("on", DAYS)
def test_the_choice_crosses_municipal_borders_when_both_judge_the_need(
    library: Library, on: date
) -> None:
    across = {"other_municipality": True, "both_municipalities_judge_need": True}
    assert choice(library, on, **across)[0] == ["free_choice"]


@pytest.mark.ledger("S108-04")
@pytest.mark.parametrize("on", DAYS)
def test_who_wishes_no_other_offer_keeps_the_right(library: Library, on: date) -> None:
    assert choice(library, on, wishes_other_offer=False, wished_offer_suits=None)[0] == [
        "free_choice"
    ]


@pytest.mark.ledger("S108-04")
def test_an_unknown_condition_leaves_the_answer_open_and_is_asked_for(library: Library) -> None:
    found = asked(library, LONG, FIRST_OF_THE_LIMIT, **{**WISH, "wished_offer_suits": None})
    assert answers(found, "free_choice") == ["free_choice", "no_free_choice"]
    assert "wished_offer_suits" in found.answers["free_choice"].missing


@pytest.mark.ledger("PROC-11")
@pytest.mark.parametrize("dearer", [True, False])
@pytest.mark.parametrize("percent", [80, 110, 111, 200])
def test_until_30_june_2025_the_price_is_a_judgement(
    library: Library, dearer: bool, percent: int
) -> None:
    changes = {
        "wished_offer_considerably_dearer": dearer,
        "wished_offer_price_percent": percent,
    }
    found, named = choice(library, LAST_OF_THE_JUDGEMENT, **changes)
    assert found == (["no_free_choice"] if dearer else ["free_choice"])
    assert ("considerably-dearer" in named) is dearer


@pytest.mark.ledger("PROC-11")
@pytest.mark.parametrize("dearer", [True, False])
@pytest.mark.parametrize(
    ("percent", "free"), [(80, True), (109, True), (110, True), (111, False), (200, False)]
)
def test_from_1_july_2025_the_price_is_at_most_110_percent(
    library: Library, percent: int, free: bool, dearer: bool
) -> None:
    changes = {
        "wished_offer_considerably_dearer": dearer,
        "wished_offer_price_percent": percent,
    }
    found, named = choice(library, FIRST_OF_THE_LIMIT, **changes)
    assert found == (["free_choice"] if free else ["no_free_choice"])
    assert ("over-110-percent" in named) is not free


@pytest.mark.ledger("PROC-11")
@pytest.mark.parametrize(
    ("wished", "referred", "free"),
    [
        (330_000, 300_000, True),
        (330_001, 300_000, False),
        (110, 100, True),
        (111, 101, True),  # 109.9 percent
        (112, 101, False),  # 110.9 percent
        (0, 1, True),
    ],
)
def test_the_two_prices_are_compared_to_the_oere(
    library: Library, wished: int, referred: int, free: bool
) -> None:
    prices = {
        "wished_offer_price_percent": None,
        "wished_offer_price_oere": wished,
        "referred_offer_price_oere": referred,
    }
    found, _named = choice(library, FIRST_OF_THE_LIMIT, **prices)
    assert found == (["free_choice"] if free else ["no_free_choice"])


def test_a_price_of_nothing_cannot_be_compared_with(library: Library) -> None:
    standard = library.standard(LONG, COPENHAGEN, FIRST_OF_THE_LIMIT)
    prices = {"wished_offer_price_oere": 1, "referred_offer_price_oere": 0}
    with pytest.raises(FactError):
        standard.assess({k: GivenFact(v) for k, v in prices.items()}, FIRST_OF_THE_LIMIT)


@pytest.mark.ledger("PROC-11", "LAW-18")
def test_how_sure_the_reading_of_the_limit_is_stands_with_it(library: Library) -> None:
    new = asked(library, LONG, FIRST_OF_THE_LIMIT)
    limit = row(new, "free_choice", "over-110-percent")
    assert str(limit.citation) == "lov nr. 747 af 20. juni 2025 § 1, nr. 2"
    assert "bygger på én kilde" in str(limit.reading)
    assert limit.citation.source.dated == date(2025, 6, 20)
    old = asked(library, LONG, LAST_OF_THE_JUDGEMENT)
    judged = row(old, "free_choice", "considerably-dearer")
    assert judged.verified is Verified.OLDER_SOURCE
    assert "Det er et skøn" in judged.text
    suits = row(new, "free_choice", "wished-offer-does-not-suit")
    assert suits.citation.source.key == "pm-41-15"
