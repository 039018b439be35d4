"""Signing in and out, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from kompas.accounts.models import User
from tests.journeys.conftest import Visitor


@pytest.fixture
def password(visitor: Visitor) -> str:
    del visitor
    for user in User.objects.filter(username="ronja-elm"):
        user.set_password("en lang sætning")
        user.save()
    return "en lang sætning"


def test_one_signs_in_works_and_signs_out(visitor: Visitor, password: str) -> None:
    page = visitor(None, "/find")
    page.get_by_label("Brugernavn").fill("ronja-elm")
    page.get_by_label("Adgangskode").fill(password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/find$"))  # where one was going
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind i Kompas")).to_be_visible()
    page.goto("/min-dag")
    expect(page.get_by_role("heading", name="Log ind i Kompas")).to_be_visible()


def test_a_wrong_password_tells_no_more_than_that(visitor: Visitor) -> None:
    page = visitor(None, "/log-ind")
    for name in ("ronja-elm", "findes-ikke"):
        page.get_by_label("Brugernavn").fill(name)
        page.get_by_label("Adgangskode").fill("forkert")
        page.get_by_role("button", name="Log ind").click()
        expect(page.get_by_role("alert")).to_contain_text("passer ikke sammen")
