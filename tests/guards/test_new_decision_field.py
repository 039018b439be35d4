"""A field that a decision is written with is three files, as ARCHITECTURE says: tried on a copy."""

import json
from pathlib import Path

import pytest

from tests.guards.test_new_event import ROOT, contents, copied, ran

TRIED = Path(__file__).with_name("decision_field_tried.py")
NAME, LABEL = "daily_life", "Hverdagen"
CHANGES = {
    "src/kompas/casework/decision.py": (
        "    capacity: Statement | None = None\n",
        "    daily_life: Statement | None = None\n",
    ),
    "src/kompas/desk/deciding/form.py": (
        "STATEMENTS: Mapping[str, tuple[str, str]] = {\n",
        '    "daily_life": ("Hverdagen", "Hvordan dagene går."),\n',
    ),
    "src/kompas/desk/templates/decision.html": (
        '{{ f.statement(form.parts["form_reason"], rows=2) }}\n',
        '{{ f.statement(form.parts["daily_life"]) }}\n',
    ),
}
"""Behind which line of a file something is put."""


def changed(folder: Path) -> None:
    """Write the field into a copy."""
    for path, (line, more) in CHANGES.items():
        was = (folder / path).read_text(encoding="utf-8")
        assert was.count(line) == 1, path
        (folder / path).write_text(was.replace(line, line + more), encoding="utf-8")


def test_a_field_of_a_decision_is_typed_kept_read_and_told_of(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = contents(folder)
    changed(folder)
    after = contents(folder)
    assert {path for path in after if before[path] != after[path]} == set(CHANGES)
    told = json.loads(ran(folder, str(TRIED), given=json.dumps([NAME])))
    assert told["from"] == str(folder / "src" / "kompas")
    assert told["read"] == ["Som det er", "note-1"]
    assert told["mended"] == {"text": "Som det er", "evidence": ["note-1"]}
    assert told["told"] == [[f"f-{NAME}-text", LABEL]]
    assert told["read_by_check"] == ["says_nothing", "text_contradicts_extent"]
    assert told["traced"] == f"f-{NAME}-text"


@pytest.mark.parametrize("path", CHANGES)
def test_the_page_names_the_files(path: str) -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (line,) = [one for one in page.splitlines() if "a field that a decision is written with" in one]
    assert f"`{path}`" in line
