"""Sessions that end, passwords that cannot be tried out, and what every answer says of itself."""

import re
from datetime import datetime, timedelta, tzinfo

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.test.utils import override_settings

from kompas.accounts import administration
from kompas.accounts import sign_in as accounts
from kompas.accounts.models import SignInFailed
from kompas.accounts.roles import Role
from kompas.desk.screens import sign_in as screen
from kompas.limits import (
    FREE_TRIES,
    FREE_TRIES_OF_ADDRESS,
    LONGEST_WAIT_OF_ADDRESS_SECONDS,
    LONGEST_WAIT_SECONDS,
    SIGN_IN_WINDOW_SECONDS,
)
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


class Clock:
    """What time it is for whoever signs in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = NOW
        monkeypatch.setattr(accounts, "datetime", self)
        monkeypatch.setattr(screen, "datetime", self)

    def now(self, *, tz: tzinfo) -> datetime:
        return self.at.astimezone(tz)

    def passes(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock(anna: Client, monkeypatch: pytest.MonkeyPatch) -> Clock:
    del anna
    return Clock(monkeypatch)


def waits_after(failures: int) -> int:
    """Seconds before the next try, after so many that were looked at."""
    return min(2 ** (failures - FREE_TRIES), LONGEST_WAIT_SECONDS) if failures >= FREE_TRIES else 0


def test_each_wrong_password_after_some_costs_a_longer_wait(clock: Clock) -> None:
    for failures in range(1, FREE_TRIES + 9):
        assert tries("forkert") == 401
        wait = waits_after(failures)
        if wait:
            assert tries(PASSWORD) == 429  # the right one is not looked at either
            clock.passes(wait - 1)
            assert tries("forkert") == 429  # and a try makes the wait no longer
            clock.passes(1)
    assert wait == LONGEST_WAIT_SECONDS
    assert tries(PASSWORD) == 302


def test_how_long_is_told(clock: Clock) -> None:
    del clock
    for _number in range(FREE_TRIES + 3):
        answer = Client().post("/log-ind", {"username": "anna", "password": "forkert"})
        SignInFailed.objects.update(at=NOW - timedelta(seconds=60))
    SignInFailed.objects.filter(pk=SignInFailed.objects.latest("pk").pk).update(at=NOW)
    answer = Client().post("/log-ind", {"username": "anna", "password": "forkert"})
    assert answer.headers["Retry-After"] == "8"
    assert "Vent 8 sekunder." in answer.content.decode()


def test_what_is_long_ago_counts_no_more(clock: Clock) -> None:
    for _number in range(FREE_TRIES + 2):
        tries("forkert")
    assert tries(PASSWORD) == 429
    clock.passes(SIGN_IN_WINDOW_SECONDS + 1)
    assert tries("forkert") == 401
    assert tries(PASSWORD) == 302
    assert SignInFailed.objects.count() == 1  # the old ones are gone


def fail(name: str, address: str, times: int) -> None:
    SignInFailed.objects.bulk_create(
        SignInFailed(username=name, address=address, at=NOW) for _number in range(times)
    )


def test_whose_browser_is_known_does_not_wait_for_who_tries_the_name(clock: Clock) -> None:
    known = Client()
    signed = {"username": "anna", "password": PASSWORD}
    assert known.post("/log-ind", signed).status_code == 302
    known.post("/log-ud")
    fail("anna", "127.0.0.1", 500)  # from the same address, too
    assert known.post("/log-ind", signed).status_code == 302
    assert tries(PASSWORD) == 429
    clock.passes(LONGEST_WAIT_SECONDS)
    assert tries(PASSWORD) == 302


def test_a_known_browser_is_slowed_down_by_itself(clock: Clock) -> None:
    known, wrong = Client(), {"username": "anna", "password": "forkert"}
    known.post("/log-ind", {"username": "anna", "password": PASSWORD})
    for _number in range(FREE_TRIES):
        assert known.post("/log-ind", wrong).status_code == 401
    assert known.post("/log-ind", wrong).status_code == 429
    assert tries(PASSWORD) == 302  # elsewhere the name has no failures
    clock.passes(1)
    assert known.post("/log-ind", wrong).status_code == 401


@pytest.mark.parametrize("device", ["x", "a:b:c", ""])
def test_a_browser_that_says_so_is_not_known(device: str, clock: Clock) -> None:
    del clock
    fail("anna", "10.0.0.1", FREE_TRIES)
    other = Client()
    other.cookies["known_device"] = device or accounts.device_of("birk")
    signed = {"username": "anna", "password": PASSWORD}
    assert other.post("/log-ind", signed).status_code == 429


def test_a_town_hall_behind_one_address_keeps_working(clock: Clock) -> None:
    for number in range(FREE_TRIES_OF_ADDRESS - 1):
        fail(f"nr-{number}", "127.0.0.1", 1)
    assert tries(PASSWORD) == 302
    fail("nr-0", "127.0.0.1", 500)
    assert tries(PASSWORD) == 429
    clock.passes(LONGEST_WAIT_OF_ADDRESS_SECONDS)
    assert tries(PASSWORD) == 302


def test_a_name_that_no_database_holds_is_nobodys(clock: Clock) -> None:
    del clock
    for name in ("\0", "anna\0", "x" * 10_000, "²"):
        assert tries("forkert", name) == 401


def test_sessions_that_have_ended_are_removed(anna: Client) -> None:
    before = anna.session.session_key
    Session.objects.update(expire_date=NOW - timedelta(seconds=1))
    assert tries(PASSWORD) == 302
    assert not Session.objects.filter(pk=before).exists()
    assert Session.objects.count() == 1


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
