"""Sending as a deliberate act: told before, refused with why, recorded with what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.danish_calendar import weeks_after
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.sending import LetterSent
from kompas.norms import Library
from kompas.web.filters import day
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, opened, status_of
from tests.processes.test_citizen import GUARDIAN, person_of, says
from tests.processes.town import Telling, assessed, counted, decided, sent, takes
from tests.spec.case.stories import APPLICATION, WITHOUT_HOURS


def ready(library: Library) -> Telling:
    """A decision whose letter is made."""
    telling = decided(library)
    telling.prints()
    return telling


def confirmed(telling: Telling, **changes: str) -> dict[str, str]:
    said = {
        "seq": str(telling.case.seq),
        "channel": "digital_post",
        "sent_on": TODAY.isoformat(),
        "read": "on",
    }
    return {**said, **changes}


@pytest.mark.ledger("PROC-08")
def test_what_follows_is_told_before_and_recorded_after(sign_in: SignIn, library: Library) -> None:
    telling, client = ready(library), sign_in("anna")
    page = opened(client, telling, "send")
    until = weeks_after(TODAY, 4) + timedelta(days=1)  # four weeks end on a Sunday
    assert day(until) in page.html
    answer = client.post(address(telling, "send"), confirmed(telling))
    assert answer.status_code == 302
    sent, complaint, _follow_up = (entry.event for entry in telling.entries()[-3:])
    assert isinstance(sent, LetterSent)
    assert isinstance(complaint, DeadlineSet)
    assert (sent.sent_on, complaint.day) == (TODAY, until)
    assert "Brevet er sendt" in opened(client, telling, "send").html


def test_a_paper_letter_counts_as_received_later(sign_in: SignIn, library: Library) -> None:
    telling, client = ready(library), sign_in("anna")
    client.post(address(telling, "send"), confirmed(telling, channel="letter"))
    event = telling.entries()[-3].event
    assert isinstance(event, LetterSent)
    assert event.received_on >= TODAY + timedelta(days=8)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"read": ""}, "Sæt kryds, når du har læst brevet."),
        ({"channel": ""}, "Vælg, hvordan brevet sendes."),
        ({"channel": "due"}, "Vælg, hvordan brevet sendes."),
        ({"sent_on": "i går"}, "ikke en dato, der findes"),
        ({"sent_on": "2099-01-01"}, "ligger i fremtiden"),
        ({"sent_on": "2199-01-01"}, "kan ikke være rigtig"),
        ({"sent_on": "2026-05-01"}, "Brevet er dateret før afgørelsen."),
    ],
)
def test_nothing_is_sent_by_a_slip(
    changes: dict[str, str], told: str, sign_in: SignIn, library: Library
) -> None:
    telling, client = ready(library), sign_in("anna")
    said = {name: value for name, value in confirmed(telling, **changes).items() if value}
    answer = client.post(address(telling, "send"), said)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert status_of(telling) == "decided"


def test_no_decision_goes_out_with_a_blocking_finding(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    telling.does(takes(telling, granted=WITHOUT_HOURS.granted))
    page = opened(client, telling, "send")
    assert "Brevet kan ikke sendes endnu" in page.html
    assert address(telling) + "#mangler-ved-afgoerelsen" in page.links
    assert "mangler-ved-afgoerelsen" in opened(client, telling).ids
    answer = client.post(address(telling, "send"), confirmed(telling))
    assert answer.status_code == 422
    assert status_of(telling) == "decided"


def test_without_a_letter_the_way_leads_to_it(sign_in: SignIn, library: Library) -> None:
    page = opened(sign_in("anna"), decided(library), "send")
    assert "Der er ikke lavet et brev." in page.html


def test_whom_it_cannot_come_to_is_named_before_and_it_is_not_sent(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = decided(library), sign_in("anna")
    lost = [replace(GUARDIAN, address_lines=(), name=name) for name in ("Vera Værge", "Ove Værge")]
    assert says(telling, *lost) == []
    telling.prints()
    for page in (opened(client, telling, "brev"), opened(client, telling, "send")):
        for one in lost:
            assert f"{one.name}, der får brevet for borgeren, har ingen adresse." in page.html
        assert f"/borgere/{person_of(telling)}" in page.links
    answer = client.post(address(telling, "send"), confirmed(telling, read_1="on", read_2="on"))
    assert answer.status_code == 422
    assert "Ove Værge, der får brevet for borgeren" in answer.content.decode()
    assert status_of(telling) == "decided"


def test_a_way_that_is_closed_is_told_with_why(sign_in: SignIn, library: Library) -> None:
    telling = decided(library, citizen=replace(APPLICATION.citizen, address_lines=()))
    telling.prints()
    page = opened(sign_in("anna"), telling, "send")
    assert "Brev med posten kan ikke bruges." in page.html
    assert "har ingen adresse, så brevet kan ikke sendes med posten." in page.html
    assert "Brevet kan ikke sendes endnu" not in page.html


def test_before_a_decision_the_way_leads_to_it(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    assert address(telling) in opened(sign_in("anna"), telling, "send").links


@pytest.mark.parametrize("seq", ["1", "x"])
def test_who_saw_an_older_case_sends_nothing(seq: str, sign_in: SignIn, library: Library) -> None:
    telling, client = ready(library), sign_in("anna")
    answer = client.post(address(telling, "send"), confirmed(telling, seq=seq))
    assert answer.status_code == 409
    page = Page(answer.content.decode())
    assert "Sagen er ændret, siden du åbnede siden" in page.html
    assert status_of(telling) == "decided"


def test_what_is_sent_is_not_sent_again(sign_in: SignIn, library: Library) -> None:
    telling, client = sent(library), sign_in("anna")
    answer = client.post(address(telling, "send"), confirmed(telling))
    assert answer.status_code == 422
    assert status_of(telling) == "sent"


def test_the_page_asks_the_database_little(sign_in: SignIn, library: Library) -> None:
    telling, client = ready(library), sign_in("anna")
    with counted() as statements:
        opened(client, telling, "send")
    assert len(statements) <= 12, statements
