"""Which signs can be printed: those that a typeface of the letters has.

`signs.txt` says which each has (`python -m tools.signs`). A sign and the marks upon it come from
one typeface, or are not printed at all.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_KEPT = Path(__file__).with_name("signs.txt")
_JOINER = "\N{ZERO WIDTH JOINER}"
_UNSEEN = f"\N{ZERO WIDTH NON-JOINER}{_JOINER}\ufe0e\ufe0f\U000e0020-\U000e007f"
UNSEEN = re.compile(f"[{_UNSEEN}]")
"""What joins signs and chooses among their forms, and is none itself."""


def unprintable(text: str) -> str:
    """The first sign of a text, with the marks upon it, that no typeface has; empty for none."""
    if text.isascii():
        return ""
    printed = _printable().match(text)
    end = printed.end() if printed else 0
    return _cluster(text, end) if end < len(text) else ""


def told(text: str) -> str:
    """A text with the number of each sign in place of one that cannot be printed: `[U+738B]`."""
    if text.isascii():
        return text
    parts, at = [], 0
    while at < len(text):
        printed = _printable().match(text, at)
        end = printed.end() if printed else at
        sign = _cluster(text, end) if end < len(text) else ""
        parts += [text[at:end], *(f"[U+{ord(one):04X}]" for one in sign)]
        at = end + len(sign)
    return "".join(parts)


def _cluster(text: str, at: int) -> str:
    """The sign at a place, with the marks that follow and what is joined to it."""
    end = at + 1
    while end < len(text) and (
        _JOINER in text[end - 1 : end + 1] or unicodedata.category(text[end])[0] == "M"
    ):
        end += 1
    return text[at:end]


@cache
def _printable() -> re.Pattern[str]:
    """What every text that can be printed begins with: signs, each with marks of its typeface.

    A sign is taken from the first typeface that has it, as the letter's own engine does; a picture
    that is joined to the sign before it has to come from the same.
    """
    taken: set[int] = set()
    parts: list[tuple[set[int], set[int]]] = []
    for line in _KEPT.read_text(encoding="ascii").splitlines():
        codes = {code for ends in line.split()[1:] for code in _within(ends)}
        marks = set(filter(_is_mark, codes))
        parts.append((codes - marks - taken, marks))
        taken |= codes
    every_mark = _class(set().union(*(marks for _plain, marks in parts)))
    pictures = set(filter(_is_picture, taken))
    signs = "|".join(
        f"[{_class(plain)}][{_class(marks)}{_UNSEEN}]*+(?![{every_mark}])"
        f"(?!(?<={_JOINER})[{_class(pictures - plain)}])"
        for plain, marks in parts
    )
    # Not `*+`: up to 3.11.4 Python forgets there that what it took once was refused (bpo 106052).
    return re.compile(rf"(?:\s|{signs})*")


def _within(ends: str) -> range:
    first, _dash, last = ends.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code))[0] == "M" and chr(code) not in "\ufe0e\ufe0f"


def _is_picture(code: int) -> bool:
    return unicodedata.category(chr(code)) == "So"


def _class(codes: set[int]) -> str:
    """Code points as what stands within brackets of a pattern."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
