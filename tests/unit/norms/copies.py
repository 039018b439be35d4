"""A copy of the shipped norms that a test may spoil."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from kompas.norms import Library, NormError, Problem, default_folder, load

COPENHAGEN, VEJEN = "copenhagen/104-2019.toml", "vejen/104.toml"
FRAMEWORK = "copenhagen/framework-2019.toml"
ACT, PROCEDURE, GROUNDS = "national/104.toml", "national/procedure.toml", "national/grounds.toml"


class Copy:
    """A folder of norms like the shipped one; texts are changed where they stand exactly once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # The letters' clauses are no norms; the lock would find every change without looking.
        # Later versions are left out: what a test spoils is the first one, in force on every day
        # from then on. Not those of § 107: the first one has a fault, and is sound only as history.
        shutil.copytree(
            default_folder(), folder, ignore=shutil.ignore_patterns("letters", "lock.toml")
        )
        for later in folder.rglob("*-2025.toml"):
            if later.name != "107-2025.toml":
                later.unlink()

    def text(self, file: str) -> str:
        """What stands in a file."""
        return (self.folder / file).read_text("utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        """Put something else in a file, or make it."""
        raw = text.encode() if isinstance(text, str) else text
        (self.folder / file).write_bytes(raw)

    def change(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of the first `old`."""
        text = self.text(file)
        assert old in text, f"{file} no longer says {old!r}; the test must follow"
        self.write(file, text.replace(old, new, 1))

    def add(self, file: str, text: str) -> None:
        """Write more at the end of a file."""
        self.write(file, f"{self.text(file)}\n{text}")

    def line(self, file: str, words: str) -> int:
        """The 1-based line on which `words` stands, or begins, for the first time."""
        text = self.text(file)
        assert words in text, f"{file} does not say {words!r}"
        return text[: text.index(words)].count("\n") + 1

    def load(self) -> Library:
        """The norms as they are now."""
        return load(self.folder)

    def refused(self) -> tuple[Problem, ...]:
        """The problems for which the loader refuses the folder."""
        with pytest.raises(NormError) as refusal:
            self.load()
        return refusal.value.problems


class Fault(NamedTuple):
    """A text in a file, what stands there instead, where the fault is and what is said of it."""

    file: str
    old: str
    new: str
    at: str
    what: str
    remedy: str

    def plant_and_assert_refused(self, norms: Copy) -> None:
        """The loader names the file and the line of `at`, says `what`, and offers `remedy`."""
        norms.change(self.file, self.old, self.new)
        problems = norms.refused()
        line = norms.line(self.file, self.at)
        here = [p for p in problems if (p.file, p.line) == (self.file, line)]
        said = [p for p in here if self.what in p.what and self.remedy in p.remedy]
        assert said, f"{self.file}:{line} was expected, and this was said:\n{problems}"
        assert str(said[0]).startswith(f"{self.file}:{line}: ")
        assert said[0].blocks
