"""The pictures of the README are taken here, so that they show what there is.

`make pictures` writes them to docs/images; an ordinary run takes them too, and throws them away.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor

CASE_LINK = "a[href^='/sager/']"


def of_a_case(page: Page, part: str) -> None:
    """On to a part of the first case of the list in which a decision is to be written."""
    row = page.locator("main table tr", has_text="Skriv afgørelsen").first
    row.locator(CASE_LINK).first.click()
    page.wait_for_load_state("networkidle")
    page.goto(page.url.split("?")[0] + part)


PICTURES = {
    "my-day": ("sigrid-toft", "/min-dag", None),
    "case": ("sigrid-toft", "/min-dag", ""),
    "norms": ("sigrid-toft", "/min-dag", "/regler"),
    "decision": ("sigrid-toft", "/min-dag", "/afgoerelse"),
    "panel": ("alba-kilde", "/udvalg", None),
}
"""Name, whose screen, where, and on which part of a case there."""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(name: str, visitor: Visitor, tmp_path: Path) -> None:
    username, where, part = PICTURES[name]
    page = visitor(username, where, viewport={"width": 1280, "height": 860})
    if part is not None:
        of_a_case(page, part)
    page.wait_for_load_state("networkidle")
    folder = Path(os.environ.get("KOMPAS_PICTURES") or tmp_path)
    page.screenshot(path=folder / f"{name}.png")
    assert (folder / f"{name}.png").stat().st_size > 20_000
