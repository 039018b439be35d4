"""Which test proves which obligation: read from the `ledger` marks, without running anything."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"


def proofs() -> dict[str, list[str]]:
    """For each obligation the tests that prove it, as `file::test`."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for test, obligation in _marks(ast.parse(path.read_text("utf-8"))):
            place = f"{path.relative_to(TESTS.parent).as_posix()}::{test}"
            if place not in found.setdefault(obligation, []):
                found[obligation].append(place)
    return found


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for call in (c for d in node.decorator_list for c in ast.walk(d)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.ledger":
                for argument in call.args:
                    yield from ((node.name, name) for name in _names(argument))


def _names(argument: ast.expr) -> Iterator[str]:
    """A literal, or an f-string over the numbers of a parametrised test (`f"CASE-{number}"`)."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr) and ast.unparse(argument) == "f'CASE-{number}'":
        yield from (f"CASE-{number}" for number in range(1, 10))
