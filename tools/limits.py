"""docs/limits.md: how much may come in and be worked on, from `kompas.limits`."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "kompas" / "limits.py"
_HEADING = "# ------"
_MORE = 1000
"""From here on the thousands of a number are set apart."""


def render() -> str:
    """The page."""
    parts = [
        "# Limits",
        "",
        "How much may come in, be kept and be worked on, with what each counts. Made from",
        "`src/kompas/limits.py` (`make docs`).",
        "",
    ]
    for heading, found in _sections():
        parts += [f"## {heading}", "", "| limit | at most | what it counts |", "|---|---|---|"]
        parts += [f"| `{name}` | {value} | {what} |" for name, value, what in found]
        parts.append("")
    return "\n".join(parts)


def _sections() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    text = SOURCE.read_text("utf-8")
    headings = [
        (number, line.removeprefix(_HEADING).strip("- "))
        for number, line in enumerate(text.splitlines(), 1)
        if line.startswith(_HEADING)
    ]
    known = list(_constants(ast.parse(text)))
    for begin, heading in headings:
        end = next((number for number, _other in headings if number > begin), len(text))
        found = [row for line, *row in known if begin < line < end]
        yield heading.capitalize(), [(row[0], row[1], row[2]) for row in found]


def _constants(tree: ast.Module) -> Iterator[tuple[int, str, str, str]]:
    for node, after in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
                raise SystemExit(f"limits.py:{node.lineno}: say what it counts")
            value = eval(ast.unparse(node.value), {})  # noqa: S307 - our own arithmetic
            what = " ".join(str(after.value.value).split())
            yield node.lineno, node.targets[0].id, _number(value), what


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ") if value >= _MORE else str(value)
