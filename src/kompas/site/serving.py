"""The server of the screens: waitress, in one process with threads.

Any number of them may run in front of one database; a proxy of one's own does TLS and shares out.
"""

import socket
from collections.abc import Callable
from contextlib import closing

from django.conf import settings
from django.core.management import call_command

from kompas.web.norms import library

THREADS = 8
_PORTS_TRIED = 50


def prepare() -> None:
    """Gather the static files, read the norms: before the first visitor, not while one waits."""
    call_command("collectstatic", interactive=False, verbosity=0)
    library()


def free_port(host: str, wanted: int) -> int:
    """The port that is wanted, or the next one that nobody listens on. OSError where none is."""
    for port in range(wanted, wanted + _PORTS_TRIED):
        with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(wanted)


def serve(host: str, port: int, ready: Callable[[], None]) -> None:
    """Answer until stopped. `ready` is called when visitors are let in."""
    from waitress.server import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, and only here
        create_server,
    )

    from kompas.site.wsgi import application  # noqa: PLC0415 - after the setup

    server = create_server(
        application,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **(_BEHIND_A_PROXY if settings.BEHIND_TLS else {}),
    )
    ready()
    try:
        server.run()
    finally:
        server.close()


_BEHIND_A_PROXY = {
    "url_scheme": "https",
    "trusted_proxy": "*",
    "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
}
"""Where only the proxy can reach us, it says who the visitor is."""
