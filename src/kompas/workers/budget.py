"""What a piece of work may cost, and what comes of work that costs more."""

from dataclasses import dataclass
from enum import StrEnum

from kompas.limits import MADE_FILE_BYTES, WORKER_CLOCK_SECONDS


@dataclass(frozen=True, slots=True)
class Budget:
    """What a worker process may use, all its threads together."""

    processor_seconds: int
    memory_bytes: int
    clock_seconds: int = WORKER_CLOCK_SECONDS
    file_bytes: int = MADE_FILE_BYTES


class Over(StrEnum):
    """Of what work took too much; BROKEN where its process ended for no reason of ours."""

    PROCESSOR = "processor"
    MEMORY = "memory"
    CLOCK = "clock"
    SIZE = "size"
    BROKEN = "broken"


class OverBudget(Exception):  # noqa: N818 - what happened
    """The work took more than its budget of `over`, and was ended."""

    def __init__(self, over: Over) -> None:
        super().__init__(over.value)
        self.over = over


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """Whoever asked for the work wants it no more."""
