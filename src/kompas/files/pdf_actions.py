"""What acts by itself in a PDF: scripts, programs, files within it, forms that send something.

A PDF is gone through object by object. One that is too broken for that is read as a viewer that
mends it might: every name in it that could act counts, wherever it stands.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kompas.casework.active_content import ActiveContent
from kompas.limits import MOST_PDF_OBJECTS

_ACTIONS = {
    "/JavaScript": ActiveContent.SCRIPT,
    "/Launch": ActiveContent.PROGRAM,
    "/ImportData": ActiveContent.SENDING,
    "/SubmitForm": ActiveContent.SENDING,
    "/GoToE": ActiveContent.EMBEDDED,
    "/GoToR": ActiveContent.REMOTE,
    "/RichMediaExecute": ActiveContent.MEDIA,
    "/Rendition": ActiveContent.MEDIA,
    "/Movie": ActiveContent.MEDIA,
    "/Sound": ActiveContent.MEDIA,
}
"""Kinds of action (ISO 32000-2, 12.6.4) that do more than go to a page or show an address."""
_KEYS = {
    "/JavaScript": ActiveContent.SCRIPT,
    "/JS": ActiveContent.SCRIPT,
    "/EmbeddedFiles": ActiveContent.EMBEDDED,
    "/EF": ActiveContent.EMBEDDED,
    "/AA": ActiveContent.AUTOMATIC,
    "/XFA": ActiveContent.FORM,
}
_ANNOTATIONS = {
    "/FileAttachment": ActiveContent.EMBEDDED,
    "/RichMedia": ActiveContent.MEDIA,
    "/Movie": ActiveContent.MEDIA,
    "/Sound": ActiveContent.MEDIA,
    "/Screen": ActiveContent.MEDIA,
    "/3D": ActiveContent.MEDIA,
}
_HARMLESS_OPENING = {"/GoTo"}
_FILES = {"/AF"}
"""Lists of files that belong to something; what they list is `/EF`."""


class LockedError(Exception):
    """It is locked: nobody can say what is in it."""


class UnreadablePdfError(Exception):
    """No copy can be made of it."""


def found(path: Path) -> Iterator[ActiveContent]:
    """Everything that acts by itself. Raises LockedError."""
    try:
        reader = _reader(path)
        root = reader.trailer["/Root"].get_object()
        objects = list(_objects(reader.trailer))
    except LockedError:
        raise
    except Exception:  # noqa: BLE001 - however broken it is, it is read in another way
        yield from _named(path.read_bytes())
        return
    if _opens(root):
        yield ActiveContent.AUTOMATIC
    for one in objects:
        yield from _acting(one)


def cleaned(path: Path, into: Path) -> None:
    """Write a copy without it. Raises LockedError and UnreadablePdfError."""
    from pypdf import PdfWriter  # noqa: PLC0415 - slow to import, and only here

    try:
        writer = PdfWriter(clone_from=_reader(path))
        root = writer.root_object
        if _opens(root):
            del root["/OpenAction"]
        for one in list(_objects(root)):
            _take_out(one)
        writer.write(into)
    except LockedError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf fails in many ways, and has no copy then
        raise UnreadablePdfError(type(error).__name__) from None


def _reader(path: Path) -> Any:
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and only here
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    reader = PdfReader(path)
    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))
        except (PyPdfError, NotImplementedError):
            opened = False
        if not opened:
            raise LockedError
    return reader


def _objects(start: Any) -> Iterator[Any]:
    """Every dictionary that can be reached, each once."""
    waiting, seen = [start], 0
    known: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if type(one).__name__ == "IndirectObject":
            if (one.idnum, one.generation) in known:
                continue
            known.add((one.idnum, one.generation))
            one = one.get_object()
        seen += 1
        if seen > MOST_PDF_OBJECTS:
            raise UnreadablePdfError
        if isinstance(one, dict):
            yield one
            waiting += [one.raw_get(key) if hasattr(one, "raw_get") else one[key] for key in one]
        elif isinstance(one, list):
            waiting += list.__iter__(one)


def _acting(one: Any) -> Iterator[ActiveContent]:
    for key, what in _KEYS.items():
        if key in one:
            yield what
    kind, subtype = _name(one, "/S"), _name(one, "/Subtype")
    if kind in _ACTIONS:
        yield _ACTIONS[kind]
    if subtype in _ANNOTATIONS and "/Rect" in one:
        yield _ANNOTATIONS[subtype]


def _opens(root: Any) -> bool:
    """Whether something happens when it is opened, other than that a page is shown."""
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    return isinstance(opening, dict) and _name(opening, "/S") not in _HARMLESS_OPENING


def _take_out(one: Any) -> None:
    """Of a dictionary: its keys that act, the actions and annotations in it that do."""
    for key in [*_KEYS, *_FILES]:
        if key in one:
            del one[key]
    for key in list(one):
        inner = one[key]
        if isinstance(inner, dict) and _name(inner, "/S") in _ACTIONS:
            del one[key]
        elif isinstance(inner, list):
            left = [part for part in list.__iter__(inner) if not _is_acting(part.get_object())]
            if len(left) < len(inner):
                inner[:] = left


def _is_acting(part: Any) -> bool:
    if not isinstance(part, dict):
        return False
    is_note = _name(part, "/Subtype") in _ANNOTATIONS and "/Rect" in part
    return is_note or _name(part, "/S") in _ACTIONS


def _name(one: Any, key: str) -> str:
    value = one.get(key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return str(value) if isinstance(value, str) else ""


# ---------------------------------------------------------------- read as it lies there

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/[A-Za-z]{2,16}(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_UNPACKED_BYTES = 50_000_000


def _named(content: bytes) -> Iterator[ActiveContent]:
    """By the names that stand in it, also within what is packed."""
    meant = {name.encode(): what for name, what in {**_ANNOTATIONS, **_ACTIONS, **_KEYS}.items()}
    meant[b"/OpenAction"] = ActiveContent.AUTOMATIC
    if re.search(rb"/Encrypt(?![A-Za-z])", content):
        raise LockedError
    for part in (content, *_unpacked(content)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        yield from {meant[name] for name in _NAME.findall(plain) if name in meant}


def _unpacked(content: bytes) -> Iterator[bytes]:
    left = _MOST_UNPACKED_BYTES
    for begin in _STREAM.finditer(content):
        end = content.find(b"endstream", begin.end())
        packed = content[begin.end() : end if end >= 0 else len(content)]
        try:
            part = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return
