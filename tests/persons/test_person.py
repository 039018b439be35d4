"""A person as the entries make them: what holds on a day, who acts for them, one who is two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.casework.address import Reader
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    LanguageSet,
    Merged,
    MergeUndone,
    NameCorrected,
    NumberCorrected,
    PersonEntry,
    ProtectionSet,
    RepresentativeAppointed,
    RepresentativeEnded,
)
from kompas.persons.person import fold, joined
from tests.persons.people import FIRST, METTE, OTHER, told
from tests.register.cases import DAY, NOON

LATER = DAY + timedelta(days=30)
GUARDIAN = RepresentativeAppointed(kind="guardian", name="Vera Værge")


def lines(street: str) -> AddressCorrected:
    return AddressCorrected(address_lines=(street,))


def test_who_is_registered_is_known_before_that_day_too() -> None:
    mette = told().on(date(2001, 1, 1))
    assert (mette.name, mette.address_lines, mette.cpr) == (
        FIRST.name,
        FIRST.address_lines,
        FIRST.cpr,
    )
    assert mette.birth_date == date(1980, 1, 1)


def test_each_thing_holds_from_its_day_until_the_next() -> None:
    mette = told(
        (lines("Skrønevej 2"), LATER),
        (NameCorrected(name="Mette Sagn"), LATER),
        (LanguageSet(language="somali", interpreter=True), LATER),
        (DigitalPostSet(exempt=True), LATER),
        (NumberCorrected(administrative_number="A-17"), LATER),
    )
    before, after = mette.on(LATER - timedelta(days=1)), mette.on(LATER)
    assert before.address_lines == FIRST.address_lines
    assert after.address_lines == ("Skrønevej 2",)
    assert (before.name, after.name) == (FIRST.name, "Mette Sagn")
    assert (before.interpreter, after.interpreter, after.language) == (False, True, "somali")
    assert (before.digital_post_exempt, after.digital_post_exempt) == (False, True)
    assert (after.cpr, after.administrative_number, after.birth_date) == (None, "A-17", None)


def test_a_correction_from_the_same_day_takes_the_place_of_what_was_wrong() -> None:
    mette = told((lines("Forkert 1"), LATER), (lines("Rigtig 1"), LATER))
    assert mette.on(LATER).address_lines == ("Rigtig 1",)


def test_what_was_registered_gives_way_to_what_is_told_of_an_earlier_day() -> None:
    mette = told((lines("Nyt 1"), DAY - timedelta(days=9)))
    assert mette.on(DAY).address_lines == ("Nyt 1",)
    assert mette.on(DAY - timedelta(days=10)).address_lines == FIRST.address_lines


def test_what_is_told_late_of_an_earlier_day_does_not_touch_what_came_after() -> None:
    mette = told((lines("Nyt 1"), LATER), (lines("Imellem 1"), DAY + timedelta(days=10)))
    assert mette.on(LATER).address_lines == ("Nyt 1",)
    assert mette.on(DAY + timedelta(days=20)).address_lines == ("Imellem 1",)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 70))
def test_the_newest_told_of_the_newest_day_holds(days: list[int], asked: int) -> None:
    mette = told(*((lines(str(n)), DAY + timedelta(d)) for n, d in enumerate(days)))
    holding = [(d, n) for n, d in enumerate(days) if d <= asked]
    expected = (str(max(holding)[1]),) if holding else FIRST.address_lines
    assert mette.on(DAY + timedelta(asked)).address_lines == expected


def test_a_protected_address_is_not_for_providers() -> None:
    mette = told((ProtectionSet(protected=True), LATER))
    assert mette.on(DAY).address_for(Reader.PROVIDER) == FIRST.address_lines
    assert mette.on(LATER).address_for(Reader.PROVIDER) == ()
    assert mette.on(LATER).address_lines == FIRST.address_lines


def test_who_acts_acts_from_a_day_to_a_day() -> None:
    until = LATER + timedelta(days=9)
    mette = told((RepresentativeAppointed(kind="guardian", name="Vera", until=until), LATER))
    acting = [len(mette.on(LATER + timedelta(days=n)).representatives) for n in (-1, 0, 9, 10)]
    assert acting == [0, 1, 1, 0]


def test_who_acted_acts_no_more() -> None:
    ends = LATER + timedelta(days=5)
    mette = told((GUARDIAN, DAY), (GUARDIAN, DAY), (RepresentativeEnded(appointed=2), ends))
    assert [one.entry for one in mette.on(LATER).representatives] == [2, 3]
    assert [one.entry for one in mette.on(ends).representatives] == [3]


def test_a_merge_is_undone() -> None:
    assert told((Merged(into=OTHER), LATER)).merged_into == OTHER
    assert told((Merged(into=OTHER), LATER), (MergeUndone(), LATER)).merged_into is None


def test_protection_and_guardians_of_either_record_count() -> None:
    other = told((ProtectionSet(protected=True), DAY), (GUARDIAN, DAY), person_id=OTHER)
    mette = joined(told((lines("Nyt 1"), DAY)), [other]).on(DAY)
    assert mette.protected
    assert [one.person_id for one in mette.representatives] == [OTHER]
    assert (mette.person_id, mette.address_lines) == (METTE, ("Nyt 1",))


def test_what_was_erased_is_not_there() -> None:
    gone = fold([PersonEntry(METTE, 1, None, DAY, NOON, "anne", "")]).on(DAY)
    assert (gone.name, gone.address_lines, gone.cpr) == ("", (), None)
    with pytest.raises(ValueError, match="no entries"):
        fold([])
