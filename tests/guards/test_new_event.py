"""An event is two new files, and a third where the case gets a field: tried as the page says it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "case.md"
TRIED = Path(__file__).with_name("event_tried.py")
CASE = "src/kompas/casework/case.py"
A_FIELD_OF_THE_CASE = "    restricted: bool = False\n"
"""Beside which a new field is put."""


def blocks() -> Mapping[str, str]:
    """The files that the page writes out, by their paths."""
    found = re.findall(
        r"^`(src/[^`]+)`(?:, in `\w+`)?:\n\n```python\n(.*?)^```$",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert len(dict(found)) == len(found)
    return dict(found)


def copied(folder: Path) -> Path:
    """Kompas as it is, with what it reads, in a folder of its own."""
    looks = shutil.ignore_patterns("__pycache__", "vendor", "images")
    for part in ("src", "tools"):
        shutil.copytree(ROOT / part, folder / part, ignore=looks)
    (folder / "norms").symlink_to(ROOT / "norms")
    return folder


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file of the source, but what Python makes of it."""
    paths = (folder / "src").rglob("*.*")
    kept = (path for path in paths if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def written(folder: Path, noun: str) -> set[str]:
    """Write what the page says about a noun into a copy; the files that are not as they were."""
    before = contents(folder)
    for path, text in blocks().items():
        if path == CASE:
            if noun == "interpreter":
                was = (folder / path).read_text(encoding="utf-8")
                assert was.count(A_FIELD_OF_THE_CASE) == 1
                now = was.replace(A_FIELD_OF_THE_CASE, A_FIELD_OF_THE_CASE + text)
                (folder / path).write_text(now, encoding="utf-8")
        elif Path(path).stem == noun:
            (folder / path).write_text(text, encoding="utf-8")
    after = contents(folder)
    return {path for path in after if before.get(path) != after[path]}


def ran(folder: Path, *program: str, given: str = "") -> str:
    """What a program says that runs with the copy."""
    outcome = subprocess.run(
        [sys.executable, "-B", *program],
        check=False,
        capture_output=True,
        text=True,
        input=given,
        cwd=folder,
        env={"PYTHONPATH": f"{folder / 'src'}:{folder}", "PYTHONIOENCODING": "utf-8"},
    )
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


@dataclass(frozen=True)
class Trial:
    """An event with its fields, what is typed into its form, and what must come of it."""

    noun: str
    event: str
    fields: Mapping[str, str]
    typed: Mapping[str, str]
    changed: Mapping[str, str]
    timeline: list[object]
    files: int


WISH, DAY = "Et værksted, to dage.", "2026-06-01"
TRIALS = [
    Trial(
        "clarification",
        "application_clarified",
        {"applied_for": WISH, "clarified_on": DAY},
        {"wish": WISH, "clarified_on": DAY},
        {"applied_for": WISH},
        [f"{DAY}: {WISH}", ["Søger om", WISH], ["Præciseret", DAY]],
        2,
    ),
    Trial(
        "interpreter",
        "interpreter_arranged",
        {"language": "tegnsprog"},
        {"spoken": "tegnsprog"},
        {"interpreter": "tegnsprog"},
        ["tegnsprog", ["Sprog", "tegnsprog"]],
        3,
    ),
]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda one: one.event)
def test_an_event_is_everywhere_by_its_own_files_alone(tmp_path: Path, trial: Trial) -> None:
    folder = copied(tmp_path)
    assert len(written(folder, trial.noun)) == trial.files
    given = json.dumps([trial.event, trial.fields, trial.typed])
    told = json.loads(ran(folder, str(TRIED), given=given))
    assert told["from"] == str(folder / "src" / "kompas")
    assert told["stored"]
    assert told["changed"] == trial.changed
    assert told["timeline"] == trial.timeline
    of_all = ("command", "days_confirmed", "proceeding", "valid_from")
    assert told["in_schema"] == [sorted([*trial.fields, *of_all])]
    assert told["typed"]
    ((_text, url),) = told["offered"]
    assert trial.event in url
    drawn = ran(folder, "-c", "from tools import case_flow; print(case_flow.render())")
    assert f"| `{trial.event}` |" in drawn


def test_every_file_of_the_page_is_tried() -> None:
    nouns = {Path(path).stem for path in blocks() if path != CASE}
    assert nouns == {"clarification", "interpreter"}
    assert not [path for path in blocks() if path != CASE and (ROOT / path).exists()]
