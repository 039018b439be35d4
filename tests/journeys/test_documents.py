"""Two files at once, one of them a mail: put on the case, seen, and its attachment taken out."""

from email.message import EmailMessage

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import FilePayload, Page, expect

from kompas.accounts.lookup import viewer_of
from kompas.register import summaries
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES
from tests.journeys.test_keyboard import tab_to
from tests.unit.files.made import pdf

WHO = "ronja-elm"


def mail() -> bytes:
    made = EmailMessage()
    made["From"] = "Åse Lind <aase.lind@bostedet-aaen.example>"
    made["To"] = "Socialafdelingen <social@eksempelby.example>"
    made["Subject"] = "Udtalelse om hverdagen på bostedet"
    made["Date"] = "Mon, 18 May 2026 10:00:00 +0200"
    made["Message-ID"] = "<1@bostedet-aaen.example>"
    made.set_content("Kære Ronja\n\nHer er udtalelsen, som du bad om.\n\nVenlig hilsen\nÅse Lind\n")
    name = "Udtalelse-med-et-meget-langt-navn-som-ingen-linje-på-en-telefon-har-plads-til.pdf"
    made.add_attachment(pdf(), maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def clean_and_narrow(page: Page) -> None:
    """Clean for axe, and no wider than a phone."""
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    before = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert before
    page.set_viewport_size(before)


def documents_of(visitor: Visitor, **options: object) -> Page:
    viewer = viewer_of(WHO)
    assert viewer
    return visitor(WHO, f"/sager/{summaries.page(viewer).lines[0].case_id}/dokumenter", **options)


def put(page: Page) -> None:
    """Two files, with what each is to be called."""
    page.get_by_label("Filer").set_input_files(
        [file("Notat_fra-besøg.txt", "Besøg den 18. maj.\n\nDe er glade.".encode()),
         file("SV udtalelse.eml", mail())]
    )  # fmt: skip
    page.get_by_role("button", name="Læg på sagen").click()
    expect(page.get_by_role("heading", name="Læg dokumenter på sagen")).to_be_visible()


def test_two_files_at_once_and_what_is_in_the_mail(visitor: Visitor) -> None:
    page = documents_of(visitor)
    put(page)
    clean_and_narrow(page)
    notes, letter = page.get_by_role("group").all()
    expect(notes.get_by_label("Hvad er det?")).to_have_value("Notat fra besøg")
    expect(letter.get_by_label("Hvad er det?")).to_have_value("Udtalelse om hverdagen på bostedet")
    expect(letter.get_by_label("Dokumentets dato")).to_have_value("2026-05-18")
    notes.get_by_label("Hvad er det?").fill("Notat fra besøg på bostedet")
    page.get_by_role("button", name="Læg på sagen").click()
    expect(page.get_by_text("2 dokumenter er lagt på sagen.")).to_be_visible()
    expect(page.get_by_text("Notat_fra-besøg.txt")).to_be_visible()
    clean_and_narrow(page)

    page.get_by_role("link", name="Notat fra besøg på bostedet", exact=True).click()
    expect(page.get_by_role("region", name="Notat fra besøg på bostedet")).to_contain_text(
        "De er glade."
    )
    clean_and_narrow(page)
    page.go_back()

    page.get_by_role("link", name="Udtalelse om hverdagen på bostedet", exact=True).click()
    expect(page.get_by_text("Åse Lind <aase.lind@bostedet-aaen.example>")).to_be_visible()
    clean_and_narrow(page)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tag ud af mailen").click()
    page.get_by_label("Hvad er det?").fill("Udtalelsen")
    page.get_by_role("button", name="Læg på sagen").click()
    expect(page.get_by_text("Dokumentet er lagt på sagen.")).to_be_visible()

    page.get_by_role("link", name="Udtalelsen", exact=True).click()
    shown = page.locator("iframe[title='Udtalelsen']")
    expect(shown).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Hent filen").click()
    assert kept.value.suggested_filename.startswith("Udtalelse-med-et-meget")


def test_it_is_done_without_script_and_without_a_mouse(visitor: Visitor) -> None:
    page = documents_of(visitor, java_script_enabled=False)
    put(page)
    page.get_by_role("button", name="Læg på sagen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 dokumenter er lagt på sagen.")).to_be_visible()

    page = documents_of(visitor)
    link = page.get_by_role("link", name="Udtalelse om hverdagen på bostedet", exact=True)
    tab_to(page, link)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("region", name="Mailens tekst"))
    tab_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Tag ud af mailen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Læg dokumenter på sagen")).to_be_visible()
