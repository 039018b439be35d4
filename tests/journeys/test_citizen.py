"""A citizen's details are put right: before the letter goes, for two records, with a guardian."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_to_the_letter import (
    CITIZEN,
    applies_and_goes_on,
    decides,
    fill,
    finds_out,
    goes_on,
    opens_a_case,
    said,
)

WHY = {"Hvorfor, og hvor er det oplyst?": "Oplyst af borgeren på telefon."}
OTHER = "7204801236"
"""Nobody's either."""


def to_the_citizen(page: Page) -> None:
    """From a page of the case."""
    page.get_by_role("definition").filter(has_text=re.compile(r"\S")).get_by_role(
        "link", name=CITIZEN
    ).click()
    expect(page.get_by_role("heading", level=2, name="Sager og hjælp")).to_be_visible()


def puts_right(page: Page, link: str, fields: dict[str, str]) -> None:
    """A form of the citizen's page, filled in and sent."""
    page.get_by_role("link", name=link, exact=True).first.click()
    fill(page, {**fields, **WHY})
    page.get_by_role("button", name="Registrér").click()
    said(page, "Det er registreret")


def back_to_the_case(page: Page) -> None:
    page.get_by_role("table", name="Borgerens sager").get_by_role("link").first.click()


def test_a_wrong_address_is_mended_before_the_letter(visitor: Visitor) -> None:
    page = visitor("ronja-elm", "/min-dag")
    applies_and_goes_on(page)
    finds_out(page)
    decides(page)
    letter = page.frame_locator("iframe[title='Brevet til borgeren']")
    expect(letter.get_by_text("Prøvevej 1")).to_be_visible()
    of_letter = page.url

    page.get_by_role("link", name=CITIZEN).first.click()
    to_the_citizen(page)
    puts_right(page, "Ret adressen", {"Adresse": "Rettevej 2\n9999 Eksempelby"})
    expect(page.get_by_role("region", name="Borgeren", exact=True)).to_contain_text("Rettevej 2")
    assert "720480" not in page.url

    page.goto(of_letter)
    expect(letter.get_by_text("Rettevej 2")).to_be_visible()
    expect(letter.get_by_text("Prøvevej 1")).to_have_count(0)
    page.get_by_role("button", name="Lav brevet").click()
    page.get_by_role("link", name="Gå videre, og send brevet").click()
    expect(page.get_by_text("Rettevej 2")).to_be_visible()
    page.get_by_label("Digital Post").check()
    page.get_by_label("Jeg har læst brevet").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brevet er sendt")


def test_two_records_of_one_person_are_merged_and_parted(visitor: Visitor) -> None:
    page = visitor("ronja-elm", "/min-dag")
    opens_a_case(page)
    number = page.get_by_role("definition").filter(has_text=re.compile(r"^\d{4}-")).inner_text()
    page.goto("/min-dag")
    page.get_by_role("link", name="Opret ny sag").click()
    fill(
        page,
        {
            "CPR-nummer": OTHER,
            "Borgerens navn": CITIZEN,
            "Adresse": "Prøvevej 1\n9999 Eksempelby",
            "Hvad søges der om?": "Et sted at komme.",
        },
    )
    page.get_by_label("Ydelse").select_option("activity_and_social")
    page.get_by_role("button", name="Opret sagen", exact=True).click()
    said(page, "Borgeren skal have en afgørelse senest")
    to_the_citizen(page)
    cases = page.get_by_role("table", name="Borgerens sager").get_by_role("link")
    expect(cases).to_have_count(1)

    page.get_by_role("link", name="Saml med en anden registrering").click()
    page.get_by_label("Dem på denne side").check()
    fill(page, {"Et sagsnummer hos den anden registrering": number, **WHY})
    page.get_by_role("button", name="Registrér").click()
    expect(page.get_by_text("har hver sit CPR-nummer.")).to_be_visible()
    page.get_by_label("De har hver sit CPR-nummer, og det er samme borger").check()
    page.get_by_role("button", name="Registrér").click()
    said(page, "Det er registreret")
    expect(cases).to_have_count(2)

    puts_right(page, "Skil ad igen", {})
    expect(cases).to_have_count(1)


def test_a_guardian_is_appointed_and_gets_the_letter(visitor: Visitor) -> None:
    page = visitor("ronja-elm", "/min-dag")
    opens_a_case(page)
    to_the_citizen(page)
    page.get_by_role("link", name="Tilføj en repræsentant").click()
    page.get_by_label("Hvem handler for borgeren?").select_option("guardian")
    fill(page, {"Navn": "Vera Værge", "Adresse": "Værgevej 3\n9999 Eksempelby", **WHY})
    page.get_by_role("button", name="Registrér").click()
    said(page, "Det er registreret")
    acting = page.get_by_role("region", name="Handler for borgeren")
    expect(acting).to_contain_text("Vera Værge, Værge")
    expect(acting).to_contain_text("Får brevene")

    back_to_the_case(page)
    goes_on(page, "Skriv årsag og behov")
    finds_out(page)
    decides(page)
    letter = page.frame_locator("iframe[title='Brevet til borgeren']")
    expect(letter.get_by_text("Vera Værge (værge)")).to_be_visible()
    expect(letter.get_by_text("Prøvevej 1")).to_be_visible()
    page.get_by_role("link", name="Vera Værge, værge").click()
    expect(letter.get_by_text("Værgevej 3")).to_be_visible()
    expect(letter.get_by_text("Prøvevej 1")).to_have_count(0)

    page.get_by_role("button", name="Lav brevet").click()
    page.get_by_role("link", name="Gå videre, og send brevet").click()
    expect(page.get_by_text("Værgevej 3")).to_be_visible()
    expect(page.get_by_role("link", name="Åbn PDF")).to_have_count(2)
    page.get_by_label("Digital Post").check()
    page.get_by_label(f"Jeg har læst brevet til {CITIZEN}").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("alert")).to_contain_text("Sæt kryds, når du har læst brevet.")
    page.get_by_label("Jeg har læst brevet til Vera Værge (værge)").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brevet er sendt")
    expect(page.get_by_text("Vera Værge, værge, Værgevej 3")).to_be_visible()
