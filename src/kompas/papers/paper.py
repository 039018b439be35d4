"""What a paper says: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """What something is called, and what it is, line by line."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `header` has as many cells as each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Text | Pairs | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `level` 1 begins a page and stands in the contents."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is printed at the end: PDF, PNG, JPEG or plain text; another is named only.

    `path` is where it lies; a file that is not there is named.
    """

    title: str
    media_type: str
    path: Path


class LeftOut(StrEnum):
    """Why a file is named and not printed."""

    KIND = "kind"
    PAGES = "pages"
    PIXELS = "pixels"
    TEXT = "text"
    WHOLE = "whole"
    PROCESSOR = "processor"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: what stands on the first page, the sections, and the files at the end.

    `page_of` words the foot of a page with `{page}` and `{pages}`; `contents` heads the contents,
    and `not_shown` words why a file is not printed.
    """

    title: str
    author: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    contents: str
    page_of: str
    attachments: tuple[Attachment, ...] = ()
    not_shown: Mapping[LeftOut, str] = field(default_factory=dict)
    language: str = "da"
