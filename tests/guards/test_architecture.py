"""What the pages say of the house is so: paths exist, doors open, nothing is left out."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompas.cli.judgement_page import IN_SHORT
from kompas.soundness import checks

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "kompas"
PAGES = [ROOT / "ARCHITECTURE.md", ROOT / "README.md", ROOT / "CHANGELOG.md"]
PAGES += sorted(page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "rules")
# Files that the table of changes adds, and one that stands for any municipality.
NOT_YET = {
    "norms/vejen/104-2027.toml",
    "norms/<municipality>/104.toml",
    "norms/<municipality>/",
    "norms/national/97.toml",
    "norms/copenhagen/97-2027.toml",
    "norms/letters/escort_scheme.toml",
    "src/kompas/casework/steps/<noun>.py",
    "src/kompas/casework/steps/clarification.py",
    "src/kompas/casework/steps/interpreter.py",
    "src/kompas/desk/steps/clarification.py",
    "src/kompas/desk/steps/interpreter.py",
    "norms/lock.toml",  # written by the first `kompas norms freeze`
}
FOLDERS = (
    "benchmarks/",
    "docs/",
    "examples/",
    "norms/",
    "requirements/",
    "src/",
    "tests/",
    "tools/",
)


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def code(page: Path) -> Iterator[str]:
    """What stands between backticks within a line."""
    prose = re.sub(r"^```.*?^```", "", text(page), flags=re.MULTILINE | re.DOTALL)
    yield from re.findall(r"`([^`\n]+)`", prose)


def paths_named(page: Path) -> Iterator[str]:
    """The paths of the repository that a page names, as code or as a link."""
    yield from (part for part in code(page) if part.startswith(FOLDERS) and " " not in part)
    for link in re.findall(r"\]\(([^)#\s]+)\)", text(page)):
        if "://" not in link:
            path = (page.parent / link).resolve()
            yield path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else link


def rooms() -> list[str]:
    packages = (path.parent for path in PACKAGE.glob("*/__init__.py"))
    modules = (path for path in PACKAGE.glob("*.py") if path.stem != "__init__")
    return sorted(f"src/kompas/{path.name}" for path in (*packages, *modules))


def is_open(door: str) -> bool:
    """Whether a dotted name stands for something: a module, or a name in one, or in its class.

    Read, not imported: some rooms want a database first.
    """
    parts = door.split(".")
    for length in range(len(parts), 0, -1):
        place = PACKAGE.parent.joinpath(*parts[:length])
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return _holds(ast.parse(text(file)), parts[length:])
    return False


def _holds(within: ast.AST, names: list[str]) -> bool:
    if not names:
        return True
    for part in getattr(within, "body", ()):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name == names[0]:
            return _holds(part, names[1:])
        targets = [part.target] if isinstance(part, ast.AnnAssign) else getattr(part, "targets", [])
        if names[0] in map(ast.unparse, targets):
            return len(names) == 1
        if isinstance(part, ast.ImportFrom) and names[0] in {one.name for one in part.names}:
            return len(names) == 1 or is_open(f"{part.module}.{'.'.join(names)}")
    return False


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    gone = [path for path in paths_named(page) if path not in NOT_YET and not list(ROOT.glob(path))]
    assert gone == []


def test_what_the_table_of_changes_adds_is_not_there_yet() -> None:
    assert [path for path in NOT_YET - {"norms/lock.toml"} if (ROOT / path).exists()] == []


@pytest.mark.parametrize("room", rooms())
def test_every_room_is_described_with_its_door(room: str) -> None:
    page = text(ROOT / "ARCHITECTURE.md")
    paragraph = re.search(
        rf"^\*\*`{re.escape(room)}`\*\*.*?(?=\n\n)", page, re.MULTILINE | re.DOTALL
    )
    assert paragraph, f"ARCHITECTURE.md does not describe {room}"
    module = room.removeprefix("src/").removesuffix(".py").replace("/", ".")
    _, _, door = paragraph[0].partition("\nDoor:")
    assert f"`{module}." in door


def test_every_door_opens() -> None:
    page = ROOT / "ARCHITECTURE.md"
    doors = [part for part in code(page) if re.fullmatch(r"kompas(\.\w+)+", part)]
    assert doors
    assert [door for door in doors if not is_open(door)] == []


@pytest.mark.parametrize(
    ("door", "there"),
    [
        ("kompas.norms.Standard.assess", True),
        ("kompas.norms.verify.verify", True),
        ("kompas.accounts.roles.ROLES", True),
        ("kompas.accounts.roles.ROLES.guess", False),
        ("kompas.norms.guess", False),
        ("kompas.norms.Standard.guess", False),
        ("kompas.guess", False),
    ],
)
def test_a_door_that_is_not_there_is_told(door: str, there: bool) -> None:
    assert is_open(door) is there


def test_no_change_touches_more_than_three_files() -> None:
    table = text(ROOT / "ARCHITECTURE.md").partition("| change | files |")[2]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) >= 10
    for change, files in rows:
        named = set(re.findall(r"`([^` ]+\.\w+)`", files))
        assert len(named) <= 3, change


def test_every_check_is_described_with_its_findings() -> None:
    page = text(ROOT / "docs" / "soundness.md")
    sections = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", page, re.MULTILINE | re.DOTALL))
    assert list(sections) == [check.__name__ for check in checks.CHECKS]
    everything = inspect.getsource(checks)
    for finding in set(_finding_codes(ast.parse(everything))):
        assert f"`{finding}`" in page, finding
        assert finding in IN_SHORT, (
            f"{finding} has no few words in src/kompas/cli/judgement_page.py"
        )


def _finding_codes(tree: ast.Module) -> Iterator[str]:
    """The codes that `Finding` and `_of_ground` are called with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [key.value for key in node.keywords if key.arg == "code"]
            if node.func.id == "_of_ground":
                given += node.args[1:2]
            if node.func.id in ("Finding", "_of_ground"):
                for value in (part for one in given for part in ast.walk(one)):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value


def test_every_setting_is_described() -> None:
    read = {
        found
        for folder in ("src", "tools", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        for found in re.findall(
            r"(?:os\.environ(?:\.get\(|\[)|\bSetting\()\s*\"(\w+)\"", text(path)
        )
    }
    assert "KOMPAS_LANG" in read
    page = text(ROOT / "docs" / "settings.md")
    assert sorted(setting for setting in read if f"`{setting}`" not in page) == []


def test_every_decision_has_its_four_parts_and_a_line_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = text(folder / "README.md")
    for page in sorted(folder.glob("0*.md")):
        heads = re.findall(r"^## (.*)$", text(page), flags=re.MULTILINE)
        assert heads == ["Context", "Decision", "Rejected alternatives", "Consequences"], page.name
        assert f"({page.name})" in listed
