"""Two standards held against each other: who changes, how, and in which words."""

from datetime import date

import pytest

from kompas.norms import Answer, AnswerKind, Library, Outcome
from kompas.norms.compare import Compared, Comparison, Turn, compare
from kompas.norms.comparison_text import (
    example_text,
    reply_text,
    side_names,
    to_data,
    turn_text,
    who_texts,
)
from kompas.words import set_language
from tests.unit.norms.copies import COPENHAGEN, Copy

ON = date(2026, 6, 1)
SERVICE = "activity_and_social"
HOUSING = (
    "Boform: midlertidigt botilbud (servicelovens § 107), længerevarende botilbud "
    "(servicelovens § 108) eller botilbudslignende bolig (almenboligloven § 105)"
)


@pytest.fixture(scope="module")
def comparison(library: Library) -> Comparison:
    """Copenhagen against Vejen on § 104."""
    one, other = (library.standard(SERVICE, name, ON) for name in ("copenhagen", "vejen"))
    return compare(one, other, ON, ON)


def of(comparison: Comparison, name: str) -> Compared:
    return next(c for c in comparison.questions if c.question.name == name)


def days(low: int, high: int) -> tuple[Answer]:
    return (Answer(AnswerKind.NUMBER, low, high, "days_per_week"),)


def test_the_days_of_citizens_in_housing_differ_and_at_home_they_do_not(
    comparison: Comparison,
) -> None:
    kinds = of(comparison, "days_per_week").kinds
    assert [(kind.one, kind.other) for kind in kinds] == [
        (days(3, 4), days(5, 5)),
        (days(2, 2), days(5, 5)),
    ]
    assert [who_texts(comparison, kind) for kind in kinds] == [
        [f"{HOUSING} · Alder: til og med 65 år"],
        [f"{HOUSING} · Alder: fra 66 år"],
    ]
    assert all(kind.turn is Turn.BETTER for kind in kinds)
    assert turn_text(comparison, Turn.BETTER) == "bedst for borgeren: Vejen Kommune"
    assert [row.code for row in kinds[1].one_rows] == ["in-housing-over-65"]
    question = of(comparison, "days_per_week").question
    assert reply_text(comparison, question, kinds[0].one) == "3-4 dage om ugen"
    assert example_text(comparison, kinds[0]).endswith("Alder: 65 år")


def test_the_smallest_example_has_no_fact_too_many(comparison: Comparison) -> None:
    kind = of(comparison, "days_per_week").kinds[1]
    assert set(kind.example) == {"housing", "age_years"}
    assert kind.example["age_years"] == 66


def test_the_same_comparison_the_other_way_round_is_to_the_worse(library: Library) -> None:
    one, other = (library.standard(SERVICE, name, ON) for name in ("vejen", "copenhagen"))
    kinds = of(compare(one, other, ON, ON), "days_per_week").kinds
    assert {kind.turn for kind in kinds} == {Turn.WORSE}


def test_criteria_are_told_among_those_who_meet_what_both_share(comparison: Comparison) -> None:
    outside = of(comparison, "target_group").kinds[0]
    assert outside.one == (Outcome.OUTSIDE_GUIDING,)
    assert outside.other == (Outcome.IN,)
    assert outside.among_shared
    assert sorted({name for box in outside.boxes for name in box}) == [
        "education",  # who takes an STU in housing is judged without the level of need
        "housing",
        "other_activity_offer",
        "sheltered_employment_granted",
        "vum_level",
    ]
    # A guiding criterion that repeats the act is not told as a difference.
    assert of(comparison, "target_group").only_other == ()


def test_who_meets_no_shared_criterion_is_the_same_in_both(comparison: Comparison) -> None:
    known = {
        "age_years": 17,
        "considerably_reduced_capacity": 1,
        "special_social_problems": 0,
        "needs_support_to_keep_skills": 1,
        "vum_level": 0,
        "housing": 0,
        "education": 0,
        "sheltered_employment_granted": 1,
        "other_activity_offer": 1,
    }
    assert of(comparison, "target_group").kinds_of(known) == []
    assert len(of(comparison, "target_group").kinds_of({**known, "age_years": 18})) == 1


