"""The shortcuts on the keyboard: one table, read by the page that lists them and by the script.

They are off while somebody types, and whoever does not want them turns them off (WCAG 2.1.4): who
speaks to the machine, or hits keys by accident, would be led astray by single letters.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from kompas.desk.routes import DESK
from kompas.web.request_context import Visit
from kompas.words import N_

COOKIE, OFF = "shortcuts", "off"
"""The cookie of a browser in which they are turned off."""
COOKIE_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key that leads to a page, by the name of its route."""

    key: str
    route: str
    text: str


SHORTCUTS = (
    Shortcut("m", "my_day", N_("Gå til Min dag")),
    Shortcut("t", "team", N_("Gå til Teamet")),
    Shortcut("u", "panel", N_("Gå til Udvalg")),
    Shortcut("f", "find", N_("Gå til Find")),
    Shortcut("n", "new_case", N_("Opret en ny sag")),
    Shortcut("r", "norms", N_("Gå til Regler")),
    Shortcut("h", "guide", N_("Åbn vejledningen")),
    Shortcut("?", "shortcuts", N_("Vis genvejene")),
)
IN_LISTS = (
    ("j", N_("Næste sag i listen")),
    ("k", N_("Forrige sag i listen")),
)
"""Keys that go through the names in a list; Enter opens the one that is reached."""


def are_on(request: HttpRequest) -> bool:
    """Whether the browser has them on."""
    return request.COOKIES.get(COOKIE) != OFF


def of_visit(visit: Visit | None) -> tuple[Shortcut, ...]:
    """Those that lead to pages which a user may open."""
    if visit is None:
        return ()
    return tuple(one for one in SHORTCUTS if DESK.route[one.route].rule.admits(visit.viewer))
