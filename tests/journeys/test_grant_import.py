"""An administrator brings in what ran before Kompas, in a browser."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES
from tests.processes.grant_files import like, lines

EAST = {"enhed": "east", "sagsbehandler": "sigrid-toft"}


def is_clean(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_file_is_mended_shown_and_brought_in(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "bevillinger.csv"
    page = visitor("drift", "/forside")
    page.get_by_role("link", name="Indlæs løbende bevillinger").click()
    rows = [like(1, **EAST), like(2, **EAST, bevilget="i går"), like(3, **EAST, ydelse="§ 95")]
    file.write_text(lines(rows), "utf-8")
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Gennemgå filen").click()
    expect(page.get_by_role("heading", name="Filen kan ikke indlæses")).to_be_visible()
    expect(page.get_by_text("række 3, bevilget")).to_be_visible()
    is_clean(page)
    page.get_by_role("link", name="Vælg en fil").click()
    rows[1]["bevilget"] = "01-02-2026"
    file.write_text(lines(rows), "utf-8")
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Gennemgå filen").click()
    expect(page.get_by_role("heading", name="Det vil der ske")).to_be_visible()
    expect(page.get_by_text("2 nye sager")).to_be_visible()
    is_clean(page)
    page.get_by_role("button", name="Indlæs bevillingerne").click()
    expect(page.get_by_role("heading", name="Bevillingerne er indlæst")).to_be_visible()
