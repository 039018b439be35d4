"""The record of a case is read through one door, which tells nothing of another citizen."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "kompas"
MACHINE = {"register", "processes/erasing.py"}
"""What reads every event as it lies: the chain, the rows, copies, and erasing."""
DECIDES = {
    f"processes/{name}.py"
    for name in ("act", "attach_document", "erasing", "letters", "note_facts", "notices")
}
"""What decides on a command."""
DOOR = "processes/reading.py"
OPENS = "processes/open_case.py"
"""Where what is withheld is opened, with a reason."""
DOORS = {
    "log.load": {DOOR},
    "log.load_several": {DOOR},
    "log.stream": set[str](),
    "documents.of_case": {DOOR, OPENS, "processes/act.py"},
    "documents.path_of": {"processes/case_file.py", OPENS, "desk/screens/letter.py"},
    "drafts.find": {DOOR, "desk/form_drafts.py", "desk/screens/decision.py"},
    "as_recorded": {*DECIDES, OPENS, DOOR},
    "unsealed": {"casework/redaction.py"},
    ".sealed": {"casework/redaction.py"},
}
"""Who may call what, besides the machine: drafts that are only saved on are not shown."""


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield f".{node.attr}"
            if isinstance(node.value, ast.Name):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_nobody_goes_round_the_door() -> None:
    found: dict[str, set[str]] = {name: set() for name in DOORS}
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name.split("/", 1)[0] in MACHINE or name in MACHINE:
            continue
        for one in found.keys() & set(called(ast.parse(path.read_text(encoding="utf-8")))):
            found[one].add(name)
    round_it = {one: names - DOORS[one] for one, names in found.items()}
    assert {one: names for one, names in round_it.items() if names} == {}
