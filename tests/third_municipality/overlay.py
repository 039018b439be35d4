"""Lay the municipalities beside the shipped ones: each folder is put into a copy, whole."""

import shutil
from pathlib import Path

from kompas.norms import default_folder

FOLDER = Path(__file__).parent
NAMES = ("lillefjord", "havnsted")


def laid_over(folder: Path, *names: str) -> Path:
    """A folder of norms with the municipalities in it, made at `folder`; no shared file differs."""
    shutil.copytree(default_folder(), folder)
    for name in names or NAMES:
        shutil.copytree(FOLDER / name, folder / name)
    return folder
