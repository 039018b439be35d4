"""The people: made one by one, ordinary, and nobody that exists."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.inputs.cpr import cpr_fault
from kompas.norms.derivations import age_years
from kompas.sample.people import LAST_NAMES, MEN, STREETS, WOMEN, person

TODAY = date(2026, 7, 1)


@given(st.integers(0, 2**63), st.integers(0, 10**7), st.dates(date(2024, 2, 29), date(2035, 1, 1)))
def test_a_person_follows_from_seed_and_number_alone(seed: int, number: int, today: date) -> None:
    one = person(seed, number, today, (20, 40))
    assert one == person(seed, number, today, (20, 40))
    assert 20 <= age_years(one.birth_date, today) <= 40


@given(st.integers(0, 2**63), st.integers(0, 10**7))
def test_a_cpr_number_has_the_form_and_lies_outside_the_real_range(seed: int, number: int) -> None:
    someone = person(seed, number, TODAY, (18, 99))
    assert cpr_fault(someone.cpr) is None
    assert 61 <= int(someone.cpr[:2]) <= 91
    assert int(someone.cpr[:2]) - 60 == someone.birth_date.day
    assert int(someone.cpr[-1]) % 2 == (not someone.is_woman)


def test_no_two_of_many_share_a_cpr_number() -> None:
    # Neighbours, and those whose serial is the same: one in 2,000.
    numbers = [*range(3_000), *range(0, 1_000_000, 2_000), *range(7, 1_000_000, 10_000)]
    people = {n: person(5, n, TODAY, (21, 33)).cpr for n in numbers}
    assert len(set(people.values())) == len(people)


def test_names_are_many_and_streets_are_invented() -> None:
    people = [person(1, n, TODAY) for n in range(2_000)]
    assert len({p.name for p in people}) > 1_500
    assert Counter(p.is_woman for p in people)[True] in range(850, 1_080)
    for one in people:
        assert one.address_lines[-1] == "0000 Eksempelby"
        assert one.address_lines[0].startswith(STREETS)


@pytest.mark.parametrize("names", [WOMEN, MEN, LAST_NAMES, STREETS])
def test_no_name_is_there_twice(names: tuple[str, ...]) -> None:
    assert len(set(names)) == len(names)
