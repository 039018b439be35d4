"""No signature on the way of a case says `Any`: what goes in and out is known at every step."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "kompas"
WHOLE = (PACKAGE / "casework", PACKAGE / "desk" / "steps")
"""Rooms in which no signature and no field says it."""
DOORS = {
    "processes/act.py": ("act", "perform"),
    "register/log.py": ("append",),
    "wire/events.py": ("encode", "decode"),
}
"""The ways in and out of the record. The JSON of older versions, which `wire/events.py` brings up
to date, has no type of ours.
"""
LOOKED_UP = {"casework/steps/__init__.py: AnyStep"}
"""The registry's look-up by name, the one place where a step's types are not known."""


_TYPE = (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp)


def said(tree: ast.AST) -> Iterator[str]:
    """What says `Any`: functions by a parameter or what they return, fields, and other names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts = node.args
            every = (*parts.posonlyargs, *parts.args, *parts.kwonlyargs, parts.vararg, parts.kwarg)
            annotations = [one.annotation for one in every if one is not None]
            if any(map(is_any, [*annotations, node.returns])):
                yield node.name
        elif isinstance(node, ast.AnnAssign) and is_any(node.annotation):
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign) and isinstance(node.value, _TYPE) and is_any(node.value):
            yield ast.unparse(node.targets[0])  # another name for a type
        elif isinstance(node, ast.ClassDef) and any(map(is_any, node.bases)):
            yield node.name


def is_any(node: ast.AST | None) -> bool:
    """Whether an annotation says `Any` somewhere, also where it is written as a text."""
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.Name | ast.Attribute):
            name = part.id if isinstance(part, ast.Name) else part.attr
            if name == "Any":
                return True
        elif isinstance(part, ast.Constant) and re.search(r"\bAny\b", str(part.value)):
            return True
    return False


def test_no_signature_of_the_casework_or_of_a_step_form_says_any() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for room in WHOLE
        for path in sorted(room.rglob("*.py"))
        for name in said(ast.parse(path.read_bytes()))
    }
    assert found == LOOKED_UP


@pytest.mark.parametrize(("path", "doors"), DOORS.items(), ids=DOORS)
def test_no_way_into_the_record_says_any(path: str, doors: tuple[str, ...]) -> None:
    tree = ast.parse((PACKAGE / path).read_bytes())
    there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(doors) <= there
    assert set(said(tree)).isdisjoint(doors)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("def place(step: Any) -> None: ...", "place"),
        ("def place(*, step: Mapping[str, Any]) -> None: ...", "place"),
        ("def place(step) -> list[typing.Any]: ...", "place"),
        ("def place(step: 'list[Any]') -> None: ...", "place"),
        ("def place(**steps: Any) -> None: ...", "place"),
        ("class Here:\n    on: Any = None", "on"),
        ("class Here(Step[Any, Any]): ...", "Here"),
        ("AnyStep = Step[Any, Any]", "AnyStep"),
    ],
)
def test_any_is_found_wherever_it_stands(line: str, name: str) -> None:
    assert list(said(ast.parse(line))) == [name]


@pytest.mark.parametrize(
    "line",
    [
        "def place(step: AnyStep) -> object: ...",
        "def anything(step: Many) -> None:\n    '''Any step.'''",
        "found = any(steps)",
        "TEXT = 'Any step'",
    ],
)
def test_what_only_looks_like_it_is_not_found(line: str) -> None:
    assert list(said(ast.parse(line))) == []
