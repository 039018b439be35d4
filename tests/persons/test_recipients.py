"""Who gets a citizen's letters, and how the letter names the citizen."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.norms import Library
from kompas.persons.entries import ProtectionSet, RepresentativeAppointed, Told
from kompas.persons.person import OnDay
from kompas.persons.recipients import citizen_of, recipients_of
from tests.persons.people import FIRST, called, told
from tests.register.cases import DAY

CHILD = "6101148001"
"""Born on 1 January 2014."""


def acts(kind: str, name: str = "Vera Prøve", *, letters: bool = False) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        kind=kind, name=name, address_lines=("Skrønevej 9",), letters=letters
    )


def now(*entries: Told) -> OnDay:
    return told(*((one, DAY) for one in entries)).on(DAY)


def names(person: OnDay, library: Library, day: date = DAY) -> list[tuple[str, str | None]]:
    found = recipients_of(person, library.representatives, day)
    return [(one.name, one.kind) for one in found]


def test_the_citizen_gets_the_letters(library: Library) -> None:
    (one,) = recipients_of(now(), library.representatives, DAY)
    assert (one.name, one.address_lines, one.kind) == (FIRST.name, FIRST.address_lines, None)


@pytest.mark.parametrize(
    "kind",
    ["guardian", "guardian_of_incapacitated", "co_guardian", "lasting_power_of_attorney"],
)
def test_who_decides_with_the_citizen_gets_them_too(kind: str, library: Library) -> None:
    assert names(now(acts(kind)), library) == [(FIRST.name, None), ("Vera Prøve", kind)]


@pytest.mark.parametrize("kind", ["lawyer", "power_of_attorney", "party_representative"])
@pytest.mark.parametrize("agreed", [True, False])
def test_others_get_them_where_that_is_agreed(kind: str, agreed: bool, library: Library) -> None:
    found = names(now(acts(kind, letters=agreed)), library)
    assert found == [(FIRST.name, None), ("Vera Prøve", kind)][: 1 + agreed]


def test_each_holder_of_custody_gets_them_instead_of_the_child(library: Library) -> None:
    holders = [acts("custody_holder", name) for name in ("Vera Prøve", "Palle Prøve")]
    child = replace(now(*holders), cpr=CHILD)
    assert [name for name, _kind in names(child, library)] == ["Vera Prøve", "Palle Prøve"]
    # Until the child is of age.
    assert len(names(child, library, date(2031, 12, 31))) == 2
    assert names(child, library, date(2032, 1, 1)) == [(FIRST.name, None)]


def test_a_protected_address_stands_in_no_letter_that_another_gets(library: Library) -> None:
    kinds, protected = library.representatives, ProtectionSet(protected=True)
    assert citizen_of(now(protected), kinds, DAY).address_lines == FIRST.address_lines
    assert citizen_of(now(acts("guardian")), kinds, DAY).address_lines == FIRST.address_lines
    citizen = citizen_of(now(protected, acts("guardian")), kinds, DAY)
    assert citizen.address_lines == ()
    assert citizen.representative == "Vera Prøve (værge)"


def test_a_protected_childs_address_is_not_told_to_who_gets_the_letter_instead(
    library: Library,
) -> None:
    child = replace(now(ProtectionSet(protected=True), acts("custody_holder")), cpr=CHILD)
    assert citizen_of(child, library.representatives, DAY).address_lines == ()
    grown = date(2032, 1, 1)
    assert citizen_of(child, library.representatives, grown).address_lines == FIRST.address_lines


def test_all_who_act_are_named(library: Library) -> None:
    both = now(acts("guardian"), acts("lawyer", "Palle Prøve"))
    citizen = citizen_of(both, library.representatives, DAY)
    assert citizen.representative == "Vera Prøve (værge) og Palle Prøve (advokat)"
    assert citizen.name == called(FIRST.name).name


def test_a_kind_that_the_norms_do_not_know_is_left_out(library: Library) -> None:
    assert names(now(acts("king")), library) == [(FIRST.name, None)]


def test_each_kind_says_where_it_is_from_and_that_it_was_not_read(library: Library) -> None:
    for kind in library.representatives.values():
        assert kind.citation.source.short
        assert kind.verified == "unverified"
