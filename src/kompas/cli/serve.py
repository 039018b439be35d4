"""`kompas serve`: the screens of an installation."""

import errno
import os
import signal
from argparse import Namespace
from collections.abc import Sequence
from socket import socket
from types import FrameType

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError
from kompas.cli.page import QUIET, STRONG, show, text
from kompas.inputs.numbers import Whole
from kompas.words import _

HOST, PORT = "127.0.0.1", 8000
_OURSELVES = (HOST, "localhost", "::1")
_LAST_PORT = 65_535


def run(asked: Namespace) -> int:
    """Serve until stopped. Raises InputError."""
    port(asked.port)
    open_for_screens()
    return serve(asked)


def open_for_screens(*, fictional: bool = False) -> None:
    """The register, with what the screens add to it. Raises InputError."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
    from kompas import register  # noqa: PLC0415 - slow, and only here
    from kompas.cli.record import told  # noqa: PLC0415

    with told():
        register.setup(fictional=fictional)


def serve(asked: Namespace, *lines: str, or_next: bool = False) -> int:
    """Let visitors in; `lines` are said when they may come. Raises InputError.

    On another port than the one that is wanted only with `or_next`.
    """
    from kompas.cli.record import told  # noqa: PLC0415 - slow, and only here
    from kompas.site import serving  # noqa: PLC0415 - after the setup

    signal.signal(signal.SIGTERM, _stop)
    opened = None
    try:
        if not serving.is_handed_a_socket():
            opened = _opened(asked, or_next=or_next)
        with told():
            serving.prepare()
        serving.serve(opened, lambda: _say(_where(opened), lines))
    except KeyboardInterrupt:
        pass
    show(text((_("Kompas er stoppet."), QUIET)))
    return OK


def _opened(asked: Namespace, *, or_next: bool) -> socket:
    from kompas.register.environment import value_of  # noqa: PLC0415 - slow, and only here
    from kompas.site import serving  # noqa: PLC0415

    host, wanted = asked.host or HOST, port(asked.port)
    if value_of("KOMPAS_DEBUG") == "1" and host not in _OURSELVES:
        raise InputError(
            _("KOMPAS_DEBUG viser alt i fejl og må kun bruges på {host}.").format(host=HOST)
        )
    try:
        opened = serving.listening(host, wanted, or_next=or_next)
    except OSError as error:
        raise InputError(
            _("Der kan ikke lyttes på {host}, port {port}: {reason}.").format(
                host=host, port=wanted, reason=_reason(error)
            ),
            _("Nævn en anden med --host og --port."),
        ) from None
    free = opened.getsockname()[1]
    if free != wanted:
        taken = _("Port {wanted} er optaget, så det blev port {port}.")
        show(text((taken.format(wanted=wanted, port=free), QUIET)))
    return opened


def _reason(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return _("porten er optaget")
    if error.errno == errno.EACCES:
        return _("du har ikke lov til det")
    return _("adressen er ikke denne maskines")


def _where(opened: socket | None) -> str:
    if opened is None:
        return _("den adresse, som systemd har åbnet")
    host, free = opened.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{free}/"


def _say(where: str, lines: Sequence[str]) -> None:
    show(text((_("Kompas er klar på {address}").format(address=where), STRONG)))
    for line in lines:
        show(text(line))
    show(text((_("Stop med Ctrl-C."), QUIET)))


def port(given: str | None) -> int:
    """The port that is wanted. Raises InputError."""
    if given is None:
        return PORT
    return inputs.typed(Whole(1, _LAST_PORT), given, "--port")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Being told to end is like Ctrl-C: what was started stops too."""
    raise KeyboardInterrupt
