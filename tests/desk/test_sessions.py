"""Sessions that end, passwords that cannot be tried out, and what every answer says of itself."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import override_settings

from kompas.accounts import administration, sign_in
from kompas.accounts.models import SignInFailed
from kompas.accounts.roles import Role
from kompas.norms import Library
from kompas.site.routes import ROUTES
from tests.clock import NOW
from tests.desk.conftest import SignIn
from tests.desk.test_access import address
from tests.processes.town import WEST, sent

PASSWORD = "en hest på en grøn cykel"  # noqa: S105 - nobody's


@pytest.fixture
def anna(sign_in: SignIn) -> Client:
    """Anna, with a password."""
    administration.set_password("anna", PASSWORD)
    return sign_in("anna")


def tries(password: str, username: str = "anna") -> int:
    answer = Client().post("/log-ind", {"username": username, "password": password})
    return answer.status_code


def test_half_an_hour_of_nothing_ends_the_session(anna: Client) -> None:
    assert anna.get("/min-dag").status_code == 200
    session = anna.session
    session["seen_at"] = (NOW - timedelta(minutes=31)).isoformat()
    session.save()
    assert anna.get("/min-dag").headers["Location"] == "/log-ind"
    assert anna.get("/min-dag").status_code == 302  # and stays ended


def test_what_the_page_asks_by_itself_keeps_no_session_alive(anna: Client) -> None:
    anna.get("/min-dag")
    session = anna.session
    seen = (NOW - timedelta(minutes=10)).isoformat()
    session["seen_at"] = seen
    session.save()
    anna.get("/min-dag", headers={"HX-Trigger-By-Itself": "1"})
    assert anna.session["seen_at"] == seen
    anna.get("/min-dag")
    assert anna.session["seen_at"] > seen


def test_another_password_ends_the_sessions_of_the_old_one(anna: Client) -> None:
    assert tries(PASSWORD) == 302
    administration.set_password("anna", "en ko på en blå trehjuler")
    assert anna.get("/min-dag").status_code == 302


def test_signing_out_ends_it_in_the_database_too(anna: Client) -> None:
    stolen = Client()
    stolen.cookies = anna.cookies
    anna.post("/log-ud")
    assert stolen.get("/min-dag").status_code == 302


def test_passwords_cannot_be_tried_out(anna: Client) -> None:
    del anna
    for _number in range(sign_in.MOST_TRIES):
        assert tries("forkert") == 401
    assert tries(PASSWORD) == 401  # the right one no longer helps either
    SignInFailed.objects.update(at=NOW - sign_in.WINDOW)
    assert tries(PASSWORD) == 302


def test_names_cannot_be_tried_out_from_one_place(anna: Client) -> None:
    del anna
    SignInFailed.objects.bulk_create(
        SignInFailed(username=f"nr-{number}", address="127.0.0.1", at=NOW)
        for number in range(sign_in.MOST_TRIES_ADDRESS)
    )
    assert tries(PASSWORD) == 401


def test_failed_sign_ins_are_forgotten_after_an_hour(anna: Client) -> None:
    del anna
    old = NOW - timedelta(hours=2)
    SignInFailed.objects.create(username="anna", address="127.0.0.1", at=old)
    tries("forkert")
    assert not SignInFailed.objects.filter(at=old).exists()


def test_after_signing_in_one_goes_on_where_one_was_going_and_nowhere_else(anna: Client) -> None:
    del anna
    visitor = Client()
    visitor.get("/find")
    signed = {"username": "anna", "password": PASSWORD}
    assert visitor.post("/log-ind", signed).headers["Location"] == "/find"
    elsewhere = Client()
    elsewhere.post("/sprog", {"language": "en", "back": "https://evil.example/"})
    answer = elsewhere.post("/sprog", {"language": "da", "back": "//evil.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("town")
@override_settings(ALLOWED_HOSTS=["kompas.example"])
def test_another_host_is_not_answered() -> None:
    assert Client().get("/log-ind", headers={"Host": "evil.example"}).status_code == 400


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def test_every_page_keeps_itself_to_itself(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    for username in ("anna", "vera", "petra", "rita", "drift"):
        client = sign_in(username)
        for route in ROUTES:
            if "GET" not in route.methods or route.name.startswith("public"):
                continue  # what everybody may read may be kept
            answer = client.get(address(route, telling.id))
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], route.name
            assert answer.headers["X-Content-Type-Options"] == "nosniff", route.name
            assert "no-store" in answer.headers["Cache-Control"], route.name
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                found = INLINE.search(answer.content.decode())
                assert not found, (route.name, found)
            answer.close()  # a file is sent from where it lies


def test_a_role_that_is_withdrawn_is_gone_from_the_next_page_on(anna: Client) -> None:
    assert anna.get("/min-dag").status_code == 200
    administration.withdraw_role("anna", Role.CASEWORKER, WEST)
    assert anna.get("/min-dag").status_code == 403


def test_who_has_left_is_signed_out_from_the_next_page_on(anna: Client) -> None:
    assert anna.get("/min-dag").status_code == 200
    administration.deactivate_user("anna")
    assert anna.get("/min-dag").headers["Location"] == "/log-ind"


def test_nine_hours_are_nine_however_much_was_done(anna: Client) -> None:
    assert anna.get("/min-dag").status_code == 200
    session = anna.session
    session["begun_at"] = (NOW - timedelta(hours=9, minutes=1)).isoformat()
    session["seen_at"] = NOW.isoformat()
    session.save()
    assert anna.get("/min-dag").headers["Location"] == "/log-ind"
    # Signed in again, the time begins again.
    anna.post("/log-ind", {"username": "anna", "password": PASSWORD})
    assert anna.get("/min-dag").status_code == 200
