"""In English for whoever chose it, page after page; the letter is Danish all the same."""

from playwright.sync_api import expect

from kompas.sample.ids import case_id
from kompas.sample.nine import note_cases
from kompas.sample.users import caseworker
from tests.journeys.conftest import SEED, Visitor

CASE = f"/sager/{case_id(SEED, 0)}"
WORKER = caseworker(note_cases()[0].unit, 0).username


def test_the_screens_are_english_and_the_letter_is_danish(visitor: Visitor) -> None:
    page = visitor(WORKER, CASE)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Dansk")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("Activity and social service")).to_be_visible()
    expect(page.get_by_role("term").filter(has_text="Target group")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="In the target group")).to_be_visible()

    page.goto(f"{CASE}/brev")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    letter = page.frame_locator("iframe")
    expect(letter.locator("html")).to_have_attribute("lang", "da")
    expect(letter.get_by_text("Kære")).to_be_visible()

    page.get_by_role("button", name="Dansk").click()
    expect(page.get_by_role("button", name="English")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "da")
