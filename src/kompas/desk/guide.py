"""The guide in Danish (`docs/vejledning`), and which of its pages a page of the desk leads to.

The pages are Markdown, of which no HTML is let through; their pictures are those of the README,
taken by the journeys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

FRONT = "README"
_PACKAGE = Path(__file__).resolve().parents[1]
_INSIDE = _PACKAGE / "_docs"
DOCS = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parents[1] / "docs"
"""Beside the source in a checkout, else inside the package, as the norms."""

LEADS_TO: Mapping[str, str] = {
    "my_day": "min-dag",
    "case_reminder": "min-dag",
    "absence": "min-dag",
    "shortcuts": "min-dag",
    "new_case": "opret-en-sag",
    "case": "oplys-sagen",
    "case_facts": "oplys-sagen",
    "case_norms": "oplys-sagen",
    "case_documents": "dokumenter",
    "case_document": "dokumenter",
    "case_timeline": "ret-en-fejl",
    "decision": "skriv-afgoerelsen",
    "objection": "skriv-afgoerelsen",
    "reviews": "jurist",
    "letter": "send-brevet",
    "send": "send-brevet",
    "notice": "hoer-borgeren",
    "citizen": "borgeren",
    "panel": "udvalg",
    "panel_plan": "udvalg",
    "panel_meeting": "udvalg",
    "panel_case": "udvalg",
    "team": "teamleder",
    "users": "administrator",
    "user": "administrator",
    "units": "administrator",
    "unit": "administrator",
    "phrases": "administrator",
    "phrase": "administrator",
    "offers": "tabellen-over-tilbud",
    "new_offer": "tabellen-over-tilbud",
    "offer": "tabellen-over-tilbud",
    "grant_import": "loebende-bevillinger",
    "grant_file": "loebende-bevillinger",
    "trace": "tilsyn",
    "administered": "tilsyn",
    "health": "tilsyn",
}
"""The page of the guide for a page of the desk, by the name of its route."""
OF_STEPS: Mapping[str, str] = {
    "hearing_sent": "hoer-borgeren",
    "hearing_answered": "hoer-borgeren",
    "information_requested": "hoer-borgeren",
    "delay_notified": "hoer-borgeren",
    "action_plan_letter_sent": "hoer-borgeren",
    "letter_corrected": "ret-en-fejl",
    "change_requested": "foelg-op",
    "follow_up_held": "foelg-op",
    "follow_up_planned": "foelg-op",
    "outstanding_explained": "foelg-op",
    "service_ordered": "hjaelpen-loeber",
    "help_begun": "hjaelpen-loeber",
    "leave_granted": "hjaelpen-loeber",
    "leave_ended": "hjaelpen-loeber",
    "case_closed": "foelg-op",
    "case_reopened": "foelg-op",
    "entry_withdrawn": "ret-en-fejl",
    "assigned": "teamleder",
    "put_to_panel": "udvalg",
}
"""The page of the guide for the form of a step; of all others it is how a case is examined."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide: its name in the address, its title, its body as HTML."""

    name: str
    title: str
    html: Markup


def names() -> list[str]:
    """The names of all pages."""
    return sorted(path.stem for path in (DOCS / "vejledning").glob("*.md"))


def page_for(route: str | None, step: str | None = None) -> str:
    """The page of the guide that a page of the desk leads to; the first where there is none."""
    if route == "do_step":
        return OF_STEPS.get(step or "", "oplys-sagen")
    return LEADS_TO.get(route or "", FRONT)


def picture_file(name: str) -> Path | None:
    """The file of a picture, or None where there is none of that name."""
    known = {path.stem: path for path in (DOCS / "images").glob("*.png")}
    return known.get(name)


@cache
def guide_page(name: str) -> GuidePage | None:
    """A page, or None where there is none of that name."""
    if name not in names():
        return None
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse((DOCS / "vejledning" / f"{name}.md").read_text("utf-8"))
    for token in _all(tokens):
        _point_within_the_desk(token)
    title = next(after.content for token, after in pairwise(tokens) if token.type == "heading_open")
    html = markdown.renderer.render(tokens, markdown.options, {})
    return GuidePage(name, title, Markup(html))  # noqa: S704 - our own, and without HTML in it


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _point_within_the_desk(token: Token) -> None:
    """A link to another page of the guide, and a picture, by their addresses here."""
    if token.type == "link_open":
        name = PurePosixPath(str(token.attrs["href"])).stem
        token.attrs["href"] = reverse("guide_page", kwargs={"guide": name})
    elif token.type == "image":
        name = PurePosixPath(str(token.attrs["src"])).stem
        token.attrs["src"] = reverse("guide_picture", kwargs={"picture": name})
