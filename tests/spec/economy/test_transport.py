"""Befordring: what the citizen and the municipality pay (§§ 103 and 104)."""

import pytest

from kompas.economy import Amount, Calculation, transport
from kompas.norms import Library
from tests.spec.norms import citizens
from tests.spec.norms.drawn import WORK, asked

KRONE = 100


def amount(kroner: int, source: str = "Kvittering") -> Amount:
    return Amount(kroner * KRONE, source)


def split(found: Calculation) -> tuple[int, int]:
    return found["citizen_pays"], found["municipality_pays"]


@pytest.mark.ledger("S103-06")
def test_earnings_of_1000_and_transport_of_420_the_citizen_pays_300_and_the_unit_120(
    library: Library,
) -> None:
    found = transport(asked(library, WORK), amount(420), amount(1_000, "Lønseddel"))
    assert split(found) == (300 * KRONE, 120 * KRONE)


@pytest.mark.ledger("S103-06")
@pytest.mark.parametrize(
    ("cost", "earnings", "citizen"),
    [
        (30_000, 100_000, 30_000),  # just at the limit
        (29_999, 100_000, 29_999),  # under it: all
        (30_001, 100_000, 30_000),  # over it: the limit
        (42_000, 0, 0),  # nothing earned
        (0, 100_000, 0),  # nothing to pay
        (10_000, 3_333, 999),  # 999.9 øre is rounded down
    ],
)
def test_never_more_than_30_percent_of_the_earnings_after_tax(
    library: Library, cost: int, earnings: int, citizen: int
) -> None:
    paid = Amount(cost, "Takst"), Amount(earnings, "Lønseddel")
    found = transport(asked(library, WORK), *paid)
    assert split(found) == (citizen, cost - citizen)


@pytest.mark.ledger("S103-06")
def test_each_line_says_how_it_came_about_and_by_which_rule(library: Library) -> None:
    found = transport(asked(library, WORK), amount(420), amount(1_000, "Lønseddel"))
    lines = {line.code: line for line in found.lines}
    assert list(lines) == ["cost", "earnings", "limit", "citizen_pays", "municipality_pays"]
    assert "30 % af indtjeningen, rundet ned til hele øre" in lines["limit"].how
    assert "beskyttet beskæftigelse § 2" in lines["limit"].source
    assert lines["earnings"].source == "Lønseddel"
    assert "ikke hele udgiften" in str(lines["citizen_pays"].reading)


@pytest.mark.ledger("S103-06", "LAW-20")
@pytest.mark.parametrize(
    ("first", "earnings", "citizen"),
    [
        (200, 1_000, 200),  # the first 10 kilometres, under the limit
        (300, 1_000, 300),  # just at the limit
        (301, 1_000, 300),  # over it: the limit
        (200, 0, 0),  # nothing earned
        (420, 10_000, 420),  # all of it lies within 10 kilometres
    ],
)
def test_beyond_10_km_the_municipality_pays_what_lies_beyond(
    library: Library, first: int, earnings: int, citizen: int
) -> None:
    far = asked(library, WORK, offer_distance_m=10_001)
    found = transport(far, amount(420), amount(earnings, "Lønseddel"), amount(first, "Takst"))
    assert split(found) == (citizen * KRONE, (420 - citizen) * KRONE)
    assert "bekendtgørelse 483" in found.lines[-1].source


@pytest.mark.ledger("S103-06", "LAW-20")
def test_beyond_10_km_nobody_is_charged_before_the_first_10_are_known(library: Library) -> None:
    far = asked(library, WORK, offer_distance_m=10_001)
    found = transport(far, amount(420), amount(1_000))
    assert found.results == ()
    assert "de første 10 kilometer" in found.open[0]
    with pytest.raises(KeyError):
        found["citizen_pays"]


@pytest.mark.ledger("S103-06")
def test_what_is_not_known_is_asked_for_and_not_guessed(library: Library) -> None:
    no_distance = asked(library, WORK, offer_distance_m=None)
    assert "Hvor mange meter" in transport(no_distance, amount(420), amount(1_000)).open[0]
    no_earnings = transport(asked(library, WORK), amount(420))
    assert no_earnings.results == ()
    assert "indtjening i tilbuddet efter skat" in no_earnings.open[0]


@pytest.mark.ledger("S104-05")
@pytest.mark.parametrize("municipality", citizens.BOTH)
@pytest.mark.parametrize("chosen", [None, True, False])
def test_for_an_activity_offer_the_municipality_pays_when_capacity_is_considerably_reduced(
    library: Library, municipality: str, chosen: bool | None
) -> None:
    found = citizens.assess(library, municipality, municipality_covers_transport=chosen)
    assert split(transport(found, amount(420))) == (0, 420 * KRONE)


@pytest.mark.ledger("S104-05")
@pytest.mark.parametrize("municipality", citizens.BOTH)
@pytest.mark.parametrize(("chosen", "citizen"), [(True, 0), (False, 420)])
def test_where_the_law_gives_no_right_the_municipality_chooses(
    library: Library, municipality: str, chosen: bool, citizen: int
) -> None:
    changes = {"considerably_reduced_capacity": False, "special_social_problems": True}
    found = citizens.assess(library, municipality, **changes, municipality_covers_transport=chosen)
    assert split(transport(found, amount(420))) == (citizen * KRONE, (420 - citizen) * KRONE)


@pytest.mark.ledger("S104-05")
@pytest.mark.parametrize("municipality", citizens.BOTH)
def test_no_right_in_law_is_not_read_as_that_the_citizen_pays(
    library: Library, municipality: str
) -> None:
    changes = {"considerably_reduced_capacity": False, "special_social_problems": True}
    found = transport(citizens.assess(library, municipality, **changes), amount(420))
    assert found.results == ()
    assert "Har kommunen valgt at betale" in found.open[0]
