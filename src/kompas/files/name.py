"""A name that every system takes for a file."""

import unicodedata

from kompas.limits import LONGEST_FILE_NAME_BYTES

_NUMBERS = "0123456789¹²³"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in _NUMBERS)}
"""Names that Windows keeps for devices, whatever ending follows (Naming Files, Paths)."""
_KEPT = frozenset(" -_")


def file_name(title: str, otherwise: str) -> str:
    """The title as a file can be called, without ending: letters as they are written, composed as
    one sign each (NFC); no sign that is a path, a mark of direction or a control. `otherwise` where
    nothing is left, and before a name that a system keeps for itself.
    """
    composed = unicodedata.normalize("NFC", title)
    signs = (sign if _stays(sign) else " " for sign in composed)
    name = _shortened(" ".join("".join(signs).split()))
    if not any(map(str.isalnum, name)):
        return otherwise
    return f"{otherwise} {name}" if name.lower() in _RESERVED else name


def _stays(sign: str) -> bool:
    """Letters and digits, and the marks that belong to a letter."""
    return sign.isalnum() or sign in _KEPT or unicodedata.category(sign) in ("Mn", "Mc")


def _shortened(name: str) -> str:
    """At most so many bytes, and no half sign."""
    return name.encode()[:LONGEST_FILE_NAME_BYTES].decode(errors="ignore").strip(" -_")
