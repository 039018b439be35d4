"""How many days a week: Copenhagen's figures, Vejen's, and what neither may rest on alone."""

import pytest

from kompas.norms import Carries, Library, Rank, Status
from tests.spec.norms.citizens import (
    BOTH,
    COPENHAGEN,
    VEJEN,
    answers,
    assess,
    codes,
    days,
    row,
)

HOMES = ["own_home", "with_parents", "shared_living"]
RESIDENTIAL = ["temporary_stay", "long_term_stay", "supported_tenancy"]


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize("age", [18, 40, 65])
@pytest.mark.parametrize("housing", RESIDENTIAL)
def test_in_housing_copenhagen_gives_3_to_4_days(library: Library, housing: str, age: int) -> None:
    assert days(library, COPENHAGEN, housing=housing, age_years=age) == "3-4"


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize("age", [66, 70, 100])
@pytest.mark.parametrize("housing", RESIDENTIAL)
def test_in_housing_and_over_65_copenhagen_gives_2_days_if_they_cover_the_need(
    library: Library, housing: str, age: int
) -> None:
    assert days(library, COPENHAGEN, housing=housing, age_years=age) == "2"
    assessment = assess(library, COPENHAGEN, housing=housing, age_years=age)
    rule = row(assessment, "days_per_week", "in-housing-over-65")
    assert "hvis det vurderes at dække dit behov" in rule.text
    assert rule.reading is not None  # what "over 65" was taken to mean is said
    assert codes(assessment, "days_per_week", Status.GIVES_WAY) == {"in-housing"}


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize("age", [18, 65, 66, 90])
@pytest.mark.parametrize("housing", HOMES)
def test_at_home_copenhagen_gives_5_days_at_any_age(
    library: Library, housing: str, age: int
) -> None:
    assert days(library, COPENHAGEN, housing=housing, age_years=age) == "5"
    rule = row(assess(library, COPENHAGEN), "days_per_week", "at-home")
    assert rule.reading is not None  # over 65 at home is not stated in the standard


@pytest.mark.ledger("VEJ-03")
@pytest.mark.parametrize("age", [18, 65, 66, 90])
@pytest.mark.parametrize("housing", [*HOMES, *RESIDENTIAL, None])
def test_vejen_gives_5_days_whatever_the_housing_and_age(
    library: Library, housing: str | None, age: int
) -> None:
    assert days(library, VEJEN, housing=housing, age_years=age) == "5"


@pytest.mark.ledger("VEJ-03")
def test_fewer_days_in_vejen_take_an_individual_assessment(library: Library) -> None:
    standard = assess(library, VEJEN).standard
    for given, answer in ((5, "full_time"), (4, "individual"), (1, "individual")):
        _keys, found = standard.answer({"days_per_week": given})
        value = found["place_time"].value
        assert answer in {str(getattr(value, "code", "")), str(getattr(value, "kind", ""))}
    rule = row(assess(library, VEJEN), "days_per_week", "full-time")
    assert "Færre dage eller timer kræver en konkret og individuel vurdering" in rule.text


@pytest.mark.ledger("FW-05", "VEJ-03")
@pytest.mark.parametrize("level", ["D1", "D2", "D3"])
def test_the_same_citizen_gets_another_level_in_another_municipality(
    library: Library, level: str
) -> None:
    citizen = {"housing": "long_term_stay", "vum_level": level}
    assert days(library, COPENHAGEN, **citizen) == "3-4"
    assert days(library, VEJEN, **citizen) == "5"


@pytest.mark.ledger("FW-05")
def test_a_standard_belongs_to_one_municipality_and_service_and_says_which_rules_answered(
    library: Library,
) -> None:
    files = {place: assess(library, place).standard.files for place in BOTH}
    assert [f.file for f in files[COPENHAGEN]][:-1] == [f.file for f in files[VEJEN]][:-1]
    assert files[COPENHAGEN][-1].municipality == COPENHAGEN
    assert files[COPENHAGEN][-1].unit == "Borgercenter Handicap"
    assert files[VEJEN][-1].municipality == VEJEN
    assert files[COPENHAGEN][-1].digest != files[VEJEN][-1].digest


