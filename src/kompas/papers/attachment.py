"""A file of a case as the paper shows it, or why it is only named: measured before it is set."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kompas.inputs.signs import UNSEEN, told
from kompas.limits import (
    LONGEST_PRINTED_TEXT,
    MOST_PAGES,
    MOST_PAGES_WHOLE,
    MOST_PIXELS,
    MOST_PIXELS_WHOLE,
    MOST_PRINTED_LINES,
)
from kompas.papers.paper import Attachment, LeftOut

_PICTURES = {"image/png": "png", "image/jpeg": "jpg"}
_LINES_TOGETHER = 40
"""Typst sets a paragraph of many lines in more than twice the time of half of it."""


@dataclass(slots=True)
class Room:
    """What there is room for yet in the whole paper."""

    pages: int = MOST_PAGES_WHOLE
    pixels: int = MOST_PIXELS_WHOLE


def shown(file: Attachment, number: int, folder: Path, room: Room) -> dict[str, Any] | LeftOut:
    """What the template is told of a file, which it finds in the folder under its number."""
    try:
        if file.media_type == "text/plain":
            return _text(file.path)
        if file.media_type in _PICTURES:
            return _picture(file, f"{number}.{_PICTURES[file.media_type]}", folder, room)
        if file.media_type == "application/pdf":
            return _pdf(file.path, f"{number}.pdf", folder, room)
    except OSError:
        pass  # the disk has it no more, which is for the reader to know
    return LeftOut.KIND


def printable(text: str) -> str:
    """A text with the number of each sign that cannot be shown; without those that steer."""
    return told("".join(sign for sign in text if _is_kept(sign)))


def _is_kept(sign: str) -> bool:
    return sign.isprintable() or sign == "\n" or UNSEEN.match(sign) is not None


def _text(path: Path) -> dict[str, Any] | LeftOut:
    if path.stat().st_size > 4 * LONGEST_PRINTED_TEXT:
        return LeftOut.TEXT
    text = printable(path.read_bytes().decode("utf-8-sig", errors="replace"))
    if len(text) > LONGEST_PRINTED_TEXT or text.count("\n") >= MOST_PRINTED_LINES:
        return LeftOut.TEXT
    return {"shown": "text", "parts": list(_parts(text))}


def _parts(text: str) -> Iterator[str]:
    """A text in parts of some lines."""
    lines = text.split("\n")
    for begin in range(0, len(lines), _LINES_TOGETHER):
        yield "\n".join(lines[begin : begin + _LINES_TOGETHER])


def _picture(file: Attachment, name: str, folder: Path, room: Room) -> dict[str, Any] | LeftOut:
    pixels = pixels_of(file.path.read_bytes(), file.media_type)
    if pixels is None:
        return LeftOut.KIND
    if pixels > MOST_PIXELS:
        return LeftOut.PIXELS
    if pixels > room.pixels:
        return LeftOut.WHOLE
    room.pixels -= pixels
    (folder / name).symlink_to(file.path)
    return {"shown": "picture", "file": name}


def _pdf(path: Path, name: str, folder: Path, room: Room) -> dict[str, Any] | LeftOut:
    pages = _pages_of(path)
    if not pages:
        return LeftOut.KIND
    if pages > MOST_PAGES:
        return LeftOut.PAGES
    if pages > room.pages:
        return LeftOut.WHOLE
    room.pages -= pages
    (folder / name).symlink_to(path)
    return {"shown": "pdf", "file": name, "pages": pages}


def _pages_of(path: Path) -> int:
    """How many pages a PDF has; 0 for one that is broken or locked."""
    from pypdf import PdfReader  # noqa: PLC0415 - only a case with PDFs waits for it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(path)
        return 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return 0


# ---------------------------------------------------------------- how large a picture is


def pixels_of(content: bytes, media_type: str) -> int | None:
    """How many pixels a picture has, as its head says; None where it does not say it."""
    return _pixels_of_png(content) if media_type == "image/png" else _pixels_of_jpeg(content)


def _pixels_of_png(content: bytes) -> int | None:
    """Width and height stand first of all (PNG, third edition, 11.2.1)."""
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return int.from_bytes(content[16:20]) * int.from_bytes(content[20:24])


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def _pixels_of_jpeg(content: bytes) -> int | None:
    """Height and width stand in the frame's head (ITU-T T.81, B.2.2), after other segments."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            return int.from_bytes(content[at + 5 : at + 7]) * int.from_bytes(
                content[at + 7 : at + 9]
            )
        if marker == 0xFF:
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            at += 2 + max(int.from_bytes(content[at + 2 : at + 4]), 2)
    return None
