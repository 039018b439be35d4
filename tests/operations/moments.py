"""Kills a process at its n-th step: before a file or folder of its data is made or moved, before a
program is started, and before or after a statement is sent.

`python -m tests.operations.moments N WORDS ...` does `kompas WORDS ...` and is killed at step N; 0:
never. The number of steps that were taken is the last line on standard error.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

FOLDER = os.environ["KOMPAS_DATA"]
_STARTS = {"subprocess.Popen", "os.posix_spawn"}
_EVENTS = {"os.mkdir", "os.rename", "os.link", "os.chmod"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_steps = itertools.count(1)
_taken = 0
_last = int(sys.argv[1])
_own = os.getpid()


def step() -> None:
    global _taken  # noqa: PLW0603 - counted by two kinds of hooks
    if os.getpid() != _own:
        return
    _taken = next(_steps)
    if _taken == _last:
        os.kill(_own, signal.SIGKILL)


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    ours = bool(arguments) and str(arguments[0]).startswith(FOLDER)
    writes = event in _EVENTS or (event == "open" and _is_write(arguments))
    if event in _STARTS or (ours and writes):
        step()


def _is_write(arguments: tuple[Any, ...]) -> bool:
    return isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)


def around(execute: Callable[..., Any]) -> Callable[..., Any]:
    def told(*arguments: Any, **named: Any) -> Any:
        step()
        answer = execute(*arguments, **named)
        step()
        return answer

    return told


def main() -> int:
    sys.addaudithook(watch)
    for kind in (psycopg.Cursor, psycopg.ServerCursor):
        kind.execute = around(kind.execute)  # type: ignore[method-assign]
    from kompas.cli import main as kompas  # noqa: PLC0415 - after the hooks

    status = kompas(sys.argv[2:])
    sys.stderr.write(f"\n{_taken}\n")
    return status


if __name__ == "__main__":
    Path(FOLDER).mkdir(exist_ok=True)
    sys.exit(main())
