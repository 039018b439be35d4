"""The command `kompas`: what the rules say, whether a decision would stand, and its letter.

`main` finds the command, speaks the reader's language and ends without noise; each command lies
in a module of its own, read only when it is asked for.
"""

import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from importlib import import_module
from io import TextIOWrapper

from kompas.cli.failure import InputError
from kompas.cli.terminal_text import shown
from kompas.words import _

OK, NO, BAD_INPUT, OPEN = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # as the shell counts a program that a signal ended


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    spoken = copy_context()  # of its own: the language ends with the command
    try:
        status = spoken.run(_run, given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and error.errno not in _NO_ROOM:
            raise
        # Without this Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # nobody reads any more
            return PIPE_CLOSED
        return spoken.run(_no_room, error)
    return status


_NO_ROOM = (ENOSPC, EDQUOT, EFBIG, EIO)
"""Why what a command tells cannot be written where the shell sent it."""


def _no_room(error: OSError) -> int:
    from kompas.cli.failure import reason_of  # noqa: PLC0415 - only when something is wrong

    words = _("Fejl: svaret kan ikke skrives: {reason}.").format(reason=reason_of(error))
    remedy = _("Gør plads, eller send det et andet sted hen.")
    sys.stderr.write(f"{words}\n{remedy}\n")
    return BAD_INPUT


def _run(given: list[str]) -> int:
    from kompas.cli.parsing import parse, speak  # noqa: PLC0415 - may be interrupted too

    try:
        speak(given)
        asked = parse(given)
        if isinstance(asked, str):
            sys.stdout.write(asked)
            return OK
        if asked.norms:  # for all that reads norms, the server's threads too
            os.environ["KOMPAS_NORMS"] = os.path.abspath(asked.norms)  # noqa: PTH100 - light
        module = "record" if asked.record else asked.module
        run = import_module(f"kompas.cli.{module}").run
        return int(run(asked))
    except InputError as error:
        sys.stderr.write(shown(f"{error}\n"))
        return BAD_INPUT
