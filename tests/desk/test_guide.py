"""The guide: whole, in the words of the screens, and led to from where it helps."""

import re

import pytest

from kompas.desk import guide
from kompas.desk.routes import DESK
from kompas.desk.steps import FORMS
from tests.desk.conftest import SignIn
from tests.desk.work import words
from tools.messages import PACKAGE, gather

PAGES = guide.names()
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SCREENS = {
    re.sub(r"[:.]$", "", one).strip().casefold()
    for message in gather(PACKAGE)
    for one in ([message.id] if isinstance(message.id, str) else message.id)
}
"""Every text of the screens, without what stands at its end."""
STRESSED = {"fed", "med borgerens egne ord"}
"""What is in bold for its own sake."""


@pytest.mark.parametrize("name", PAGES)
def test_what_is_in_bold_stands_on_the_screens(name: str) -> None:
    text = (guide.DOCS / "vejledning" / f"{name}.md").read_text("utf-8")
    said = {re.sub(r"\s+", " ", one) for one in BOLD.findall(text)}
    assert {one for one in said - STRESSED if one.casefold() not in SCREENS} == set()


@pytest.mark.parametrize("name", PAGES)
def test_its_links_and_pictures_lead_somewhere(name: str, sign_in: SignIn) -> None:
    client = sign_in("anna")
    page = words(client.get(f"/vejledning/{name}"))
    linked = re.findall(r'(?:href|src)="(/vejledning/[^"]+)"', page)
    assert [one for one in linked if client.get(one).status_code != 200] == []
    assert f"<title>{guide.guide_page(name).title}" in page  # type: ignore[union-attr]


def test_each_page_is_led_to_from_the_first() -> None:
    front = (guide.DOCS / "vejledning" / "README.md").read_text("utf-8")
    assert set(re.findall(r"\]\((.+?)\.md\)", front)) == set(PAGES) - {guide.FRONT}


def test_what_leads_to_it_is_there() -> None:
    assert set(guide.LEADS_TO) <= set(DESK.route)
    assert set(guide.OF_STEPS) <= set(FORMS)
    assert {*guide.LEADS_TO.values(), *guide.OF_STEPS.values()} <= set(PAGES)


def test_a_page_of_the_desk_leads_to_its_own(sign_in: SignIn) -> None:
    assert 'href="/vejledning/min-dag"' in words(sign_in("anna").get("/min-dag"))


def test_what_is_not_there_is_not_found(sign_in: SignIn) -> None:
    client = sign_in("anna")
    assert client.get("/vejledning/kage").status_code == 404
    assert client.get("/vejledning/billeder/kage.png").status_code == 404
