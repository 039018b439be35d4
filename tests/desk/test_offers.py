"""The administrator keeps the table of offers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kompas.casework.offer import Ownership
from kompas.offers import table
from tests.desk.conftest import SignIn
from tests.processes.town import counted

TODAY = date(2026, 6, 21)
NEW: dict[str, Any] = {
    "name": "Botilbuddet Prøven",
    "provider": "Prøven A/S",
    "ownership": "external",
    "municipality": "Prøvekøbing",
    "address": "Prøvevej 1",
    "paragraphs": ["serviceloven § 107", "serviceloven § 108"],
    "target_group": "Voksne med autisme",
    "listing": "listed",
    "listed_on": "2020-05-01",
    "approved_on": "2020-04-01",
    "seen_on": "2026-06-01",
    "valid_from": "2026-01-01",
    "why": "Slået op på Tilbudsportalen.",
}


def said(client: Client, where: str, **data: Any) -> str:
    return client.post(where, data, follow=True).content.decode()


@pytest.fixture
def drift(sign_in: SignIn) -> Client:
    return sign_in("drift")


@pytest.fixture
def offer(drift: Client) -> str:
    """The address of an offer that was made."""
    assert "Tilbuddet er oprettet" in said(drift, "/tilbud/nyt", **NEW)
    return f"/tilbud/{table.on(TODAY)[0].id}"


def test_an_offer_is_made_and_listed_as_it_was_on_a_day(drift: Client, offer: str) -> None:
    page = drift.get("/tilbud").content.decode()
    assert f'<a href="{offer}">Botilbuddet Prøven</a>' in page
    assert "Eksternt" in page
    assert "Botilbuddet Prøven" not in drift.get("/tilbud?dag=2025-12-31").content.decode()


def test_what_is_typed_wrong_is_told_at_its_field_and_nothing_is_made(drift: Client) -> None:
    page = said(drift, "/tilbud/nyt", **{**NEW, "cvr": "123", "paragraphs": []})
    assert "Det er ikke et CVR-nummer." in page
    assert "Vælg mindst én bestemmelse." in page
    assert 'value="Botilbuddet Prøven"' in page
    assert table.everything() == ()


def test_what_cannot_be_is_told_above_the_form(drift: Client, offer: str) -> None:
    assert "Et andet tilbud hedder" in said(drift, "/tilbud/nyt", **NEW)
    page = said(drift, offer, do="change", **{**NEW, "listing": "not_listed"})
    assert "har ingen dag, det kom der" in page


def test_an_offer_is_changed_from_a_day(drift: Client, offer: str) -> None:
    changed = {**NEW, "ownership": "agreement", "valid_from": "2026-03-01"}
    page = said(drift, offer, do="change", **changed)
    assert "Ændringen er gemt." in page
    assert table.on(date(2026, 2, 28))[0].ownership is Ownership.EXTERNAL
    assert table.on(date(2026, 3, 1))[0].ownership is Ownership.AGREEMENT
    assert "Intet er ændret" in said(drift, offer, do="change", **changed)


def test_an_offer_ends(drift: Client, offer: str) -> None:
    page = said(drift, offer, do="end", ended_from="2026-05-01", ended_why="Lukket.")
    assert "Ophørt fra 1. maj 2026" in page
    assert table.on(TODAY) == ()


def test_the_form_of_a_change_begins_with_what_holds(drift: Client, offer: str) -> None:
    page = drift.get(offer).content.decode()
    assert 'value="serviceloven § 108" checked' in page
    assert 'value="2020-05-01"' in page


def test_every_change_stands_in_the_log_of_what_was_administered(
    sign_in: SignIn, offer: str
) -> None:
    page = sign_in("rita").get("/spor/administration").content.decode()
    assert "Tilbud oprettet: Botilbuddet Prøven fra 1. januar 2026: Står på Tilbudsportalen" in page
    assert "listed" not in page
    assert offer


@pytest.mark.parametrize("who", ["anna", "vera", "petra", "rita"])
def test_who_does_not_keep_it_is_told_so(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/tilbud").status_code == 403
    assert sign_in(who).post("/tilbud/nyt", NEW).status_code == 403
    assert table.everything() == ()


@pytest.mark.parametrize("end", ["", "?dag=i%20g%C3%A5r", "?dag=9999-99-99", "?dag=%00"])
def test_a_day_that_is_none_is_told(drift: Client, end: str) -> None:
    assert drift.get(f"/tilbud{end}").status_code == 200


def test_the_list_is_few_statements(drift: Client, offer: str) -> None:
    with counted() as statements:
        drift.get("/tilbud")
    assert len(statements) <= 8, statements
    assert offer
