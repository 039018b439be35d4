"""What front ends are made of: pages with who may open each, and a library's own addresses.

Nothing is reached but through a rule. `kompas.site.routes` joins the front ends to one table.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.web.guard import Rule, View, guarded
from kompas.web.request_context import Visit


class Takes(Enum):
    """What the form of a page brings: `kompas.web.body_limits` says how much that may be."""

    FORM = "form"
    FILE = "file"


TAKES = "takes"
"""Where a view says it."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address, its name, the function that makes it (`module.function` of its front
    end's screens), who may open it, how it is asked for, and what its form may bring.
    """

    path: str
    name: str
    view: str
    rule: Rule
    methods: tuple[str, ...] = ("GET",)
    takes: Takes = Takes.FORM


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the main menu: who may open its page sees it, but for who may do `but`."""

    name: str
    title: str
    but: Capability | None = None

    def is_for(self, viewer: Staff) -> bool:
        """Whether it is left to a user by `but`."""
        return self.but is None or not viewer.can(self.but)


@dataclass(frozen=True, slots=True)
class Mounted:
    """A library's own addresses (`module` has its `urlpatterns`) below a prefix.

    `rules` names the rule of each, by the library's name for it; one that is not named is refused
    when the site starts.
    """

    prefix: str
    module: str
    rules: Mapping[str, Rule]

    def rule_of(self, name: str | None) -> Rule:
        """The rule of an address. Raises ImproperlyConfigured where none is named."""
        rule = self.rules.get(name or "")
        if rule is None:
            raise ImproperlyConfigured(f"{self.module}: no rule is named for {name!r}")
        return rule


@dataclass(frozen=True)
class FrontEnd:
    """The pages of a kind of people: `screens` is the package of the functions that make them.

    `sign_in` and `home` are names of routes; `shows` gives what each of its pages shows besides
    its own.
    """

    screens: str
    routes: Sequence[Route]
    menu: Sequence[MenuItem] = ()
    mounted: Sequence[Mounted] = ()
    sign_in: str = ""
    home: str = ""
    shows: Callable[[HttpRequest, Visit | None], Mapping[str, Any]] = field(
        default=lambda _request, _visit: {}
    )

    @cached_property
    def route(self) -> Mapping[str, Route]:
        """The pages by their names."""
        return {route.name: route for route in self.routes}

    def menu_of(self, visit: Visit | None) -> Sequence[MenuItem]:
        """The main menu for a user: the pages of it that they may open."""
        if visit is None:
            return ()
        viewer = visit.viewer
        admitted = (item for item in self.menu if self.route[item.name].rule.admits(viewer))
        return [item for item in admitted if item.is_for(viewer)]

    def patterns(self) -> list[URLPattern | URLResolver]:
        """The pages as Django knows them: each behind its rule, and only for its methods."""
        own = [path(one.path, self._view(one), name=one.name) for one in self.routes]
        return [*own, *(self._mounted(one) for one in self.mounted)]

    def _view(self, route: Route) -> View:
        methods = require_http_methods(list(route.methods))
        view: View = methods(self._behind(route.rule, self._made_by(route)))
        setattr(view, TAKES, route.takes)
        return view

    def _made_by(self, route: Route) -> View:
        module, function = route.view.rsplit(".", 1)

        def made(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            screen = getattr(import_module(f"{self.screens}.{module}"), function)
            answer: HttpResponseBase = screen(request, **arguments)
            return answer

        return made

    def _behind(self, rule: Rule, view: View) -> View:
        """A view behind its rule; the request knows which front end it is in."""

        def opened(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            request.front_end = self  # type: ignore[attr-defined]
            return guarded(view, rule, self.sign_in)(request, **arguments)

        return opened

    def _mounted(self, library: Mounted) -> URLResolver:
        patterns = import_module(library.module).urlpatterns
        return path(library.prefix, include(list(self._each_behind(library, patterns))))

    def _each_behind(
        self, library: Mounted, patterns: Sequence[URLPattern | URLResolver]
    ) -> Iterator[URLPattern | URLResolver]:
        for one in patterns:
            if isinstance(one, URLResolver):
                inner = list(self._each_behind(library, one.url_patterns))
                yield URLResolver(
                    one.pattern, inner, one.default_kwargs, one.app_name, one.namespace
                )
            else:
                view = self._behind(library.rule_of(one.name), one.callback)
                yield URLPattern(one.pattern, view, one.default_args, one.name)


def front_end_of(request: HttpRequest) -> FrontEnd:
    """The front end of a request; that of the settings where the page is of none with a home."""
    asked: FrontEnd | None = getattr(request, "front_end", None)
    if asked is not None and asked.home:
        return asked
    staffs: FrontEnd = import_string(settings.FRONT_END)
    return staffs
