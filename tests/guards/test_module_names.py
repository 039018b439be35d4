"""A module is called by what is inside: never by what was done, as `told` or `drafted`."""

import re
from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "kompas"
IRREGULAR = (
    "told|said|shown|given|written|withheld|seen|kept|made|held|sent|taken|stood|known|found|built"
    "|done|gone|drawn|read|put|set|brought|spoken|hidden|chosen"
)
NOUNS = {"need", "seed", "feed", "speed"}
_DONE = re.compile(rf"(?:^|_)(?:\w+ed|{IRREGULAR})$")
MOST_OF_ONE_NAME = 4
"""Of modules with one name in several rooms, as `proceedings` of the case and of the desk."""
SAID_BY_THE_ROOM = {"__init__", "__main__", "apps", "models", "routes", "settings"}


def names() -> list[str]:
    return [path.stem for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def says_what_was_done(name: str) -> bool:
    return bool(_DONE.search(name)) and name.rpartition("_")[2] not in NOUNS


def test_no_module_is_called_by_what_was_done() -> None:
    assert [name for name in names() if says_what_was_done(name)] == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("told", True), ("facts_told", True), ("taken_decision", False), ("need", False),
     ("drafted", True), ("made_files", False), ("verify", False)],
)  # fmt: skip
def test_the_guard_sees_a_participle_and_not_what_looks_like_one(name: str, found: bool) -> None:
    assert says_what_was_done(name) is found


def test_one_name_stands_in_few_rooms() -> None:
    counted = Counter(name for name in names() if name not in SAID_BY_THE_ROOM)
    assert [name for name, count in counted.items() if count > MOST_OF_ONE_NAME] == []
