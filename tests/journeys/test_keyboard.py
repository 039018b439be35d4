"""By keyboard alone: from signing in to a note in a case; where the focus is can be seen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from kompas.accounts.models import User
from tests.journeys.conftest import Visitor

MOST_TABS = 60
PASSWORD = "en lang sætning"  # noqa: S105 - of the test


@pytest.fixture
def password(visitor: Visitor) -> str:
    """Somebody can sign in with it."""
    del visitor
    user = User.objects.get(username="ronja-elm")
    user.set_password(PASSWORD)
    user.save()
    return PASSWORD


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; it is seen, and so is that it has it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport()
    assert wanted.evaluate(SHOWS_FOCUS), "nothing shows where the focus is"


SHOWS_FOCUS = """element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def test_from_signing_in_to_a_note_without_a_mouse(visitor: Visitor, password: str) -> None:
    page = visitor(None, "/log-ind")
    tab_to(page, page.get_by_label("Brugernavn"))
    page.keyboard.type("ronja-elm")
    tab_to(page, page.get_by_label("Adgangskode"))
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Min dag")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Spring til indhold")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, page.get_by_role("table").first.get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Sagens sider")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Skriv et notat"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Notat"))
    page.keyboard.type("Skrevet uden mus.")
    tab_to(page, page.get_by_role("button", name="Gem notatet i sagen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Senest i sagen")).to_contain_text("Skrevet uden mus.")
