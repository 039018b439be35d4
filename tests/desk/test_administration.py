"""The administrator keeps users, roles and units."""

from django.test import Client

from kompas.accounts import administration
from kompas.accounts.lookup import terms_of, viewer_of
from kompas.accounts.roles import Role
from kompas.register.access import PAGE, What, acting, note
from tests.clock import NOW
from tests.desk.conftest import SignIn

GOOD, POOR, SHORT = "en hest på en grøn cykel", "kodeord12345", "kort"


def said(client: Client, where: str, **data: str) -> str:
    return client.post(where, data, follow=True).content.decode()


def test_a_user_is_made_gets_a_role_and_signs_in(sign_in: SignIn) -> None:
    drift = sign_in("drift")
    page = said(drift, "/brugere", username="nye-ida", name="Ida Prøve", password=GOOD)
    assert "Giv nu en rolle" in page
    role = {"role": "caseworker", "unit": "vest"}
    page = said(drift, "/brugere/nye-ida", do="grant", **role)
    assert "når en anden administrator har bekræftet" in page
    assert "kræver to" in said(drift, "/brugere/nye-ida", do="confirm", **role)
    administration.grant_role("vera", Role.ADMINISTRATOR, "vest")
    vera = sign_in("vera")
    assert "foreslået af Drift" in vera.get("/brugere").content.decode()
    assert "Ændringen er gemt" in said(vera, "/brugere/nye-ida", do="confirm", **role)
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


def test_a_password_that_is_refused_does_not_come_back_in_the_page(sign_in: SignIn) -> None:
    page = said(sign_in("drift"), "/brugere", username="Ærlig", name="x", password=GOOD)
    assert "kan ikke bruges" in page
    assert GOOD not in page


def test_nobody_becomes_both_of_two_administrators(sign_in: SignIn) -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, "vest")
    page = said(sign_in("drift"), "/brugere/vera", do="password", password=GOOD)
    assert "kan ikke skiftes af en anden administrator" in page


def test_only_who_can_confirm_a_role_is_offered_to(sign_in: SignIn) -> None:
    administration.grant_role("vera", Role.ADMINISTRATOR, "vest")
    drift, confirm = sign_in("drift"), 'value="confirm"'
    page = said(drift, "/brugere/anna", do="grant", role="auditor", unit="vest")
    assert ("Træk forslaget tilbage" in page, confirm in page) == (True, False)
    page = sign_in("vera").get("/brugere/anna").content.decode()
    assert ("Afslå" in page, confirm in page) == (True, True)
    assert "foreslået af Drift Prøve" in page


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
    assert "En anden enhed hedder" in said(drift, "/enheder", **{**made, "key": "nord-2"})
    nowhere = {**made, "key": "syd", "municipality": "copenhagen", "norms_unit": "Findes ikke"}
    assert "ingen regler for en enhed" in said(drift, "/enheder", **nowhere)
    assert "ingen regler" in said(drift, "/enheder/nord", name="Nord", norms_unit="Findes ikke")
    assert "400" not in said(drift, "/enheder/nord", name="", processing_deadline_weeks="-4")


def test_nobody_gives_themselves_a_role_nor_closes_the_last_administrator(
    sign_in: SignIn,
) -> None:
    drift = sign_in("drift")
    assert "Giv rollen" in drift.get("/brugere/anna").content.decode()
    assert "Giv rollen" not in drift.get("/brugere/drift").content.decode()
    page = said(drift, "/brugere/drift", do="grant", role="team_lead", unit="vest")
    assert "Du kan ikke give dig selv en rolle" in page
    taken = {"do": "withdraw", "role": "administrator", "unit": "vest"}
    assert "den sidste administrator i Voksenteam Vest" in said(drift, "/brugere/drift", **taken)
    assert "lukke din egen adgang" in said(drift, "/brugere/drift", do="deactivate")
    viewer = viewer_of("drift")
    assert viewer
    assert viewer.roles == {(Role.ADMINISTRATOR, "vest")}


def test_another_units_users_are_seen_and_not_administered(sign_in: SignIn) -> None:
    drift = sign_in("drift")
    page = drift.get("/brugere/carla").content.decode()
    assert 'value="vest"' in page
    assert 'value="oest"' not in page.split("Giv rollen")[0].split('value="grant"')[1]
    assert "Vælg en af" in said(drift, "/brugere/anna", do="grant", role="auditor", unit="oest")
    for do in (
        {"do": "password", "password": GOOD},
        {"do": "deactivate"},
        {"do": "withdraw", "role": "caseworker", "unit": "oest"},
    ):
        assert "ikke administrator i Handicapcenter Øst" in said(drift, "/brugere/carla", **do)
    assert "ikke administrator i Handicapcenter Øst" in said(drift, "/enheder/oest", name="Øst")


def test_a_proposed_role_is_turned_down(sign_in: SignIn) -> None:
    drift, role = sign_in("drift"), {"role": "auditor", "unit": "vest"}
    said(drift, "/brugere/anna", do="grant", **role)
    assert "Træk forslaget tilbage" in drift.get("/brugere/anna").content.decode()
    said(drift, "/brugere/anna", do="turn_down", **role)
    assert "Træk forslaget tilbage" not in drift.get("/brugere/anna").content.decode()
    assert "ikke foreslået" in said(drift, "/brugere/anna", do="confirm", **role)


def test_the_auditor_sees_what_was_administered_and_what_was_refused(sign_in: SignIn) -> None:
    drift, rita = sign_in("drift"), sign_in("rita")
    said(drift, "/brugere/anna", do="grant", role="panel_member", unit="vest")
    said(drift, "/brugere/drift", do="grant", role="team_lead", unit="vest")
    page = rita.get("/spor/administration").content.decode()
    assert "Rolle foreslået: anna, medlem af visitationsudvalget i vest" in page
    assert "Afvist: Rolle foreslået: drift, teamleder i vest" in page
    assert "/spor/administration" in rita.get("/spor").content.decode()
    assert drift.get("/spor/administration").status_code == 403
    beyond = rita.get("/spor/administration?skip=200").content.decode()
    assert "Der er ingen opslag" in beyond
    for nonsense in ("x", "-1", "9" * 30, "²"):
        assert rita.get("/spor/administration", {"skip": nonsense}).status_code == 200


def test_older_traces_are_a_click_away(sign_in: SignIn) -> None:
    anna = viewer_of("anna")
    assert anna
    with acting(anna):
        for number in range(PAGE + 1):
            note("anna", NOW, What.SEARCH, f"Nr. {number}")
    rita, asked = sign_in("rita"), {"username": "anna", "purpose": "Tilsyn"}
    page = rita.post("/spor", asked).content.decode()
    assert "Nr. 1<" in page
    assert "Nr. 0<" not in page
    assert f'name="skip" value="{PAGE}"' in page
    page = rita.post("/spor", {**asked, "skip": str(PAGE)}).content.decode()
    assert "Nr. 0<" in page
    assert 'name="skip"' not in page
