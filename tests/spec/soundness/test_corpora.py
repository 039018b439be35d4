"""Decisions that were written without knowing the check (`corpora/README.md`)."""

from datetime import date
from pathlib import Path

import pytest

from kompas.norms import Library
from kompas.soundness import Verdict, judge
from kompas.wire.draft import read_draft

FOLDER = Path(__file__).parent / "corpora"
DAY = date(2026, 6, 30)
UPHELD = {"13-ferie-2015-b", "17-udvisitering-af-oekonomi-2016"}
"""Of the published outcomes."""


def verdicts(name: str, library: Library) -> dict[str, Verdict]:
    """The verdict on each decision of a folder."""
    found = {}
    for path in sorted(FOLDER.joinpath(name).glob("*.json")):
        summary = name == "outcomes"
        draft = read_draft(path.name, path.read_bytes(), library, summary=summary)
        found[path.stem] = judge(draft, library, DAY).verdict
    return found


def standing(found: dict[str, Verdict]) -> list[str]:
    return [one for one, verdict in found.items() if verdict is Verdict.STANDS]


@pytest.mark.parametrize(
    "name", ["sound", "second_sound", "third_sound", "fourth_sound", "fifth_sound", "sixth_sound"]
)
def test_no_sound_decision_falls_and_hardly_one_is_open(name: str, library: Library) -> None:
    found = verdicts(name, library)
    assert len(found) >= 20
    assert [one for one, verdict in found.items() if verdict is Verdict.FALLS] == []
    assert sum(verdict is not Verdict.STANDS for verdict in found.values()) * 20 <= len(found)


def test_a_reason_filed_under_another_type_does_not_stand(library: Library) -> None:
    found = verdicts("misfiled", library)
    assert len(found) == 20
    assert len(standing(found)) <= 2


@pytest.mark.parametrize(
    ("name", "of", "most"),
    [
        ("third_misfiled", 40, 6),
        ("fourth_misfiled", 24, 4),
        ("fifth_misfiled", 20, 0),
        ("sixth_misfiled", 20, 2),
    ],
)
def test_of_reasons_that_others_wrote_few_stand(
    name: str, of: int, most: int, library: Library
) -> None:
    """Asked is one in ten; what was seen of each set at first is told in its page."""
    found = verdicts(name, library)
    assert len(found) == of
    assert len(standing(found)) <= most


def test_full_boxes_that_say_nothing_do_not_stand(library: Library) -> None:
    found = verdicts("empty", library)
    assert len(found) == 12
    assert len(standing(found)) <= 1


def test_what_is_hidden_in_images_is_seldom_seen(library: Library) -> None:
    """A limit that is told, and no goal: where more is seen, the page is told so too."""
    found = verdicts("evasive", library)
    assert len(found) == 20
    assert len(standing(found)) <= 12


def test_published_outcomes_agree(library: Library) -> None:
    found = verdicts("outcomes", library)
    assert found.keys() > UPHELD
    for name, verdict in found.items():
        wrong = Verdict.FALLS if name in UPHELD else Verdict.STANDS
        assert verdict is not wrong, name
