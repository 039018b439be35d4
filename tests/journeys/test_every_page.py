"""Every page of the route table: clean for axe, usable by keyboard, at 200 % and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from kompas.accounts.access import Staff
from kompas.accounts.lookup import viewer_of
from kompas.accounts.phrases import phrases_of
from kompas.offers import table
from kompas.register import meetings, summaries
from kompas.site.routes import ROUTES
from kompas.web.guard import MACHINES
from kompas.web.routes import Route
from tests.clock import TODAY
from tests.journeys.conftest import Visitor

WHO = ("ronja-elm", "margit-vang", "alba-kilde", "tilde-revsbech", "drift")
"""A caseworker, a team lead, a panel member, an auditor, an administrator."""
NO_PAGES = frozenset({"start"})
"""What only leads on."""
PAGES = [
    route
    for route in ROUTES
    if "GET" in route.methods and route.name not in NO_PAGES and route.rule is not MACHINES
]
SIZES = {"screen": (1280, 900), "twice as large": (640, 450), "phone": (360, 740)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def opens(route: Route) -> tuple[str, Staff]:
    """Somebody who may open a page."""
    for username in WHO:
        viewer = viewer_of(username)
        if viewer and route.rule.admits(viewer):
            return username, viewer
    raise LookupError(route.name)


def address(route: Route, viewer: Staff) -> str | None:
    """The page's address, of a case that the user sees; None for what is no page of its own."""
    of_case = "case_id" in route.path or "person_id" in route.path
    line = summaries.page(viewer).lines[0] if of_case else None
    known = {
        "case_id": line and line.case_id,
        "person_id": line and line.person_id,
        "what": "repraesentant",
        "step": "note_written",
        "letter_step": "hearing_sent",
        "number": phrase_of("east"),
        "unit": "east",
        "file_name": "vejen-104",
        "guide": "min-dag",
        "page_name": "index.html",
        "username": "ronja-elm",
        "municipality": "vejen",
        "service": "activity_and_social",
        "meets_on": next_meeting(viewer),
        "offer_id": table.on(TODAY)[0].id,
    }
    parts = re.findall(r"<(?:\w+:)?(\w+)>", route.path)
    if any(part not in known for part in parts):
        return None
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(known[match[1]]), route.path)


def phrase_of(unit: str) -> int | None:
    """A standard text of a unit."""
    return next((one.id for one in phrases_of(unit)), None)


def next_meeting(viewer: Staff) -> str | None:
    """A day on which cases of the viewer's units are put to the panel."""
    listed = meetings.of_units(viewer, TODAY)
    days = (one.planned.meets_on for one in listed if one.planned and one.waits)
    return next((day.isoformat() for day in days), None)


STYLES_MISSING = """[...document.querySelectorAll('link[href$=".css"]')]
  .filter((link) => location.protocol !== "about:" && !(link.sheet && link.sheet.cssRules.length))
  .map((link) => link.outerHTML)"""
"""The style sheets that a page names and does not have: without one it works, and looks broken."""


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_page_is_clean_and_fits(route: Route, visitor: Visitor) -> None:
    username, viewer = opens(route)
    where = address(route, viewer)
    if where is None:
        return
    page = visitor(None if route.rule.open else username, "/log-ind")
    if not is_html(page, where):
        return
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    assert page.locator("h1").count() == 1
    assert page.title().strip(" –Kompas")
    assert page.evaluate(STYLES_MISSING) == [], where
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{where} is {wide} px wide on a {name} of {width}"


def is_html(page: Page, where: str) -> bool:
    """Go there; whether it is a page, and not a file or a part of one."""
    answer = page.context.request.get(where)
    # The file of a letter that was made is no part of the sample, nor is the draft of one: a page
    # says so.
    is_of_letter = where.endswith(("/pdf", "/visning"))
    assert answer.ok or (answer.status == 409 and is_of_letter), (where, answer.status)
    if not answer.headers["content-type"].startswith("text/html") or "<html" not in answer.text():
        return False
    if 'id="made-file"' in answer.text():
        # It asks by itself whether its file is there, and would become that file meanwhile.
        page.set_content(answer.text().replace("hx-get=", "data-asks="))
    elif "sandbox" in answer.headers["content-security-policy"]:
        # Nothing runs in it, and so no test either: what it says is looked at outside.
        page.goto("about:blank")
        page.set_content(answer.text())
    else:
        page.goto(where)
    return True
