"""A new case: typed in, checked, and told where the citizen has one already."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework import Citizen, amounts
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.application import ApplicationReceived, Channel, Consent
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.norms import Library
from kompas.register import access, log
from kompas.register.models import CaseSummary
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import listed, words
from tests.processes.town import EAST, WEST, applied, counted, viewer

pytestmark = pytest.mark.usefixtures("town")

APPLICATION = {
    "cpr": "720480-1234",
    "citizen_name": "Prøve Person",
    "address": "Opdigtet Allé 1\r\n0000 Eksempelby",
    "unit": WEST,
    "service": "activity_and_social",
    "channel": "phone",
    "received_on": TODAY.isoformat(),
    "applied_for": "Et sted at komme.\r\nGerne tæt på.",
    "case_number": "2026-104-77",
}
FOR_ANOTHER = {
    **APPLICATION,
    "on_behalf": "on",
    "on_behalf_by": "Søsteren, Anne Person",
    "consent_scope": "Ansøgningen",
    "consent_on": TODAY.isoformat(),
    "consent_how": "Skriftligt",
}
GRANT = {
    "cpr": "7204801234",
    "citizen_name": "Prøve Person",
    "address": "",
    "unit": WEST,
    "service": "activity_and_social",
    "facility": "Værkstedet",
    "days_per_week": "4",
    "hours_per_week": "",
    "granted_on": (TODAY - timedelta(days=900)).isoformat(),
    "follow_up_due": (TODAY + timedelta(days=90)).isoformat(),
    "case_number": "2019-104-7",
}


def events(who: str = "anna") -> list[Any]:
    (row,) = CaseSummary.objects.all()
    with access.acting(viewer(who)):
        return [entry.event for entry in log.load(row.case_id)]


def first_event(who: str = "anna") -> Any:
    return events(who)[0]


def test_an_application_by_phone_is_written_down(sign_in: SignIn) -> None:
    client = sign_in("anna")
    answer = client.post("/sager/ny", APPLICATION)
    assert answer.status_code == 302, words(answer)
    event, deadline = events()
    assert isinstance(event, ApplicationReceived)
    assert event.citizen == Citizen(
        name="Prøve Person",
        cpr="7204801234",
        address_lines=("Opdigtet Allé 1", "0000 Eksempelby"),
    )
    assert (event.channel, event.unit, event.municipality) == (Channel.PHONE, WEST, "vejen")
    assert event.applied_for == "Et sted at komme.\nGerne tæt på."
    assert isinstance(deadline, DeadlineSet)
    assert deadline.day == TODAY + timedelta(weeks=6)
    assert "Borgeren skal have en afgørelse senest" in words(client.get("/min-dag"))


@pytest.mark.ledger("FW-15")
def test_another_applies_with_consent_or_is_told_what_is_missing(sign_in: SignIn) -> None:
    client = sign_in("anna")
    without = {name: value for name, value in FOR_ANOTHER.items() if "consent" not in name}
    answer = client.post("/sager/ny", without)
    assert answer.status_code == 422
    assert "retssikkerhedsloven § 11" in words(answer)
    half = client.post("/sager/ny", {**FOR_ANOTHER, "consent_how": ""})
    assert "Skriv det om samtykket." in words(half)
    nobody = client.post("/sager/ny", {**FOR_ANOTHER, "on_behalf_by": ""})
    assert "Skriv, hvem der søger." in words(nobody)
    assert not CaseSummary.objects.exists()
    assert client.post("/sager/ny", FOR_ANOTHER).status_code == 302
    event = first_event()
    assert event.on_behalf_by == "Søsteren, Anne Person"
    assert event.consent == Consent(scope="Ansøgningen", given_on=TODAY, how="Skriftligt")


def test_who_unticks_that_another_applies_means_it(sign_in: SignIn) -> None:
    typed = {name: value for name, value in FOR_ANOTHER.items() if name != "on_behalf"}
    sign_in("anna").post("/sager/ny", typed)
    assert (first_event().on_behalf_by, first_event().consent) == (None, None)


def test_a_running_grant_is_taken_over(sign_in: SignIn) -> None:
    answer = sign_in("anna").post("/sager/ny?slags=loebende", GRANT)
    assert answer.status_code == 302, words(answer)
    event = first_event()
    assert isinstance(event, RunningGrantTakenOver)
    assert (event.extent, event.facility) == (amounts(days_per_week=4), "Værkstedet")
    assert event.follow_up_due == TODAY + timedelta(days=90)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("cpr", "1234", "Et CPR-nummer har ti cifre."),
        ("cpr", "310299-1234", "ikke med en dato, der findes"),
        ("cpr", "", "Udfyld feltet."),
        ("citizen_name", " ", "Udfyld feltet."),
        ("unit", EAST, "Vælg en af mulighederne."),
        ("service", "long_term_stay", "Vælg en af mulighederne."),
        ("channel", "due", "Vælg en af mulighederne."),
        ("received_on", "31-31-31", "ikke en dato, der findes"),
        ("received_on", (TODAY + timedelta(days=1)).isoformat(), "ligger i fremtiden"),
        ("applied_for", "", "Udfyld feltet."),
        ("case_number", "720480-1234", "ligner et CPR-nummer"),
        ("case_number", "x" * 61, "plads til 60"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    name: str, value: str, said: str, sign_in: SignIn
) -> None:
    answer = sign_in("anna").post("/sager/ny", {**APPLICATION, name: value})
    assert answer.status_code == 422
    page = words(answer)
    assert said in page
    assert "Gerne tæt på." in page or name == "applied_for"
    assert not CaseSummary.objects.exists()


def test_a_number_that_is_taken_is_told(sign_in: SignIn) -> None:
    listed(1, case_number=APPLICATION["case_number"])
    answer = sign_in("anna").post("/sager/ny", APPLICATION)
    assert answer.status_code == 422
    assert "En anden sag har nummeret." in words(answer)


def test_a_citizen_with_a_case_is_told_and_a_new_one_is_a_choice(
    library: Library, sign_in: SignIn
) -> None:
    told, client = applied(library), sign_in("anna")
    answer = client.post("/sager/ny", APPLICATION)
    assert answer.status_code == 409
    page = words(answer)
    assert "Borgeren har allerede en sag" in page
    assert f"/sager/{told.id}" in page
    assert "Gerne tæt på." in page
    assert client.post("/sager/ny", {**APPLICATION, "anyway": "1"}).status_code == 302
    assert CaseSummary.objects.count() == 2


def test_a_case_that_one_may_not_see_is_not_told_of(library: Library, sign_in: SignIn) -> None:
    limited = AccessRestricted(restricted=True, why="I familie.")
    applied(library).does(limited, by="vera")
    applied(library, EAST)
    client = sign_in("birk")
    page = words(client.post("/sager/ny/borger", {"cpr": "720480-1234"}))
    assert "Borgeren har ingen sag, som du har adgang til." in page
    assert client.post("/sager/ny", APPLICATION).status_code == 302


def test_the_number_is_looked_up_as_it_is_typed(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    found = words(client.post("/sager/ny/borger", {"cpr": "720480-1234"}))
    assert "1 sag om borgeren" in found
    assert told.case.case_number in found
    assert "ti cifre" in words(client.post("/sager/ny/borger", {"cpr": "12"}))
    assert words(client.post("/sager/ny/borger", {"cpr": ""})).strip() == ""
    assert client.get("/sager/ny/borger").status_code == 405


def test_only_services_with_rules_are_offered(sign_in: SignIn) -> None:
    page = words(sign_in("anna").get("/sager/ny"))
    assert "serviceloven § 104" in page
    assert "serviceloven § 108" not in page


def test_a_service_is_one_of_the_chosen_unit(sign_in: SignIn) -> None:
    administration.grant_role("anna", Role.CASEWORKER, EAST)
    client = sign_in("anna")
    page = words(client.get("/sager/ny"))
    only_east = set(re.findall(r'<option value="([a-z_]+)"', page)) - {"activity_and_social"}
    assert WEST in page
    assert EAST in page
    for service in only_east - {WEST, EAST}:
        answer = client.post("/sager/ny", {**APPLICATION, "service": service})
        assert answer.status_code == 422
        assert "har ingen standard for" in words(answer)


def test_a_case_without_a_typed_number_gets_the_next_free_one(sign_in: SignIn) -> None:
    year = TODAY.year
    listed(1, case_number=f"{year}-000041")
    listed(2, case_number=f"{year}-0000412")
    listed(3, case_number=f"{year}-00004x")
    client = sign_in("anna")
    client.post("/sager/ny", {**APPLICATION, "case_number": ""})
    assert f"Sag {year}-000042 er oprettet." in words(client.get("/min-dag"))


def test_a_colleague_who_was_first_takes_no_number_from_the_case(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ask for the next number in the same moment: the second gets the one after it."""
    year = TODAY.year
    listed(1, case_number=f"{year}-000041")
    asked = iter((f"{year}-000041", f"{year}-000042"))
    monkeypatch.setattr("kompas.desk.screens.new_case.next_number", lambda _year: next(asked))
    client = sign_in("anna")
    client.post("/sager/ny", {**APPLICATION, "case_number": ""})
    assert f"Sag {year}-000042 er oprettet." in words(client.get("/min-dag"))


