"""Signing in, one's day, a search, a case: the first pages, and who may not open them."""

import pytest
from django.test import Client

from tests.desk.conftest import SignIn


@pytest.mark.usefixtures("town")
def test_who_is_not_signed_in_is_asked_to() -> None:
    answer = Client().get("/min-dag")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/log-ind")


def test_a_caseworker_sees_their_day(sign_in: SignIn) -> None:
    answer = sign_in("anna").get("/", follow=True)
    assert answer.status_code == 200
    assert "Min dag" in answer.content.decode()


def test_an_auditor_has_no_day_with_cases(sign_in: SignIn) -> None:
    assert sign_in("rita").get("/min-dag").status_code == 403


def test_a_search_for_nothing_that_is_there_says_so(sign_in: SignIn) -> None:
    answer = sign_in("anna").post("/find", {"text": "findesikke"})
    assert "Der er ingen sager" in answer.content.decode()
