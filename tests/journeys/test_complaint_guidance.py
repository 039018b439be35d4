"""How one complains is proposed where all is not granted, and what somebody wrote of it stays."""

from playwright.sync_api import Page, expect

from kompas.sample.ids import case_id
from kompas.sample.nine import note_cases
from kompas.sample.users import caseworker
from tests.journeys.conftest import SEED, Visitor

WORKER = caseworker(note_cases()[0].unit, 0).username
DECISION = f"/sager/{case_id(SEED, 0)}/afgoerelse"


def chooses(page: Page, kind: str) -> None:
    page.locator("#decision-form [name=kind]").select_option(kind)


def test_it_follows_the_kind_of_decision(visitor: Visitor) -> None:
    page = visitor(WORKER, DECISION)
    fold = page.locator("details", has=page.locator("summary", has_text="Klagevejledning"))
    fold.evaluate("fold => { fold.open = true; }")
    to = page.get_by_label("Klagen går til")
    how = page.get_by_label("Sådan klager borgeren")
    button = page.get_by_role("button", name="Indsæt klagevejledning efter reglerne")
    chooses(page, "refusal")
    expect(to).to_have_value("Ankestyrelsen")
    expect(button).to_be_hidden()
    chooses(page, "grant")
    expect(to).to_have_value("")
    expect(how).to_have_value("")
    expect(button).to_be_visible()
    chooses(page, "partial_refusal")
    expect(to).to_have_value("Ankestyrelsen")
    to.fill("Kommunen, Rådhuset")
    chooses(page, "grant")
    expect(to).to_have_value("Kommunen, Rådhuset")
