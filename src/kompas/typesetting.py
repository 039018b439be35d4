"""What Typst is given for an archive's PDF, and what it makes of it: PDF/A-2a and PDF/UA-1.

By itself, so that a worker process that sets a letter reads nothing else of Kompas.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from kompas.words import _

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r'text (?:contains the disallowed codepoint )?`"(?P<text>.{1,40}?)"`')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template, beside it a folder `fonts`, and its data: JSON under the name `name`.

    `stamp` is the moment that the file says it was made at; the same sheet gives the same bytes.
    """

    template: Path
    name: str
    data: str
    stamp: datetime


class UnprintableTextError(ValueError):
    """The letter holds a character that no font has, so that PDF/A forbids it: `text` shows it."""

    def __init__(self, text: str) -> None:
        message = _("Tegnet »{text}« kan ikke trykkes i et brev. Skriv det på en anden måde.")
        super().__init__(message.format(text=text))
        self.text = text


def typeset(sheet: Sheet) -> bytes:
    """The PDF. Raises UnprintableTextError for a character that the fonts do not have."""
    compiler, lock = _compiler(sheet.template)
    with lock:
        try:
            made = compiler.compile(
                format="pdf",
                sys_inputs={sheet.name: sheet.data},
                pdf_standards=STANDARDS,
                timestamp=sheet.stamp,
            )
        except typst.TypstError as error:
            raise _understood(error) from error
        except UnicodeEncodeError as error:
            raise UnprintableTextError(ascii(error.object[error.start])[1:-1]) from error
    assert isinstance(made, bytes)  # noqa: S101 - a list only for pages of images
    return made


def typeset_to(into: Path, sheet: Sheet, *, tell: Callable[..., None]) -> dict[str, str]:
    """Write the PDF, as work for a worker: `unprintable` is the character that cannot be set."""
    del tell
    try:
        into.write_bytes(typeset(sheet))
    except UnprintableTextError as error:
        return {"unprintable": error.text}
    return {}


@cache
def _compiler(template: Path) -> tuple[typst.Compiler, threading.Lock]:
    """One compiler for the process: it keeps fonts and template. It serves one at a time."""
    folder = template.parent
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder / "fonts"])
    return typst.Compiler(template, root=folder, font_paths=fonts), threading.Lock()


def _understood(error: typst.TypstError) -> Exception:
    found = _NO_GLYPH.search(str(error))
    return UnprintableTextError(found["text"]) if found else error
