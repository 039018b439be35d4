"""A citizen's page and what is put right on it; the party of a case that is decided and sent."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.persons import check, lookup, person_log
from kompas.persons.cpr_register import CprRecord, OfflineRegister
from kompas.persons.entries import (
    AddressCorrected,
    DigitalPostSet,
    NameCorrected,
    NumberCorrected,
    RepresentativeAppointed,
    RepresentativeEnded,
    Told,
)
from kompas.persons.lookup import running_twice
from kompas.processes import citizen
from kompas.processes.act import Acted, act
from kompas.processes.citizen import CitizenFile, Correction, NoSuchPerson
from kompas.processes.party import party_of
from kompas.register import access, summaries
from kompas.register.models import CaseSummary
from kompas.register.search import search
from kompas.register.verify import verify
from tests.processes.town import (
    EAST,
    PURPOSE,
    WEST,
    Telling,
    about_another,
    applied,
    assessed,
    counted,
    decided,
    sent,
    takes,
    viewer,
)
from tests.spec.case.stories import APPLICATION, DIGITAL_POST, RUNNING_GRANT, TODAY

pytestmark = pytest.mark.usefixtures("town")

NEW = ("Skrønevej 2", "0000 Eksempelby")
MOVED = AddressCorrected(address_lines=NEW)
GUARDIAN = RepresentativeAppointed(
    kind="guardian", name="Vera Værge", address_lines=("Fabelgade 9",)
)
WHY = "Oplyst af borgeren."


def person_of(telling: Telling) -> UUID:
    found: UUID | None = CaseSummary.objects.get(pk=telling.id).person_id
    assert found is not None
    return found


def page(telling: Telling, by: str = "anna") -> CitizenFile:
    return citizen.open_citizen(person_of(telling), viewer(by), PURPOSE, now=telling.now)


def says(
    telling: Telling, *told: Told, by: str = "anna", on: date = TODAY, why: str = WHY
) -> list[str]:
    """What comes of telling something: the codes of the refusal."""
    seen = page(telling, by).seen
    outcome = citizen.correct(
        person_of(telling),
        Correction(told, on, why, seen),
        viewer(by),
        library=telling.library,
        now=telling.now,
    )
    return [one.code for one in outcome.reasons] if outcome else []


# ---------------------------------------------------------------- whose case it is


def test_two_cases_with_one_number_are_of_one_person(library: Library) -> None:
    first, second = applied(library), applied(library)
    assert person_of(first) == person_of(second)
    assert len(page(first).cases) == 2
    assert first.entries()[0].event.person_id == person_of(first)  # type: ignore[attr-defined]


def test_who_has_no_number_is_a_person_of_their_own_and_can_be_named(library: Library) -> None:
    nobody = Citizen(name="Uden Nummer")
    first, second = (applied(library, citizen=nobody) for _case in range(2))
    assert person_of(first) != person_of(second)
    named = replace(APPLICATION, unit=WEST, case_number="9", person_id=person_of(first))
    outcome = act(
        None, replace(named, citizen=nobody), viewer("anna"), library=library, now=first.now
    )
    assert isinstance(outcome, Acted)
    assert len(page(first).cases) == 2


def test_nobody_is_named_who_is_not_seen_or_has_another_number(library: Library) -> None:
    telling = applied(library, EAST)
    for person_id, by in ((person_of(telling), "anna"), (uuid4(), "carla")):
        opening = replace(APPLICATION, unit=WEST, case_number="9", person_id=person_id)
        outcome = act(None, opening, viewer(by), library=library, now=telling.now)
        assert isinstance(outcome, Refused)
        assert "no_such_person" in [one.code for one in outcome.reasons]


def test_nobody_is_named_with_a_number_that_another_has(library: Library) -> None:
    nobody, other = applied(library, citizen=Citizen(name="Uden Nummer")), applied(library)
    opening = replace(APPLICATION, unit=WEST, case_number="9", person_id=person_of(nobody))
    outcome = act(None, opening, viewer("anna"), library=library, now=other.now)
    assert isinstance(outcome, Refused)
    assert "no_such_person" in [one.code for one in outcome.reasons]


@pytest.mark.parametrize(
    "citizen",
    [
        Citizen(name=" "),
        Citizen(name="Prøve", cpr="7204801"),
        Citizen(name="Prøve", cpr="\u00b2" * 10),
        Citizen(name="Prøve 720480-1234"),
    ],
)
def test_no_case_is_opened_without_a_name_or_with_a_number_that_is_none(
    citizen: Citizen, library: Library
) -> None:
    opening = replace(APPLICATION, unit=WEST, citizen=citizen)
    assert Telling(library).refuses(opening) == ["unfit"]


@pytest.mark.parametrize("cpr", ["720480-1234", "720480 1234", " 7204801234 "])
def test_a_number_is_kept_as_ten_digits_however_it_is_written(cpr: str, library: Library) -> None:
    told = applied(library, citizen=Citizen(name="Prøve", cpr=cpr))
    assert CaseSummary.objects.get(pk=told.id).citizen_cpr == "7204801234"


def test_a_new_address_is_taken_over_with_a_further_case_and_a_name_is_not(
    library: Library,
) -> None:
    first = applied(library)
    known = replace(APPLICATION.citizen, name="P. Person", address_lines=NEW)
    second = applied(library, citizen=known)
    number = CaseSummary.objects.get(pk=second.id).case_number
    assert number not in " ".join(one.why for one in page(first).entries)
    now = page(first).person.on(TODAY)
    assert (now.name, now.address_lines) == (APPLICATION.citizen.name, NEW)
    line = summaries.one(viewer("anna"), second.id)
    assert line is not None
    assert line.citizen_name == APPLICATION.citizen.name
    assert list(verify()) == []
    assert list(check.person_faults(TODAY)) == []


def test_two_who_take_in_one_person_at_once_are_one_and_a_refusal(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(library)
    monkeypatch.setattr(lookup, "with_cpr", lambda _cpr, **_held: None)  # as the second saw it
    opening = replace(APPLICATION, unit=WEST, case_number="9")
    outcome = act(None, opening, viewer("anna"), library=library, now=Telling(library).now)
    assert isinstance(outcome, Refused)
    assert [one.code for one in outcome.reasons] == ["person_taken"]
    assert CaseSummary.objects.count() == 1


# ---------------------------------------------------------------- put right


def test_what_is_put_right_holds_from_its_day_and_says_why(library: Library) -> None:
    telling = applied(library)
    assert says(telling, MOVED, on=TODAY - timedelta(days=3)) == []
    found = page(telling)
    assert (
        found.person.on(TODAY - timedelta(days=4)).address_lines
        == APPLICATION.citizen.address_lines
    )
    assert found.person.on(TODAY).address_lines == NEW
    newest = found.entries[-1]
    assert (newest.by, newest.why) == ("anna", WHY)


def test_lists_show_a_new_name(library: Library) -> None:
    telling = applied(library)
    assert says(telling, NameCorrected(name="Ny Navnesen")) == []
    found = search(viewer("anna"), "navnesen")
    assert [line.case_id for line in found.lines] == [telling.id]
    telling.does(NoteWritten(text="Ringede."))
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("told", "on", "why", "code"),
    [
        (NameCorrected(name=" "), 0, WHY, "unfit"),
        (NameCorrected(name="x" * 201), 0, WHY, "unfit"),
        (NameCorrected(name="x"), 1, WHY, "dated_ahead"),
        (NameCorrected(name="x"), 0, " ", "no_reason"),
        (AddressCorrected(address_lines=()), 0, WHY, "no_address"),
        (NumberCorrected(cpr="1234567890"), 0, WHY, "unfit"),
        (NumberCorrected(cpr="\u0660\u0661" * 5), 0, WHY, "unfit"),
        (replace(GUARDIAN, kind="king"), 0, WHY, "no_such_kind"),
        (replace(GUARDIAN, until=date(2026, 1, 1)), 0, WHY, "ends_before_it_begins"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    told: Told, on: int, why: str, code: str, library: Library
) -> None:
    telling = applied(library)
    assert says(telling, told, on=TODAY + timedelta(days=on), why=why) == [code]
    assert page(telling).seen == 1


def test_what_would_not_hold_today_is_not_put_right_in_silence(library: Library) -> None:
    telling = applied(library)
    assert says(telling, MOVED) == []
    assert says(telling, MOVED, on=TODAY - timedelta(days=1)) == ["newer_told"]
    assert says(telling, MOVED) == []


def test_an_address_and_a_guardian_may_come(library: Library) -> None:
    telling = applied(library)
    assert says(telling, MOVED, GUARDIAN, on=TODAY + timedelta(days=9)) == []
    assert page(telling).person.on(TODAY).representatives == ()


def test_an_address_that_comes_does_not_hold_up_todays(library: Library) -> None:
    telling = applied(library)
    comes = AddressCorrected(address_lines=("Digtervænget 3",))
    assert says(telling, comes, on=TODAY + timedelta(days=9)) == []
    assert says(telling, MOVED) == []
    person = page(telling).person
    assert person.on(TODAY).address_lines == NEW
    assert person.on(TODAY + timedelta(days=9)).address_lines == comes.address_lines


def test_a_number_is_one_persons(library: Library) -> None:
    telling, other = applied(library), about_another(library)
    number = page(other).person.on(TODAY).cpr
    assert says(telling, NumberCorrected(cpr=number)) == ["number_taken"]
    assert says(telling, NumberCorrected(cpr="7204804999")) == []
    assert search(viewer("anna"), "720480-4999").lines


def test_who_was_first_is_told(library: Library) -> None:
    telling = applied(library)
    correction = Correction((MOVED,), TODAY, WHY, seen=0)
    with pytest.raises(person_log.PersonMovedOn):
        citizen.correct(
            person_of(telling), correction, viewer("anna"), library=library, now=telling.now
        )


def test_who_sees_no_case_sees_no_citizen(library: Library) -> None:
    telling = applied(library)
    for username in ("carla", "rita", "drift"):
        with pytest.raises(NoSuchPerson):
            page(telling, username)


def test_who_only_sees_puts_nothing_right(library: Library) -> None:
    telling = applied(library, EAST)
    assert says(telling, MOVED, by="petra") == ["not_your_role"]


def test_a_look_is_a_look_at_each_case_that_is_shown(library: Library) -> None:
    first, second = applied(library), applied(library)
    hidden = applied(library)
    hidden.does(AccessRestricted(restricted=True, why="Kendt."), by="vera")
    before = {one.id: len(access.looks_at(one.id)) for one in (first, second, hidden)}
    with counted() as statements:
        found = page(first, "birk")
    assert len(statements) == 7  # with who looks, and whose page it is
    assert {case.line.case_id for case in found.cases} == {first.id, second.id}
    after = {one: len(access.looks_at(one)) - looks for one, looks in before.items()}
    assert after == {first.id: 1, second.id: 1, hidden.id: 0}


def test_the_register_is_asked_and_only_what_is_new_is_told(library: Library) -> None:
    telling = applied(library)
    cpr = page(telling).person.on(TODAY).cpr or ""
    record = CprRecord(name=APPLICATION.citizen.name, address_lines=NEW)

    def asks(register: OfflineRegister) -> Refused | int:
        seen = page(telling).seen
        return citizen.ask_register(
            person_of(telling), register, seen, viewer("anna"), library=library, now=telling.now
        )

    assert asks(OfflineRegister({cpr: record})) == 1
    assert asks(OfflineRegister({cpr: record})) == 0
    assert page(telling).person.on(TODAY).address_lines == NEW
    outcome = asks(OfflineRegister({}))
    assert isinstance(outcome, Refused)
    assert [one.code for one in outcome.reasons] == ["not_in_register"]


# ---------------------------------------------------------------- representatives, letters


def test_a_guardian_is_appointed_and_ends(library: Library) -> None:
    telling = applied(library)
    assert says(telling, GUARDIAN) == []
    (one,) = page(telling).person.on(TODAY).representatives

    def ends(entry: int, on: date = TODAY) -> Refused | None:
        ended = Correction((RepresentativeEnded(appointed=entry),), on, WHY, page(telling).seen)
        return citizen.end_representative(
            person_of(telling), one.person_id, ended, viewer("anna"), now=telling.now
        )

    refused = ends(99)
    assert refused is not None
    assert [reason.code for reason in refused.reasons] == ["no_such_representative"]
    assert ends(one.entry, TODAY + timedelta(days=9)) is None
    assert ends(one.entry) is None  # sooner, after all
    assert page(telling).person.on(TODAY).representatives == ()


def test_who_acts_no_more_is_not_named_for_having_been_when_the_case_was_opened(
    library: Library,
) -> None:
    telling = applied(library, citizen=replace(APPLICATION.citizen, representative="Vera Værge"))

    def named() -> str | None:
        with access.acting(viewer("anna")):
            party = party_of(telling.case, library, TODAY)
        assert party is not None
        return party.citizen.representative

    assert named() == "Vera Værge"
    over = replace(GUARDIAN, until=TODAY - timedelta(days=1))
    assert says(telling, over, on=TODAY - timedelta(days=9)) == []
    assert named() is None


def test_the_decision_takes_the_citizen_of_its_day(library: Library) -> None:
    telling = assessed(library)
    assert says(telling, MOVED, GUARDIAN) == []
    telling.does(takes(telling))
    taken = next(e.event for e in telling.entries() if isinstance(e.event, DecisionTaken))
    party = taken.decision.citizen
    assert party is not None
    assert (party.address_lines, party.representative) == (NEW, "Vera Værge (værge)")
    assert telling.case.citizen == APPLICATION.citizen


def test_the_letter_takes_the_address_of_its_own_day_and_keeps_it(library: Library) -> None:
    telling = decided(library)
    assert says(telling, MOVED, GUARDIAN) == []
    telling.prints()
    made = telling.entries()[-1].event
    assert isinstance(made, LetterMade)
    assert [(one.name, one.address_lines) for one in made.recipients] == [
        (APPLICATION.citizen.name, NEW),
        ("Vera Værge", ("Fabelgade 9",)),
    ]
    telling.does(DIGITAL_POST)
    assert says(telling, AddressCorrected(address_lines=("Digtervænget 3",))) == []
    kept = next(e.event for e in telling.entries() if isinstance(e.event, LetterMade))
    assert kept == made


def test_a_letter_to_where_the_citizen_is_no_more_is_made_again(library: Library) -> None:
    telling = decided(library)
    telling.prints()
    assert says(telling, MOVED) == []
    assert telling.refuses(DIGITAL_POST) == ["recipients_changed"]
    telling.prints()
    telling.does(DIGITAL_POST)


def test_who_is_exempt_gets_no_digital_post(library: Library) -> None:
    telling = decided(library)
    assert says(telling, DigitalPostSet(exempt=True)) == []
    telling.prints()
    assert telling.refuses(DIGITAL_POST) == ["exempt_from_digital_post"]


# ---------------------------------------------------------------- the same help twice


def test_the_same_help_that_runs_twice_is_told(library: Library) -> None:
    telling = sent(library)
    assert running(telling) == []
    grant = replace(RUNNING_GRANT, unit=WEST, case_number="2019-9")
    Telling(library).does(grant)
    assert running(telling) == [2]


def running(telling: Telling) -> list[int]:
    return [len(some) for some in running_twice(page(telling).cases)]
