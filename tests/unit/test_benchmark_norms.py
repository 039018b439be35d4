"""The norms that speed is measured on are sound, and answer as their plain reading does."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks import kompas_rules, workload
from benchmarks.workload import Citizen, Outputs
from kompas.norms import Library, Standard
from kompas.norms.report import to_json
from kompas.norms.verify import verify

CITIZEN = Citizen(
    vum_level="D2",
    age_years=40,
    housing="own_home",
    capacity="considerably",
    employment="none",
    own_transport=True,
    can_work=True,
    need="at_home",
    day_grant="none",
    distance_m=20_000,
    transport_cost_ore=100_000,
    earnings_ore=100_000,
    on=date(2019, 3, 1),
)
IN_HOUSING = replace(CITIZEN, housing="long_term_stay", need="lasting")


@pytest.fixture(scope="module")
def library() -> Library:
    return kompas_rules.library()


@pytest.fixture(scope="module")
def standard(library: Library) -> Standard:
    return library.standard("quality_standards", "copenhagen", workload.FIRST_DAY)


def test_the_norms_are_sound_but_for_the_conflict_that_the_document_has(library: Library) -> None:
    found = [(problem.code, problem.blocks) for problem in verify(library)]
    assert found == [("conflict", False)]


@pytest.mark.parametrize(
    ("citizen", "answer"),
    [
        (CITIZEN, Outputs(0, 0, 0, 12, 1, 7, 5, 5, 1, 5, 70_000, date(2020, 2, 29))),
        (
            replace(CITIZEN, age_years=17),
            Outputs(2, 2, 2, 2, 2, 7, 0, 0, 0, 0, 0, None),
        ),
        (
            replace(CITIZEN, vum_level="C2", need="clarification"),
            Outputs(4, 0, 3, 4, 1, 2, 5, 0, 0, 0, 70_000, None),
        ),
        (
            replace(IN_HOUSING, capacity="considerably_and_lasting", day_grant="sheltered"),
            Outputs(0, 0, 10, 14, 0, 23, 3, 0, 2, 5, 70_000, date(2020, 2, 29)),
        ),
        (
            replace(IN_HOUSING, age_years=70, vum_level="F1", on=date(2019, 12, 31)),
            Outputs(0, 5, 0, 14, 1, 21, 0, 2, 0, 5, 100_000, date(2020, 12, 30)),
        ),
        (
            replace(IN_HOUSING, employment="stu", own_transport=False, can_work=False),
            Outputs(0, 8, 11, 14, 1, 23, 0, 0, 0, 5, 0, date(2020, 2, 29)),
        ),
        (
            replace(CITIZEN, day_grant="activities", housing="temporary_stay", need="temporary"),
            Outputs(0, 10, 0, 0, 1, 15, 0, 4, 3, 5, 100_000, date(2020, 2, 29)),
        ),
    ],
)
def test_golden_citizens(standard: Standard, citizen: Citizen, answer: Outputs) -> None:
    assessment = standard.assess(kompas_rules.given(citizen), citizen.on)
    assert kompas_rules.outputs(assessment) == answer
    assert workload.expected(citizen) == answer


def test_drawn_citizens_are_answered_as_by_the_plain_reading(standard: Standard) -> None:
    for citizen in workload.draw(500, seed=5):
        assessment = standard.assess(kompas_rules.given(citizen), citizen.on)
        assert kompas_rules.outputs(assessment) == workload.expected(citizen), citizen


def test_what_is_kept_from_other_citizens_changes_nothing() -> None:
    used, citizens = kompas_rules.standard(), list(workload.draw(60, seed=6))
    for citizen in citizens:
        used.assess(kompas_rules.given(citizen), citizen.on)
    for citizen in citizens[:10]:
        facts = kompas_rules.given(citizen)
        fresh = kompas_rules.standard().assess(facts, citizen.on)
        assert to_json(used.assess(facts, citizen.on)) == to_json(fresh)
