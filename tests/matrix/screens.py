"""A decision typed into the page `afgoerelse` and taken there, in a browser without a screen."""

from typing import Any

from django.test import Client

from kompas.accounts.models import User
from kompas.desk.deciding.draft import DRAFT, of_values
from kompas.norms import Library
from kompas.register import drafts
from tests.desk.decision_pages import Page, address, opened, status_of
from tests.matrix.examples import Example
from tests.matrix.playing import CASEWORKER, assessed
from tests.processes.town import Telling


def write_and_take(library: Library, example: Example, number: int) -> None:
    """First only the kind is chosen, and each finding leads to its field; then all is written."""
    telling = assessed(library, example, number, panel=False)
    client = Client()
    client.force_login(User.objects.get(username=CASEWORKER))

    _types(telling, {"kind": example.kind.value})
    _every_link_lands(opened(client, telling))

    _types(telling, example.typed())
    page = opened(client, telling)
    assert page.findings == [], page.findings
    answer = client.post(address(telling), {**page.sent, "do": "take"})
    assert answer.headers.get("Location") == address(telling, "brev"), answer.content.decode()
    assert status_of(telling) == "decided"
    assert opened(client, telling, "brev").findings == []


def _types(telling: Telling, text: dict[str, Any]) -> None:
    """What a caseworker has typed so far."""
    on = telling.case.current
    assert on is not None
    typed = of_values(text).text()
    drafts.save(drafts.Draft(telling.id, DRAFT, CASEWORKER, typed, telling.now, on.entry))


def _every_link_lands(page: Page) -> None:
    """The links of findings, and all others within the page, have their place on it."""
    within = [href.removeprefix("#") for href in page.links if href.startswith("#")]
    assert [place for place in within if place and place not in page.ids] == []
    assert len(set(page.ids)) == len(page.ids)
