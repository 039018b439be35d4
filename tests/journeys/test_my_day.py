"""My day in a browser: by keyboard through the list, a reminder, filters, and a colleague away."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.clock import TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES

WORKER, COLLEAGUE = "sigrid-toft", "bilal-rask"
AWAY = "Du er stedfortræder for Sigrid Toft"


def clean(page: Page) -> None:
    """Nothing is wrong for axe, and nothing has to be pulled sideways, on a phone either."""
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    before = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if before:
        page.set_viewport_size(before)


def test_the_list_by_keyboard_and_the_shortcuts_off(visitor: Visitor) -> None:
    page = visitor(WORKER, "/min-dag")
    names = page.locator("a.work-name:visible")
    page.keyboard.press("j")
    expect(names.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(names.first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Genveje på tastaturet")).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_role("heading", name="Find en borger eller en sag")).to_be_visible()
    # In a field a letter is a letter.
    field = page.locator("input[name=text]")
    field.focus()
    page.keyboard.press("m")
    expect(field).to_have_value("m")
    page.get_by_role("link", name="Genveje på tastaturet").click()
    page.get_by_role("button", name="Slå genvejene fra").click()
    expect(page.get_by_role("button", name="Slå genvejene til")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("m")
    page.wait_for_timeout(500)
    expect(page.get_by_role("heading", name="Genveje på tastaturet")).to_be_visible()


def test_a_reminder_and_filters(visitor: Visitor) -> None:
    page = visitor(WORKER, "/min-dag")
    page.locator("a.work-name:visible").first.click()
    page.get_by_role("link", name="Egen påmindelse").click()
    page.get_by_label("Dag", exact=True).fill(TODAY.isoformat())
    page.get_by_label("Hvad vil du huske?").fill("Ring om en prøvedag")
    page.get_by_role("button", name="Gem påmindelsen").click()
    expect(page.get_by_text("kun du kan se den", exact=False)).to_be_visible()
    clean(page)
    page.goto("/min-dag")
    expect(page.get_by_text("Ring om en prøvedag –")).to_be_visible()
    page.get_by_text("Filtrér og sortér").click()
    clean(page)
    page.get_by_label("Sortér efter").select_option("name")
    page.locator(".work-filter").get_by_role("button", name="Vis").click()
    expect(page).to_have_url("/min-dag?ydelse=&status=&frist=&sorter=name")
    expect(page.get_by_role("heading", name="Alle opgaver")).to_be_visible()
    page.get_by_role("link", name="Fjern filtre").click()
    page.get_by_role("button", name="Gjort").click()
    expect(page.get_by_text("Påmindelsen er gjort.")).to_be_visible()
    expect(page.get_by_text("Ring om en prøvedag –")).to_have_count(0)


def test_a_colleague_stands_in(visitor: Visitor) -> None:
    page = visitor(WORKER, "/min-dag")
    page.get_by_role("link", name="Fravær og stedfortræder").click()
    page.get_by_label("Første dag").fill(TODAY.isoformat())
    page.get_by_label("Sidste dag").fill((TODAY + timedelta(days=13)).isoformat())
    page.get_by_label("Stedfortræder").select_option(label="Bilal Rask")
    page.get_by_role("button", name="Gem fraværet").click()
    expect(page.get_by_text("Gemt. Bilal Rask er stedfortræder")).to_be_visible()
    clean(page)
    other = visitor(COLLEAGUE, "/min-dag")
    expect(other.get_by_role("heading", name=AWAY)).to_be_visible()
    clean(other)
    other.get_by_role("link", name="Vis alle opgaver hos Sigrid Toft").click()
    expect(other.get_by_text("Her er opgaverne hos Sigrid Toft.")).to_be_visible()
    other.locator("a.work-name:visible").first.click()
    expect(other.get_by_text(f"{AWAY} til og med")).to_be_visible()
    page.get_by_role("button", name="Afslut").click()
    other.reload()
    expect(other.get_by_text(AWAY)).to_have_count(0)


@pytest.mark.parametrize("username", ["alba-kilde", "tilde-revsbech", "drift"])
def test_those_who_handle_no_cases_begin_on_a_page_of_their_own(
    username: str, visitor: Visitor
) -> None:
    page = visitor(username, "/")
    expect(page).to_have_url("/forside")
    expect(page.get_by_role("heading", name="Velkommen")).to_be_visible()
    clean(page)
