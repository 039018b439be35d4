"""A paper as a PDF, by Typst. Files of the case are printed page by page at the end."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import typst

from kompas.inputs.signs import told
from kompas.papers.paper import Attachment, Block, Grid, Pairs, Paper, Text

_FOLDER = Path(__file__).parent
_FONTS = _FOLDER.parent / "letters" / "fonts"
_PICTURES = {"image/png": "png", "image/jpeg": "jpg"}
_MOST_PAGES = 400
"""Of one file; a longer one is named and not printed."""


def to_pdf(paper: Paper, made_at: datetime) -> bytes:
    """The PDF. A file that cannot be printed is named with `paper.not_shown`, and never lost
    silently.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(_FOLDER / "paper.typ", folder)
        files = list(_files(paper, folder))
        try:
            return _compiled(paper, files, folder, made_at)
        except typst.TypstError:
            if not files:
                raise
        # One of the files is more broken than it looks: all are named, the paper is whole.
        return _compiled(paper, [{**file, "shown": "no"} for file in files], folder, made_at)


def _compiled(paper: Paper, files: list[dict[str, Any]], folder: Path, made_at: datetime) -> bytes:
    data = {
        "title": _printable(paper.title),
        "author": paper.author,
        "language": paper.language,
        "contents": paper.contents,
        "page_of": paper.page_of,
        "not_shown": paper.not_shown,
        "head": [[name, _printable(text)] for name, text in paper.head],
        "sections": [
            {
                "heading": _printable(section.heading),
                "level": section.level,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in paper.sections
        ],
        "files": files,
    }
    made = typst.compile(
        folder / "paper.typ",
        root=folder,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        # Typst cannot hold the pages of another's PDF to the standard; it tags them all the same.
        pdf_standards=[] if any(one["shown"] == "pdf" for one in files) else ["ua-1"],
        timestamp=made_at.replace(microsecond=0),
    )
    assert isinstance(made, bytes)  # noqa: S101 - a list only for pages of images
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text(text=text):
            return {"kind": "text", "text": _printable(text)}
        case Pairs(lines=lines):
            return {"kind": "pairs", "lines": [[name, _printable(text)] for name, text in lines]}
        case Grid(header=header, rows=rows):
            printable = [[_printable(cell) for cell in row] for row in rows]
            return {"kind": "grid", "header": header, "rows": printable}


def _printable(text: str) -> str:
    """A text with the number of each sign that cannot be shown; without those that steer."""
    return told("".join(sign for sign in text if sign.isprintable() or sign in _KEPT))


_KEPT = "\n\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def _files(paper: Paper, folder: Path) -> Iterator[dict[str, Any]]:
    for number, file in enumerate(paper.attachments):
        yield {"title": _printable(file.title), **_file(file, folder, number)}


def _file(file: Attachment, folder: Path, number: int) -> dict[str, Any]:
    if file.media_type == "text/plain":
        text = file.content.decode("utf-8-sig", errors="replace")
        return {"shown": "text", "text": _printable(text)}
    if file.media_type in _PICTURES:
        name = f"{number}.{_PICTURES[file.media_type]}"
        (folder / name).write_bytes(file.content)
        return {"shown": "picture", "file": name}
    pages = _pages_of(file)
    if 0 < pages <= _MOST_PAGES:
        (folder / f"{number}.pdf").write_bytes(file.content)
        return {"shown": "pdf", "file": f"{number}.pdf", "pages": pages}
    return {"shown": "no"}


def _pages_of(file: Attachment) -> int:
    """How many pages a PDF has; 0 for one that is broken or locked, and for what is none."""
    if file.media_type != "application/pdf":
        return 0
    from pypdf import PdfReader  # noqa: PLC0415 - only a case with PDFs waits for it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(BytesIO(file.content))
        return 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return 0