def test_a_draft_of_a_new_case_fills_the_form_and_goes(sign_in: SignIn) -> None:
    client = sign_in("anna")
    saved = client.post("/sager/ny/kladde?slags=ansoegning", APPLICATION)
    assert saved.content.decode().startswith("Gemt som kladde")
    page = words(client.get("/sager/ny"))
    assert "Gerne tæt på." in page
    assert 'value="720480-1234"' in page
    assert "Gerne tæt på." not in words(client.get("/sager/ny?slags=loebende"))
    assert "Gerne tæt på." not in words(sign_in("birk").get("/sager/ny"))
    client.post("/sager/ny", APPLICATION)
    assert "Gerne tæt på." not in words(client.get("/sager/ny"))


def test_a_draft_of_a_grant_from_when_its_facility_was_called_an_offer_is_read(
    sign_in: SignIn,
) -> None:
    client = sign_in("anna")
    before = {("offer" if name == "facility" else name): said for name, said in GRANT.items()}
    client.post("/sager/ny/kladde?slags=loebende", before)
    assert 'name="facility" value="Værkstedet"' in words(client.get("/sager/ny?slags=loebende"))


def test_a_draft_can_be_thrown_away(sign_in: SignIn) -> None:
    client = sign_in("anna")
    client.post("/sager/ny/kladde?slags=ansoegning", APPLICATION)
    client.post("/sager/ny", {"discard": "1"})
    assert "Gerne tæt på." not in words(client.get("/sager/ny"))
    assert client.post("/sager/ny/kladde?slags=vroevl", {}).status_code == 404
    assert client.get("/sager/ny?slags=vroevl").status_code == 404


