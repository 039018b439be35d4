"""Rows with `restates`: what is wrong with them is told with file, line and remedy."""

import pytest

from kompas.norms import Problem
from kompas.norms.verify import verify
from tests.unit.norms.copies import Copy
from tools import rule_pages

FILE = "copenhagen/103-2019.toml"


def added(norms: Copy, body: str, question: str = "days_per_week") -> list[Problem]:
    """What the proof says of a row that is put at the end of Copenhagen's § 103."""
    norms.add(
        FILE,
        f'[[question.{question}.row]]\ncode = "again"\nrank = "guiding"\ntext = "Igen."\n'
        f'source = "kk-2019 4.3"\n{body}\n',
    )
    return [p for p in verify(norms.load()) if "again" in p.what]


IN_HOUSING = f'restates = "{FILE} in-housing"\n'


@pytest.mark.parametrize(
    "answer",
    ["answer = { days_per_week = 3 }", 'answer = { days_per_week = "..3" }'],
)
def test_the_same_figure_is_no_finding(norms: Copy, answer: str) -> None:
    assert added(norms, IN_HOUSING + answer) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("answer = { days_per_week = 4 }", "»4«"),
        ('answer = { days_per_week = "..4" }', "højst 4"),
        ('answer = { days_per_week = "3..4" }', "»3-4«"),
        ('answer = "individual"', "»individual«"),
    ],
)
def test_another_figure_is_told_and_does_not_block(norms: Copy, answer: str, said: str) -> None:
    (found,) = added(norms, IN_HOUSING + answer)
    assert (found.code, found.blocks, found.file) == ("restated", False, FILE)
    assert f"again siger {said}" in found.what
    assert "in-housing siger »3«" in found.what
    assert 'unless = ["in-housing"]' in found.remedy
    assert found.line == norms.line(FILE, 'code = "again"') - 1


def test_other_citizens_for_the_same_figure_are_told(norms: Copy) -> None:
    body = 'when = { housing = "own_home" }\nanswer = { days_per_week = 3 }'
    (found,) = added(norms, IN_HOUSING + body)
    assert "egen bolig" in found.what


def test_a_criterion_is_held_by_its_condition(norms: Copy) -> None:
    right, wrong = 'met = { vum_level = "C..D" }', 'met = { vum_level = "C..E" }'
    named = f'restates = "{FILE} need-level-c-to-d"\n'
    (found,) = added(norms, named + wrong, "target_group")
    assert "C1-E3" in found.what
    norms.change(FILE, wrong, right)
    assert [p for p in verify(norms.load()) if "again" in p.what] == []


def test_what_is_settled_by_unless_is_told_no_more(norms: Copy) -> None:
    body = 'answer = { days_per_week = 4 }\nunless = ["in-housing"]\nreading = "Tabellen er ældre."'
    assert added(norms, IN_HOUSING + body) == []


def test_it_can_only_give_way_to_the_row_that_it_repeats(norms: Copy) -> None:
    body = 'answer = { days_per_week = 4 }\nunless = ["at-home"]'
    (found,) = added(norms, IN_HOUSING + body)
    assert (found.code, found.blocks) == ("restates", True)
    assert 'unless = ["in-housing"]' in found.remedy


@pytest.mark.parametrize(
    "named",
    [f"{FILE} nowhere", "copenhagen/nowhere.toml in-housing", "in-housing", f"{FILE} gratuity"],
)
def test_a_row_that_is_not_there_cannot_be_repeated(norms: Copy, named: str) -> None:
    (found,) = added(norms, f'restates = "{named}"\nanswer = {{ days_per_week = 3 }}')
    assert (found.code, found.blocks) == ("restates", True)
    assert "som ikke findes" in found.what
    assert 'restates = "copenhagen/104-2019.toml in-housing"' in found.remedy


def test_a_word_that_is_no_way_of_reaching_running_grants_is_refused(norms: Copy) -> None:
    norms.change(FILE, 'reaches      = "planned_process"', 'reaches      = "at_once"')
    (found,) = norms.refused()
    assert (found.file, found.line) == (FILE, norms.line(FILE, 'reaches      = "at_once"'))
    assert '"at_follow_up"' in found.remedy


def test_an_element_of_a_fact_that_is_not_there_is_refused(norms: Copy) -> None:
    norms.change("elements.toml", 'fact    = "own_home_tried"', 'fact    = "own_home_seen"')
    assert any("own_home_seen" in problem.what for problem in norms.refused())


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ("", "Ingen jurist har skrevet under på den endnu."),
        ("2026-05-04, en jurist", "Gennemgået af: 2026-05-04, en jurist."),
    ],
)
def test_the_page_of_a_file_says_who_signed_it_and_what_it_repeats(
    norms: Copy, signed: str, said: str
) -> None:
    norms.change(FILE, 'reviewed_by  = ""', f'reviewed_by  = "{signed}"')
    library = norms.load()
    page = rule_pages._file(library, library.file_by_name[FILE])
    assert said in page
    assert "Gengiver: `copenhagen/104-2019.toml in-housing`." in page
