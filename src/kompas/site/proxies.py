"""Who the visitor is, and by which scheme they came: as the connection says, or a proxy of ours.

Only proxies that are named (`KOMPAS_PROXIES`) are believed; what anybody else says of themselves
never reaches the pages.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from kompas.register.environment import listed, value_of

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SAID = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_BY",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)
_NOBODY = "0.0.0.0"  # noqa: S104 - what stands for an address that is not known


class BehindProxies:
    """A WSGI application that is told who the visitor is."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._proxies = [ipaddress.ip_network(one) for one in listed(value_of("KOMPAS_PROXIES"))]

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        said = {name: environ.pop(name, "") for name in _SAID}
        peer = _address(environ.get("REMOTE_ADDR", ""))
        if self._is_proxy(peer):
            peer = self._visitor(said["HTTP_X_FORWARDED_FOR"]) or peer
            if said["HTTP_X_FORWARDED_PROTO"].strip().lower() == "https":
                environ["HTTP_X_FORWARDED_PROTO"] = "https"
                environ["wsgi.url_scheme"] = "https"
        environ["REMOTE_ADDR"] = str(peer or _NOBODY)
        return self._application(environ, start_response)

    def _visitor(self, said: str) -> _Address | None:
        """The last of those in whose name our proxies speak who is none of them."""
        for word in reversed(said.split(",")):
            address = _address(word.strip())
            if not self._is_proxy(address):
                return address
        return None

    def _is_proxy(self, address: _Address | None) -> bool:
        return address is not None and any(address in proxy for proxy in self._proxies)


def _address(said: str) -> _Address | None:
    """An address as it was said, with or without a port; None for what is none."""
    bare = said.partition("]")[0].removeprefix("[") if said.startswith("[") else said
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
