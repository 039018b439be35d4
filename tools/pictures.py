"""Make the pictures of README.md from real runs of `kompas`. Not part of `make test`.

- docs/images/assess.svg: the beginning of what the norms answer about a fictional citizen
- docs/images/letter.png: the first page of a letter; needs `pdftoppm` (poppler) on the path

    python -m tools.pictures
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = 110
"""Characters in a line of the pictures."""
DAY = "2026-06-01"
LETTER = "examples/decision-reduction-stands.json"
PAGE_WIDTH_PX = 900
_FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def run(*arguments: str) -> str:
    """What `kompas` writes to a terminal. Raises SystemExit where it does not end with 0."""
    command = [sys.executable, "-m", "kompas.cli", *arguments]
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "KOMPAS_LANG": "da"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def picture(name: str, shown: str, title: str) -> None:
    """Write a terminal's text as SVG, with the fonts of who looks at it."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown), soft_wrap=True)
    svg = console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME, unique_id="kompas")
    # The template would fetch a font from a server when the page is opened.
    (IMAGES / name).write_text(_FONT_FACES.sub("", svg), encoding="utf-8")


def assess() -> None:
    """The overview and the first questions; the rest would be several pages."""
    facts = "examples/facts-d2-housing.json"
    whole = run("assess", facts, "--municipality", "copenhagen", "--on", DAY)
    parts = whole.split("\n\n")
    picture("assess.svg", "\n\n".join([*parts[:4], "..."]), f"kompas assess {facts} ...")


def letter() -> None:
    """The first page of the PDF."""
    if shutil.which("pdftoppm") is None:
        raise SystemExit("pdftoppm is missing: install poppler-utils")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "letter.pdf"
        run("letter", LETTER, "-o", str(pdf))
        page = ["-singlefile", "-png", "-scale-to-x", str(PAGE_WIDTH_PX), "-scale-to-y", "-1"]
        command = ["pdftoppm", *page, str(pdf), str(IMAGES / "letter")]
        subprocess.run(command, check=True)


def main() -> int:
    """Make both."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    assess()
    letter()
    return 0


if __name__ == "__main__":
    sys.exit(main())
