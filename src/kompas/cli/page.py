"""Pages for people: trees, tables and running text, at the width of the terminal, by `rich`.

Colour only repeats what a word or a mark says. Nothing is shown that did not pass `shown`.
"""

import re
import sys
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kompas.cli.terminal_text import shown

MAX_WIDTH = 110
"""Wider lines are hard to read."""
_UNLIMITED = 100_000

_TOGETHER = re.compile(r"(?<=§) (?=[\d§])|(?<=stk\.) (?=\d)|(?<=nr\.) (?=\d)")
_GLUE = "\ue000"
"""Stands for a space where no line may break; `rich` breaks at a no-break space too."""

GOOD, BAD, OPEN, QUIET, STRONG = "green", "red", "yellow", "dim", "bold"


def text(*parts: str | tuple[str, str]) -> Text:
    """A line: plain parts, and parts with a style."""
    line = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        line.append(_TOGETHER.sub(_GLUE, shown(words)), style)
    return line


def indented(part: RenderableType, by: int = 2) -> RenderableType:
    """A part moved to the right."""
    return Padding(part, (0, 0, 0, by))


def point(mark: str | tuple[str, str], *parts: RenderableType) -> RenderableType:
    """A point: the mark in a column of its own, so that what wraps stays beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(text(mark), Group(*parts))
    return grid


def show(*parts: RenderableType, one_line_rows: bool = False) -> None:
    """Print the parts, one after the other.

    `one_line_rows`: where nobody's terminal limits the width, a row of a table is one line.
    """
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if console.is_terminal:
        console.width = console.width if one_line_rows else min(console.width, MAX_WIDTH)
    elif one_line_rows:
        console.width = _UNLIMITED
    else:
        console.width = min(console.width, MAX_WIDTH)
    with console.capture() as made:
        for part in parts:
            console.print(part)
    write(_without_trailing_space(made.get().replace(_GLUE, " ")))


def write(words: str) -> None:
    """Write to standard output. For what did not come from a page (JSON): see `plain`."""
    sys.stdout.write(words)


def plain(words: str) -> None:
    """Write text that is not a page, such as JSON: it passes `shown` too."""
    sys.stdout.write(shown(words).rstrip("\n") + "\n")


def several(lines: Iterable[Text]) -> Text:
    """Lines under each other."""
    return Text("\n").join(lines)


def _without_trailing_space(made: str) -> str:
    """Without the spaces that fill the lines of a grid: they disturb who copies or compares."""
    return "\n".join(line.rstrip(" ") for line in made.split("\n"))
