"""Starting and ending: nothing heavy for the help, quiet ends, plain text in a pipe."""

import io
import os
import pty
import re
import subprocess
import sys
from importlib.metadata import version

import pytest

from kompas import cli
from tests.unit.cli.running import EXAMPLES, ROOT, Run

HEAVY = ("rich", "pydantic", "kompas.norms", "kompas.wire", "kompas.letters", "typst", "jinja2")
KOMPAS = (sys.executable, "-m", "kompas.cli")
SHOW = (*KOMPAS, "norms", "show", "--municipality", "copenhagen")


@pytest.mark.parametrize(
    "arguments",
    ["--help", "--version", "assess --help", "norms", "--lang en letter --help", "nope"],
)
def test_help_and_version_load_nothing_heavy(arguments: str) -> None:
    program = (
        "import sys; from kompas.cli import main; "
        f"main({arguments.split()!r}); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT
    )
    loaded = set(ran.stderr.split())
    assert "kompas.cli" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_version_is_the_packages(kompas: Run) -> None:
    assert kompas("--version").out == f"kompas {version('kompas')}\n"
    assert kompas("assess", "--version").out == f"kompas {version('kompas')}\n"


def test_nothing_typed_shows_the_help(kompas: Run) -> None:
    ran = kompas()
    assert ran.status == 0
    assert ran == kompas("--help") == kompas("help")


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    with subprocess.Popen(SHOW, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        told = run.stderr.read()
    assert told == b""
    assert run.returncode == cli.PIPE_CLOSED


@pytest.mark.parametrize(("language", "said"), [("da", "disken er fuld"), ("en", "disk is full")])
def test_a_full_disk_behind_the_output_is_told(language: str, said: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(
            [*SHOW, "--lang", language],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert ran.returncode == cli.BAD_INPUT
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_ctrl_c_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(io.BytesIO):
        def read(self, *_args: object) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))
    assert cli.main(["assess", "-", "--municipality", "vejen"]) == cli.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_pipe_gets_utf8_without_colours_in_any_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(SHOW, check=True, capture_output=True, cwd=ROOT, env=environment)
    assert "Målgruppe" in ran.stdout.decode("utf-8")
    assert b"\x1b" not in ran.stdout


def _at_a_terminal(*arguments: str, columns: int, **environment: str) -> str:
    """What is written when standard output is a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [*KOMPAS, *arguments],
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), **environment},
    ) as run:
        os.close(follower)
        told = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the terminal is closed when the program has ended
                break
            told += part
    os.close(leader)
    assert run.returncode in (0, 1)
    return told.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_gets_colours_unless_it_wants_none() -> None:
    name = str(EXAMPLES / "decision-reduction-falls.json")
    assert "\x1b[" in _at_a_terminal("soundness", name, columns=80)
    assert "\x1b[3" not in _at_a_terminal("soundness", name, columns=80, NO_COLOR="1")
    assert "holder ikke endnu" in _at_a_terminal("soundness", name, columns=80, NO_COLOR="1")


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
def test_a_table_at_a_terminal_keeps_to_its_width_and_leaves_nothing_out(columns: int) -> None:
    name = str(EXAMPLES / "decision-reduction-falls.json")
    told = _at_a_terminal("soundness", name, "--table", columns=columns, NO_COLOR="1")
    lines = re.sub(r"\x1b\[\d*m", "", told).splitlines()
    assert max(map(len, lines)) <= columns
    assert re.match(r"27\.35\.08-G01-8-24 +nedsættelse +✗ falder +»Behovet", lines[1])
    assert " ".join(" ".join(lines).split()).endswith("funktionsevne")


def test_an_assessment_does_not_wait_for_pydantic() -> None:
    program = (
        "import sys; from kompas.cli import main; "
        "main(['assess', 'examples/facts-d2-housing.json', '--municipality', 'copenhagen']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert "Målgruppe: i målgruppen" in ran.stdout
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert "rich" in loaded
    assert loaded.isdisjoint({"pydantic", "pydantic_core", "typst", "jinja2", "django"})
