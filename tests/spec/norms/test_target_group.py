"""Who is in the target group of § 104: the law, the guiding level, and what neither may refuse."""

from datetime import UTC, date, datetime

import pytest

from kompas.norms import Carries, GivenFact, Library, Outcome, Rank, Status
from tests.spec.norms.citizens import (
    AT_HOME,
    BOTH,
    COPENHAGEN,
    ON,
    SERVICE,
    VEJEN,
    assess,
    codes,
    row,
    target_group,
)

LEVELS = [letter + degree for letter in "ABCDEFG" for degree in "123"]


# --- the law: binds everywhere ------------------------------------------------------------------


@pytest.mark.ledger("LAW-01", "VEJ-01", "S104-01")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(
    ("reduced", "social", "outcome"),
    [
        (True, False, Outcome.IN),
        (False, True, Outcome.IN),
        (True, True, Outcome.IN),
        (False, False, Outcome.OUT),
    ],
)
def test_reduced_capacity_or_special_social_problems_is_needed_and_either_is_enough(
    library: Library, municipality: str, reduced: bool, social: bool, outcome: Outcome
) -> None:
    assert outcome is target_group(
        library,
        municipality,
        considerably_reduced_capacity=reduced,
        special_social_problems=social,
    )


@pytest.mark.ledger("LAW-01", "VEJ-01", "S104-01")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(("needs", "outcome"), [(True, Outcome.IN), (False, Outcome.OUT)])
def test_a_need_of_support_to_keep_or_improve_is_needed(
    library: Library, municipality: str, needs: bool, outcome: Outcome
) -> None:
    assert target_group(library, municipality, needs_support_to_keep_skills=needs) is outcome


@pytest.mark.ledger("LAW-01")
@pytest.mark.parametrize("municipality", BOTH)
def test_the_municipality_must_offer_the_help_and_see_to_suited_offers(
    library: Library, municipality: str
) -> None:
    assessment = assess(library, municipality)
    assert "duty-to-offer" in codes(assessment, "consider")
    duty = row(assessment, "consider", "duty-to-offer")
    assert duty.rank is Rank.LAW
    assert "kommunale, regionale eller private" in duty.text


@pytest.mark.ledger("LAW-03", "VEJ-01")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(
    ("age", "outcome"),
    [(0, Outcome.OUT), (17, Outcome.OUT)]
    + [(age, Outcome.IN) for age in (18, 19, 64, 65, 66, 67, 68, 80, 100, 130)],
)
def test_the_help_is_from_18_years_and_has_no_upper_age_limit(
    library: Library, municipality: str, age: int, outcome: Outcome
) -> None:
    assert target_group(library, municipality, age_years=age) is outcome


@pytest.mark.ledger("LAW-03")
@pytest.mark.parametrize(
    ("born", "on", "outcome"),
    [
        ("2008-06-01", date(2026, 6, 1), Outcome.IN),
        ("2008-06-02", date(2026, 6, 1), Outcome.OUT),
        ("2008-02-29", date(2026, 2, 28), Outcome.OUT),
        ("2008-02-29", date(2026, 3, 1), Outcome.IN),
        (date(1940, 6, 1), date(2026, 6, 1), Outcome.IN),
        (datetime(1940, 6, 1, tzinfo=UTC), date(2026, 6, 1), Outcome.IN),
    ],
)
def test_one_is_18_from_the_birthday(
    library: Library, born: str | date, on: date, outcome: Outcome
) -> None:
    facts = {**AT_HOME, "birth_date": born}
    del facts["age_years"]
    standard = library.standard(SERVICE, VEJEN, on)
    given = {name: GivenFact(value) for name, value in facts.items()}
    assert standard.assess(given, on).answers["target_group"].value is outcome


@pytest.mark.ledger("LAW-03")
def test_age_is_no_ground_for_less_help(library: Library) -> None:
    assert library.grounds["age"].carries is Carries.NEVER


# --- Copenhagen's guiding level -----------------------------------------------------------------


@pytest.mark.ledger("S104-01", "FW-07")
@pytest.mark.parametrize("level", LEVELS)
def test_copenhagens_guiding_level_is_d_to_f_and_the_others_are_outside_it_but_never_out(
    library: Library, level: str
) -> None:
    inside = level[0] in "DEF"
    expected = Outcome.IN if inside else Outcome.OUTSIDE_GUIDING
    assessment = assess(library, COPENHAGEN, vum_level=level)
    assert assessment.answers["target_group"].value is expected
    failed = codes(assessment, "target_group", Status.NOT_MET)
    assert failed == (set() if inside else {"need-level-d-to-f"})


@pytest.mark.ledger("VEJ-01")
@pytest.mark.parametrize("level", [*LEVELS, None])
def test_vejen_sets_no_level_of_need(library: Library, level: str | None) -> None:
    assert target_group(library, VEJEN, vum_level=level) is Outcome.IN


@pytest.mark.ledger("FW-07")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize("level", LEVELS)
def test_no_level_of_need_makes_up_for_what_the_law_demands(
    library: Library, municipality: str, level: str
) -> None:
    outcome = target_group(
        library, municipality, vum_level=level, needs_support_to_keep_skills=False
    )
    assert outcome is Outcome.OUT


