"""The administrator keeps users, roles and units."""

from django.test import Client

from kompas.accounts.lookup import terms_of, viewer_of
from kompas.accounts.roles import Role
from tests.desk.conftest import SignIn

GOOD, POOR, SHORT = "en hest på en grøn cykel", "kodeord12345", "kort"


def said(client: Client, where: str, **data: str) -> str:
    return client.post(where, data, follow=True).content.decode()


def test_a_user_is_made_gets_a_role_and_signs_in(sign_in: SignIn) -> None:
    drift = sign_in("drift")
    page = said(drift, "/brugere", username="nye-ida", name="Ida Prøve", password=GOOD)
    assert "Giv nu en rolle" in page
    said(drift, "/brugere/nye-ida", do="grant", role="caseworker", unit="vest")
    viewer = viewer_of("nye-ida")
    assert viewer
    assert viewer.roles == {(Role.CASEWORKER, "vest")}
    ida = Client()
    answer = ida.post("/log-ind", {"username": "nye-ida", "password": GOOD}, follow=True)
    assert "Min dag" in answer.content.decode()


def test_a_password_that_is_guessed_first_is_refused(sign_in: SignIn) -> None:
    page = said(sign_in("drift"), "/brugere/anna", do="password", password=POOR)
    assert POOR not in page


def test_a_new_user_with_a_poor_password_is_told_why(sign_in: SignIn) -> None:
    page = said(sign_in("drift"), "/brugere", username="bo", name="Bo", password=SHORT)
    assert "12" in page


def test_who_is_closed_is_out_at_once(sign_in: SignIn) -> None:
    anna, drift = sign_in("anna"), sign_in("drift")
    assert anna.get("/min-dag").status_code == 200
    said(drift, "/brugere/anna", do="deactivate")
    assert anna.get("/min-dag").status_code == 302
    said(drift, "/brugere/anna", do="activate")
    assert anna.get("/min-dag").status_code in (200, 302)


def test_a_role_is_taken_away_at_once(sign_in: SignIn) -> None:
    anna = sign_in("anna")
    said(sign_in("drift"), "/brugere/anna", do="withdraw", role="caseworker", unit="vest")
    assert anna.get("/min-dag").status_code == 403


def test_nonsense_changes_nothing(sign_in: SignIn) -> None:
    drift = sign_in("drift")
    assert drift.get("/brugere/findes-ikke").status_code == 404
    for nonsense in ({"do": "x"}, {"do": "withdraw", "role": "konge", "unit": "vest"}):
        assert drift.post("/brugere/anna", nonsense, follow=True).status_code == 200
    viewer = viewer_of("anna")
    assert viewer
    assert viewer.roles == {(Role.CASEWORKER, "vest")}


def test_a_unit_is_made_and_changed(sign_in: SignIn) -> None:
    drift = sign_in("drift")
    made = {"key": "nord", "name": "Team Nord", "municipality": "vejen"}
    assert "Enheden er oprettet" in said(drift, "/enheder", **made)
    said(drift, "/enheder/nord", name="Team Nord", processing_deadline_weeks="7")
    terms = terms_of("nord")
    assert terms
    assert terms.processing_deadline_weeks == 7
    assert "findes allerede" in said(drift, "/enheder", **made)
    nowhere = {**made, "key": "syd", "municipality": "copenhagen", "norms_unit": "Findes ikke"}
    assert "ingen regler for en enhed" in said(drift, "/enheder", **nowhere)
    assert "ingen regler" in said(drift, "/enheder/nord", name="Nord", norms_unit="Findes ikke")
    assert "400" not in said(drift, "/enheder/nord", name="", processing_deadline_weeks="-4")
