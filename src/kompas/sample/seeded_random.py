"""Drawing lots: the same on every machine and in every Python, without a state to carry along."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_DIGEST_BYTES = 64
_FRESH = 1 << 8 * _DIGEST_BYTES
_SPARE = 1 << 32
"""What must be left besides the number asked for, so that no number is likelier than another."""


class Lots:
    """Numbers that follow from what they are drawn for, e.g. `Lots(seed, "case", 17)`."""

    __slots__ = ("_left", "_purpose", "_room", "_times")

    def __init__(self, *purpose: int | str) -> None:
        self._purpose = "/".join(map(str, purpose)).encode()
        self._times = 0
        self._left = 0
        self._room = 0

    def below(self, count: int) -> int:
        """A number from 0 up to but not including `count`."""
        if self._room < count * _SPARE:
            digest = blake2b(self._purpose, salt=self._times.to_bytes(16, "big")).digest()
            self._left, self._room = int.from_bytes(digest, "big"), _FRESH
            self._times += 1
        self._room //= count
        self._left, drawn = divmod(self._left, count)
        return drawn

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, things: Sequence[T]) -> T:
        """One of several."""
        return things[self.below(len(things))]

    def some(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """Some of several, each at most once, in the order drawn."""
        left = list(things)
        return tuple(left.pop(self.below(len(left))) for _ in range(min(count, len(left))))

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.below(100) < percent
