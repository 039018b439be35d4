"""Two records of one person: merged and parted, and erased."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections, transaction

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.persons import check, person_log
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    NameCorrected,
    NumberCorrected,
    ProtectionSet,
    Told,
)
from kompas.persons.models import PersonEntryRow, PersonRow
from kompas.processes import citizen, erasing, finding
from kompas.processes.act import act
from kompas.processes.citizen import Correction, NoSuchPerson
from kompas.register import summaries
from kompas.register.settings import OWNER
from kompas.register.verify import verify
from tests.processes.test_citizen import GUARDIAN, MOVED, NEW, WHY, page, person_of, says
from tests.processes.town import EAST, PURPOSE, WEST, Telling, about_another, applied, viewer
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


# ---------------------------------------------------------------- what is known of both


def cases_found(typed: str, by: str = "anna") -> set[UUID]:
    now = datetime(2026, 6, 20, 9, tzinfo=UTC)
    return {line.case_id for line in finding.find(typed, viewer(by), PURPOSE, now=now).lines}


def renumbers(telling: Telling, number: str | None, record: UUID | None = None) -> list[str]:
    outcome = citizen.correct(
        person_of(telling),
        Correction((NumberCorrected(cpr=number),), TODAY, WHY, page(telling).seen),
        viewer("anna"),
        library=telling.library,
        now=telling.now,
        record=record,
    )
    return [reason.code for reason in outcome.reasons] if outcome else []


def test_both_numbers_of_a_merged_person_find_all_the_cases(library: Library) -> None:
    kept, other, third = applied(library), about_another(library), about_another(library)
    numbers = [page(one).person.on(TODAY).cpr or "" for one in (kept, other)]
    assert merges(other, kept) == []
    for typed in (*numbers, f"{numbers[1][:6]}-{numbers[1][6:]}"):
        assert cases_found(typed) == {kept.id, other.id}
    assert cases_found(numbers[1], by="carla") == set()
    assert third.id not in cases_found(numbers[1])


def test_a_merged_person_gets_the_right_number_of_the_two(library: Library) -> None:
    kept, other = applied(library), about_another(library)
    wrong, right = (page(one).person.on(TODAY).cpr or "" for one in (kept, other))
    assert merges(other, kept) == []
    assert renumbers(kept, right) == []
    assert page(other).person.on(TODAY).cpr == right
    assert cases_found(right) == {kept.id, other.id}
    assert cases_found(wrong) == set()
    assert list(check.person_faults(TODAY)) == []
    assert list(verify()) == []


def test_the_number_of_the_other_record_is_put_right_too(library: Library) -> None:
    kept, other = applied(library), about_another(library)
    wrong = page(other).person.on(TODAY).cpr or ""
    assert merges(other, kept) == []
    assert renumbers(kept, None, record=person_of(other)) == []
    assert cases_found(wrong) == set()
    whose = applied(library, citizen=Citizen(name="Den Rette", cpr=wrong))
    assert person_of(whose) not in {person_of(kept), person_of(other)}
    assert renumbers(kept, wrong, record=person_of(other)) == ["number_taken"]
    assert list(check.person_faults(TODAY)) == []


@pytest.mark.parametrize("told", [ProtectionSet(protected=True), DigitalPostSet(exempt=True)])
def test_what_holds_by_the_other_record_can_be_ended(told: Told, library: Library) -> None:
    kept, other = applied(library), about_another(library)
    assert says(other, told) == []
    assert merges(other, kept) == []
    now = page(kept).person.on(TODAY)
    assert now.protected or now.digital_post_exempt
    over = {"protected": False} if isinstance(told, ProtectionSet) else {"exempt": False}
    assert says(kept, replace(told, **over)) == []  # type: ignore[type-var]
    now = page(kept).person.on(TODAY)
    assert (now.protected, now.digital_post_exempt) == (False, False)
    assert list(verify()) == []


def test_the_lists_show_that_one_of_the_records_is_protected(library: Library) -> None:
    kept, other = applied(library), about_another(library)

    def marked(telling: Telling) -> bool:
        line = summaries.one(viewer("anna"), telling.id)
        assert line is not None
        return line.citizen_protected

    assert says(other, ProtectionSet(protected=True)) == []
    assert (marked(kept), marked(other)) == (False, True)
    assert merges(other, kept) == []
    assert (marked(kept), marked(other)) == (True, True)
    assert list(verify()) == []
    assert parts(kept, other) == []
    assert (marked(kept), marked(other)) == (False, True)
    kept.does(NoteWritten(text="Ringede."))
    assert list(verify()) == []


def parts(kept: Telling, other: Telling) -> list[str]:
    outcome = citizen.undo_merge(
        person_of(kept),
        person_of(other),
        Correction((), TODAY, "To søskende.", page(kept).seen),
        viewer("anna"),
        now=kept.now,
    )
    return [reason.code for reason in outcome.reasons] if outcome else []


def erased(telling: Telling) -> None:
    telling.does(CaseClosed(why="Fraflyttet."))
    outcome = erasing.erase_case(telling.id, "Arkivloven", viewer("drift"), now=telling.now)
    assert isinstance(outcome, erasing.Erased)


def told_of(telling: Telling) -> list[object]:
    entries = PersonEntryRow.objects.using(OWNER).filter(person_id=person_of(telling))
    rows = entries.values_list("told", "why")
    return [value for row in rows for value in row if value is not None]


@pytest.mark.parametrize("parted_first", [True, False])
def test_nothing_is_kept_of_a_parted_record_without_a_case(
    parted_first: bool,
    library: Library,
) -> None:
    kept, other = applied(library), about_another(library)
    assert says(other, GUARDIAN, ProtectionSet(protected=True)) == []
    assert merges(other, kept) == []
    if parted_first:
        assert parts(kept, other) == []
    erased(other)
    if not parted_first:
        assert told_of(other)  # of a person who has a case still
        assert parts(kept, other) == []
    assert told_of(other) == []
    assert told_of(kept)
    row = PersonRow.objects.get(pk=person_of(other))
    assert (row.name, row.cpr, row.protected, row.merged_into) == ("", None, False, None)
    assert page(kept).person.on(TODAY).representatives == ()
    assert list(check.person_faults(TODAY)) == []
    assert list(verify()) == []


def test_the_record_that_held_is_kept_for_the_cases_of_the_other(library: Library) -> None:
    kept, other = applied(library), about_another(library)
    assert merges(other, kept) == []
    erased(kept)
    assert page(other).person.on(TODAY).name == APPLICATION.citizen.name
    assert parts(kept, other) == []
    # The record that held has no case of its own.
    assert told_of(kept) == []
    assert list(check.person_faults(TODAY)) == []
    assert list(verify()) == []


@pytest.mark.parametrize(
    "told",
    [
        NameCorrected(name="Prøve 720480-1234"),
        replace(GUARDIAN, name="Vera 7204801234"),
        replace(GUARDIAN, scope="som 720480 1234"),
        NumberCorrected(administrative_number="7204801234"),
        AddressCorrected(address_lines=("c/o 7204801234",)),
    ],
)
def test_a_number_is_told_in_its_own_field_alone(told: Told, library: Library) -> None:
    telling = applied(library)
    assert says(telling, told) == ["unfit"]
    assert says(telling, MOVED, why="Ringede om 720480-1234.") == ["unfit"]
    assert says(telling, replace(GUARDIAN, name="Sag 2026-0000123")) == []
    assert page(telling).seen == 2


def test_who_is_erased_while_a_case_of_theirs_is_opened_is_not_the_person_of_that_case(
    library: Library,
) -> None:
    first = applied(library)
    first.does(CaseClosed(why="Fraflyttet."))
    opened: list[Telling] = []

    def open_another() -> None:
        opened.append(applied(library, citizen=replace(APPLICATION.citizen, address_lines=NEW)))
        connections.close_all()

    thread = threading.Thread(target=open_another)
    with transaction.atomic():
        gone = erasing.erase_case(first.id, "Arkivloven", viewer("drift"), now=first.now)
        assert isinstance(gone, erasing.Erased)
        thread.start()  # waits for the end of this, wherever it is by then
    thread.join()
    (another,) = opened
    assert page(another).person.on(TODAY).name == APPLICATION.citizen.name
    assert list(check.person_faults(TODAY)) == []
    assert list(verify()) == []