# --- full and part time -------------------------------------------------------------------------


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"housing": "own_home"}, ["full_time"]),
        ({"housing": "long_term_stay"}, ["full_time", "part_time"]),
        ({"housing": "long_term_stay", "age_years": 66}, ["part_time"]),
    ],
)
def test_4_to_5_days_are_full_time_and_2_to_3_part_time(
    library: Library, changes: dict[str, object], places: list[str]
) -> None:
    assert answers(assess(library, COPENHAGEN, **changes), "place_time") == places


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize(
    ("given", "place"),
    [(1, "not_stated"), (2, "part_time"), (3, "part_time"), (4, "full_time"), (5, "full_time"),
     (6, "not_stated")],
)  # fmt: skip
def test_each_number_of_days_has_its_place(library: Library, given: int, place: str) -> None:
    assessment = assess(library, COPENHAGEN)
    keys, found = assessment.standard.answer({"days_per_week": given})
    assert keys["place_time"]
    (value,) = found["place_time"].possible
    assert place in {str(getattr(value, "code", "")), str(getattr(value, "kind", ""))}


@pytest.mark.ledger("S104-03")
def test_full_time_is_8_to_15_and_the_offer_mostly_in_daytime_on_weekdays(
    library: Library,
) -> None:
    assessment = assess(library, COPENHAGEN)
    assert "kl. 8-15" in row(assessment, "place_time", "four-or-five-days").text
    assert "daytime-on-weekdays" in codes(assessment, "consider")
    daytime = row(assessment, "consider", "daytime-on-weekdays").text
    assert "dagtimerne på hverdage" in daytime
    assert "aftenåbent" in daytime


# --- what fewer days may not rest on alone ------------------------------------------------------


@pytest.mark.ledger("LAW-03", "S104-09")
def test_fewer_days_by_age_alone_is_a_conflict_with_the_boards_practice(library: Library) -> None:
    over = assess(library, COPENHAGEN, housing="long_term_stay", age_years=66)
    (conflict,) = over.answers["days_per_week"].conflicts
    assert conflict.protection.code == "no-upper-age-limit"
    assert conflict.fact == "age_years"
    assert [row.code for row in conflict.rows] == ["in-housing-over-65"]

    under = assess(library, COPENHAGEN, housing="long_term_stay", age_years=65)
    assert under.answers["days_per_week"].conflicts == ()
    at_home = assess(library, COPENHAGEN, age_years=66)
    assert at_home.answers["days_per_week"].conflicts == ()


@pytest.mark.ledger("S104-09")
def test_presumptions_on_housing_and_age_must_be_shown_for_this_citizen(library: Library) -> None:
    inside = assess(library, COPENHAGEN, housing="long_term_stay")
    assert "presumptions-are-general" in codes(inside, "consider")
    assert "presumptions-are-general" not in codes(assess(library, COPENHAGEN), "consider")
    assert library.grounds["general_presumption"].carries is not Carries.ALONE
    assert library.grounds["guiding_level"].carries is not Carries.ALONE


@pytest.mark.ledger("S104-09")
def test_5_days_at_home_are_there_to_prevent_a_need_of_housing(library: Library) -> None:
    rule = row(assess(library, COPENHAGEN), "days_per_week", "at-home")
    assert "forebygge, at du får brug for et botilbud" in rule.text


@pytest.mark.ledger("LAW-04")
@pytest.mark.parametrize("municipality", BOTH)
def test_the_test_of_extent_is_whether_the_citizen_is_sufficiently_compensated(
    library: Library, municipality: str
) -> None:
    assessment = assess(library, municipality)
    assert "sufficiently-compensated" in codes(assessment, "consider")
    rule = row(assessment, "consider", "sufficiently-compensated")
    assert rule.rank is Rank.PRECEDENT
    assert "tilstrækkeligt kompenseret" in rule.text
    assert "faktisk deltager" in rule.text
    assert "ledsageordning (§ 97)" in rule.text
    assert library.grounds["met_in_housing"].demands  # counted only when it is shown
    assert library.grounds["escort_scheme"].carries is Carries.WITH_OTHERS  # in part