def test_an_answer_that_another_question_builds_on_is_looked_at_both_ways(
    comparison: Comparison,
) -> None:
    place = of(comparison, "place_time")
    assert {name for kind in place.kinds for box in kind.boxes for name in box} == {
        "housing",
        "age_years",
    }
    told = [who_texts(comparison, kind) for kind in place.on_answer]
    assert ["Omfang: 4 dage om ugen"] in told


def test_duties_that_only_one_of_the_two_has(comparison: Comparison) -> None:
    kinds = of(comparison, "payment").kinds
    assert [[row.code for row in (*k.one_rows, *k.other_rows)] for k in kinds] == [
        ["no-user-payment"],
        ["events-and-trips"],
        ["chosen-materials"],
    ]
    assert all(who_texts(comparison, kind) == ["Alle borgere"] for kind in kinds)


def test_what_is_the_same_is_told_as_the_same(comparison: Comparison) -> None:
    assert of(comparison, "transport").is_same
    assert of(comparison, "complaint_deadline").is_same


def test_a_standard_against_itself_changes_nobody(library: Library) -> None:
    standard = library.standard(SERVICE, "copenhagen", ON)
    assert all(c.is_same for c in compare(standard, standard, ON, ON).questions)


def test_a_day_on_either_side_of_a_change_of_the_law(library: Library) -> None:
    before, after = date(2024, 12, 31), date(2025, 1, 1)
    one, other = (library.standard(SERVICE, "copenhagen", day) for day in (before, after))
    comparison = compare(one, other, before, after)
    kinds = of(comparison, "alternatives").kinds
    codes = [[row.code for row in (*kind.one_rows, *kind.other_rows)] for kind in kinds]
    assert ["open-offers-104"] in codes
    assert ["open-offers-79"] in codes
    assert side_names(comparison) == ("den 31. december 2024", "den 1. januar 2025")


def test_two_versions_of_one_standard(norms: Copy) -> None:
    new = norms.text(COPENHAGEN)
    for old, becomes in (
        ("valid_from   = 2019-03-01", f'valid_from   = 2026-01-01\nreplaces = "{COPENHAGEN}"'),
        ("answer  = { days_per_week = 2 }", "answer  = { days_per_week = 3 }"),
        ('days_per_week = ["2"], place', 'days_per_week = ["3"], place'),
        ("Nogle tilbud har aftenåbent.", "Enkelte tilbud har aftenåbent."),
        ("En plads på heltid er 4-5 dage om ugen", "Heltid er 4-5 dage om ugen"),
    ):
        assert old in new
        new = new.replace(old, becomes, 1)
    norms.write("copenhagen/104-2026.toml", new)
    library = norms.load()
    before, after = date(2025, 12, 1), date(2026, 6, 1)
    one, other = (library.standard(SERVICE, "copenhagen", day) for day in (before, after))
    comparison = compare(one, other, before, after)
    assert side_names(comparison) == ("fra 1. marts 2019", "fra 1. januar 2026")
    changed = {c.question.name for c in comparison.questions if not c.is_same}
    assert changed == {"days_per_week", "place_time", "consider"} - {"place_time"}
    (kind,) = of(comparison, "days_per_week").kinds
    assert (kind.one, kind.other, kind.turn) == (days(2, 2), days(3, 3), Turn.BETTER)
    (reworded,) = of(comparison, "consider").kinds
    assert reworded.one is reworded.other is not None
    assert [r.code for r in reworded.one_rows] == [r.code for r in reworded.other_rows]
    assert [(a.code, b.code) for a, b in of(comparison, "place_time").reworded] == [
        ("four-or-five-days", "four-or-five-days")
    ]


def test_for_machines(comparison: Comparison) -> None:
    data = to_data(comparison)
    assert data["one"]["municipality"] == "copenhagen"
    extent = next(q for q in data["questions"] if q["question"] == "days_per_week")
    assert extent["kinds"][1]["who"] == [
        {
            "housing": [["temporary_stay", "supported_tenancy"]],
            "age_years": [[66, 130]],
        }
    ]
    assert extent["kinds"][1]["example"] == {"housing": "temporary_stay", "age_years": 66}


def test_in_english(comparison: Comparison) -> None:
    set_language("en")
    try:
        assert "Housing:" in who_texts(comparison, of(comparison, "days_per_week").kinds[0])[0]
    finally:
        set_language("da")
