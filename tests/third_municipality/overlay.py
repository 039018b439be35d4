"""Lay the municipality over a copy of the shipped norms."""

import shutil
from pathlib import Path

from kompas.norms import default_folder

FOLDER = Path(__file__).parent


def laid_over(folder: Path) -> Path:
    """A folder of norms with the municipality in it, made at `folder`."""
    shutil.copytree(default_folder(), folder)
    for source in sorted(FOLDER.rglob("*.toml")):
        target = folder / source.relative_to(FOLDER)
        before = target.read_text("utf-8") + "\n" if target.exists() else ""
        target.parent.mkdir(exist_ok=True)
        target.write_text(before + source.read_text("utf-8"), "utf-8")
    return folder
