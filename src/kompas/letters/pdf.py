"""The letter as a PDF for the archive and for screen readers: PDF/A-2a and PDF/UA-1, by Typst."""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

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
from kompas.norms.logo import SVG
from kompas.typesetting import Sheet, typeset

_FOLDER = Path(__file__).parent
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_KEEP_TOGETHER = re.compile(
    r"(?<=§) (?=\d)|(?<=\d) (?=(?:dage?|timer?|uger?|kr\.|år)\b)|(?<=\d\.) (?=[a-z]{3,9} \d{4})"
)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def to_pdf(letter: Letter) -> bytes:
    """The PDF, set here and now. The same letter always gives the same bytes; a draft says so on
    every page.

    Raises UnprintableTextError for a character that the fonts do not have.
    """
    return typeset(sheet_of(letter))


def sheet_of(letter: Letter) -> Sheet:
    """What the PDF is set from, here or by a worker."""
    # Typst stamps the file; the day of the decision and not the clock makes the bytes repeatable.
    stamp = datetime.combine(letter.dated, time(12), tzinfo=UTC) if letter.dated else _EPOCH
    data = json.dumps(_data(letter), ensure_ascii=False)
    return Sheet(_FOLDER / "letter.typ", "letter", data, stamp)


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
        "logo": _logo(letter),
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


def _logo(letter: Letter) -> dict[str, Any] | None:
    """The picture's bytes as numbers, for JSON has none, and what is said of it."""
    if letter.logo is None:
        return None
    alt = f"{letter.page_words.logo.text} {text_of(letter.sender[0])}"
    kind = "svg" if letter.logo.media_type == SVG else "png"
    return {"bytes": list(letter.logo.content), "format": kind, "alt": alt}


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
