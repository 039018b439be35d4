"""Writes cases without end, in a process that may be killed at any moment.

Each line on stdin starts one writer, forked from this process, which has Django loaded and no
connection open. A line says where the writer kills itself: `STATEMENT before|after`, or `-` for
never. The writer's process number is printed when it is about to write.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.db import connection, transaction

EVENTS = 6
"""In each case that is whole."""


def main() -> None:
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            if line.strip() != "-":
                connection.execute_wrappers.append(_killer(*line.split()))
            print(os.getpid(), flush=True)
            for number in itertools.count(1):
                with transaction.atomic():
                    _write(number)
        os.waitpid(child, 0)
        print("dead", flush=True)


def _write(number: int) -> None:
    """One case with three events, and three more in a second step: all or none of them."""
    from kompas.register import log, summaries  # noqa: PLC0415 - after the setup
    from tests.register.cases import (  # noqa: PLC0415
        NOON,
        application,
        new,
        note,
        opened,
        summarize,
    )

    first = (application(number), note("a" * 5000), note("b"))
    case_id = opened(*first)
    more = log.append(case_id, 3, new(note("c"), note("d"), note("e")), "anne", NOON)
    whole = log.append(case_id, 6, [], "anne", NOON)
    assert whole == ()
    summaries.upsert([summarize([*_as_recorded(case_id, first), *more])])


def _as_recorded(case_id: Any, events: tuple[Any, ...]) -> list[Any]:
    from kompas.casework.record import Recorded  # noqa: PLC0415
    from tests.register.cases import DAY, NOON  # noqa: PLC0415

    return [Recorded(case_id, seq, e, NOON, DAY, "anne") for seq, e in enumerate(events, 1)]


def _killer(statement: str, when: str) -> Callable[..., Any]:
    """Kills this process before or after a statement, counted from 1."""
    count = 0

    def wrapper(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == int(statement) and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*arguments)
        if count == int(statement) and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


if __name__ == "__main__":
    main()
