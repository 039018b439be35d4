"""A paper with files of outsiders printed within a budget: what takes too much is left out, named.

The whole is tried first. When it takes too much, the file that was being measured is to blame; when
none was, each is tried alone. What remains is printed, so long as there is time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from kompas.limits import (
    PRINT_MEMORY_BYTES,
    PRINT_ONE_PROCESSOR_SECONDS,
    PRINT_PROCESSOR_SECONDS,
    PRINT_WHOLE_SECONDS,
)
from kompas.papers.paper import LeftOut, Paper
from kompas.papers.pdf import print_to
from kompas.workers.budget import Budget, Over, OverBudget
from kompas.workers.process import Told, Work

WHOLE = Budget(PRINT_PROCESSOR_SECONDS, PRINT_MEMORY_BYTES)
ONE = Budget(PRINT_ONE_PROCESSOR_SECONDS, PRINT_MEMORY_BYTES)

Do = Callable[[Work, tuple[Any, ...], Budget, Told], Any]
"""Does work in a worker process, and lets hear how far it is; raises OverBudget."""
Tell = Callable[..., None]


class Printing:
    """One paper on its way to be printed."""

    def __init__(self, paper: Paper, made_at: datetime, into: Path, do: Do, tell: Tell) -> None:
        self._paper, self._made_at, self._into = paper, made_at, into
        self._do, self._tell = do, tell
        self._without: dict[int, LeftOut] = {}
        self._measured: int | None = None
        self._ends_at = monotonic() + PRINT_WHOLE_SECONDS

    def made(self, whole: Budget = WHOLE, one: Budget = ONE) -> dict[str, str]:
        """Print it; why each file that is only named is so, by its number.

        Raises OverBudget where the paper takes too much without any of its files.
        """
        while True:
            over = self._tried(whole)
            if not isinstance(over, Over):
                return over
            if len(self._without) == len(self._paper.attachments):
                raise OverBudget(over)
            if self._measured is not None:
                self._without[self._measured] = _reason(over)
            elif not self._blamed(one):
                self._halved()

    def _tried(self, budget: Budget) -> dict[str, str] | Over:
        """Print what is not left out: why files are named, or of what it took too much."""
        self._measured = None
        given = (self._into, self._paper, self._made_at, self._without)
        try:
            named: dict[str, str] = self._do(print_to, given, budget, self._heard)
        except OverBudget as error:
            return error.over
        return named

    def _heard(self, how_far: Mapping[str, Any]) -> None:
        """Which file is being measured; None while the whole is set."""
        self._measured = how_far["file"]
        self._tell(**how_far)

    def _blamed(self, budget: Budget) -> bool:
        """Leave out each file that takes too much alone; whether there was one."""
        found = False
        for number in self._left():
            self._tell(alone=number, of=len(self._paper.attachments))
            if monotonic() > self._ends_at:
                self._without |= dict.fromkeys(self._left(), LeftOut.WHOLE)
                return True
            alone = replace(
                self._paper, sections=(), attachments=(self._paper.attachments[number],)
            )
            try:
                self._do(print_to, (self._into, alone, self._made_at, {}), budget, _unheard)
            except OverBudget as error:
                self._without[number], found = _reason(error.over), True
        return found

    def _halved(self) -> None:
        """Each can be printed and all cannot: the later half waits for another time."""
        left = list(self._left())
        self._without |= dict.fromkeys(left[len(left) // 2 :], LeftOut.WHOLE)

    def _left(self) -> Iterator[int]:
        return (n for n in range(len(self._paper.attachments)) if n not in self._without)


def _unheard(_how_far: Mapping[str, Any]) -> None:
    """Of one file there is no more to tell than which it is."""


def _reason(over: Over) -> LeftOut:
    match over:
        case Over.MEMORY:
            return LeftOut.MEMORY
        case Over.BROKEN:
            return LeftOut.KIND
        case _:
            return LeftOut.PROCESSOR
