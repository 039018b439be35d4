"""docs/safety.md: what was tried against Kompas, counted from the tests that try it."""

import ast
import os
import re
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"


def render() -> str:
    """The page."""
    lines = [
        "# What was tried, and what came of it",
        "",
        "Each number is counted from the tables of the tests that try it (`make docs`), and each",
        "test fails where one thing is lost, half, leaked or broken: **0 lost, 0 half, 0 leaked**",
        "is what they assert. `KOMPAS_TEST_FAULT_ROUNDS=300` kills oftener, and more is told in",
        "[operations](operations.md#what-goes-wrong-and-what-is-lost).",
    ]
    for heading, rows in (
        ("Killed (`SIGKILL`)", _kills()),
        ("Altered behind the guards", _altered()),
        ("Typed by who means harm", _hostile()),
        ("Twice as much", _doubling()),
        ("Seen and done by whom", _access()),
    ):
        lines += ["", f"## {heading}", "", "| tried | times | must come of it | test |"]
        lines += ["|---|---:|---|---|"]
        lines += [f"| {what} | {times} | {came} | `{test}` |" for what, times, came, test in rows]
    return "\n".join(lines)


Row = tuple[str, int, str, str]


def _kills() -> list[Row]:
    rounds = max(3, _default("tests/operations/places.py") // 7)  # as `moments` has it
    faults, filing = "tests/register/test_faults.py", "tests/register/test_killed_attaching.py"
    operations = "tests/operations/test_kills.py"
    each = "the next run ends whole, `verify-log` finds nothing"
    return [
        ("the first start, at steps from its first to its last", rounds, each, operations),
        ("a load (`kompas sample`)", rounds, each, operations),
        ("a migration", rounds, "it is done, or has not begun", operations),
        ("a restore", rounds, "it is done, or begins again", operations),
        (
            "a writer, before and after each statement of two cases",
            4 * int(ast.literal_eval(_value(faults, "STATEMENTS"))),
            "whole cases, or nothing of them",
            faults,
        ),
        ("a writer, at random (300 in the long run)", _default(faults), "as above", faults),
        (
            "taking in a file, before and after each of its steps",
            2 * _count(filing, "STEPS"),
            "no half document; at most one file of no case, which is swept",
            filing,
        ),
    ]


def _altered() -> list[Row]:
    verify, rows = "tests/register/test_verify.py", "tests/register/test_verify_rows.py"
    roster, seals = "tests/processes/test_roster.py", "tests/processes/test_seals.py"
    named = "found and named"
    return [
        ("a column of an event, in three places", 3 * _count(verify, "FLIPS"), named, verify),
        ("what an event says", _count(verify, "PAYLOAD_FLIPS"), named, verify),
        ("an erasure", _count(verify, "ERASURE_FLIPS"), named, verify),
        ("the log of looks", _count(verify, "LOOK_FLIPS"), named, verify),
        ("a column of the lists, by the application's role", _columns(), named, rows),
        (
            "users, roles and units, by the application's role",
            _count(roster, "HARMS"),
            named,
            roster,
        ),
        (
            "meetings of the panels and offers, by the application's role",
            _count(seals, "HARMS"),
            named,
            seals,
        ),
    ]


def _hostile() -> list[Row]:
    hostile, test = "tests/desk/hostile.py", "tests/desk/test_hostile_inputs.py"
    table = _value(hostile, "HOSTILE")
    if not isinstance(table, ast.Dict):
        raise SystemExit(f"{hostile}: HOSTILE is no table")
    kinds = [
        (f"instead of a {ast.literal_eval(key)}, in every field of every page", len(value.elts))
        for key, value in zip(table.keys, table.values, strict=True)
        if isinstance(value, ast.Tuple) and key is not None
    ]
    rows = [(what, times, "no page breaks", test) for what, times in kinds]
    return [*rows, ("headers, on every page", _count(hostile, "HEADERS"), "no page breaks", test)]


def _doubling() -> list[Row]:
    test, patterns = "tests/guards/test_doubling.py", "tests/guards/test_patterns.py"
    pairs = _count(test, "READERS") * _count(test, "TEXTS")
    most = "at most 2.2 times the work"
    return [
        ("texts of each kind, in each reader (the judgement among them)", pairs, most, test),
        ("regular expressions of the program", _patterns(), most, patterns),
    ]


def _access() -> list[Row]:
    test = "tests/desk/test_access.py"
    routes = sum(_calls(f"src/kompas/{one}/routes.py", "Route") for one in ("desk", "portal"))
    people = _count("tests/processes/town.py", "PEOPLE")
    withdrawals = "tests/processes/test_withdrawals.py"
    page = (ROOT / "docs" / "case.md").read_text("utf-8")
    told = re.search(r"(\d+) combinations", page)
    everywhere = "in own, foreign and restricted cases"
    rows = [
        (
            f"{routes} pages by {people} people of every role, {everywhere}",
            routes * people,
            "shown to who may see it, 403 or 404 for all others",
            test,
        )
    ]
    if told:
        what, came = "withdrawals: event, reason, sent or not, role", "by one, by two, or not"
        rows.append((what, int(told[1]), came, withdrawals))
    return rows


# ---------------------------------------------------------------- counting


def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def _value(path: str, name: str) -> ast.expr:
    """What a name of a module is set to. Raises SystemExit where it is not."""
    for node in _tree(path).body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        named = any(isinstance(one, ast.Name) and one.id == name for one in targets)
        if named and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            return node.value
    raise SystemExit(f"{path}: {name} is gone; tools/safety.py counts it")


def _count(path: str, name: str) -> int:
    value = _value(path, name)
    if isinstance(value, ast.Dict):
        return len(value.keys)
    if isinstance(value, ast.Tuple | ast.List):
        return len(value.elts)
    raise SystemExit(f"{path}: {name} cannot be counted")


def _default(path: str) -> int:
    """The rounds where the environment names none."""
    found = re.search(r'get\("KOMPAS_TEST_\w+", "(\d+)"\)', (ROOT / path).read_text("utf-8"))
    if found is None:
        raise SystemExit(f"{path}: no number of rounds")
    return int(found[1])


def _calls(path: str, name: str) -> int:
    calls = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))
    return sum(isinstance(one.func, ast.Name) and one.func.id == name for one in calls)


def _columns() -> int:
    """The columns of the rows for lists, but for those by which each row is found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.register.settings")
    django.setup()
    rows = import_module("kompas.register.case_rows")
    return len(rows.SUMMARIES) - 1 + sum(len(one.columns) - 2 for one in rows.BY_ENTRY)


def _patterns() -> int:
    """Every pattern that the program compiles."""
    found = 0
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            of_re = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if of_re and node.func.attr == "compile" and ast.unparse(node.func.value) == "re":  # type: ignore[attr-defined]
                found += 1
    return found
