"""Only proxies that are named are believed on who the visitor is."""

from collections.abc import Iterable
from typing import Any

import pytest

from kompas.site.proxies import _NOBODY, BehindProxies

PROXIES = "127.0.0.1,10.1.0.0/16"


def seen(peer: str, monkeypatch: pytest.MonkeyPatch, **said: str) -> tuple[str, str, set[str]]:
    """The address and the scheme that the pages are told, and what else was said."""
    monkeypatch.setenv("KOMPAS_PROXIES", PROXIES)
    told: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        told.update(environ)
        return []

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **said}
    BehindProxies(application)(environ, lambda *_: None)
    more = {name for name in told if "FORWARDED" in name or "REAL" in name}
    return told["REMOTE_ADDR"], told["wsgi.url_scheme"], more


@pytest.mark.parametrize(
    ("peer", "said", "visitor"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is what they say
        ("127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),  # two proxies of ours
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"),  # nobody further is believed
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "x" * 5000, "127.0.0.1"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("203.0.113.7", "127.0.0.1", "203.0.113.7"),  # anybody else is who they are
        ("10.2.0.1", "203.0.113.9", "10.2.0.1"),
        ("localhost", "203.0.113.9", _NOBODY),
        ("", "203.0.113.9", _NOBODY),
    ],
)
def test_the_visitor_is_who_our_own_proxies_say(
    peer: str, said: str, visitor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(peer, monkeypatch, HTTP_X_FORWARDED_FOR=said)[0] == visitor


def test_nothing_that_others_say_of_themselves_reaches_the_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_REAL_IP": "127.0.0.1",
        "HTTP_FORWARDED": "for=127.0.0.1",
    }
    assert seen("203.0.113.7", monkeypatch, **said) == ("203.0.113.7", "http", set())
    ours = seen("127.0.0.1", monkeypatch, **said)
    assert ours == ("127.0.0.1", "https", {"HTTP_X_FORWARDED_PROTO"})
