"""How pages are made: the Jinja environment, and what every page shows besides its own."""

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.templatetags.static import static
from django.urls import get_resolver, get_script_prefix, reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kompas import words
from kompas.casework.address import PROTECTED
from kompas.register.environment import value_of
from kompas.web import filters
from kompas.web.request_context import NAMED, OPENING, Visit
from kompas.web.routes import front_end_of

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
        PROTECTED=PROTECTED,
    )
    made.filters.update(filters.FILTERS)
    return made


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page, or a part of one. Every template knows `request`, `visit` (None: not signed in),
    `language` and `front_end`.
    """
    visit, front_end = getattr(request, "visit", None), front_end_of(request)
    # One secret for all the forms of an answer, where Django would disguise it anew for each.
    token = SimpleLazyObject(lambda: get_token(request))
    common = {
        "request": request,
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: _CSRF_INPUT.format(token) + _named(visit)),
        "url": partial(url_of_page, visit),
        "visit": visit,
        "language": words.language(),
        "front_end": front_end,
        **front_end.shows(request, visit),
    }
    made = engines["jinja2"].env.get_template(template)  # type: ignore[attr-defined]
    return HttpResponse(made.render({**common, **(context or {})}), status=status)


def _named(visit: Visit | None) -> Markup:
    """The proceeding that a page is about: each form of the page carries it."""
    if visit is None or (visit.proceeding is None and not visit.opens):
        return Markup()
    on = "" if visit.proceeding is None else visit.proceeding
    return _PROCEEDING_INPUT.format(NAMED, f"{OPENING}{on}" if visit.opens else on)


_PROCEEDING_INPUT = Markup('<input type="hidden" name="{}" value="{}">')
_CSRF_INPUT = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')


def url_of_page(
    visit: Visit | None, name: str, /, query: Mapping[str, object] | None = None, **arguments: Any
) -> str:
    """The address of a route, with what is asked of it (`query`).

    On a page whose address names a proceeding, the addresses of its case name it too.
    """
    address = url(name, **arguments)
    if query is None and (visit is None or not visit.named):
        return address
    asked = {**_carried(visit, arguments.get("case_id")), **(query or {})}
    return f"{address}?{urlencode(asked)}" if asked else address


def _carried(visit: Visit | None, case_id: object) -> Mapping[str, object]:
    """The proceeding that the addresses of a case name on this page."""
    if visit is None or not visit.named or visit.line is None or case_id != visit.line.case_id:
        return {}
    return {NAMED: visit.proceeding}


def url(name: str, /, **arguments: Any) -> str:
    """The address of a route. NoReverseMatch where the route has none with these arguments.

    A list asks for many: what Django works out anew for each is worked out once for the route.
    """
    shape, parts = _shape(name) or ("", {})
    if shape and arguments.keys() == parts.keys():
        said = {key: str(value) for key, value in arguments.items()}
        if all(parts[key].fullmatch(text) for key, text in said.items()):
            return get_script_prefix() + shape % said
    return reverse(name, kwargs=arguments)


@cache
def _shape(name: str) -> tuple[str, dict[str, re.Pattern[str]]] | None:
    """The address of a route with places for its parts, and what may stand at each.

    None for no route of ours, or a part of another kind than those whose text stands in an address
    as it is.
    """
    ways = get_resolver().reverse_dict.getlist(name)
    if len(ways) != 1:
        return None
    [(shape, _names)], _pattern, _defaults, kinds = ways[0]
    if not all(isinstance(kind, _PLAIN) for kind in kinds.values()):
        return None
    return shape, {key: re.compile(kind.regex) for key, kind in kinds.items()}


_PLAIN = (UUIDConverter, SlugConverter, IntConverter)


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
