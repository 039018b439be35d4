"""No text freezes the program: the work of every regular expression grows as the text does.

A pattern that tries again from every sign, or in many ways, takes seconds for some thousand signs
that somebody types, and holds everything meanwhile. The work is counted (`pattern_steps`).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.guards.pattern_steps import Pattern

SOURCE = Path(__file__).parents[2] / "src" / "kompas"
FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
}
ELSEWHERE = {"web/rendering.py": {"kind.regex"}}
"""Patterns that stand in no source file, by their expression: Django's own, of a path's part."""


class Written(NamedTuple):
    """A pattern, where it stands, and "match" or "fullmatch" where it is used so only."""

    place: str
    text: str
    flags: int
    whole: str | None


def written() -> Iterator[Written]:
    """Every pattern of the source; also those that the database is given."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = dict(_constants(tree))
        name = str(path.relative_to(SOURCE))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_of_re(node) and node.args:
                text = _text(node.args[0], constants)
                if text is None:
                    known = ast.unparse(node.args[0]) in ELSEWHERE.get(name, ())
                    assert known, f"{name}:{node.lineno}: write the pattern as a plain text"
                    continue
                yield Written(f"{name}:{node.lineno}", text, _flags(node), _whole(node, tree))
            elif isinstance(node, ast.keyword) and (node.arg or "").endswith(("regex", "pattern")):
                if (text := _text(node.value, constants)) is not None:
                    yield Written(f"{name}:{node.value.lineno}", text, 0, None)
            elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
                key, value = (_text(one, constants) for one in node.elts)
                if key is not None and key.endswith("__regex") and value is not None:
                    yield Written(f"{name}:{node.lineno}", value, 0, None)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _is_of_re(node: ast.Call) -> bool:
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in FUNCTIONS
    )


def _text(node: ast.expr, constants: dict[str, str]) -> str | None:
    """The pattern; a part that is only known later stands as `x`: it must be escaped."""
    if isinstance(node, ast.Constant):
        value = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        return value if isinstance(value, str) else None
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(one, constants) for one in node.values)
    return None


def _part(node: ast.expr, constants: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return (
        constants.get(ast.unparse(node.value), "x") if isinstance(node, ast.FormattedValue) else ""
    )


def _flags(node: ast.Call) -> int:
    given = [*node.args[1:], *(one.value for one in node.keywords if one.arg == "flags")]
    named = {sub.attr for one in given for sub in ast.walk(one) if isinstance(sub, ast.Attribute)}
    return sum(int(re.RegexFlag[name]) for name in named if name in re.RegexFlag.__members__)


def _whole(node: ast.Call, tree: ast.Module) -> str | None:
    """How it is used, where that is from its beginning only."""
    assert isinstance(node.func, ast.Attribute)
    used = {node.func.attr}
    if used == {"compile"}:
        kept = [one.targets[0] for one in ast.walk(tree)
                if isinstance(one, ast.Assign) and one.value is node]  # fmt: skip
        name = kept[0].id if kept and isinstance(kept[0], ast.Name) else None
        used = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)
                and isinstance(one.value, ast.Name) and one.value.id == name}  # fmt: skip
    return used.pop() if used in ({"match"}, {"fullmatch"}) else None


PATTERNS = list(dict.fromkeys(written()))


@pytest.mark.parametrize("pattern", PATTERNS, ids=[f"{one.place}" for one in PATTERNS])
def test_the_work_of_every_pattern_grows_as_the_text_does(pattern: Written) -> None:
    worst = Pattern(pattern.text, pattern.flags, pattern.whole).worst()
    assert worst is None, (
        f"{pattern.place}: {pattern.text!r} takes more than twice the work of twice the text "
        f"{worst!r}. Bound its repeats, or let what repeats not fit what begins or follows it."
    )


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 60
    assert any(one.place.startswith("letters/tracing.py") for one in PATTERNS)
    assert any("register/models.py" in one.place for one in PATTERNS)


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+$",
        "(a|aa)+b",
        r"\s+$",
        r"\([^)]*\)",
        r"\b\d+(?:[.,]\d+)*\s*(?:dage?|kr)(?!\w)",
        r"^\w*[æø]\w*=",
        r'"(\\.|[^"\\])*"(?=x)',
        r"x.*y",
        r"(?:\d\d\d,)*z",
    ],
)
def test_what_freezes_is_seen(text: str) -> None:
    assert Pattern(text).worst() is not None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (r"\d+(?:[.,]\d+)*", None),
        (r"\([^()]*\)", None),
        (r"[^\W_]+", None),
        (r"\s+$", "match"),
        (r"\b\d{1,9}(?:[.,]\d{1,9}){0,3}\s{0,3}(?:dage?|kr)(?!\w)", None),
        (r"[.!?][)»]*$", None),
        (r"(?:ab)*c", "fullmatch"),
        (r"(?<![a-z])[a-z]+(?=!)", None),
    ],
)
def test_what_only_looks_as_if_it_did_is_let_be(text: str, whole: str | None) -> None:
    assert Pattern(text, whole=whole).worst() is None


@pytest.mark.parametrize("text", ["1,5 dage", "ab.ab", "§ 104, stk. 2", "(a)(b) c", "a\nb", ""])
@pytest.mark.parametrize("pattern", [one for one in PATTERNS if one.whole is None])
def test_the_counting_finds_what_re_finds(pattern: Written, text: str) -> None:
    counted = Pattern(pattern.text, pattern.flags)
    for at in range(len(text) + 1):
        found = re.compile(pattern.text, pattern.flags).match(text, at)
        ends = counted._ends(list(counted._tree), text, at)
        if _has_high_bounds(pattern.text):
            continue
        assert next(ends, None) == (found.end() if found else None)


def _has_high_bounds(text: str) -> bool:
    """A bounded repeat is counted for its first few only."""
    return re.search(r"\{\d*,?\d+\}", text) is not None
