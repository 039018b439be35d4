"""Two records of one person: merged and parted, and erased."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connections

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.closing import CaseClosed
from kompas.norms import Library
from kompas.persons import check, person_log
from kompas.persons.entries import ProtectionSet
from kompas.persons.models import PersonRow
from kompas.processes import citizen, erasing
from kompas.processes.act import act
from kompas.processes.citizen import Correction, NoSuchPerson
from kompas.register import summaries
from kompas.register.verify import verify
from tests.processes.test_citizen import GUARDIAN, MOVED, NEW, WHY, page, person_of, says
from tests.processes.town import EAST, WEST, Telling, about_another, applied, viewer
from tests.spec.case.stories import APPLICATION, TODAY

pytestmark = pytest.mark.usefixtures("town")


def merges(
    one: Telling,
    into: Telling,
    by: str = "anna",
    on: date = TODAY,
    *,
    two_numbers: bool = True,
) -> list[str]:
    seen = page(one, by).seen
    outcome = citizen.merge(
        person_of(one),
        page(into, by).person.person_id,
        Correction((), on, "Samme borger.", seen),
        viewer(by),
        now=one.now,
        two_numbers=two_numbers,
    )
    return [reason.code for reason in outcome.reasons] if outcome else []


def test_two_numbers_are_two_people_until_somebody_says_otherwise(library: Library) -> None:
    kept, other = applied(library), about_another(library)
    assert merges(other, kept, two_numbers=False) == ["two_numbers"]
    assert page(other).person.person_id == person_of(other)
    assert merges(other, kept, two_numbers=True) == []
    assert page(other).person.person_id == person_of(kept)


def test_two_records_of_one_person_are_merged_and_parted(library: Library) -> None:
    kept = applied(library)
    other = applied(library, citizen=Citizen(name="Prøve P."))
    assert says(other, GUARDIAN) == []
    assert merges(other, kept) == []
    found = page(other)
    assert found.person.person_id == person_of(kept)
    assert {case.line.case_id for case in found.cases} == {kept.id, other.id}
    assert found.person.on(TODAY).representatives[0].name == "Vera Værge"
    assert other.entries()[0].event.person_id == person_of(other)  # type: ignore[attr-defined]
    line = summaries.one(viewer("anna"), other.id)
    assert line is not None
    assert line.citizen_name == APPLICATION.citizen.name
    assert list(verify()) == []
    refused = citizen.undo_merge(
        person_of(kept),
        person_of(other),
        Correction((), TODAY, "To søskende.", found.seen),
        viewer("anna"),
        now=kept.now,
    )
    assert refused is None
    assert page(other).person.on(TODAY).name == "Prøve P."
    assert page(kept).person.on(TODAY).representatives == ()
    line = summaries.one(viewer("anna"), other.id)
    assert line is not None
    assert line.citizen_name == "Prøve P."
    assert list(verify()) == []
    assert list(check.person_faults(TODAY)) == []


def test_what_cannot_be_merged(library: Library) -> None:
    kept = applied(library)
    other = applied(library, citizen=Citizen(name="Prøve P."))
    third = applied(library, citizen=Citizen(name="P. Prøve"))
    assert merges(kept, kept) == ["same_record"]
    assert merges(other, kept, on=TODAY + timedelta(days=1)) == ["dated_ahead"]
    assert merges(kept, other) == ["number_would_be_lost"]
    assert merges(other, kept) == []
    assert merges(other, third) == ["merged_already"]
    assert merges(kept, third) == ["merged_already"]
    assert merges(third, kept) == []
    assert len(page(third).cases) == 3


def test_nobody_merges_with_whom_they_do_not_see(library: Library) -> None:
    one, hidden = applied(library), about_another(library, EAST)
    with pytest.raises(NoSuchPerson):
        merges(hidden, one)
    with pytest.raises(NoSuchPerson):
        citizen.merge(
            person_of(one),
            person_of(hidden),
            Correction((), TODAY, "Samme.", page(one).seen),
            viewer("anna"),
            now=one.now,
        )


def test_merges_at_once_make_no_circle_and_no_chain(library: Library) -> None:
    one, two, three = (about_another(library) for _number in range(3))
    here = threading.Barrier(3)

    def merge(loser: Telling, into: Telling) -> None:
        here.wait()
        with suppress(person_log.PersonMovedOn):
            correction = Correction((), TODAY, WHY, seen=1)
            into_id = person_of(into)
            citizen.merge(person_of(loser), into_id, correction, viewer("anna"), now=loser.now)
        connections.close_all()

    pairs = ((one, two), (two, three), (three, one))
    threads = [threading.Thread(target=merge, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = dict(PersonRow.objects.values_list("person_id", "merged_into"))
    assert not [root for root in held.values() if root and held[root]]
    assert list(check.person_faults(TODAY)) == []


def test_nobody_merges_with_whom_they_only_see(library: Library) -> None:
    one, seen = applied(library), about_another(library, EAST)
    administration.grant_role("petra", Role.CASEWORKER, WEST)
    assert merges(one, seen, "petra") == ["not_your_role"]


def test_a_case_that_is_opened_with_a_merged_number_is_the_persons(library: Library) -> None:
    kept, other = applied(library), about_another(library)
    number = page(other).person.on(TODAY).cpr
    assert merges(other, kept) == []
    third = applied(library, citizen=Citizen(name="Anden Person", cpr=number, address_lines=NEW))
    found = page(third)
    assert found.person.person_id == person_of(kept)
    assert found.person.on(TODAY).address_lines == NEW


def test_of_who_was_erased_nothing_is_told_and_the_rows_say_so(library: Library) -> None:
    telling, other = applied(library), about_another(library)
    assert says(telling, ProtectionSet(protected=True)) == []
    assert merges(other, telling) == []
    for one in (telling, other):
        one.does(CaseClosed(why="Fraflyttet."))
        erased = erasing.erase_case(one.id, "Arkivloven", viewer("drift"), now=one.now)
        assert isinstance(erased, erasing.Erased)
    assert list(check.person_faults(TODAY)) == []
    assert says(telling, MOVED) == ["erased"]
    opening = replace(
        APPLICATION, unit=WEST, case_number="9", person_id=person_of(telling),
        citizen=Citizen(name="Uden Nummer"),
    )  # fmt: skip
    outcome = act(None, opening, viewer("anna"), library=library, now=telling.now)
    assert isinstance(outcome, Refused)
