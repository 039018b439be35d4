"""The first page of those who handle no cases, and the shortcuts on the keyboard."""

import pytest
from django.test import Client

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.desk.shortcuts import SHORTCUTS
from kompas.processes import administering
from kompas.register import access
from tests.clock import NOW
from tests.desk.conftest import SignIn
from tests.desk.work import words
from tests.processes.town import WEST, counted, viewer

pytestmark = pytest.mark.usefixtures("town")


def test_a_panel_member_sees_the_meetings_and_the_answers(sign_in: SignIn) -> None:
    page = words(sign_in("petra").get("/forside"))
    for heading in ("Udvalgets møder", "Svar på dine forslag"):
        assert f"<h2>{heading}</h2>" in page
    assert "Der er ingen nye svar." in page
    assert "Seneste ændringer" not in page
    assert "Roller, der venter" not in page
    assert access.looks_by("petra")[0].purpose == "Overblik på forsiden"


def test_an_auditor_sees_what_was_changed_last(sign_in: SignIn) -> None:
    page = words(sign_in("rita").get("/forside"))
    assert "Seneste ændringer i administrationen" in page
    assert "Rolle givet: drift, administrator i vest" in page
    assert "Udvalgets møder" not in page


def test_an_administrator_sees_the_roles_that_wait_for_them(sign_in: SignIn) -> None:
    administering.make_user("dora", "Dora Prøve", administering.at_the_terminal(), now=NOW)
    administration.grant_role("dora", Role.ADMINISTRATOR, WEST)
    administering.grant_role("birk", Role.TEAM_LEAD, WEST, viewer("dora"), now=NOW)
    page = words(sign_in("drift").get("/forside"))
    assert "Se og ret tilbuddene" in page
    assert "Birk Prøve</a>: teamleder" in page
    assert "Birk Prøve" not in words(sign_in("dora").get("/forside"))


@pytest.mark.parametrize("username", ["petra", "rita", "drift", "anna"])
def test_the_front_page_is_at_most_eight_statements(username: str, sign_in: SignIn) -> None:
    client = sign_in(username)
    client.get("/forside")
    with counted() as statements:
        client.get("/forside")
    assert len(statements) <= 8, statements


def test_the_menu_has_it_for_those_who_handle_no_cases(sign_in: SignIn) -> None:
    assert ">Forside</a>" in words(sign_in("petra").get("/forside"))
    assert ">Forside</a>" not in words(sign_in("anna").get("/min-dag"))


# ---------------------------------------------------------------- the keyboard


def test_the_shortcuts_are_listed_for_what_one_may_open(sign_in: SignIn) -> None:
    page = words(sign_in("vera").get("/genveje"))
    assert "<kbd>t</kbd>" in page
    page = words(sign_in("rita").get("/genveje"))
    assert "<kbd>?</kbd>" in page
    assert "<kbd>m</kbd>" not in page
    assert '<a href="/genveje">' in words(sign_in("rita").get("/forside"))


def test_they_are_turned_off_and_on_in_a_browser(sign_in: SignIn) -> None:
    anna = sign_in("anna")
    assert 'data-shortcut="m"' in words(anna.get("/min-dag"))
    assert "slået fra" in words(anna.post("/genveje", {"do": "off"}, follow=True))
    page = words(anna.get("/min-dag"))
    assert "data-shortcut" not in page
    assert "shortcuts.js" not in page
    assert "Genveje på tastaturet" in page
    assert "slået til" in words(anna.post("/genveje", {"do": "on"}, follow=True))
    assert "shortcuts.js" in words(anna.get("/min-dag"))


def test_each_key_is_one_and_of_its_own() -> None:
    keys = [one.key for one in SHORTCUTS]
    assert len(set(keys)) == len(keys)
    assert not {"j", "k"} & set(keys)


def test_who_is_not_signed_in_has_none() -> None:
    page = words(Client().get("/log-ind"))
    assert "data-shortcut" not in page
