"""One readiness: what the page of the decision says and what the letter says is one list."""

import re
from typing import Any

import pytest

from kompas.casework import DecisionKind, Ground
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import begin, opened, written
from tests.processes.town import assessed

READY = "is-stands"
NOT_TAKEN = "Træf afgørelsen, før brevet laves."
DRAFTS: dict[str, tuple[dict[str, Any], str]] = {
    "whole": ({}, READY),
    "nobody to ask": ({"contact": None}, "is-cannot_be_judged"),
    "no day from which it holds": ({"starts_on": None}, "is-cannot_be_judged"),
    "a ground that is not shown": (
        {"kind": DecisionKind.REFUSAL, "grounds": (Ground(type="open_offer", text="Caféen."),)},
        "is-falls",
    ),
}


def told(html: str) -> tuple[str, list[str]]:
    """How the verdict looks, and what is to be done, in the order in which it stands."""
    looks = re.search(r'class="deciding-verdict ([^"]+)"', html)
    assert looks is not None
    after = html[looks.end() :].partition("</section>")[0].partition("</aside>")[0]
    return looks[1], re.findall(r'href="[^"#]*(#[^"]+)"', after)


@pytest.mark.parametrize("name", DRAFTS)
def test_decision_and_letter_tell_the_same(name: str, sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    changes, looks = DRAFTS[name]
    begin(telling, written(telling, **changes))
    page, letter = opened(client, telling), opened(client, telling, "brev")
    assert told(page.html)[0] == looks
    assert told(letter.html) == told(page.html)
    assert bool(told(page.html)[1]) is (looks != READY)
    assert all(place.removeprefix("#") in page.ids for place in told(letter.html)[1])
    assert NOT_TAKEN not in letter.html


def test_what_stands_and_cannot_be_sent_is_not_green(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, contact=None))
    html = opened(client, telling).html
    assert "men brevet kan ikke sendes endnu. Herunder står, hvad der mangler." in html
    begin(telling, written(telling))
    assert "Kompas har ingen indvendinger mod afgørelsen." in opened(client, telling).html
