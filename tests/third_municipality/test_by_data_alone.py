"""A municipality that is data alone works everywhere: nothing of it is known to the code."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kompas.cli import main
from kompas.norms import Answer, GivenFact, Library, Outcome, load
from kompas.norms.compare import compare
from kompas.norms.verify import verify
from kompas.publication.site import site
from kompas.wire.schema import decision_schema, facts_schema
from tests.third_municipality.overlay import FOLDER, NAMES, laid_over
from tools import rule_pages

ROOT = Path(__file__).parents[2]
ON = date(2026, 3, 3)
SERVICE, NAME = "activity_and_social", "lillefjord"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_over(tmp_path_factory.mktemp("third") / "norms")


@pytest.fixture(scope="module")
def third(folder: Path) -> Library:
    return load(folder)


def answers(third: Library, **facts: Any) -> dict[str, Any]:
    given = {name: GivenFact(value) for name, value in facts.items()}
    assessment = third.standard(SERVICE, NAME, ON).assess(given, ON)
    return {name: answered.value for name, answered in assessment.answers.items()}


def days(answer: Any) -> tuple[int | None, int | None]:
    assert isinstance(answer, Answer)
    return answer.low, answer.high


def test_no_code_knows_it() -> None:
    for folder in ("src", "tools"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not any(name in path.read_text("utf-8").lower() for name in NAMES), path
    for name in NAMES:
        assert {path.suffix for path in (FOLDER / name).iterdir()} <= {".toml", ".svg"}  # a logo


def test_the_checker_has_nothing_to_say_of_it(third: Library) -> None:
    assert [problem for problem in verify(third) if problem.blocks] == []
    assert not any(problem.file.startswith(NAME) for problem in verify(third))


def test_extent_by_level_of_need_on_its_own_scale(third: Library) -> None:
    assert days(answers(third, lillefjord_need="1")["days_per_week"]) == (1, 2)
    assert days(answers(third, lillefjord_need="2")["days_per_week"]) == (3, 3)
    assert days(answers(third, lillefjord_need="much")["days_per_week"]) == (5, 5)
    # A level on another scale says nothing of this one.
    assert answers(third, vum_level="D2")["days_per_week"] is None


def test_packages_deadlines_and_the_first_follow_up(third: Library) -> None:
    found = answers(third, lillefjord_need="2", lillefjord_first_grant=True, lillefjord_acute=False)
    assert found["hours_package"].code == "medium"
    assert days(found["follow_up_months"]) == (6, 6)
    assert days(found["processing_deadline"]) == (8, 8)
    later = answers(third, lillefjord_first_grant=False, lillefjord_acute=True)
    assert days(later["follow_up_months"]) == (36, 36)
    assert days(later["processing_deadline"]) == (2, 2)


def test_day_offers_may_be_combined_which_is_no_ground_against(third: Library) -> None:
    facts = {
        "birth_date": "1990-01-01",
        "considerably_reduced_capacity": True,
        "needs_support_to_keep_skills": True,
        "lillefjord_need": "2",
    }
    both = answers(third, **facts, sheltered_employment_granted=True, other_activity_offer=True)
    assert both["target_group"] is Outcome.IN
    # Below the level is outside the guiding level, and never out.
    assert answers(third, **{**facts, "lillefjord_need": "0"})["target_group"] is (
        Outcome.OUTSIDE_GUIDING
    )


def test_what_the_form_asks_for_first_and_in_which_words(third: Library) -> None:
    standard = third.standard(SERVICE, NAME, ON)
    asked = [name for name, _settled in standard.assess({}, ON).ask_first]
    assert asked[0] == "lillefjord_need"
    assert "vum_level" not in asked
    fact = third.words.facts["lillefjord_need"]
    assert fact.ask.startswith("Hvilket støttebehovsniveau")
    schema = json.dumps(facts_schema(third, "da"))
    assert "lillefjord_need" in schema
    assert NAME in json.dumps(decision_schema(third))


@pytest.mark.parametrize("other", ["copenhagen", "vejen"])
def test_it_is_compared_with_the_others(third: Library, other: str) -> None:
    pair = [third.standard(SERVICE, name, ON) for name in (NAME, other)]
    comparison = compare(pair[0], pair[1], ON, ON)
    changed = {c.question.name for c in comparison.questions if not c.is_same}
    assert {"days_per_week", "hours_package", "days_together", "follow_up_months"} <= changed


def test_its_page_and_its_guide(third: Library) -> None:
    files = site(third, ON)
    page = files["lillefjord-104-2026.html"].decode()
    assert "18. november 2025, Velfærdsudvalget" in page
    assert "<h3>Timepakke</h3>" in page
    assert "»Hvert tredje år« er læst som 36 måneder" in page
    assert "Lillefjord Kommune" in files["index.html"].decode()
    assert "Er det første gang, du søger om tilbuddet?" in (
        files["lillefjord-104-2026-guide-data.js"].decode()
    )
    assert "sammenlign-copenhagen-104-2025-lillefjord-104-2026.html" in files


def test_the_page_for_jurists(third: Library) -> None:
    page = rule_pages._file(third, third.file_by_name["lillefjord/104-2026.toml"])
    assert "## Timepakke" in page
    assert "svar: mellem pakke: 4 timer om dagen" in page


# --- the commands, as a jurist types them ---------------------------------------------------------


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grant like the shipped one, by this municipality's standard."""
    draft = json.loads((ROOT / "examples" / "decision-grant-vejen.json").read_text("utf-8"))
    evidence = draft["facts"]["vum_level"]
    draft["municipality"] = NAME
    del draft["facts"]["vum_level"]
    draft["facts"] |= {
        "lillefjord_need": {**evidence, "value": "3"},
        "lillefjord_first_grant": {**evidence, "value": True},
        "lillefjord_acute": {**evidence, "value": False},
    }
    path = tmp_path_factory.mktemp("draft") / "decision.json"
    path.write_text(json.dumps(draft, ensure_ascii=False), "utf-8")
    return path


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_assess_show_and_check(folder: Path, tmp_path: Path, capsys: Any) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"lillefjord_need": "3"}), "utf-8")
    assert run("assess", facts, "--municipality", NAME, "--norms", folder) == 0
    assert "5 dage om ugen" in capsys.readouterr().out
    assert run("norms", "show", "--municipality", NAME, "--norms", folder) == 0
    assert "stor pakke: 6 timer om dagen" in capsys.readouterr().out
    assert run("norms", "check", "--norms", folder) == 0
    capsys.readouterr()
    name = f"{NAME}:{SERVICE}"
    assert run("norms", "compare", name, f"vejen:{SERVICE}", "--norms", folder) == 0
    assert "Lillefjord Kommune over for Vejen Kommune" in capsys.readouterr().out


def test_the_decision_stands_and_its_letter_is_complete(
    folder: Path, decision: Path, tmp_path: Path, capsys: Any
) -> None:
    assert run("soundness", decision, "--norms", folder) == 0
    capsys.readouterr()
    letter = tmp_path / "letter.html"
    assert run("letter", decision, "--html", letter, "--norms", folder) == 0, (
        capsys.readouterr().out
    )
    text = letter.read_text("utf-8")
    assert "Lillefjord Kommune" in text
    # The first follow-up is after half a year, the later ones are not: the letter promises no more.
    assert "Næste gang er senest 6 måneder efter afgørelsen." in text
    assert "hvert halve år" not in text
    assert "3 (højt støttebehov)" in text
