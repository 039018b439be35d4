"""The demo and the sample beside real installations: they are refused, and nothing is touched."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompas.accounts.models import User
from kompas.register import fictional, postgres
from kompas.register.fictional import Reached
from kompas.register.models import CaseSummary
from tests.processes.terminal import Run

ROOT = Path(__file__).parents[2]
SENTENCE = "en helt anden sætning"

DEMO = """
import os, sys
from kompas.cli import main
from kompas.site import serving
from kompas.register import health
serving.prepare = lambda: None
serving.serve = lambda opened, ready: ready()
if os.environ.get("DIES"):
    health.migrate = lambda: os._exit(9)
sys.exit(main(["demo", *sys.argv[1:]]))
"""
"""The demo without visitors; where `DIES` is set it is killed before the tables stand."""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="kompas-test-"))
    yield made
    postgres.stop(made, "immediate")
    shutil.rmtree(made, ignore_errors=True)


def run(
    folder: Path, *words: str, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    program = ["-c", DEMO] if words[0] == "demo" else ["-m", "kompas.cli", words[0]]
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}
    return subprocess.run(
        [sys.executable, *program, *words[1:]],
        check=False,
        capture_output=True,
        text=True,
        input=stdin,
        cwd=ROOT,
        env={**environ, "KOMPAS_DATA": str(folder), **more},
    )


def standing(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def users(folder: Path) -> dict[str, bool]:
    listed = json.loads(run(folder, "user", "list", "--json").stdout)
    return {one["username"]: one["can_sign_in"] for one in listed}


def test_a_real_installation_stays_byte_for_byte(folder: Path) -> None:
    run(folder, "unit", "make", "vest", "--name", "Team Vest", "--municipality", "vejen")
    run(folder, "user", "make", "anna", "--name", "Anna Holm", stdin=SENTENCE)
    run(folder, "user", "grant", "anna", "caseworker", "vest")
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "letter").write_bytes(b"a letter")
    (folder / "secret").write_text("s" * 40)
    before = standing(folder)
    for words in (("demo",), ("demo", "--fresh"), ("demo", "--cases", "3"), ("sample",)):
        refused = run(folder, *words)
        assert refused.returncode == 2
        assert "Den er ikke rørt." in refused.stderr
        assert "KOMPAS_DATA=" in refused.stderr
        assert standing(folder) == before
    assert users(folder) == {"anna": True}


def test_the_demo_keeps_what_was_done_in_it_and_begins_anew_when_asked(folder: Path) -> None:
    killed = run(folder, "demo", "--cases", "3", DIES="1")
    assert killed.returncode == 9
    assert fictional.reached(folder) is Reached.BEGUN
    assert "blev afbrudt" in run(folder, "user", "list").stderr

    first = run(folder, "demo", "--cases", "3")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Eksempelby bygges" in first.stdout
    assert fictional.reached(folder) is Reached.FILLED
    run(folder, "user", "make", "anna", "--name", "Anna Holm", "--no-password")
    run(folder, "user", "password", "drift", stdin=SENTENCE)
    (folder / "notes.txt").write_text("mine")

    again = run(folder, "demo", "--cases", "4")
    assert "Eksempelby bygges" in again.stdout
    assert not users(folder)["anna"]
    assert _signs_in(folder, "drift", SENTENCE)
    assert _signs_in(folder, "ronja-elm", "eksempelby")

    fresh = run(folder, "demo", "--fresh", "--cases", "3")
    assert fresh.returncode == 0, fresh.stderr
    assert "notes.txt er ikke demoens" in " ".join(fresh.stdout.split())
    assert (folder / "notes.txt").read_text() == "mine"
    assert "anna" not in users(folder)
    assert _signs_in(folder, "drift", "eksempelby")


_TRIED = """
import sys, kompas.register as r; r.setup()
from kompas.accounts.models import User
sys.exit(not User.objects.get(username=sys.argv[1]).check_password(sys.argv[2]))
"""


def _signs_in(folder: Path, username: str, password: str) -> bool:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}
    tried = subprocess.run(
        [sys.executable, "-c", _TRIED, username, password],
        check=False,
        env={**environ, "KOMPAS_DATA": str(folder)},
    )
    return tried.returncode == 0


def test_with_a_database_of_ones_own_there_is_no_demo(
    kompas: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KOMPAS_DEMO", raising=False)
    for words in (("demo",), ("demo", "--fresh")):
        refused = kompas(*words)
        assert refused.status == 2
        assert "KOMPAS_DATABASE_URL" in refused.err
    assert list(tmp_path.iterdir()) == []
    assert "KOMPAS_DEMO" not in os.environ


def test_a_database_that_is_in_use_is_not_filled(kompas: Run) -> None:
    before = dict(User.objects.values_list("username", "password"))
    refused = kompas("sample", "--cases", 3)
    assert refused.status == 2
    assert "taget i brug" in refused.err
    assert dict(User.objects.values_list("username", "password")) == before
    assert not CaseSummary.objects.exists()
