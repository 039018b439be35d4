"""Work for worker processes: what behaves, and what does not."""

import os
import signal
import threading
from pathlib import Path
from typing import Any


def adds(*numbers: int, tell: Any) -> int:
    for number in numbers:
        tell(number=number)
    return sum(numbers)


def environment(*, tell: Any) -> dict[str, str]:
    del tell
    return dict(os.environ)


def spins(*, tell: Any) -> None:
    del tell
    while True:
        pass


def grows(*, tell: Any) -> None:
    del tell
    held = b"x"
    while True:
        held += held


def floods(into: Path, *, tell: Any) -> None:
    del tell
    with into.open("wb") as file:
        while True:
            file.write(b"x" * 100_000)


def hangs(*, tell: Any) -> None:
    tell(pid=os.getpid())
    threading.Event().wait()


def raises(*, tell: Any) -> None:
    del tell
    raise ValueError("Bodil Prøve")


def dies(number: int, *, tell: Any) -> None:
    del tell
    os.kill(os.getpid(), number)


def chatters(*, tell: Any) -> str:
    del tell
    os.write(1, b"what a library prints\n")
    return "done"


def writes(into: Path, text: str, *, tell: Any) -> dict[str, str]:
    tell(file=0)
    into.write_text(text)
    return {"said": text}


ENDS = {signal.SIGSEGV: "broken", signal.SIGABRT: "memory", signal.SIGKILL: "memory"}
