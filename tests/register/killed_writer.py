"""Writes cases without end, in a process that may be killed at any moment.

Each line on stdin starts one writer, forked from this process, which has Django loaded and no
connection open. A line says where the writer kills itself: `STATEMENT before|after`, or `-` for
never. The writer's process number is printed when it is about to write; one that does not kill
itself has written one case by then.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection  # noqa: E402

from kompas.register import case_rows, log  # noqa: E402
from kompas.register.access import acting  # noqa: E402
from tests.register.cases import ANNE, NOON, application, new, note  # noqa: E402

EVENTS = 6
"""In each case that is whole."""


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            if line.strip() != "-":
                connection.execute_wrappers.append(_killer(*line.split()))
            else:
                write(0)
            say(os.getpid())
            for number in itertools.count(1):
                write(number)
        os.waitpid(child, 0)
        say("dead")


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(number: int) -> None:
    """One case in two steps: all of it or nothing."""
    case_id = uuid4()
    with acting(ANNE):
        opening = application(number, case_number=str(case_id))
        first = new(opening, note("a" * 5000), note("b"))
        begun = log.append(case_id, 0, first, "anne", NOON)
        more = log.append(case_id, 3, new(note("c"), note("d"), note("e")), "anne", NOON)
        case_rows.upsert([case_rows.rows_from([*begun, *more])])


def _killer(statement: str, when: str) -> Callable[..., Any]:
    """Kills this process before or after a statement, counted from 1."""
    count = itertools.count(1)

    def wrapper(execute: Callable[..., Any], *arguments: Any) -> Any:
        here = next(count) == int(statement)
        if here and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*arguments)
        if here and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


if __name__ == "__main__":
    main()
