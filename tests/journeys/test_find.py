"""Find: where the words stand is shown, marked, and one key away; also on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES, SIZES


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["ugen", "knudsn"])
def test_what_is_found_is_clean_and_fits(text: str, size: str, visitor: Visitor) -> None:
    width, height = SIZES[size]
    page = visitor("ronja-elm", "/find", viewport={"width": width, "height": height})
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("button", name="Søg").click()
    expect(
        page.get_by_role("heading", level=2).or_(page.get_by_text("ingen sager"))
    ).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_words_lead_to_the_entry_in_which_they_stand(visitor: Visitor) -> None:
    page = visitor("ronja-elm", "/find")
    page.get_by_role("searchbox").fill("ugen")
    page.get_by_role("searchbox").press("Enter")
    where = page.locator(".work-where").first
    expect(where.locator("mark").first).to_be_visible()
    where.get_by_role("link").click()
    expect(page).to_have_url(page.url)
    assert "/forloeb#post-" in page.url
