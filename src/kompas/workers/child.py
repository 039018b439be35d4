"""What runs in the worker process: `python -m kompas.workers.child`, started by `process.run`.

It reads its work from standard input (from the process that started it, and nobody else), and
tells how far it is and what came of it on standard output, a line of JSON each.
"""

import ctypes
import errno
import json
import os
import pickle
import resource
import signal
import sys
from typing import Any

from kompas.workers.budget import Budget, Over

_DIES_WITH_PARENT = 1
"""Linux's PR_SET_PDEATHSIG."""


def main() -> None:
    """Do the work within its budget. A fault of the work is told by its type, never by its words:
    they may hold what the work is about.
    """
    work, arguments, budget = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer

    def tell(**what: Any) -> None:
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    def how_far(**what: Any) -> None:
        tell(told=what)

    bound(budget)
    try:
        tell(done=work(*arguments, tell=how_far))
    except MemoryError:
        tell(over=Over.MEMORY)
    except OSError as error:
        tell(over=Over.SIZE if error.errno == errno.EFBIG else Over.BROKEN)
    except BaseException as error:  # noqa: BLE001 - a library's panic is no Exception
        tell(over=Over.BROKEN, fault=type(error).__name__)


def bound(budget: Budget) -> None:
    """From here on this process has what the budget says, and ends with the one that started it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much is then an OSError
    # Ended by SIGXCPU at the limit, which says why; SIGKILL, a second later, would not.
    processor = (budget.processor_seconds, budget.processor_seconds + 1)
    resource.setrlimit(resource.RLIMIT_CPU, processor)
    for what, most in (
        (resource.RLIMIT_AS, budget.memory_bytes),
        (resource.RLIMIT_FSIZE, budget.file_bytes),
        (resource.RLIMIT_CORE, 0),  # what lay in its memory goes nowhere
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
