"""Run `kompas` in process, as somebody at a terminal of 80 columns would."""

import io
import sys
from functools import cache
from pathlib import Path

import pytest

from kompas.cli import inputs, main
from kompas.norms import Library, default_folder, load
from tests.unit.cli.running import EXAMPLES, ROOT, Example, Ran, Run


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("KOMPAS_LANG", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _norms_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command reads the norms anew; those that Kompas ships are the same in every test."""

    def once(folder: Path) -> Library:
        return shipped() if folder == default_folder() == ROOT / "norms" else load(folder)

    monkeypatch.setattr(inputs, "load", once)


@cache
def shipped() -> Library:
    return load()


@pytest.fixture
def kompas(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`kompas("assess", path, stdin=b"...")`."""

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        monkeypatch.setenv("KOMPAS_NORMS", "")  # what an earlier --norms named
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def example() -> Example:
    """The path of an example by its name."""
    return lambda name: EXAMPLES / f"{name}.json"
