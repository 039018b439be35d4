"""How pages are made: the Jinja environment, and what every page shows besides its own."""

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kompas import words
from kompas.desk import shown, tour
from kompas.desk.visit import Visit
from kompas.register.environment import value_of

_ICONS = Path(__file__).parent / "static" / "vendor" / "img" / "svg-icons"


def environment(**options: Any) -> Environment:
    """The environment of the templates: autoescaping, and an unknown name is an error."""
    made = Environment(**{**options, "undefined": StrictUndefined})  # noqa: S701 - Django sets it
    made.globals.update(
        _=words._,
        ngettext=words.ngettext,
        static=static,
        url=url,
        icon=icon,
        messages_of=messages.get_messages,
        is_demo=is_demo,
    )
    made.filters.update(shown.FILTERS)
    return made


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page, or a part of one. Every template knows `request`, `visit` (None: not signed in) and
    `language`.
    """
    visit = getattr(request, "visit", None)
    common = {
        "visit": visit,
        "language": words.language(),
        "menu": menu_of(visit),
        "tour_stop": _tour_stop(request, visit),
    }
    return render(request, template, {**common, **(context or {})}, status=status)


def _tour_stop(request: HttpRequest, visit: Visit | None) -> tuple[tour.Stop, int, int] | None:
    kept = request.session.get(tour.KEY) if visit else None
    return tour.where(visit, kept) if visit and kept else None


def menu_of(visit: Visit | None) -> tuple[tuple[str, str], ...]:
    """The main menu for a user: names of routes and what they are called."""
    from kompas.desk.routes import MENU  # noqa: PLC0415 - the routes know the screens

    if visit is None:
        return ()
    return tuple((item.name, item.title) for item in MENU if item.rule.admits(visit.viewer))


def url(name: str, /, **arguments: Any) -> str:
    """The address of a route."""
    return reverse(name, kwargs=arguments)


@cache
def icon(name: str) -> Markup:
    """An icon of the design system, hidden from those who hear the page."""
    svg = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    start = svg.index("<svg") + len("<svg")
    return Markup(  # noqa: S704 - a file of the design system
        f'<svg class="icon-svg" aria-hidden="true" focusable="false"{svg[start:]}'
    )


def is_demo() -> bool:
    """Whether this is the demo, in which nobody is real."""
    return value_of("KOMPAS_DEMO") == "1"
