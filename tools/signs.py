"""`python -m tools.signs`: which signs the typefaces of the letters have.

With --check: whether what is kept of them (`src/kompas/inputs/signs.txt`) is so.

A line for each typeface: its file, and the code points that its table `cmap` names, as ranges.
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "kompas"
FONTS, KEPT = SOURCE / "letters" / "fonts", SOURCE / "inputs" / "signs.txt"
_BOLD = "SemiBold"
"""The cut for headings; it has what the regular one has (`tests/unit/letters/test_signs.py`)."""
_SEGMENTS, _GROUPS = 4, 12
"""The two forms of `cmap` that fonts for whole scripts have."""


def signs_of(font: Path) -> set[int]:
    """The code points that a typeface has a sign for."""
    raw = font.read_bytes()
    (count,) = struct.unpack_from(">H", raw, 4)
    tables = {
        tag: offset
        for tag, _sum, offset, _length in (
            struct.unpack_from(">4sLLL", raw, 12 + 16 * number) for number in range(count)
        )
    }
    at = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">H", raw, at + 2)
    found: set[int] = set()
    for number in range(subtables):
        (offset,) = struct.unpack_from(">L", raw, at + 4 + 8 * number + 4)
        found |= set(_subtable(raw, at + offset))
    return found


def _subtable(raw: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", raw, at)
    if form == _GROUPS:
        (groups,) = struct.unpack_from(">L", raw, at + 12)
        for number in range(groups):
            first, last, _glyph = struct.unpack_from(">LLL", raw, at + 16 + 12 * number)
            yield from range(first, last + 1)
    elif form == _SEGMENTS:
        yield from _segments(raw, at)


def _segments(raw: bytes, at: int) -> Iterator[int]:
    """Segments of code points; within one, a code point may have no glyph all the same."""
    (twice,) = struct.unpack_from(">H", raw, at + 6)
    half = twice // 2
    ends = struct.unpack_from(f">{half}H", raw, at + 14)
    starts = struct.unpack_from(f">{half}H", raw, at + 16 + twice)
    deltas = struct.unpack_from(f">{half}H", raw, at + 16 + 2 * twice)
    offsets_at = at + 16 + 3 * twice
    offsets = struct.unpack_from(f">{half}H", raw, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + deltas[number]
            if offsets[number]:
                place = offsets_at + 2 * number + offsets[number] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", raw, place)
            if glyph % 0x10000:
                yield code


def kept() -> str:
    """What is kept of the typefaces in the folder."""
    fonts = (font for font in sorted(FONTS.glob("*.ttf")) if _BOLD not in font.name)
    return "".join(f"{font.stem} {' '.join(_ranges(signs_of(font)))}\n" for font in fonts)


def _ranges(codes: set[int]) -> Iterator[str]:
    rest = sorted(codes)
    while rest:
        first = last = rest[0]
        length = 0
        while length < len(rest) and rest[length] == first + length:
            last, length = rest[length], length + 1
        rest = rest[length:]
        yield f"{first:X}" if first == last else f"{first:X}-{last:X}"


def main() -> int:
    """Write the file, or say that it is not as the fonts are."""
    if "--check" not in sys.argv:
        KEPT.write_text(kept(), encoding="ascii")
    elif KEPT.read_text(encoding="ascii") != kept():
        sys.stderr.write("src/kompas/inputs/signs.txt is old; run: python -m tools.signs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
