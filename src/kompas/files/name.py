"""A name that every system takes for a file, and the name that a file came under."""

import re
import unicodedata
from pathlib import PurePosixPath

from kompas.files.kind import ENDINGS, JPEG, TEXT
from kompas.inputs.cpr import with_hidden
from kompas.inputs.signs import unprintable
from kompas.limits import LONGEST_FILE_NAME_BYTES

_NUMBERS = "0123456789¹²³"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in _NUMBERS)}
"""Names that Windows keeps for devices, whatever ending follows (Naming Files, Paths)."""
_KEPT = frozenset(" -_")
_ALSO_KEPT = _KEPT | frozenset(".,()&+'•")
"""What stands in names besides, and steers nothing; the last hides the end of a CPR number."""
_FOLDERS = re.compile(r"[/\\]")
_LONGEST_ENDING = 10
_MOST_READ = 1_000
"""Characters of a name that are looked at: no system has longer ones."""
_ALSO_ENDINGS = {JPEG: frozenset({".jpeg", ".jpe", ".jfif"}), TEXT: frozenset({".csv", ".log"})}
"""Endings that a kind of file has besides its usual one, and keeps."""


def file_name(title: str, otherwise: str) -> str:
    """The title as a file can be called, without ending: letters as they are written, composed as
    one sign each (NFC); no sign that is a path, a mark of direction or a control. `otherwise` where
    nothing is left, and before a name that a system keeps for itself.
    """
    composed = unicodedata.normalize("NFC", title)
    signs = (sign if _stays(sign, _KEPT) else " " for sign in composed)
    name = _shortened(" ".join("".join(signs).split()))
    if not any(map(str.isalnum, name)):
        return otherwise
    return f"{otherwise} {name}" if name.lower() in _RESERVED else name


def original_name(raw: str) -> str:
    """The name that a file came under, as it is kept and shown: its ending as it was, no folders,
    nothing that turns the text around or steers, the end of a CPR number hidden. Empty where
    nothing is left.
    """
    last = _FOLDERS.split(raw[-_MOST_READ:])[-1]
    composed = with_hidden(unicodedata.normalize("NFC", last))
    signs = (sign if _stays(sign, _ALSO_KEPT) else " " for sign in composed)
    stem, ending = _parted(" ".join("".join(signs).split()).strip(" ."))
    stem = _shortened(stem)
    return f"{stem}{ending}" if any(map(str.isalnum, stem)) else ""


def download_name(original: str, title: str, media_type: str, otherwise: str) -> str:
    """Under what a file is handed out: the name that it came under, else its title; with the ending
    of what it is. `otherwise` as in `file_name`.
    """
    usual = ENDINGS.get(media_type, "")
    stem, ending = _parted(original)
    if not any(map(str.isalnum, stem)):
        return f"{file_name(title, otherwise)}{usual}"
    if stem.partition(".")[0].strip().lower() in _RESERVED:
        stem = f"{otherwise} {stem}"
    if ending.lower() in {usual, *_ALSO_ENDINGS.get(media_type, ())}:
        return f"{stem}{ending}"
    return f"{stem}{usual}"


def title_of_name(original: str) -> str:
    """What a document may be called by the name of its file: without ending, words apart."""
    stem, _ending = _parted(original)
    words = stem if " " in stem else stem.replace("_", " ").replace("-", " ")
    return " ".join(words.split())


def ending_of(original: str) -> str:
    """The ending of a name, in small letters; empty for none."""
    return _parted(original)[1].lower()


def _parted(name: str) -> tuple[str, str]:
    """A name without its ending, and the ending."""
    ending = PurePosixPath(name).suffix if name else ""
    known = ending[1:].isalnum() and len(ending) <= _LONGEST_ENDING
    return (name[: -len(ending)], ending) if known else (name, "")


def _stays(sign: str, kept: frozenset[str]) -> bool:
    """Letters and digits, and the marks that belong to a letter."""
    is_sign = sign.isalnum() or sign in kept or unicodedata.category(sign) in ("Mn", "Mc")
    return is_sign and (kept is _KEPT or not unprintable(sign))


def _shortened(name: str) -> str:
    """At most so many bytes, and no half sign."""
    return name.encode()[:LONGEST_FILE_NAME_BYTES].decode(errors="ignore").strip(" -_")
