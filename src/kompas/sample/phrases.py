"""Texts with variants: `[Hun|Han] bor [hos|sammen med] {kin}` says one thing in several ways.

Brackets hold alternatives, braces are filled in. What is kept of a text is bounded, however many
ways it can be said in.
"""

import re
from collections.abc import Mapping
from math import prod

from kompas.sample.seeded_random import Lots

Words = Mapping[str, str]
"""What fills the braces."""

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_MOST_KEPT = 512


class Phrase:
    """A text and all the ways to say it. Raises ValueError for a bracket that stays open."""

    __slots__ = ("_kept", "_parts", "count", "slots")

    def __init__(self, *texts: str) -> None:
        parts = [tuple(_CHOICE.split(" ".join(text.split()))) for text in texts]
        if any("[" in piece or "]" in piece for text in parts for piece in text):
            raise ValueError(texts)
        # Of each text: fixed and free pieces by turns.
        self._parts = [
            [(piece,) if place % 2 == 0 else tuple(piece.split("|")) for place, piece in
             enumerate(text)]
            for text in parts
        ]  # fmt: skip
        self.count = sum(prod(map(len, text)) for text in self._parts)
        self.slots = frozenset(name for text in texts for name in _SLOT.findall(text))
        self._kept: dict[int, str] = {}

    def said(self, lots: Lots, words: Words) -> str:
        """The text, one way, about somebody."""
        way = lots.below(self.count) if self.count > 1 else 0
        text = self._kept.get(way) or self._made(way)
        return text.format_map(words) if self.slots else text

    def _made(self, way: int) -> str:
        left = way
        for text in self._parts:
            ways = prod(map(len, text))
            if left < ways:
                break
            left -= ways
        pieces = []
        for free in text:
            left, chosen = divmod(left, len(free))
            pieces.append(free[chosen])
        made = "".join(pieces)
        if len(self._kept) < _MOST_KEPT:
            self._kept[way] = made
        return made
