"""`kompas sample` fills an empty database; the whole terminal on the server that Kompas brings."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kompas.cli import inputs
from kompas.norms import Library
from kompas.register import postgres
from tests.processes.terminal import Run, runner
from tests.register.database import Database

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty(
    database: Database,
    library: Library,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    monkeypatch.setattr(inputs, "norms", lambda: library)
    monkeypatch.chdir(ROOT)
    return runner(database, capsys, monkeypatch)


def test_the_sample_fills_an_empty_database_and_can_go_on(empty: Run) -> None:
    ran = empty("sample", "--cases", 12, "--seed", 7)
    assert (ran.status, ran.err) == (0, "")
    assert "Eksempelby har 12 sager" in ran.out
    first = {
        line["case_id"]
        for user in ("margit-vang", "torkild-bro")
        for line in empty("case", "list", "--as", user, "--by-name", "--json").data["cases"]
    }
    assert len(first) == 12
    assert empty("verify-log").status == 0
    assert "har 20 sager" in empty("sample", "--cases", 20, "--seed", 7).out
    refused = empty("sample", "--cases", 3, "--seed", 8)
    assert (refused.status, "andre sager" in refused.err) == (2, True)
    for wrong in (("--cases", 0), ("--cases", "mange"), ("--seed", -1)):
        assert empty("sample", *wrong).status == 2


def test_the_examples_of_the_help_work_in_the_sample(empty: Run) -> None:
    empty("sample", "--cases", 1)
    begun = empty("case", "act", "new", "examples/command-application.json", "--as", "ronja-elm",
                  "--json")  # fmt: skip
    assert (begun.status, begun.data["status"]) == (0, "received")
    number = begun.data["case_number"]
    noted = empty("case", "act", number, "examples/command-note.json", "--as", "ronja-elm")
    assert noted.status == 0


def test_it_all_runs_on_the_server_that_comes_along() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kompas-test-"))
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPAS", "DJANGO"))}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kompas.cli", *arguments],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**environ, "KOMPAS_DATA": str(folder)},
        )

    try:
        assert "Eksempelby har 3 sager" in run("sample", "--cases", "3").stdout
        listed = json.loads(run("case", "list", "--as", "torkild-bro", "--json").stdout)["cases"]
        assert listed
        assert run("verify-log").stderr == ""
        assert "✓ Alt er, som det skal være." in run("db", "status").stdout
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)
