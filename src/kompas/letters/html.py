"""The letter as a web page of its own: the same words as the PDF, in the same order."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from kompas.letters.letter import (
    ClauseText,
    Letter,
    ListBlock,
    Paragraph,
    Span,
    Subheading,
    text_of,
)
from kompas.norms.logo import Logo

_FOLDER = Path(__file__).parent


def to_html(letter: Letter, *, show_traces: bool = False) -> str:
    """The page. `show_traces` tells for each run of words, where the mouse rests, what carries it:
    for the caseworker's eyes, not for sending.
    """
    style = Markup((_FOLDER / "letter.css").read_text("utf-8"))  # noqa: S704 - our own file
    return _template().render(letter=letter, show_traces=show_traces, style=style)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    environment.globals.update(text_of=text_of, note=_note, address_of=_address_of)
    environment.tests.update(
        paragraph=lambda block: isinstance(block, Paragraph),
        subheading=lambda block: isinstance(block, Subheading),
        points=lambda block: isinstance(block, ListBlock),
    )
    return environment.get_template("letter.html.j2")


def _address_of(logo: Logo) -> str:
    """The logo as an address that holds all of it: nothing is fetched."""
    return f"data:{logo.media_type};base64,{b64encode(logo.content).decode()}"


def _note(span: Span) -> str:
    """What carries a run of words: the trace or the clause, and the document."""
    if isinstance(span, ClauseText):
        parts = (span.clause, span.source, span.verified)
    else:
        parts = (span.trace, span.source, None)
    return " | ".join(part for part in parts if part)
