"""Every page for every role, on cases that are seen, restricted, and of another unit.

Made from the route table: a new page is tried without a line here, unless its address asks for
something that `ARGUMENTS` does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kompas.accounts.access import Access, Staff
from kompas.accounts.lookup import viewer_of
from kompas.accounts.models import User
from kompas.casework.steps.access import AccessRestricted
from kompas.norms import Library
from kompas.register.models import CaseSummary
from kompas.site.routes import ROUTES, urlpatterns
from kompas.web.routes import Route
from tests.processes.town import EAST, PEOPLE, WEST, about_another
from tests.register.database import Database

ARGUMENTS = {
    "step": "entry_withdrawn",  # what asks least of who opens it
    "name": "note",
    "letter_step": "hearing_sent",
    "number": "1",
    "document_id": str(uuid4()),
    "meets_on": "2026-06-01",
    "username": "anna",
    "unit": "vest",
    "municipality": "vejen",
    "service": "activity_and_social",
    "seq": "1",
    "file_name": "vejen-104",
    "guide": "min-dag",
    "picture": "my-day",
    "page_name": "index.html",
    "what": "adresse",
    "order_id": str(uuid4()),
    "reminder_id": str(uuid4()),
    "absence_id": "1",
    "offer_id": str(uuid4()),
}
"""What stands in an address besides a case; that it may not be there is no matter here."""
REFUSED = (403, 404)
OF_A_CASE = re.compile("case_id|person_id")
"""What is addressed by a case, or by the citizen whom it is about."""


@dataclass(frozen=True)
class Kept:
    """A case, and how it is kept."""

    case_id: UUID
    unit: str
    assigned_to: str
    restricted: bool


def address(route: Route, case_id: UUID) -> str:
    known = {**ARGUMENTS, "case_id": str(case_id)}
    if "person_id" in route.path:
        known["person_id"] = str(CaseSummary.objects.get(pk=case_id).person_id)

    def filled(match: re.Match[str]) -> str:
        name = match[1].split(":")[-1]
        assert name in known, f"tests/desk/test_access.py: ARGUMENTS lacks {name}"
        return known[name]

    return "/" + re.sub(r"<([^>]+)>", filled, route.path)


def ask(client: Client, route: Route, case_id: UUID) -> int:
    method = client.get if "GET" in route.methods else client.post
    return method(address(route, case_id)).status_code


def allowed(route: Route, viewer: Staff, kept: Kept) -> bool:
    if not route.rule.admits(viewer):
        return False
    if not OF_A_CASE.search(route.path):
        return True
    seen = viewer.may_see(Access(kept.unit, (kept.assigned_to,), kept.restricted))
    return seen and route.rule.admits_to(viewer, kept.unit)


def test_all_pages_come_from_the_table() -> None:
    names = [getattr(pattern, "name", None) for pattern in urlpatterns]
    assert names == [route.name for route in ROUTES]
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_what_changes_something_is_only_posted() -> None:
    """A page that is asked for by GET alone changes nothing; no other method is known."""
    assert {method for route in ROUTES for method in route.methods} <= {"GET", "POST"}


@pytest.fixture
def cases(town: Database, library: Library) -> tuple[Kept, ...]:
    del town
    return tuple(kept(library))


def kept(library: Library) -> Iterator[Kept]:
    # Each is about a citizen of its own, so that who sees the citizen is who sees the case.
    for unit, worker, lead in ((WEST, "anna", "vera"), (EAST, "carla", "leif")):
        yield Kept(about_another(library, unit).id, unit, worker, restricted=False)
        why = AccessRestricted(restricted=True, why="Borgeren er i familie med en kollega.")
        kept = about_another(library, unit).does(why, by=lead)
        yield Kept(kept.id, unit, worker, restricted=True)


def test_who_is_not_signed_in_sees_nothing(cases: tuple[Kept, ...]) -> None:
    for route in ROUTES:
        if not route.rule.open:
            assert ask(Client(), route, cases[0].case_id) == 302, route.name


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_for_every_role(username: str, cases: tuple[Kept, ...]) -> None:
    viewer = viewer_of(username)
    assert viewer
    user = User.objects.get(username=username)
    wrong = []
    for route in ROUTES:
        if route.rule.open:
            continue
        for case in cases if OF_A_CASE.search(route.path) else cases[:1]:
            client = Client()
            client.force_login(user)
            status = ask(client, route, case.case_id)
            may = allowed(route, viewer, case)
            # Not there: the paper, the entry, the meeting, a register to ask, the file, the offer.
            # Of the texts of a unit it is asked who keeps them there.
            told = any(
                one in route.path
                for one in (
                    "document_id",
                    "seq",
                    "meets_on",
                    "cpr-reg",
                    "order_id",
                    "offer_id",
                    "standardtekster",
                )
            )
            if (may and status in REFUSED and not told) or (not may and status not in REFUSED):
                wrong.append((route.name, case, status))
    assert not wrong


def test_no_form_is_taken_without_its_secret(cases: tuple[Kept, ...]) -> None:
    for route in ROUTES:
        if "POST" in route.methods:
            client = Client(enforce_csrf_checks=True)
            client.force_login(User.objects.get(username="vera"))
            status = client.post(address(route, cases[0].case_id)).status_code
            assert status == 403, route.name
