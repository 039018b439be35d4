"""The letter as a PDF for the archive and for screen readers: PDF/A-2a and PDF/UA-1, by Typst."""

import json
import re
import threading
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kompas.letters.letter import (
    Block,
    Letter,
    ListBlock,
    Missing,
    Paragraph,
    Spans,
    Subheading,
    Table,
    text_of,
)
from kompas.words import _

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_FOLDER = Path(__file__).parent
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_KEEP_TOGETHER = re.compile(
    r"(?<=§) (?=\d)|(?<=\d) (?=(?:dage?|timer?|uger?|kr\.|år)\b)|(?<=\d\.) (?=[a-z]{3,9} \d{4})"
)
_NO_GLYPH = re.compile(r'text (?:contains the disallowed codepoint )?`"(?P<text>.{1,40}?)"`')
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class UnprintableTextError(ValueError):
    """The letter holds a character that no font has, so that PDF/A forbids it: `text` shows it."""

    def __init__(self, text: str) -> None:
        message = _("Tegnet »{text}« kan ikke trykkes i et brev. Skriv det på en anden måde.")
        super().__init__(message.format(text=text))
        self.text = text


def to_pdf(letter: Letter) -> bytes:
    """The PDF. The same letter always gives the same bytes; a draft says so on every page.

    Raises UnprintableTextError for a character that the fonts do not have.
    """
    # Typst stamps the file; the day of the decision and not the clock makes the bytes repeatable.
    stamp = datetime.combine(letter.dated, time(12), tzinfo=UTC) if letter.dated else _EPOCH
    data = json.dumps(_data(letter), ensure_ascii=False)
    compiler, lock = _compiler()
    with lock:
        try:
            made = compiler.compile(
                format="pdf",
                sys_inputs={"letter": data},
                pdf_standards=STANDARDS,
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise _understood(error) from error
        except UnicodeEncodeError as error:
            raise UnprintableTextError(ascii(error.object[error.start])[1:-1]) from error
    assert isinstance(made, bytes)  # noqa: S101 - a list only for pages of images
    return made


@cache
def _compiler() -> tuple[typst.Compiler, threading.Lock]:
    """One compiler for the process: it keeps fonts and template. It serves one at a time."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FOLDER / "fonts"])
    compiler = typst.Compiler(_FOLDER / "letter.typ", root=_FOLDER, font_paths=fonts)
    return compiler, threading.Lock()


def _understood(error: typst.TypstError) -> Exception:
    found = _NO_GLYPH.search(str(error))
    return UnprintableTextError(found["text"]) if found else error


def _data(letter: Letter) -> dict[str, Any]:
    """What `letter.typ` reads: plain strings, nothing else."""
    words = letter.page_words
    draft = {
        "mark": words.draft.text,
        "lead": words.draft_lead.text,
        "missing": [_missing(part) for part in letter.missing],
    }
    return {
        "name": text_of(letter.title) or words.draft.text,
        "title": _set(letter.title) or words.draft.text,
        "label": _set(letter.label),
        "author": text_of(letter.sender[0]),
        "sender": [_set(line) for line in letter.sender],
        "addressee": [_set(line) for line in letter.addressee],
        "meta": [[_set(line.label), _set(line.value)] for line in letter.meta],
        "footer": text_of(letter.sender[0]),
        "page": words.page.text,
        "page_of": words.page_of.text,
        "draft": draft if letter.missing else None,
        "sections": [
            {
                "code": section.code,
                "heading": _set(section.heading),
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in letter.sections
        ],
    }


def _missing(part: Missing) -> str:
    source = f" ({part.source})" if part.source else ""
    return f"{part.text} {part.remedy}{source}"


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(spans=spans, cites=cites):
            return {"kind": "p", "text": _set(spans), "cites": _set(cites)}
        case Subheading(spans=spans):
            return {"kind": "h", "text": _set(spans)}
        case ListBlock(items=items):
            return {"kind": "list", "items": [_block(item) for item in items]}
        case Table(header=header, rows=rows):
            return {
                "kind": "table",
                "header": [_set(cell) for cell in header],
                "rows": [[_set(cell) for cell in row] for row in rows],
            }


def _set(spans: Spans) -> str:
    """The words, with numbers kept on one line with what they count. Typst drops tabs."""
    return _KEEP_TOGETHER.sub(_NO_BREAK_SPACE, text_of(spans).replace("\t", " "))
