"""One case in a real browser: what is typed survives a lost connection, two people at one case."""

import re

import pytest
from playwright.sync_api import Page, expect

from kompas.accounts.lookup import viewer_of
from kompas.register import summaries
from tests.journeys.conftest import Visitor

WORKER, LEAD = "sigrid-toft", "margit-vang"


@pytest.fixture
def home(visitor: Visitor) -> str:
    """The page of a case that has just begun."""
    del visitor
    viewer = viewer_of(WORKER)
    assert viewer
    return f"/sager/{summaries.page(viewer, status='received').lines[0].case_id}"


def saved(page: Page) -> None:
    expect(page.locator("form.case-facts [data-saved]")).to_contain_text("Gemt som kladde")


def test_what_is_typed_survives_a_lost_connection(visitor: Visitor, home: str) -> None:
    page = visitor(WORKER, f"{home}/oplysninger")
    page.get_by_label("Kilde", exact=True).fill("Mødet med borgeren")
    page.get_by_label("Hvor bor borgeren?", exact=True).select_option(index=1)
    saved(page)
    page.context.set_offline(True)
    page.get_by_label("Kilde", exact=True).fill("Mødet med borgeren og moren")
    expect(page.locator("#connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden()
    saved(page)
    page.reload()
    expect(page.get_by_label("Kilde", exact=True)).to_have_value("Mødet med borgeren og moren")
    page.get_by_role("button", name="Notér oplysningerne").click()
    expect(page.get_by_text("1 oplysning er noteret.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Boform"))).to_contain_text("og moren")
    # What is recorded does not come back as a draft, here or when the page is opened again.
    expect(page.get_by_label("Kilde", exact=True)).to_have_value("")
    page.reload()
    expect(page.get_by_label("Kilde", exact=True)).to_have_value("")


def test_two_people_at_one_case_know_of_each_other(visitor: Visitor, home: str) -> None:
    first, second = visitor(WORKER, home), visitor(LEAD, "/find")
    second.clock.install()
    second.goto(home)
    told = second.locator(".case-present")
    expect(told).to_contain_text("Sigrid Toft har også sagen åben.")
    first.goto(f"{home}/registrer/note_written")
    first.locator("textarea").fill("Ringet til borgeren om mødet.")
    first.get_by_role("button", name="Gem notatet i sagen").click()
    expect(first.get_by_text("Gemt i sagen")).to_be_visible()
    second.clock.fast_forward("00:20")
    expect(told).to_contain_text("ny registrering i sagen fra Sigrid Toft")
    told.get_by_role("link", name="Hent siden igen").click()
    expect(second.get_by_text("Ringet til borgeren om mødet.")).to_be_visible()
    expect(second.locator(".case-present")).not_to_contain_text("ny registrering")


def test_the_next_step_is_reached_by_the_keyboard(visitor: Visitor, home: str) -> None:
    page = visitor(WORKER, home)
    skip = page.get_by_role("link", name="Spring til næste skridt")
    for _press in range(15):
        page.keyboard.press("Tab")
        if skip.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#next-action$"))
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/registrer/need_uncovered$"))
