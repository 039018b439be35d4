"""The command `kompas`: what the rules say, whether a decision would stand, and its letter.

`main` finds the command, speaks the reader's language and ends without noise; each command lies
in a module of its own, read only when it is asked for.
"""

import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from importlib import import_module
from io import TextIOWrapper

from kompas.cli.failure import InputError
from kompas.cli.shown import shown

OK, NO, BAD_INPUT, OPEN = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # as the shell counts a program that a signal ended


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # In a context of its own: the language ends with the command.
        status = copy_context().run(_run, given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more; without this Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return status


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
