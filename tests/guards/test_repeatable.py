"""The tests say the same on every day, on every machine and in every run."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CLOCKS = {"date", "datetime", "time", "timezone"}
READ = {"localtime", "monotonic", "now", "perf_counter", "sleep", "time", "today", "utcnow"}
LEFT_OUT = {"importorskip", "skip", "skipif", "xfail"}
ALLOWED = {
    # Between two kills it waits for a moment, drawn from a seed; what it asserts holds at any.
    "tests/register/test_faults.py: time.sleep",
    # A server that was lent to the tests (KOMPAS_TEST_DATABASE_URL) is not theirs to stop.
    "tests/register/test_faults.py: pytest.skip",
}


def found(wanted: Callable[[str, str], bool]) -> list[str]:
    """The places where tests use something of a module, but for those allowed."""
    places = {
        f"{path.relative_to(ROOT).as_posix()}: {base}.{name}"
        for path in TESTS
        for base, name in _used(ast.parse(path.read_bytes()))
        if wanted(base, name)
    }
    return sorted(places - ALLOWED)


def _used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What is used as `base.name`, or taken from a module by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node.value).rpartition(".")[2], node.attr
        elif isinstance(node, ast.Call) and _waits_a_while(node):
            yield "time", "sleep"
        elif isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), one.name) for one in node.names)


def _waits_a_while(call: ast.Call) -> bool:
    """A wait that ends by itself and was meant to: a sleep by another name."""
    is_wait = isinstance(call.func, ast.Attribute) and call.func.attr == "wait"
    return is_wait and bool(call.args or any(one.arg == "timeout" for one in call.keywords))


def test_no_test_reads_the_clock() -> None:
    """Tests stand at a moment of their own (`tests.clock`), and speed is for the benchmarks."""
    read = found(lambda base, name: base in CLOCKS and name in READ)
    read = [place for place in read if not place.endswith("datetime.time")]  # a time of day
    assert read == []


def test_no_test_is_left_out() -> None:
    assert found(lambda base, name: base in {"pytest", "mark"} and name in LEFT_OUT) == []


def test_the_next_run_collects_the_same_tests(request: pytest.FixtureRequest) -> None:
    """Workers that have collected different tests run none.

    Seconds later and with another order of sets, the tests of this run are there by their names.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    again = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**ours, "PYTHONHASHSEED": "104"},
        check=True,
        capture_output=True,
        text=True,
    )
    names = set(again.stdout.splitlines())
    assert [item.nodeid for item in request.session.items if item.nodeid not in names] == []
