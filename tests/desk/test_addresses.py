"""Addresses of pages, made without Django's own look-up for each line of a list."""

import re
from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse

from kompas.site.routes import ROUTES
from kompas.web.rendering import url
from kompas.web.routes import Route

CASE = UUID("7f1c80d0-f6c4-436f-a548-b387ea7e4258")
PARTS = {
    "case_id": CASE,
    "document_id": UUID(int=1),
    "seq": 12,
    "step": "need_uncovered",
    "name": "panel-3",
    "file_name": "copenhagen-104",
    "guide": "min-dag",
    "picture": "my-day",
    "username": "anna",
    "unit": "west",
    "meets_on": "2026-06-01",
    "page_name": "copenhagen-104.html",
    "person_id": UUID(int=2),
    "what": "adresse",
    "order_id": UUID(int=3),
    "absence_id": 7,
    "reminder_id": UUID(int=4),
    "offer_id": UUID(int=5),
    "number": 3,
    "letter_step": "hearing_sent",
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_address_is_the_one_that_django_makes(route: Route) -> None:
    parts = {key: value for key, value in PARTS.items() if re.search(f"[:<]{key}>", route.path)}
    assert url(route.name, **parts) == reverse(route.name, kwargs=parts)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("case", {}),
        ("panel_minutes", {}),
        ("no_such_page", {}),
        ("case", {"case_id": "../brugere"}),
        ("case", {"case_id": CASE, "more": 1}),
        ("do_step", {"case_id": CASE, "step": "a/b"}),
        ("do_step", {"case_id": CASE, "step": ""}),
        ("find", {"case_id": CASE}),
    ],
)
def test_there_is_no_address_of_what_is_no_page(name: str, parts: dict[str, object]) -> None:
    with pytest.raises(NoReverseMatch):
        url(name, **parts)
