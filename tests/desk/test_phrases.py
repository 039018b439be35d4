"""Standard texts: kept by who may, logged, and put into a letter where its writer sees them."""

from typing import Any

import pytest
from django.test import Client

from kompas.accounts.models import StandardPhrase
from kompas.accounts.phrases import phrases_of
from kompas.accounts.roles import Role
from kompas.norms import Library
from kompas.processes import administering
from kompas.register import access
from tests.clock import NOW, TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address
from tests.processes.town import EAST, WEST, applied

PAGE = f"/enheder/{WEST}/standardtekster"
TEXT = "Send os en kopi. Har du den ikke, så ring til os."


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    """Who leads the team of one unit."""
    client = sign_in("birk")
    administering.grant_role("birk", Role.TEAM_LEAD, WEST, administering.at_the_terminal(), now=NOW)
    return client


def writes(client: Client, title: str = "Bed om en kopi", text: str = TEXT) -> Any:
    return client.post(PAGE, {"title": title, "text": text})


def test_a_text_is_written_changed_and_removed_and_each_is_logged(lead: Client) -> None:
    assert writes(lead).status_code == 302
    assert "Bed om en kopi" in lead.get(PAGE).content.decode()
    (one,) = phrases_of(WEST)
    own = f"{PAGE}/{one.id}"
    assert lead.post(own, {"title": "Bed om kopi", "text": TEXT}).status_code == 302
    assert [text.title for text in phrases_of(WEST)] == ["Bed om kopi"]
    assert lead.post(own, {"remove": "1"}).status_code == 302
    assert phrases_of(WEST) == ()
    told = [one.purpose for one in access.looks_by("birk") if "Standardtekst" in one.purpose]
    assert sorted(told) == [
        f"Standardtekst oprettet: {WEST}: Bed om en kopi",
        f"Standardtekst rettet: {WEST}: Bed om kopi",
        f"Standardtekst slettet: {WEST}: Bed om kopi",
    ]
    assert lead.get(own).status_code == 404


def test_two_are_not_called_alike_and_none_is_empty(lead: Client) -> None:
    writes(lead)
    assert writes(lead).status_code == 422
    assert writes(lead, text="").status_code == 422
    assert len(phrases_of(WEST)) == 1


def test_of_another_unit_nobody_keeps_them(lead: Client, sign_in: SignIn) -> None:
    other = PAGE.replace(WEST, EAST)
    assert lead.get(other).status_code == 403
    assert lead.post(other, {"title": "x", "text": "y"}).status_code == 403
    assert sign_in("anna").get(PAGE).status_code == 403
    assert lead.get("/enheder/ingen/standardtekster").status_code == 404
    assert StandardPhrase.objects.count() == 0


def test_it_is_put_where_its_writer_sees_and_may_change_it(
    lead: Client, sign_in: SignIn, library: Library
) -> None:
    writes(lead)
    (one,) = phrases_of(WEST)
    telling, client = applied(library), sign_in("anna")
    where = address(telling, "registrer/information_requested")
    assert "Bed om en kopi" in client.get(where).content.decode()
    typed = {
        "asks_for": "Din plan fra jobcentret.",
        "sent_on": TODAY.isoformat(),
        "answer_by": "2026-07-10",
        "seq": str(telling.case.seq),
    }
    before = telling.entries()
    answer = client.post(where, {**typed, "insert": "1", "phrase": str(one.id)})
    assert answer.headers["Location"].endswith("#id_asks_for")
    # Nothing is recorded by it: it stands in the field, below what was typed.
    assert telling.entries() == before
    page = client.get(where).content.decode()
    assert f"Din plan fra jobcentret.\n\n{TEXT}" in page
    # None chosen, or one of nowhere: what was typed stays as it is.
    client.post(where, {**typed, "insert": "1", "phrase": "999999"})
    page = client.get(where).content.decode()
    assert "Der er ikke valgt en standardtekst." in page
    assert TEXT not in page.partition('name="asks_for"')[2][:200]