@pytest.mark.ledger("FW-07")
def test_the_caseworker_is_told_that_the_assessment_of_need_never_decides_alone(
    library: Library,
) -> None:
    assessment = assess(library, COPENHAGEN, vum_level=None)
    assert "vum-alone-never-decides" in codes(assessment, "consider")


@pytest.mark.ledger("S104-01")
@pytest.mark.parametrize(
    ("housing", "education", "outcome"),
    [
        ("long_term_stay", "stu", Outcome.INDIVIDUAL),
        ("temporary_stay", "stu", Outcome.INDIVIDUAL),
        ("supported_tenancy", "stu", Outcome.INDIVIDUAL),
        ("shared_living", "stu", Outcome.INDIVIDUAL),
        ("residential", "stu", Outcome.INDIVIDUAL),
        ("own_home", "stu", Outcome.IN),
        ("with_parents", "stu", Outcome.IN),
        ("long_term_stay", "other", Outcome.IN),
        ("shared_living", "none", Outcome.IN),
    ],
)
def test_youth_education_in_housing_or_shared_living_is_assessed_individually(
    library: Library, housing: str, education: str, outcome: Outcome
) -> None:
    assert target_group(library, COPENHAGEN, housing=housing, education=education) is outcome
    assert target_group(library, VEJEN, housing=housing, education=education) is Outcome.IN


@pytest.mark.ledger("S104-02")
@pytest.mark.parametrize("fact", ["other_activity_offer", "sheltered_employment_granted"])
def test_copenhagen_gives_as_a_rule_one_offer_and_not_beside_sheltered_employment(
    library: Library, fact: str
) -> None:
    assert target_group(library, COPENHAGEN, **{fact: False}) is Outcome.IN
    assert target_group(library, COPENHAGEN, **{fact: True}) is Outcome.OUTSIDE_GUIDING
    assert target_group(library, VEJEN, **{fact: True}) is Outcome.IN


@pytest.mark.ledger("S104-02")
def test_clubs_count_as_an_offer(library: Library) -> None:
    assert (
        "Klubtilbud regnes med"
        in row(assess(library, COPENHAGEN), "target_group", "one-offer").text
    )


# --- what the guiding level may not do ----------------------------------------------------------


def test_every_guiding_row_broken_at_once_is_still_no_refusal(library: Library) -> None:
    assessment = assess(
        library,
        COPENHAGEN,
        vum_level="G3",
        housing="long_term_stay",
        education="stu",
        sheltered_employment_granted=True,
        other_activity_offer=True,
    )
    answered = assessment.answers["target_group"]
    assert answered.value is Outcome.OUTSIDE_GUIDING
    assert all(not row.rank.binds for row in answered.failing())
    # Each is named, not just the first. The level of need is none for who takes an STU in housing.
    assert len(answered.failing()) == 2


def test_only_binding_rows_make_out(library: Library) -> None:
    answered = assess(library, VEJEN, age_years=17).answers["target_group"]
    assert answered.value is Outcome.OUT
    assert {(row.code, row.rank) for row in answered.failing()} == {
        ("adult", Rank.LAW),
        ("vejen-adult", Rank.GUIDING),
    }


def test_the_standard_is_guiding_and_two_reasons_lead_away_from_it(library: Library) -> None:
    assessment = assess(library, COPENHAGEN)
    assert "individual-assessment-weighs-most" in codes(assessment, "consider")
    local = assessment.standard.local
    assert local is not None
    assert {row.rank for row in local.rows} == {Rank.GUIDING}
    for ground in ("individual_need", "temporary_situation"):
        assert library.grounds[ground].carries is Carries.ALONE
        assert library.grounds[ground].demands  # and each must be shown for this citizen


@pytest.mark.ledger("LAW-05", "S104-02")
def test_sheltered_employment_alone_is_a_conflict_with_the_boards_practice(
    library: Library,
) -> None:
    beside = assess(library, COPENHAGEN, sheltered_employment_granted=True)
    answered = beside.answers["target_group"]
    assert answered.value is Outcome.OUTSIDE_GUIDING
    (conflict,) = answered.conflicts
    assert conflict.protection.code == "offers-with-another-aim"
    assert conflict.fact == "sheltered_employment_granted"
    assert [row.code for row in conflict.rows] == ["not-with-sheltered-employment"]
    assert conflict.without is Outcome.IN

    without = assess(library, COPENHAGEN)
    assert without.answers["target_group"].conflicts == ()


@pytest.mark.ledger("LAW-05", "S104-02")
@pytest.mark.parametrize(
    ("changes", "without"),
    [
        ({"vum_level": "D2"}, Outcome.IN),
        ({"vum_level": "C2"}, Outcome.OUTSIDE_GUIDING),
        ({"other_activity_offer": True}, Outcome.OUTSIDE_GUIDING),
        ({"vum_level": None}, Outcome.UNKNOWN),
        ({"needs_support_to_keep_skills": False}, Outcome.OUT),
    ],
    ids=["D2", "C2", "club", "no level yet", "no need"],
)
def test_the_conflict_is_named_whatever_else_stands_in_the_way(
    library: Library, changes: dict[str, object], without: Outcome
) -> None:
    assessment = assess(library, COPENHAGEN, sheltered_employment_granted=True, **changes)
    (conflict,) = assessment.answers["target_group"].conflicts
    assert (conflict.protection.code, conflict.fact) == (
        "offers-with-another-aim",
        "sheltered_employment_granted",
    )
    assert [row.code for row in conflict.rows] == ["not-with-sheltered-employment"]
    assert conflict.without is without


