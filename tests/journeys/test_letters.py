"""A hearing is written, read and sent as a letter; and a slip in it is put right by a new one."""

import re

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from kompas.accounts.lookup import viewer_of
from kompas.casework.status import Status
from kompas.register import summaries
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES

WORKER = "ronja-elm"
TOLD = "Værkstedet skriver, at du kom otte gange i april og maj."
SIZES = {"screen": (1280, 900), "phone": (360, 740)}


def a_case() -> str:
    """A case that is assessed and not decided yet."""
    viewer = viewer_of(WORKER)
    assert viewer
    lines = summaries.page(viewer, status=Status.ASSESSED.value).lines
    return f"/sager/{lines[0].case_id}"


def holds(page: Page) -> None:
    """Clean for axe, and no wider than the window, also on a phone."""
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def sends(page: Page) -> None:
    """The letter is confirmed as sent, by keyboard alone."""
    page.get_by_label("Digital Post").focus()
    page.keyboard.press("Space")
    for tick in page.locator('form.sending input[type="checkbox"]').all():
        tick.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Brevet er sendt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Brevet ligger i sagen og er registreret som sendt.")).to_be_visible()


def test_a_hearing_letter_and_the_one_that_corrects_it(visitor: Visitor) -> None:
    case = a_case()
    page = visitor(WORKER, f"{case}/registrer/hearing_sent")
    page.get_by_label("Standardtekst").select_option(label="Tilbud om møde")
    page.get_by_role("button", name="Sæt ind").click()
    told = page.get_by_label("Hvad siger bilagene, som borgeren skal svare på?")
    expect(told).to_have_value(re.compile("Vil du hellere tale med os"))
    told.fill(f"{TOLD}\n\n{told.input_value()}")
    page.locator('[name="evidence"]').first.check()
    page.get_by_role("button", name="Videre til brevet").click()

    expect(page.get_by_role("heading", name="Brevet, som det vil se ud")).to_be_visible()
    sheet = page.frame_locator("iframe.letter-frame")
    expect(sheet.get_by_role("heading", level=1)).to_have_text(
        "Hvad mener du om oplysningerne i din sag?"
    )
    expect(sheet.get_by_text(TOLD)).to_be_visible()
    holds(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    sends(page)

    page.goto(f"{case}/registrer/letter_corrected")
    page.get_by_label("Hvad står der?").fill("april og maj")
    page.get_by_label("Hvad skal der stå?").fill("marts og april")
    page.get_by_label(re.compile("Rettelsen ændrer ikke")).check()
    page.get_by_role("button", name="Videre til brevet").click()
    expect(sheet.get_by_text(re.compile("Dette brev erstatter brevet af"))).to_be_visible()
    expect(sheet.get_by_text(re.compile("otte gange i marts og april"))).to_be_visible()
    holds(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    sends(page)

    page.goto(f"{case}/forloeb")
    expect(page.get_by_text(re.compile("Rettet med et nyt brev, registrering nr."))).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text(re.compile("Corrected by a new letter, entry no."))).to_be_visible()


def test_a_units_texts_are_kept_by_its_team_lead(visitor: Visitor) -> None:
    page = visitor("margit-vang", "/team")
    page.get_by_role("link", name="Standardtekster til breve").first.click()
    page.get_by_label("Hvad hedder teksten?").fill("Bed om lægepapirer")
    page.get_by_label("Teksten", exact=True).fill("Send os gerne en kopi fra din læge.")
    page.get_by_role("button", name="Gem teksten").click()
    page.get_by_role("link", name="Bed om lægepapirer").click()
    holds(page)
    page.get_by_role("button", name="Slet teksten").click()
    expect(page.get_by_role("link", name="Bed om lægepapirer")).to_have_count(0)
