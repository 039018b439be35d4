"""How many visitors each of the processes has: the one with fewest lets the next one in.

A visitor's connection stays with the process that took it. Left to chance, of sixteen one process
had eleven and the other five, and who came to the first waited while the second had nothing to do.
"""

import mmap
import time

_NOBODY = -1.0
_SEEN_SECONDS = 3.0
"""A process that has told nothing for so long is stuck: nobody waits for it to open."""
_FIELDS = 2


class Occupancy:
    """A row for each process in memory that all share; made before the first is split off.

    Numbers of eight bytes that lie aligned are written and read whole, so no lock is needed; one
    that is a moment old costs a visitor a hundredth of a second.
    """

    def __init__(self, rows: int) -> None:
        self._numbers = memoryview(mmap.mmap(-1, rows * _FIELDS * 8)).cast("d")
        self._rows = rows
        self._given: set[int] = set()
        for row in range(rows):
            self._write(row, _NOBODY)

    def give(self) -> int | None:
        """A row for a process that will be split off; none when there are more than rows."""
        free = next((row for row in range(self._rows) if row not in self._given), None)
        if free is not None:
            self._given.add(free)
        return free

    def take_back(self, row: int | None) -> None:
        """The process of the row has ended."""
        if row is not None:
            self._given.discard(row)
            self._write(row, _NOBODY)

    def tell(self, row: int | None, connections: int) -> None:
        """What the process of the row has now."""
        if row is not None:
            self._write(row, connections)

    def close(self, row: int | None) -> None:
        """The process of the row lets nobody in any more."""
        self.tell(row, int(_NOBODY))

    def another_has_fewer(self, row: int | None, connections: int) -> bool:
        """Whether a process that is at work has fewer than so many, besides that of the row."""
        if row is None:
            return False
        seen = time.monotonic() - _SEEN_SECONDS
        return any(
            0 <= self._numbers[other * _FIELDS] < connections
            and self._numbers[other * _FIELDS + 1] >= seen
            for other in range(self._rows)
            if other != row
        )

    def _write(self, row: int, connections: float) -> None:
        self._numbers[row * _FIELDS] = connections
        self._numbers[row * _FIELDS + 1] = time.monotonic()