@pytest.mark.ledger("LAW-05", "S104-02")
def test_each_offer_with_another_aim_is_a_conflict_of_its_own(library: Library) -> None:
    assessment = assess(
        library,
        COPENHAGEN,
        housing="long_term_stay",
        education="stu",
        sheltered_employment_granted=True,
    )
    conflicts = assessment.answers["target_group"].conflicts
    assert {conflict.fact: [row.code for row in conflict.rows] for conflict in conflicts} == {
        "education": ["stu-in-housing"],
        "sheltered_employment_granted": ["not-with-sheltered-employment"],
    }


@pytest.mark.ledger("LAW-05")
def test_youth_education_in_housing_is_a_conflict_with_the_boards_practice(
    library: Library,
) -> None:
    beside = assess(library, COPENHAGEN, housing="long_term_stay", education="stu")
    (conflict,) = beside.answers["target_group"].conflicts
    assert (conflict.protection.code, conflict.fact) == ("offers-with-another-aim", "education")
    assert conflict.without is Outcome.IN


@pytest.mark.ledger("LAW-05")
@pytest.mark.parametrize("municipality", BOTH)
@pytest.mark.parametrize(
    "facts",
    [{"sheltered_employment_granted": True}, {"education": "stu"}],
    ids=["sheltered employment", "youth education"],
)
@pytest.mark.parametrize("level", ["C2", "D2"])
def test_an_offer_with_another_aim_never_refuses_and_the_caseworker_is_told_so(
    library: Library, municipality: str, facts: dict[str, object], level: str
) -> None:
    assessment = assess(library, municipality, vum_level=level, **facts)
    assert assessment.answers["target_group"].value is not Outcome.OUT
    assert "employment-or-education-beside" in codes(assessment, "consider")
    assert "employment-or-education-beside" not in codes(assess(library, municipality), "consider")


@pytest.mark.ledger("LAW-05")
def test_an_offer_with_another_aim_never_carries_a_decision_alone(library: Library) -> None:
    assert library.grounds["other_aim_offer"].carries is Carries.WITH_OTHERS


# --- unknown is an answer of its own ------------------------------------------------------------


@pytest.mark.parametrize(
    ("municipality", "fact", "possible"),
    [
        (COPENHAGEN, "vum_level", {Outcome.IN, Outcome.OUTSIDE_GUIDING}),
        (COPENHAGEN, "sheltered_employment_granted", {Outcome.IN, Outcome.OUTSIDE_GUIDING}),
        (COPENHAGEN, "needs_support_to_keep_skills", {Outcome.IN, Outcome.OUT}),
        (COPENHAGEN, "age_years", {Outcome.IN, Outcome.OUT}),
        (VEJEN, "needs_support_to_keep_skills", {Outcome.IN, Outcome.OUT}),
        (VEJEN, "age_years", {Outcome.IN, Outcome.OUT}),
    ],
)
def test_a_missing_fact_makes_the_answer_unknown_and_is_asked_for(
    library: Library, municipality: str, fact: str, possible: set[Outcome]
) -> None:
    answered = assess(library, municipality, **{fact: None}).answers["target_group"]
    assert answered.value is Outcome.UNKNOWN
    assert set(answered.possible) == possible
    assert answered.missing == (fact,)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"considerably_reduced_capacity": True, "special_social_problems": None}, Outcome.IN),
        ({"considerably_reduced_capacity": None, "special_social_problems": True}, Outcome.IN),
        ({"needs_support_to_keep_skills": False, "vum_level": None}, Outcome.OUT),
        ({"vum_level": "D"}, Outcome.IN),
        ({"vum_level": "C"}, Outcome.OUTSIDE_GUIDING),
        ({"housing": "own_home", "education": None}, Outcome.IN),
        ({"housing": None, "education": "none"}, Outcome.IN),
        ({"housing": "home", "education": "stu"}, Outcome.UNKNOWN),
    ],
)
def test_a_fact_that_changes_nothing_may_be_missing_or_known_in_part(
    library: Library, changes: dict[str, object], outcome: Outcome
) -> None:
    assert target_group(library, COPENHAGEN, **changes) is outcome


def test_with_nothing_known_nothing_is_decided(library: Library) -> None:
    assessment = library.standard(SERVICE, COPENHAGEN, ON).assess({}, ON)
    answered = assessment.answers["target_group"]
    assert answered.value is Outcome.UNKNOWN
    assert set(answered.possible) == set(Outcome) - {Outcome.UNKNOWN}
    assert "birth_date" in assessment.missing  # asked for in place of the age
    assert "age_years" not in assessment.missing
