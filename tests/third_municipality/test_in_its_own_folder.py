"""A municipality that lies wholly in its own folder: its rules, its words, where they are used."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kompas.accounts.models import User
from kompas.casework.case import Case
from kompas.casework.decision import Decision, DecisionKind, Ground
from kompas.cli import main
from kompas.desk.deciding.proposals import begun
from kompas.letters import clauses_of, compose
from kompas.letters.from_norms import facts_from_norms
from kompas.letters.letter import plain_text, text_of
from kompas.norms import GivenFact, Library, Outcome, Stage, Standard, default_folder, load
from kompas.norms.report import to_json
from kompas.norms.verify import check
from kompas.norms.wording import citation_text
from kompas.publication.site import site
from kompas.soundness import judge
from kompas.wire.draft import word_faults
from tests.third_municipality.overlay import FOLDER, laid_over

ON = date(2026, 3, 3)
NAME, SERVICE = "havnsted", "activity_and_social"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_over(tmp_path_factory.mktemp("own") / "norms", NAME)


@pytest.fixture(scope="module")
def norms(folder: Path) -> Library:
    return load(folder)


@pytest.fixture(scope="module")
def standard(norms: Library) -> Standard:
    return norms.standard(SERVICE, NAME, ON)


def given(**facts: Any) -> dict[str, GivenFact]:
    return {name: GivenFact(value) for name, value in facts.items()}


def run(*words: object) -> int:
    return main([str(word) for word in words])


# --- the rules ------------------------------------------------------------------------------------


def test_the_check_has_nothing_to_say_of_it(folder: Path) -> None:
    library, problems = check(folder)
    assert library is not None
    assert not any(problem.blocks for problem in problems)
    # A deadline may go by age: age alone may not lead to less help, and a deadline is no help.
    assert [problem for problem in problems if problem.file.startswith(NAME)] == []


def test_a_deadline_goes_by_the_age_on_the_day_of_the_application(standard: Standard) -> None:
    facts = given(birth_date="2001-03-03")
    assert standard.numbers("processing_deadline", facts, date(2026, 3, 2)).number == 4
    assert standard.numbers("processing_deadline", facts, date(2026, 3, 3)).number == 8
    unknown = standard.numbers("processing_deadline", {}, ON)
    assert (unknown.number, unknown.best_for_citizen, unknown.open_facts) == (
        None, 4, ("birth_date",),
    )  # fmt: skip


def test_the_first_follow_up_is_after_six_months_and_then_yearly(standard: Standard) -> None:
    assert standard.follow_up({}, ON, is_first=True).number == 6
    assert standard.follow_up({}, ON, is_first=False).number == 12


@pytest.mark.parametrize(
    ("here", "elsewhere", "outcome"),
    [(3, 2, Outcome.IN), (3, 3, Outcome.OUTSIDE_GUIDING), (5, 0, Outcome.IN)],
)
def test_two_offers_are_together_at_most_five_days(
    standard: Standard, here: int, elsewhere: int, outcome: Outcome
) -> None:
    facts = given(
        birth_date="1990-01-01",
        considerably_reduced_capacity=True,
        needs_support_to_keep_skills=True,
        havnsted_days_here=here,
        havnsted_days_elsewhere=elsewhere,
    )
    assert standard.assess(facts, ON).answers["target_group"].value is outcome
    del facts["havnsted_days_elsewhere"]
    asked = standard.assess(facts, ON)
    assert asked.answers["target_group"].value is Outcome.UNKNOWN
    assert "havnsted_days_elsewhere" in asked.missing


def test_half_hours_are_counted_and_shown_as_such(standard: Standard) -> None:
    shown = json.loads(to_json(standard.assess(given(havnsted_package="common"), ON)))
    answer = shown["questions"]["havnsted_hours"]["answer"]
    assert answer == {"low": 4, "high": 5.5, "unit": "havnsted_hours_a_day"}
    calm = standard.numbers("havnsted_hours", given(havnsted_package="calm"), ON)
    assert (calm.number, calm.parts) == (5, 2)


def test_a_letter_may_print_halves(norms: Library, standard: Standard) -> None:
    facts = given(havnsted_package="calm")
    decision = Decision(kind=DecisionKind.GRANT, service=SERVICE, municipality=NAME, facts=facts)
    assessment = standard.assess(facts, ON, Stage.DECISION)
    told = facts_from_norms(decision, norms, assessment)
    assert told.answers["havnsted_hours"].text == "2,5 timer om dagen"
    # The first follow-up is told apart from the later ones.
    assert told.follow_up_months is not None
    assert told.next_follow_up_months is not None
    assert (told.next_follow_up_months.value, told.follow_up_months.value) == (6, 12)


@pytest.mark.parametrize(
    ("covers", "said"),
    [
        (True, "Du får som udgangspunkt støtten i en gruppe."),
        (False, "Kan en gruppe ikke dække dit behov, får du støtten alene med en medarbejder."),
        (None, None),
    ],
)
def test_a_letter_tells_the_rule_that_decided_between_group_and_alone(
    norms: Library, standard: Standard, covers: bool | None, said: str | None
) -> None:
    facts = {} if covers is None else given(havnsted_group_covers=covers)
    decision = Decision(kind=DecisionKind.GRANT, service=SERVICE, municipality=NAME, facts=facts)
    assessment = standard.assess(facts, ON, Stage.DECISION)
    told = facts_from_norms(decision, norms, assessment)
    letter = plain_text(compose(decision, told, clauses_of(norms, SERVICE)))
    where = "Det står i Havnsteds serviceniveau, 3 Omfang."
    assert (f"{said} {where}" in letter) is (said is not None)
    assert letter.count(where) == (said is not None)


def test_criteria_are_no_rules_for_a_letter(tmp_path: Path) -> None:
    told = spoiled(tmp_path, f"{NAME}/104-2026.toml", 'shape     = "choice"', 'shape = "criteria"')
    assert any("Kriterier kan ikke stå i brevet" in one for one in told)


# --- the commands ---------------------------------------------------------------------------------


def test_the_commands_work_by_a_folder_that_is_named_once(
    folder: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_NORMS", str(folder))
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"havnsted_package": "calm"}), "utf-8")
    assert run("assess", facts, "--municipality", NAME) == 0
    assert "2,5 timer om dagen" in capsys.readouterr().out
    assert run("norms", "check", "--municipality", NAME) == 0
    said = capsys.readouterr().out
    assert "copenhagen" not in said
    assert "ingen fejl" in said
    assert run("norms", "publish", "--out", tmp_path / "site") == 0
    assert "Havnsted Kommune" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_norms_named_on_the_line_win_over_the_setting(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_NORMS", str(FOLDER / "nowhere"))
    assert run("norms", "show", "--municipality", NAME, "--norms", folder) == 0
    assert "2,5 timer om dagen" in capsys.readouterr().out
    monkeypatch.setenv("KOMPAS_NORMS", str(FOLDER / "nowhere"))
    assert run("norms", "check") == 2
    assert "KOMPAS_NORMS" in capsys.readouterr().err


def test_without_a_setting_the_shipped_norms_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMPAS_NORMS", raising=False)
    assert (default_folder() / "facts.toml").is_file()
    assert NAME not in load().words.municipalities


def test_its_page_and_its_guide(norms: Library) -> None:
    files = site(norms, ON)
    assert "2½ time om dagen" in files["havnsted-104-2026.html"].decode()
    guide = files["havnsted-104-2026-guide-data.js"].decode()
    assert "Hvor mange dage om ugen bliver det i dagtilbud i alt?" in guide


# --- what is its own ------------------------------------------------------------------------------


def spoiled(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    """What the check says of a folder with one thing changed."""
    folder = laid_over(tmp_path / "norms")
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return [f"{one.file}: {one.what} {one.remedy}" for one in check(folder)[1] if one.blocks]


def test_a_name_that_is_shared_already_is_refused_with_one_that_is_not(tmp_path: Path) -> None:
    words = f"{NAME}/vocabulary.toml"
    told = spoiled(tmp_path, words, "[fact.havnsted_days_here]", "[fact.housing]")
    assert any("housing er allerede beskrevet i facts.toml" in one for one in told)
    assert any("havnsted_housing" in one for one in told)


def test_another_municipalitys_words_are_not_to_be_borrowed(tmp_path: Path) -> None:
    rules = f"{NAME}/104-2026.toml"
    told = spoiled(tmp_path, rules, 'havnsted_package = "calm" }\nanswer',
                   'lillefjord_need = "1" }\nanswer')  # fmt: skip
    assert any("lillefjord_need hører til mappen lillefjord" in one for one in told)


def test_a_municipality_names_itself_only(tmp_path: Path) -> None:
    words = f"{NAME}/vocabulary.toml"
    told = spoiled(tmp_path, words, "[municipality.havnsted]", "[municipality.havnby]")
    assert any("Mappen havnsted er ikke kommunen havnby" in one for one in told)


def test_a_sum_is_of_numbers_of_one_unit(tmp_path: Path) -> None:
    words = f"{NAME}/vocabulary.toml"
    told = spoiled(tmp_path, words, '"havnsted_days_elsewhere"] }', '"age_years"] }')
    assert any("tager ikke imod netop de oplysninger" in one for one in told)


def test_half_steps_are_for_answers_and_fit_the_step(tmp_path: Path) -> None:
    rules = f"{NAME}/104-2026.toml"
    told = spoiled(tmp_path, rules, "havnsted_hours_a_day = 2.5", "havnsted_hours_a_day = 2.3")
    assert len(told) == 1
    assert "2.3" in told[0]


def test_a_ground_of_its_own_is_nobody_elses(norms: Library) -> None:
    own = norms.grounds["havnsted_boat_house"]
    assert own.suits(SERVICE, NAME)
    assert not own.suits(SERVICE, "vejen")
    assert not own.suits("temporary_stay", NAME)
    assert norms.grounds["economy"].suits(SERVICE, NAME)
    grounds = (Ground(type=own.name, text="Du kan bruge bådhuset."),)
    ours = Decision(
        kind=DecisionKind.REFUSAL, service=SERVICE, municipality=NAME, facts={}, grounds=grounds
    )
    assert list(word_faults(ours, norms)) == []
    told = facts_from_norms(ours, norms, None).grounds[own.name]
    assert told.labels == {"covers_need": "Derfor dækker bådhuset dit behov"}
    (fault,) = word_faults(replace(ours, municipality="vejen"), norms)
    assert "havnsted_boat_house" in fault


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rank     = "guiding"', 'rank     = "law"', "lov eller praksis"),
        ("[ground.havnsted_boat_house]", "[ground.economy]", "allerede beskrevet i national/"),
        ('"partial_refusal"]', '"partial"]', '"partial"'),
        ("why      =", 'claims   = { target_group = "nobody" }\nwhy      =', '"nobody"'),
        ("why      =", 'claims   = { target = "out" }\nwhy      =', '"target"'),
        ("[[ground.havnsted_boat_house.demand]]", "[source.x]", "noget, der skal vises"),
    ],
)
def test_a_ground_of_its_own_guides_and_must_be_shown(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    told = spoiled(tmp_path, f"{NAME}/vocabulary.toml", old, new)
    assert any(said in one for one in told), told


def test_another_municipalitys_document_is_told_to_be_one(norms: Library) -> None:
    shared = norms.grounds["need_level"].citation
    for name, told in ((NAME, True), ("vejen", True), ("copenhagen", False)):
        text = citation_text(shared, norms.words, name)
        assert ("(en anden kommunes dokument)" in text) is told
    own = norms.grounds["havnsted_boat_house"].citation
    assert citation_text(own, norms.words, NAME) == str(own)
    draft = Decision(
        kind=DecisionKind.REFUSAL, service=SERVICE, municipality=NAME, facts={},
        grounds=(Ground(type="need_level", text="Dit niveau er lavt."),), decided_on=ON,
    )  # fmt: skip
    (found,) = [
        one for one in judge(draft, norms, ON).findings if one.code == "ground_cannot_carry"
    ]
    assert found.source.endswith("2.2 (en anden kommunes dokument)")


def test_a_decision_begins_with_the_municipalitys_own_phone(norms: Library) -> None:
    case = Case(case_id=uuid4(), service=SERVICE, municipality=NAME)
    written = begun(case, None, None, norms, User(name="Ida Prøve"), ON)
    assert written["contact"] == {"name": "Ida Prøve", "phone": "00 00 00 00"}


def test_a_letters_head_says_how_the_municipality_is_reached(
    norms: Library, standard: Standard
) -> None:
    facts = given()
    decision = Decision(kind=DecisionKind.GRANT, service=SERVICE, municipality=NAME, facts=facts)
    assessment = standard.assess(facts, ON, Stage.DECISION)
    told = facts_from_norms(decision, norms, assessment)
    letter = compose(decision, told, clauses_of(norms, SERVICE))
    assert [text_of(line) for line in letter.sender] == [
        "Havnsted Kommune",
        "Havnegade 1, 0000 Havnsted",
        "Telefon 00 00 00 00, hverdage klokken 9 til 14",
        "havnsted.invalid/handicap",
    ]
