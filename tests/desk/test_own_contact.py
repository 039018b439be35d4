"""How citizens reach a caseworker is written once, and stands in each decision begun after that."""

import pytest

from kompas.accounts.models import User
from kompas.norms import Library
from kompas.register import access
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import begin, opened, written
from tests.processes.town import assessed

PAGE = "/min-kontakt"
PHONE, EMAIL = "79 96 00 00", "anna@eksempelby.example"


def kept(username: str = "anna") -> tuple[str, str]:
    """What is known of a user."""
    user = User.objects.get(username=username)
    return user.phone, user.email


def test_it_is_kept_and_put_into_the_next_decision(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    answer = client.post(PAGE, {"phone": PHONE, "email": EMAIL})
    assert answer.headers["Location"] == PAGE
    assert kept() == (PHONE, EMAIL)
    assert kept("birk") == ("", "")
    fields = opened(client, telling).fields
    assert fields["contact-phone"] == [PHONE]
    assert fields["contact-email"] == [EMAIL]
    assert PHONE in client.get(PAGE).content.decode()


def test_a_decision_that_is_begun_keeps_its_own(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    before = opened(client, telling).fields["contact-phone"]
    client.post(PAGE, {"phone": PHONE, "email": ""})
    assert opened(client, telling).fields["contact-phone"] == before != [PHONE]


@pytest.mark.parametrize("phone", ["x" * 201, "12\u202e34"])
def test_what_cannot_stand_in_a_letter_is_refused_and_stays(phone: str, sign_in: SignIn) -> None:
    client = sign_in("anna")
    answer = client.post(PAGE, {"phone": phone, "email": ""})
    assert answer.status_code == 422
    assert 'id="id_phone-error"' in answer.content.decode()
    assert kept() == ("", "")


def test_that_it_was_changed_is_logged_and_not_what_it_is(sign_in: SignIn) -> None:
    client = sign_in("anna")
    client.post(PAGE, {"phone": PHONE, "email": EMAIL})
    client.post(PAGE, {"phone": PHONE, "email": EMAIL})  # nothing new
    told = [one.purpose for one in access.looks_by("anna") if "Kontakt" in one.purpose]
    assert told == ["Kontakt rettet: anna"]
