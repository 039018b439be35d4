"""The same decisions typed into the page `afgoerelse` and taken there."""

import pytest
from django.test import Client

from kompas.accounts.models import User
from kompas.casework import DecisionKind
from kompas.desk.deciding.draft import DRAFT, of_values
from kompas.norms import Library
from kompas.register import drafts
from tests.desk.conftest import one_day, plain_files
from tests.desk.decision_pages import Page, address, opened, status_of
from tests.matrix.examples import PAIRS, Example
from tests.matrix.playing import CASEWORKER, assessed
from tests.processes.town import Telling

__all__ = ["one_day", "plain_files"]
"""The fixtures of the desk, which hold for each test here."""


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("name", "kind"), PAIRS)
def test_it_is_written_and_taken(name: str, kind: str, library: Library) -> None:
    example = Example(name, DecisionKind(kind))
    telling = assessed(library, example, PAIRS.index((name, kind)), panel=False)
    client = Client()
    client.force_login(User.objects.get(username=CASEWORKER))

    _types(telling, {"kind": kind})
    bare = opened(client, telling)
    _every_link_lands(bare)

    _types(telling, example.typed())
    page = opened(client, telling)
    assert page.findings == []
    assert "Afgørelsen kan holde" in page.html
    assert "Det mangler i brevet" not in page.html
    answer = client.post(address(telling), {**page.sent, "do": "take"})
    assert answer.headers["Location"] == address(telling, "brev")
    assert status_of(telling) == "decided"


def _types(telling: Telling, text: dict[str, object]) -> None:
    """What a caseworker has typed so far."""
    on = telling.case.current
    assert on is not None
    typed = of_values(text).text()
    drafts.save(drafts.Draft(telling.id, DRAFT, CASEWORKER, typed, telling.now, on.entry))


def _every_link_lands(page: Page) -> None:
    """What is missing in a draft of which only the kind is typed: each link has its field."""
    for code, href in page.findings:
        assert href.removeprefix("#") in page.ids, (code, href)
