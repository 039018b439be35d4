"""What a file is, by its first and last bytes and by the parts that it is made of."""

import codecs
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from kompas.limits import MOST_ZIP_PARTS

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"
MAILS = frozenset({EML, MSG})
ENDINGS = {
    PDF: ".pdf",
    PNG: ".png",
    JPEG: ".jpg",
    TEXT: ".txt",
    WORD: ".docx",
    EML: ".eml",
    MSG: ".msg",
}

_CHUNK_BYTES = 256 * 1024
_HEAD_BYTES = 1024
"""Within so many bytes readers look for the head of a PDF, and at the end for its last line."""
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2), in which Outlook keeps a mail (MS-OXMSG 2.1)."""
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
"""How a line in the head of a mail begins (RFC 5322, 2.2)."""
_SENDER = re.compile(rb"^From:", re.MULTILINE | re.IGNORECASE)
_SENT = re.compile(rb"^(?:Message-ID|MIME-Version|Received):", re.MULTILINE | re.IGNORECASE)
_HEADERS_BYTES = 64 * 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22 + 65_535
"""The end of an archive with the longest comment that it may have (APPNOTE 4.3.16)."""


def media_type_of(path: Path) -> str | None:
    """What a file is, or None for anything that is not taken in."""
    start, end = _ends(path, _HEAD_BYTES)
    for mark, found in _BY_THEIR_STARTS.items():
        if start.startswith(mark):
            return found(path, end)
    head = _PDF_HEAD.search(start)
    if head is not None and (head.start() == 0 or b"%%EOF" in end):
        return PDF if b"%%EOF" in end else None
    if _is_mail(path):
        return EML
    return TEXT if start and _is_text(path) else None


def holds(path: Path, wanted: bytes) -> bool:
    """Whether some bytes stand anywhere in a file."""
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if wanted in before + chunk:
                return True
            before = chunk[-len(wanted) :]
    return False


def _is_mail(path: Path) -> bool:
    """Whether it begins with who sent it, and with what only a mail has."""
    with path.open("rb") as file:
        head = _head(file.read(_HEADERS_BYTES).removeprefix(codecs.BOM_UTF8))
    return b"\0" not in head and bool(_SENDER.search(head) and _SENT.search(head))


def _head(start: bytes) -> bytes:
    """The head of a mail, as far as a file begins with one, without the line that mailboxes put
    before it.
    """
    lines = start.split(b"\n")
    first = 1 if lines[0].startswith(b"From ") else 0
    found: list[bytes] = []
    for line in lines[first:]:
        is_more = bool(found) and line[:1] in (b" ", b"\t")
        if not is_more and not _HEADER.match(line):
            break
        found.append(line)
    return b"\n".join(found)


def _ends(path: Path, length: int) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        start = file.read(length)
        file.seek(max(0, path.stat().st_size - length))
        return start, file.read()


def _is_word(path: Path) -> bool:
    """An archive with the parts of a document, and no more parts than can be read in a moment."""
    if not 0 < _parts_of(path) <= MOST_ZIP_PARTS:
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return {"[Content_Types].xml", "word/document.xml"} <= set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _parts_of(path: Path) -> int:
    """How many parts an archive says that it has; 0 where it does not say it."""
    _start, end = _ends(path, _ZIP_END_BYTES)
    at = end.rfind(_ZIP_END)
    return int.from_bytes(end[at + 10 : at + 12], "little") if at >= 0 else 0


def _is_text(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if _NO_TEXT.search(decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_BY_THEIR_STARTS: Mapping[bytes, Callable[[Path, bytes], str | None]] = {
    b"\x89PNG\r\n\x1a\n": lambda _path, end: PNG if b"IEND" in end else None,
    b"\xff\xd8\xff": lambda _path, end: JPEG if b"\xff\xd9" in end else None,
    b"PK\x03\x04": lambda path, _end: WORD if _is_word(path) else None,
    OLE: lambda path, _end: MSG if holds(path, _OUTLOOK) else None,
    b"{\\rtf": lambda _path, _end: None,
}
"""How files begin that are of one kind or of none that is taken in; given the file and its end."""
