"""`kompas serve`: the screens of an installation."""

import os
import signal
from argparse import Namespace
from types import FrameType

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError
from kompas.cli.page import QUIET, STRONG, show, text
from kompas.inputs.numbers import Whole
from kompas.words import _

HOST, PORT = "127.0.0.1", 8000
_LAST_PORT = 65_535


def run(asked: Namespace) -> int:
    """Serve until stopped. Raises InputError."""
    open_for_screens()
    return serve(asked)


def open_for_screens(*, fictional: bool = False) -> None:
    """The register, with what the screens add to it. Raises InputError."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
    from kompas import register  # noqa: PLC0415 - slow, and only here
    from kompas.cli.record import told  # noqa: PLC0415

    with told():
        register.setup(fictional=fictional)


def serve(asked: Namespace, *lines: str) -> int:
    """Let visitors in; `lines` are said when they may come. Raises InputError."""
    from kompas.cli.record import told  # noqa: PLC0415 - slow, and only here
    from kompas.site import serving  # noqa: PLC0415 - after the setup

    host, wanted = asked.host or HOST, port(asked.port)
    signal.signal(signal.SIGTERM, _stop)
    with told():
        serving.prepare()
    try:
        free = serving.free_port(host, wanted)
    except OSError:
        raise InputError(
            _("Der kan ikke lyttes på {host}, port {port}.").format(host=host, port=wanted),
            _("Nævn en anden med --host og --port."),
        ) from None

    def ready() -> None:
        if free != wanted:
            taken = _("Port {wanted} er optaget, så det blev port {port}.")
            show(text((taken.format(wanted=wanted, port=free), QUIET)))
        shown = f"[{host}]" if ":" in host else host
        show(
            text(
                (_("Kompas er klar på http://{host}:{port}/").format(host=shown, port=free), STRONG)
            )
        )
        for line in lines:
            show(text(line))
        show(text((_("Stop med Ctrl-C."), QUIET)))

    try:
        serving.serve(host, free, ready)
    except KeyboardInterrupt:
        show(text((_("Kompas er stoppet."), QUIET)))
    return OK


def port(given: str | None) -> int:
    """The port that is wanted. Raises InputError."""
    if given is None:
        return PORT
    return inputs.typed(Whole(1, _LAST_PORT), given, "--port")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Being told to end is like Ctrl-C: what was started stops too."""
    raise KeyboardInterrupt