@pytest.mark.parametrize("nonsense", ["", "\0", "x" * 30_000, "٣" * 10, "<script>", "-1", "1e9"])
@pytest.mark.parametrize("kind", ["ansoegning", "loebende"])
def test_nonsense_is_never_an_error_of_ours(kind: str, nonsense: str, sign_in: SignIn) -> None:
    names = APPLICATION if kind == "ansoegning" else GRANT
    typed = {**dict.fromkeys(names, nonsense), "on_behalf": "on", "consent_on": nonsense}
    answer = sign_in("anna").post(f"/sager/ny?slags={kind}", typed)
    assert answer.status_code == 422


def test_who_handles_no_cases_opens_none(sign_in: SignIn) -> None:
    assert sign_in("petra").get("/sager/ny").status_code == 403


def test_the_form_is_at_most_eight_statements(sign_in: SignIn) -> None:
    client = sign_in("anna")
    client.get("/sager/ny")
    with counted() as statements:
        client.get("/sager/ny")
    assert len(statements) <= 8, statements


AMOUNTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "home_relief": (
        {"days_per_year": "60", "hours_per_week": "2,5"},
        {"days_per_year": "60", "hours_per_week": "2.5"},
    ),
    "socio_pedagogical_support": ({"hours_per_fortnight": "5"}, {"hours_per_fortnight": "5"}),
    "sheltered_employment": (
        {"days_per_week": "4", "hours_per_week": "22,5"},
        {"days_per_week": "4", "hours_per_week": "22.5"},
    ),
    "temporary_stay": ({}, {"place": "1"}),
    "long_term_stay": ({}, {"place": "1"}),
}


@pytest.mark.parametrize("service", AMOUNTS)
def test_a_running_grant_is_told_in_the_measures_of_its_service(
    service: str, sign_in: SignIn
) -> None:
    typed, kept = AMOUNTS[service]
    no_amounts = {name: one for name, one in GRANT.items() if not name.endswith("per_week")}
    answer = sign_in("carla").post(
        "/sager/ny?slags=loebende", {**no_amounts, "unit": EAST, "service": service, **typed}
    )
    assert answer.status_code == 302, words(answer)
    event = first_event("carla")
    assert event.extent == amounts(**kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days_per_week": "3"}, "Ydelsen måles ikke i dage om ugen."),
        ({"days_per_year": "400"}, "Skriv et helt tal fra 0 til 366. Her tælles døgn om året."),
        ({"hours_per_week": "2,3"}, "i trin på 0,5, fx 2,5. Her tælles timer om ugen."),
    ],
)
def test_an_amount_that_the_service_does_not_have_is_refused_and_stays(
    typed: dict[str, str], said: str, sign_in: SignIn
) -> None:
    form = {**APPLICATION, "unit": EAST, "service": "home_relief", **typed}
    answer = sign_in("carla").post("/sager/ny", form)
    assert answer.status_code == 422
    assert said in words(answer)
    assert all(f'value="{value}"' in words(answer) for value in typed.values())


def test_what_is_applied_for_is_kept_as_a_number_beside_the_words(sign_in: SignIn) -> None:
    form = {**APPLICATION, "unit": EAST, "service": "home_relief", "days_per_year": "80"}
    assert sign_in("carla").post("/sager/ny", form).status_code == 302
    event = first_event("carla")
    assert event.applied_amounts == amounts(days_per_year=80)
    assert event.applied_for == "Et sted at komme.\nGerne tæt på."


def test_each_amount_says_the_services_that_it_is_for(sign_in: SignIn) -> None:
    text = sign_in("carla").get("/sager/ny").content.decode()
    said = dict(re.findall(r'data-amount="(\w+)" data-services="([\w ]+)"', text))
    assert said["days_per_year"].split() == ["home_relief"]
    assert said["hours_per_fortnight"].split() == ["socio_pedagogical_support"]
    assert "home_relief" in said["hours_per_week"].split()
    assert not {"temporary_stay", "long_term_stay"} & set(" ".join(said.values()).split())
    assert "desk/new_case.js" in text
