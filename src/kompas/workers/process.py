"""One piece of work in a process of its own, watched, and killed when it takes too much."""

import fcntl
import json
import os
import pickle
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from kompas.limits import MOST_WORKERS
from kompas.workers.budget import Budget, Over, OverBudget, Stopped

Work = Callable[..., Any]
"""A function of a module, not a lambda. It takes its arguments and `tell`, which it calls with how
far it is, and gives what JSON can say.
"""
Told = Callable[[Mapping[str, Any]], None]

_LOOK_EVERY_SECONDS = 0.1
_SIGNALS = {
    signal.SIGXCPU: Over.PROCESSOR,
    signal.SIGKILL: Over.MEMORY,  # from the kernel, when the machine has no more
    signal.SIGABRT: Over.MEMORY,  # how a library in Rust ends that gets no memory
}
_FEW_THREADS = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
"""Each thread takes address space, which is bounded: the same on a machine of many processors."""


@contextmanager
def place_on_machine(folder: Path, stopped: Callable[[], bool]) -> Iterator[int]:
    """Wait for one of the `MOST_WORKERS` places of this machine: the file descriptor that holds it.

    Whoever has it open holds it: it is free when the server and the worker are gone, however they
    went. Raises Stopped when `stopped` says so meanwhile.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pause = threading.Event()
    while True:
        for number in range(MOST_WORKERS):
            held = os.open(folder / f"place-{number}", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                with suppress(BlockingIOError):
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    yield held
                    return
            finally:
                os.close(held)
        if stopped():
            raise Stopped
        pause.wait(_LOOK_EVERY_SECONDS)


def run(
    work: Work,
    arguments: tuple[Any, ...],
    budget: Budget,
    *,
    told: Told = lambda _how_far: None,
    stopped: Callable[[], bool] = lambda: False,
    held: tuple[int, ...] = (),
) -> Any:
    """What the work gives. `held` are file descriptors that stay open as long as it runs.

    Raises OverBudget, and Stopped when `stopped` says so meanwhile; the process is then gone.
    """
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "kompas.workers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # may hold what the work is about
            cwd=folder,
            env=_environment(folder),
            pass_fds=held,
        )
        try:
            with suppress(BrokenPipeError):
                assert process.stdin is not None  # noqa: S101 - asked for above
                process.stdin.write(pickle.dumps((work, arguments, budget)))
                process.stdin.close()
            return _answer(process, budget, told, stopped)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _environment(folder: str) -> dict[str, str]:
    """What the worker needs and no more: no address of the database, no secret."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    return {**kept, **_FEW_THREADS, "TMPDIR": folder, "PYTHONUTF8": "1"}


def _answer(
    process: subprocess.Popen[bytes], budget: Budget, told: Told, stopped: Callable[[], bool]
) -> Any:
    for line in _lines(process, budget, stopped):
        said = json.loads(line)
        if "told" in said:
            told(said["told"])
        elif "over" in said:
            raise OverBudget(Over(said["over"]))
        else:
            return said["done"]
    ended = process.wait()
    known = _SIGNALS.get(signal.Signals(-ended)) if ended < 0 else None
    raise OverBudget(known or Over.BROKEN)


def _lines(
    process: subprocess.Popen[bytes], budget: Budget, stopped: Callable[[], bool]
) -> Iterator[bytes]:
    """What it answers, line by line, until it ends. Raises OverBudget and Stopped."""
    assert process.stdout is not None  # noqa: S101 - asked for
    ends_at, begun = monotonic() + budget.clock_seconds, b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while True:
            if waiting.select(_LOOK_EVERY_SECONDS):
                chunk = os.read(process.stdout.fileno(), 65536)
                if not chunk:
                    return
                *whole, begun = (begun + chunk).split(b"\n")
                yield from whole
            if stopped():
                raise Stopped
            if monotonic() > ends_at:
                raise OverBudget(Over.CLOCK)
