"""The program asks for the time in a few places, which the tests can make stand still."""

import ast
from pathlib import Path

from tests.clock import READERS

SOURCE = Path(__file__).parents[2] / "src"


def readers(*asked: str) -> list[str]:
    """The modules that call one of these functions, by name."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        calls = (one for one in ast.walk(ast.parse(path.read_bytes())) if isinstance(one, ast.Call))
        if any(ast.unparse(one.func) in asked for one in calls):
            found.append(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    return found


def test_only_these_ask_what_time_it_is() -> None:
    assert readers("datetime.now") == sorted(READERS)


def test_nobody_asks_for_the_machines_own_day() -> None:
    assert readers("date.today", "datetime.today", "datetime.utcnow", "time.localtime") == []


def test_how_long_something_took_is_not_asked_of_a_clock_that_is_set() -> None:
    """One that is set back an hour would have what is done each second wait for an hour."""
    assert readers("time.time", "time.time_ns") == []
