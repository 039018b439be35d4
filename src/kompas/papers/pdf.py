"""A paper as a PDF, by Typst. Files of the case are printed page by page at the end."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kompas.papers.attachment import Room, printable, shown
from kompas.papers.paper import Block, Grid, LeftOut, Pairs, Paper, Text

_FOLDER = Path(__file__).parent
_FONTS = _FOLDER.parent / "letters" / "fonts"

Tell = Callable[..., None]


def print_to(
    into: Path, paper: Paper, made_at: datetime, without: Mapping[int, LeftOut], *, tell: Tell
) -> dict[str, str]:
    """Print a paper without those of its files (by their numbers) that are left out.

    Gives why each file that is only named is so. What each can cost is measured before; `tell` is
    told which file that is about (`file`), and `None` while the whole is set.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(_FOLDER / "paper.typ", folder)
        files, why = _files(paper, folder, without, tell)
        tell(file=None)
        try:
            made = _compiled(paper, files, folder, made_at)
        except typst.TypstError:
            if not any(one["shown"] in ("picture", "pdf") for one in files):
                raise
            # One of the files is more broken than it looks: all are named, the paper is whole.
            why |= {n: LeftOut.KIND for n, one in enumerate(files) if one["shown"] != "text"}
            files = [
                one if n not in why else _named(paper, n, why[n]) for n, one in enumerate(files)
            ]
            made = _compiled(paper, files, folder, made_at)
        into.write_bytes(made)
    return {str(number): reason.value for number, reason in why.items()}


def to_pdf(paper: Paper, made_at: datetime) -> bytes:
    """The PDF of a paper without files of outsiders, made here and now."""
    with tempfile.TemporaryDirectory() as name:
        into = Path(name) / "made.pdf"
        print_to(into, paper, made_at, {}, tell=lambda **_how_far: None)
        return into.read_bytes()


def _files(
    paper: Paper, folder: Path, without: Mapping[int, LeftOut], tell: Tell
) -> tuple[list[dict[str, Any]], dict[int, LeftOut]]:
    room, files, why = Room(), [], dict(without)
    for number, file in enumerate(paper.attachments):
        if number not in why:
            tell(file=number)
            found = shown(file, number, folder, room)
            if not isinstance(found, LeftOut):
                files.append({"title": printable(file.title), **found})
                continue
            why[number] = found
        files.append(_named(paper, number, why[number]))
    return files, why


def _named(paper: Paper, number: int, why: LeftOut) -> dict[str, Any]:
    title = printable(paper.attachments[number].title)
    return {"title": title, "shown": "no", "why": paper.not_shown.get(why, "")}


def _compiled(paper: Paper, files: list[dict[str, Any]], folder: Path, made_at: datetime) -> bytes:
    data = {
        "title": printable(paper.title),
        "author": paper.author,
        "language": paper.language,
        "contents": paper.contents,
        "page_of": paper.page_of,
        "head": [[name, printable(text)] for name, text in paper.head],
        "sections": [
            {
                "heading": printable(section.heading),
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
            return {"kind": "text", "text": printable(text)}
        case Pairs(lines=lines):
            return {"kind": "pairs", "lines": [[name, printable(text)] for name, text in lines]}
        case Grid(header=header, rows=rows):
            cells = [[printable(cell) for cell in row] for row in rows]
            return {"kind": "grid", "header": header, "rows": cells}
