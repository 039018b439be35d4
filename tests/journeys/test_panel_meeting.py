"""A meeting of the panel: planned, its agenda read, cases decided one after the other, minutes."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, ViewportSize, expect

from kompas.register import meetings
from kompas.register.meetings import OnMeeting
from tests.clock import TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES
from tests.journeys.test_keyboard import tab_to
from tests.processes.town import viewer

MEMBER, LEAD, DOCTOR = "Alba Kilde", "Georg Hede", "Jens Lægekonsulent"
SCREEN, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
AT = f"/udvalg/east/{TODAY.isoformat()}"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where the screens are kept to be looked at, where that is asked for."""
    return Path(os.environ.get("KOMPAS_PICTURES") or tmp_path)


def clean(page: Page, name: str, pictures: Path) -> None:
    """Nothing for axe to find, and nothing to scroll sideways for, on a phone neither."""
    page.wait_for_load_state("networkidle")
    for size in (SCREEN, PHONE):
        page.set_viewport_size(size)
        page.screenshot(path=pictures / f"{name}-{size['width']}.png", full_page=True)
        found = Axe().run(page, options=RULES).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{name}: {wide} > {size['width']}"
    page.set_viewport_size(SCREEN)


def waiting() -> list[OnMeeting]:
    """Cases that wait for the panel's next meeting, whom everybody of the panel sees."""
    alba = viewer("alba-kilde")
    listed = [one for one in meetings.of_units(alba, TODAY) if one.waits and one.meets_on]
    (day, *_later) = [one.meets_on for one in listed if one.meets_on and one.meets_on > TODAY]
    return [one for one in meetings.agenda(alba, "east", day, TODAY) if one.waits]


def of(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


@pytest.mark.ledger("FW-18", "FW-19")
def test_from_planning_to_the_minutes(visitor: Visitor, pictures: Path) -> None:
    page = visitor("alba-kilde", "/udvalg", viewport=SCREEN)
    clean(page, "panel-list", pictures)
    page.get_by_role("link", name="Planlæg et møde").click()
    page.get_by_label("Dag", exact=True).fill(TODAY.isoformat())
    page.get_by_label("Klokkeslæt").fill("09:30")
    page.get_by_label("Sted").fill("Rådhuset, lokale 2")
    clean(page, "panel-plan", pictures)
    page.get_by_role("button", name="Planlæg mødet").click()
    expect(page.get_by_text("Mødet er planlagt.")).to_be_visible()

    cases = waiting()[:2]
    assert len(cases) == 2
    for one in cases:
        put_today(visitor, one)

    page.reload()
    clean(page, "panel-meeting", pictures)
    page.get_by_role("link", name="Dagsorden", exact=True).click()
    expect(page.get_by_text("Udgift om året").first).to_be_visible()
    clean(page, "panel-agenda", pictures)
    page.get_by_role("link", name="Til mødet").click()

    page.get_by_role("link", name=cases[0].line.citizen_name).click()
    expect(page.get_by_text("Sag 1 af 2")).to_be_visible()
    page.get_by_label("Som indstillet").check()
    of(page, MEMBER).get_by_label("I denne sag").select_option("chair")
    of(page, LEAD).get_by_label("I denne sag").select_option("left")
    of(page, LEAD).get_by_label("Hvorfor").fill("Er borgerens nabo.")
    stranger = of(page, "En anden person").first
    stranger.get_by_label("Navn").fill(DOCTOR)
    stranger.get_by_label("I denne sag").select_option("dissents")
    page.get_by_role("button", name="Gem beslutningen").click()
    expect(page.get_by_text("Ret dette, før det kan registreres")).to_be_visible()
    stranger.get_by_label("Hvorfor").fill("Der er brug for en dag mere.")
    clean(page, "panel-case", pictures)
    page.get_by_role("button", name="Gem beslutningen").click()

    # On to the next case, with those who were there.
    expect(page.get_by_text("Udvalgets beslutning er skrevet ned.")).to_be_visible()
    expect(page.get_by_text("Sag 2 af 2")).to_be_visible()
    expect(of(page, DOCTOR).or_(of(page, "En anden person").first)).to_be_visible()
    page.get_by_label("Som indstillet").focus()
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Gem beslutningen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Mødet"))).to_be_visible()

    page.get_by_role("link", name="Referat", exact=True).click()
    expect(page.get_by_text(f"{LEAD}: Er borgerens nabo.")).to_be_visible()
    expect(page.get_by_text(f"{DOCTOR}: Der er brug for en dag mere.")).to_be_visible()
    clean(page, "panel-minutes", pictures)
    page.goto(f"{AT}/ret")
    clean(page, "panel-change", pictures)
    page.get_by_label("Sted").fill("Et andet sted")
    page.get_by_role("button", name="Gem ændringen").click()
    expect(page.get_by_text("Mødet er holdt").first).to_be_visible()


def put_today(visitor: Visitor, one: OnMeeting) -> None:
    """Who handles the case moves it to today's meeting."""
    worker = visitor(
        one.line.assigned_to,
        f"/sager/{one.line.case_id}/registrer/put_to_panel?forloeb={one.proceeding}",
    )
    expect(worker.get_by_text("Sagen venter allerede på et møde")).to_be_visible()
    options = worker.get_by_label("Hvilket møde?")
    label = options.locator("option", has_text="lokale 2").first.text_content()
    options.select_option(label=label)
    worker.get_by_role("button", name="Sæt på dagsordenen").click()
    expect(worker.get_by_text("Gemt i sagen").first).to_be_visible()
