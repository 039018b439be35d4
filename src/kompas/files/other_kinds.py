"""What a file is that is not taken in, so that it can be told; and what its name says it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kompas.files import kind
from kompas.files.kind import EML, JPEG, MSG, OLE, PDF, PNG, TEXT, WORD, holds
from kompas.words import N_, _

_HEAD_BYTES = 1024
_ZIP = b"PK\x03\x04"


class OtherKind(NamedTuple):
    """What a file is, and what its sender or the user can do instead."""

    what: str
    remedy: str


_AS_PDF = N_("Gem den som PDF, og vælg den igen.")
_AS_WORD = N_("Gem den som Word-dokument (.docx) eller PDF, og vælg den igen.")
_AS_PICTURE = N_("Gem det som JPEG eller PNG, og vælg det igen.")
_AGAIN = N_("Bed om den igen: den er ikke kommet helt frem.")

EMPTY = OtherKind(N_("Filen er tom."), N_("Bed om den igen."))
_PROGRAM = OtherKind(
    N_("Filen er et program, og det lægges ikke på en sag."), N_("Bed om selve dokumentet.")
)
_ARCHIVE = OtherKind(
    N_("Filen er en pakke med andre filer (fx zip)."),
    N_("Pak den ud, og vælg de filer, der ligger i den."),
)
_LOCKED = OtherKind(N_("Filen er låst med en adgangskode."), N_("Bed om den uden kode."))
_OLD_WORD = OtherKind(N_("Filen er et Word-dokument i det gamle format (.doc)."), _AS_WORD)
_RTF = OtherKind(N_("Filen er et dokument i formatet RTF."), _AS_WORD)
_SHEET = OtherKind(N_("Filen er et regneark."), _AS_PDF)
_SLIDES = OtherKind(N_("Filen er en præsentation."), _AS_PDF)
_OPEN_DOCUMENT = OtherKind(N_("Filen er et dokument i OpenDocument-formatet."), _AS_WORD)
_HEIC = OtherKind(N_("Filen er et billede fra en telefon (HEIC)."), _AS_PICTURE)
_PICTURE = OtherKind(N_("Filen er et billede i et format, der ikke kan gemmes."), _AS_PICTURE)
_FILM = OtherKind(
    N_("Filen er lyd eller film."), N_("Skriv et notat om, hvad den viser, og hvor den ligger.")
)
_HALF = OtherKind(N_("Filen er ikke hel."), _AGAIN)
_LETTERS = OtherKind(
    N_("Filen er tekst, men dens bogstaver kan ikke læses (den er ikke gemt som UTF-8)."),
    N_("Gem den som UTF-8 eller PDF, og vælg den igen."),
)
_UNKNOWN = OtherKind(
    N_("Filen er af en slags, der ikke kan gemmes."),
    N_("Brug PDF, PNG, JPEG, tekst, Word (.docx) eller en mail (.eml, .msg)."),
)

_MAY_BE_ANY = (EMPTY, _HALF, _LETTERS, _LOCKED, _UNKNOWN)
"""What a file may be that is of the kind that its name says."""

_STARTS: tuple[tuple[bytes, OtherKind], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"{\\rtf", _RTF),
    (b"%PDF-", _HALF),
    (b"\x89PNG", _HALF),
    (b"\xff\xd8\xff", _HALF),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"ID3", _FILM),
    (b"OggS", _FILM),
    (b"\x1aE\xdf\xa3", _FILM),
)
"""How files begin (the numbers that the programs who write them put first)."""
_IN_BOXES: Mapping[bytes, OtherKind] = dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1"), _HEIC)
"""What the first box of ISO 14496-12 names; anything else there is film or sound."""
_PARTS: tuple[tuple[bytes, OtherKind], ...] = (
    (b"xl/workbook.xml", _SHEET),
    (b"ppt/presentation.xml", _SLIDES),
    (b"mimetypeapplication/vnd.oasis.opendocument", _OPEN_DOCUMENT),
    (b"word/document.xml", _HALF),
)
"""What stands in an archive by which it is known: the names of its parts are not packed."""
_STREAMS: tuple[tuple[str, OtherKind], ...] = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _SHEET),
    ("PowerPoint Document", _SLIDES),
)
"""The streams of a compound file by which it is known."""


def other_kind(path: Path) -> OtherKind:
    """What a file is that is not taken in, as far as that can be seen; texts in Danish."""
    with path.open("rb") as file:
        start = file.read(_HEAD_BYTES)
    if not start:
        return EMPTY
    if start.startswith(OLE):
        found = (one for name, one in _STREAMS if holds(path, name.encode("utf-16-le")))
        return next(found, _UNKNOWN)
    if start.startswith(_ZIP):
        return next((one for name, one in _PARTS if holds(path, name)), _ARCHIVE)
    if start[4:8] == b"ftyp":
        return _IN_BOXES.get(start[8:12], _FILM)
    if start.startswith(b"RIFF"):
        return _PICTURE if start[8:12] == b"WEBP" else _FILM
    begins = (one for mark, one in _STARTS if start.startswith(mark))
    return next(begins, _UNKNOWN if b"\0" in start else _LETTERS)


NAMES: Mapping[str, str] = {
    PDF: N_("en PDF"),
    PNG: N_("et billede (PNG)"),
    JPEG: N_("et billede (JPEG)"),
    TEXT: N_("ren tekst"),
    WORD: N_("et Word-dokument"),
    EML: N_("en mail"),
    MSG: N_("en mail fra Outlook"),
}
"""What is taken in, as people call it."""
_SAYS = {
    **{ending: media_type for media_type, ending in kind.ENDINGS.items()},
    ".jpeg": JPEG,
}
_NOT_TAKEN = frozenset(
    {".exe", ".com", ".bat", ".js", ".zip", ".doc", ".docm", ".xls", ".xlsx", ".ppt", ".pptx",
     ".rtf", ".odt", ".heic", ".gif", ".tif", ".tiff", ".htm", ".html"}
)  # fmt: skip
"""Endings of what is something else than what is taken in."""


def contradiction(ending: str, media_type: str) -> str:
    """That a file is something else than its name says; empty where it is not, or says nothing."""
    says = _SAYS.get(ending)
    if (says is None and ending not in _NOT_TAKEN) or says == media_type:
        return ""
    text = _("Navnet ender på {ending}, men indholdet er {what}.")
    return text.format(ending=ending, what=_(NAMES[media_type]))


def refusal(path: Path, ending: str = "") -> str:
    """Why a file is not taken in and what to do, in the reader's language; and that it is something
    else than its name says, where it is.
    """
    found = other_kind(path)
    told = [_(found.what), _(found.remedy)]
    if ending in _SAYS and found not in _MAY_BE_ANY:
        told.insert(0, _("Navnet ender på {ending}, men det er filen ikke.").format(ending=ending))
    return " ".join(told)
