"""An installation of its own for a test, driven as an operator does: by commands, in processes."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompas.register import postgres
from kompas.register.keeper import KEEPER, opened

ROOT = Path(__file__).parents[2]
ROUNDS = max(3, int(os.environ.get("KOMPAS_TEST_FAULT_ROUNDS", "20")) // 7)
"""How many moments of each kind of work somebody is killed at."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short name, for the embedded server; what is begun there ends with it."""
    made = Path(tempfile.mkdtemp(prefix="kompas-test-"))
    made.chmod(0o755)  # run as root, the server is another user
    yield made
    for folder in (made, *made.iterdir()):
        if (folder / KEEPER).exists():
            postgres.stop(folder, "immediate")
    shutil.rmtree(made, ignore_errors=True)


def environ(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation in a folder, and nothing of this process's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}
    return {
        **kept,
        "KOMPAS_DATA": str(folder),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "COLUMNS": "200",
        **more,
    }


def kompas(
    folder: Path, *words: object, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """`kompas WORDS ...`, to its end."""
    return _run("kompas.cli", words, stdin, environ(folder, **more))


def killed(
    folder: Path, step: int, *words: object, **more: str
) -> subprocess.CompletedProcess[str]:
    """The same, killed at a step; its orphans have ended too."""
    ran = _run("tests.operations.moments", (step, *words), "", environ(folder, **more))
    until_stopped(folder)
    return ran


def steps_of(folder: Path, *words: object, **more: str) -> int:
    """How many steps it takes when nobody kills it."""
    ran = killed(folder, 0, *words, **more)
    assert ran.returncode == 0, ran.stderr
    return int(re.split(r"\s+", ran.stderr.strip())[-1])


def moments(steps: int, rounds: int = ROUNDS) -> list[int]:
    """Some of the steps, the first and the last among them."""
    return sorted({1 + (steps - 1) * n // (rounds - 1) for n in range(rounds)})


def until_stopped(folder: Path) -> None:
    """Wait until nobody keeps the embedded server of a folder."""
    if (folder / KEEPER).exists():
        held = opened(folder / KEEPER)
        fcntl.flock(held, fcntl.LOCK_EX)
        os.close(held)


def _run(
    module: str, words: tuple[object, ...], stdin: str, told: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        input=stdin,
        cwd=ROOT,
        env=told,
    )
