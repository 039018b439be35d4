"""The decision asks for what its kind needs, and hides nothing that says something."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from kompas.casework import DecisionKind, Statement
from kompas.casework.intervention import PROVIDER
from kompas.desk.deciding.parts_by_kind import ASKED_AT
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, begin, opened, stored, written
from tests.processes.town import Telling, assessed

VOID = {"input", "br", "hr", "img", "link", "meta", "wbr", "path", "use"}


class Hidden(HTMLParser):
    """The ids and names that stand within something hidden."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.ids: set[str] = set()
        self.parts: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hides = "hidden" in given and "data-kinds" in given
        if any(self.open) or hides:
            self.ids |= {str(given.get("id")), str(given.get("name"))}
        if tag not in VOID:
            self.open.append(hides)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()


def hidden(client: Client, telling: Telling) -> set[str]:
    """What is out of the way on the page."""
    return Hidden(opened(client, telling).html).ids - {"None"}


FIELD = {
    "granted": "granted-days_per_week", "granted_before": "granted_before-days_per_week",
    "applied_amounts": "applied_amounts-days_per_week", "starts_on": "starts_on",
    "ends_on": "ends_on", "facilities": "facilities-TOTAL_FORMS", "costs": "costs-TOTAL_FORMS",
    "form": "considerably_intrusive",
}  # fmt: skip
"""A field of each part that not every kind asks for."""


@pytest.mark.parametrize("kind", DecisionKind)
def test_only_what_the_kind_asks_for_is_in_the_way(
    kind: DecisionKind, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": kind.value})
    page = opened(client, telling)
    gone = hidden(client, telling)
    led_to = {href.removeprefix("#") for _code, href in page.findings}
    assert not gone & led_to
    for part, name in FIELD.items():
        is_led_to = any(one.startswith(f"f-{part}") for one in led_to)
        assert (name in gone) is (kind not in ASKED_AT[part] and not is_led_to), part
    # Without a script all of it comes with the page: it is out of the way, and not gone.
    assert set(FIELD.values()) <= set(page.fields)


def test_while_no_kind_is_chosen_all_is_asked_for(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    begin(telling, {"starts_on": "2026-07-01"})
    assert hidden(sign_in("anna"), telling) == set()


def test_what_says_something_is_never_out_of_the_way(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    said = {
        "kind": "refusal", "granted": {"days_per_week": 3}, "starts_on": "snart",
        "costs": [{"what": "mad"}], "form_reason": {"text": "Fordi."},
    }  # fmt: skip
    begin(telling, said)
    gone = hidden(client, telling)
    for part in ("granted", "starts_on", "costs", "form"):
        assert FIELD[part] not in gone, part
    assert FIELD["ends_on"] in gone


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_always_is_a_decision_need_not_be_said(
    kind: DecisionKind, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, kind=kind, form=None, need=Statement(text="Behov")))
    lacks = [href for _code, href in opened(client, telling).findings if href == "#f-form"]
    assert bool(lacks) is (kind in PROVIDER)
    client.post(address(telling), {**opened(client, telling).sent, "do": "save"})
    kept = stored(telling)
    assert kept is not None
    assert "form" not in kept
