"""The guide on the public pages answers what the engine answers, and asks what it asks."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest

from kompas.norms import Library, Outcome, Shape, Stage
from kompas.norms.report import value_json
from kompas.norms.table import Known
from kompas.publication.guide import Guide, guide_of
from kompas.publication.questions import read_questions
from kompas.publication.site import site
from kompas.words import set_language
from tests.unit.publication.browser_engine import Citizen, told

ON = date(2026, 6, 1)
SERVICE = "activity_and_social"
CITIZENS = 60


def guides(library: Library) -> list[Guide]:
    asked = read_questions(library.folder, library.words)
    own = [file for file in library.files if file.municipality and file.service]
    standards = [library.standard_around(file, ON) for file in own if file.period.holds(ON)]
    return [guide_of(standard, ON, asked) for standard in standards]


def a_citizen(guide: Guide, random: Random) -> tuple[dict[str, Known], Citizen]:
    """Any of the facts known, to a value; some are said not to be known."""
    known: dict[str, Known] = dict(guide.start())
    cells: dict[str, list[int]] = {}
    skipped = []
    for name, axis in guide.axes().items():
        if name in guide.standard.questions or name in known:
            continue
        if random.random() < 0.55:
            cell = random.choice(axis.all_cells)
            known[name] = random.randint(*axis.span(cell))
            cells[name] = [cell]
        elif random.random() < 0.2:
            skipped.append(name)
    return known, Citizen(cells, skipped)


def assert_same(guide: Guide, known: dict[str, Known], citizen: Citizen, said: Any) -> None:
    before = dict(known)
    _keys, answers = guide.standard.answer(known, Stage.HELP)
    data = {question["name"]: question for question in guide.data()["questions"]}
    assert said["answers"].keys() == answers.keys()
    for name, answered in answers.items():
        found, question = said["answers"][name], data[name]
        values = [question["answers"][place]["value"] for place in found["possible"]]
        expected = [value_json(value) for value in answered.possible]
        assert sorted(map(str, values)) == sorted(map(str, expected)), name
        statuses = {result.row.code: result.status.value for result in answered.rows}
        assert {
            row["code"]: status
            for row, status in zip(question["rows"], found["statuses"], strict=True)
            if status
        } == statuses
        assert set(found["missing"]) == set(answered.missing)
    wanted = [fact for fact in guide.ask_first(answers, before) if fact not in citizen.skipped]
    assert said["ask"] == wanted


@pytest.mark.ledger("FW-02")
def test_the_script_answers_as_the_engine_does_and_asks_the_same_first(library: Library) -> None:
    for number, guide in enumerate(guides(library)):
        random = Random(number)  # noqa: S311 - which citizens are tried
        drawn = [a_citizen(guide, random) for _turn in range(CITIZENS)]
        drawn.append((dict(guide.start()), Citizen({})))
        for (known, citizen), said in zip(
            drawn, told(guide.data(), [citizen for _known, citizen in drawn]), strict=True
        ):
            assert_same(guide, known, citizen, said)


def played(guide: Guide, said: Mapping[str, int]) -> tuple[list[str], Mapping[str, Any]]:
    """The questions that a citizen is asked who answers so (a cell each), and the last answers."""
    cells: dict[str, list[int]] = {}
    skipped: list[str] = []
    asked: list[str] = []
    while True:
        (found,) = told(guide.data(), [Citizen(cells, skipped)])
        if not found["ask"]:
            return asked, found["answers"]
        fact = found["ask"][0]
        asked.append(fact)
        assert len(asked) < 30
        if fact in said:
            cells[fact] = [said[fact]]
        else:
            skipped.append(fact)


def copenhagen(library: Library) -> Guide:
    standard = library.standard(SERVICE, "copenhagen", ON)
    return guide_of(standard, ON, read_questions(library.folder, library.words))


def test_only_what_is_needed_is_asked(library: Library) -> None:
    guide = copenhagen(library)
    asked, answers = played(guide, {"age_years": 0})
    # The act's own criterion is not met: nothing more is asked.
    assert asked[-1] == "age_years"
    assert answers["target_group"]["possible"] == [3]
    assert len(asked) == len(set(asked))


def test_a_fact_that_a_citizen_cannot_know_is_not_asked(library: Library) -> None:
    asked, answers = played(copenhagen(library), {})
    assert "vum_level" not in asked
    assert "on_date" not in asked
    assert len(answers["target_group"]["possible"]) == 4


def test_who_answers_all_is_left_with_what_the_municipality_finds_out(library: Library) -> None:
    guide = copenhagen(library)
    axes = guide.axes()
    said = {
        "age_years": axes["age_years"].cells(40),
        "considerably_reduced_capacity": 1,
        "needs_support_to_keep_skills": 1,
        "housing": axes["housing"].cells(0),
        "education": 0,
        "sheltered_employment_granted": 0,
        "other_activity_offer": 0,
    }
    asked, answers = played(guide, {name: int(str(cell)) for name, cell in said.items()})
    target = next(q for q in guide.data()["questions"] if q["name"] == "target_group")
    texts = [target["answers"][place]["value"] for place in answers["target_group"]["possible"]]
    assert texts == ["in", "outside_guiding"]
    assert set(asked) <= set(said) | {"special_social_problems"}


def test_the_choices_of_an_age_are_those_that_the_rules_tell_apart(library: Library) -> None:
    age = copenhagen(library).data()["facts"]["age_years"]
    assert [option["text"] for option in age["options"]] == [
        "Under 18 år",
        "18-65 år",
        "66 år eller mere",
    ]
    housing = copenhagen(library).data()["facts"]["housing"]
    assert len(housing["options"]) == 6


def test_no_answer_of_the_guide_is_worded_as_a_refusal(library: Library) -> None:
    for guide in guides(library):
        for question in guide.data()["questions"]:
            if question["shape"] == Shape.CRITERIA:
                texts = {answer["value"]: answer["text"] for answer in question["answers"]}
                assert "afslag" not in " ".join(texts.values()).lower()
                assert "vurdér konkret" in texts[Outcome.OUTSIDE_GUIDING]


def test_a_rule_that_practice_speaks_against_says_so_in_the_guide_too(library: Library) -> None:
    target = next(q for q in copenhagen(library).data()["questions"] if q["name"] == "target_group")
    against = {row["code"]: row.get("against", []) for row in target["rows"]}
    assert (
        "kan som udgangspunkt ikke føre til afslag" in against["not-with-sheltered-employment"][0]
    )
    assert against["adult"] == []


def test_each_standard_has_a_question_for_the_citizen(library: Library) -> None:
    for guide in guides(library):
        _keys, answers = guide.standard.answer(guide.start(), Stage.HELP)
        assert guide.ask_first(answers, guide.start()), guide.standard.service


def test_the_data_are_danish_whatever_the_language(library: Library) -> None:
    set_language("en")
    try:
        page = site(library, ON)["copenhagen-104-2025-guide-data.js"].decode()
    finally:
        set_language("da")
    assert "Under 18 år" in page
    assert "guiding" not in page.replace("outside_guiding", "").replace('"rank": "guiding"', "")
