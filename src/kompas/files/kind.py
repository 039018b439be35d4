"""What a file is, by its first and last bytes and by the parts that it is made of."""

import codecs
import re
import zipfile
from pathlib import Path

from kompas.limits import MOST_ZIP_PARTS

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", TEXT: ".txt", WORD: ".docx"}

_CHUNK_BYTES = 256 * 1024
_HEAD_BYTES = 1024
"""Within so many bytes readers look for the head of a PDF, and at the end for its last line."""
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22 + 65_535
"""The end of an archive with the longest comment that it may have (APPNOTE 4.3.16)."""


def media_type_of(path: Path) -> str | None:
    """What a file is, or None for anything that is not taken in."""
    start, end = _ends(path, _HEAD_BYTES)
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG if b"IEND" in end else None
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG if b"\xff\xd9" in end else None
    if start.startswith(b"PK\x03\x04"):
        return WORD if _is_word(path) else None
    if (head := _PDF_HEAD.search(start)) and b"%%EOF" in end:
        return PDF
    if head is not None and head.start() == 0:
        return None
    return TEXT if start and _is_text(path) else None


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
