"""No page ends in a 500, whatever stands in its address, its fields and its headers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from django.test import Client

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.desk.steps import FORMS
from kompas.norms import Library
from kompas.register.models import CaseSummary
from kompas.site.routes import ROUTES
from kompas.web.routes import Route
from tests.desk.conftest import SignIn
from tests.desk.hostile import HEADERS, HOSTILE, POSTED, QUERY
from tests.desk.test_access import ARGUMENTS
from tests.guards.test_inputs import FIELDS
from tests.processes.town import WEST, assessed

PAGE = Path(__file__).parents[2] / "docs" / "inputs.md"
NAMES = sorted({*POSTED, *(name.rpartition(".")[2] for name in FIELDS)})
VALUES = [(kind, value) for kind, values in HOSTILE.items() for value in values]
BROKEN = 500
LONGEST_ADDRESS = 6_000
"""Characters; what is longer never reaches a page in its address."""


@pytest.fixture
def everybody(sign_in: SignIn) -> Client:
    """Somebody with every role, so that no page is shut."""
    administration.make_user("alle", "Alle Roller")
    for role in Role:
        administration.grant_role("alle", role, WEST)
    client = sign_in("alle")
    client.raise_request_exception = False
    return client


def addresses(route: Route, known: Mapping[str, str]) -> Iterator[str]:
    """The addresses of a route; of the forms of steps each."""
    for step in FORMS if "<slug:step>" in route.path else [ARGUMENTS["step"]]:
        parts = {**known, "step": step}
        yield "/" + re.sub(r"<\w+:(\w+)>", lambda found: parts[found[1]], route.path)  # noqa: B023


def asked() -> list[tuple[Route, str]]:
    """Every page with each way to ask for it, but signing out."""
    ways = ((route, method) for route in ROUTES for method in route.methods)
    return [(route, method) for route, method in ways if route.name != "sign_out"]


def _fields(typed: str) -> Sequence[str]:
    """The fields that it is typed into: all, but where the form would be refused for its size."""
    return NAMES if len(typed) < LONGEST_ADDRESS else ["text"]


@pytest.mark.parametrize(("kind", "value"), VALUES, ids=lambda value: ascii(value)[:20])
def test_no_page_breaks_on_what_is_typed(
    kind: str, value: str, everybody: Client, library: Library
) -> None:
    case_id = str(assessed(library).id)
    person = str(CaseSummary.objects.get(pk=case_id).person_id)
    typed = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    broken = []
    for route, method in asked():
        for address in addresses(route, {**ARGUMENTS, "case_id": case_id, "person_id": person}):
            if method == "POST":
                answer = everybody.post(address, dict.fromkeys(_fields(typed), typed))
            else:
                answer = everybody.get(address, dict.fromkeys(QUERY, typed[:LONGEST_ADDRESS]))
            if answer.status_code == BROKEN:
                broken.append((address, method))
    assert broken == [], kind


@pytest.mark.parametrize("headers", HEADERS, ids=lambda value: ascii(value)[:40])
def test_no_page_breaks_on_headers(
    headers: Mapping[str, str], everybody: Client, library: Library
) -> None:
    case_id = str(assessed(library).id)
    for client in (everybody, Client(raise_request_exception=False)):
        for address in ("/log-ind", f"/sager/{case_id}/tilstede", f"/sager/{case_id}", "/find"):
            sent = {name: value for name, value in headers.items() if name != "Content-Type"}
            kind = headers.get("Content-Type", "application/x-www-form-urlencoded")
            for answer in (
                client.get(address, headers=sent),
                client.generic(
                    "POST", address, b"username=x&password=x&text=x", kind, headers=sent
                ),
            ):
                assert answer.status_code < BROKEN


def test_the_page_says_how_much_is_tried() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for kind, values in HOSTILE.items():
        assert f"| {kind} | {len(values)} | 0 |" in told
    assert f"| header | {len(HEADERS)} | 0 |" in told
