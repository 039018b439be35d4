"""The level before 1 March 2019 against the standards after it: the six tables of changes.

Each figure is read from the document's own columns "Nuværende niveau" and "Fremtidigt niveau".
"""

from datetime import date
from typing import Any

import pytest

from kompas.norms import Library
from kompas.norms.compare import Compared, Comparison, Kind, Turn, compare
from kompas.norms.comparison_text import reply_text, side_names, to_data, who_texts

ON = date(2026, 6, 1)
SIX = ("84", "85", "103", "104", "107", "108")
SPOKEN = {
    "84": {"respite_days", "delimitation"},
    "85": {"target_group"},
    "103": {"target_group", "days_per_week", "transport", "offer_radius"},
    "104": {"target_group", "days_per_week"},
    "107": {"target_group", "delivery"},
    "108": {"target_group", "delivery"},
}
"""The questions that each table of changes speaks of."""


def held_together(library: Library, paragraph: str) -> Comparison:
    """The level before and the standard, beside the law of one day."""
    name = f"copenhagen/{paragraph}-before-2019.toml"
    earlier = next(file for file in library.earlier if file.file == name)
    after = library.file_by_name[str(earlier.precedes)]
    # On a day on which the standard itself holds: a later version may have corrected it since.
    on = min(ON, after.period.last or ON)
    one, other = (library.standard_around(file, on) for file in (earlier, after))
    return compare(one, other, on, on)


def question(comparison: Comparison, name: str) -> Compared:
    return next(one for one in comparison.questions if one.question.name == name)


def kinds_of(comparison: Comparison, name: str, **citizen: Any) -> list[Kind]:
    """The kinds that a citizen is of."""
    known = {fact: comparison.other.code(fact, value) for fact, value in citizen.items()}
    return question(comparison, name).kinds_of(
        {fact: code for fact, code in known.items() if isinstance(code, int)}
    )


def change(comparison: Comparison, name: str, **citizen: Any) -> tuple[str, str, Turn] | None:
    """What a citizen had and gets, and for whom it is good; None where nothing changes."""
    kinds = kinds_of(comparison, name, **citizen)
    if not kinds:
        return None
    (kind,) = kinds
    asked = question(comparison, name).question
    before, after = (reply_text(comparison, asked, reply) for reply in (kind.one, kind.other))
    return before, after, kind.turn


# --- children's relief ---------------------------------------------------------------------------


@pytest.mark.ledger("RELIEF-06")
@pytest.mark.parametrize(
    ("package", "before", "after"), [("small", 45, 40), ("large", 90, 80), ("largest", 135, 120)]
)
def test_the_packages_are_cut_by_a_tenth(
    library: Library, package: str, before: int, after: int
) -> None:
    found = change(
        held_together(library, "84"),
        "respite_days",
        relief_form="institution",
        respite_package=package,
        quite_special_case=True,
    )
    assert found == (f"{before} døgn om året", f"{after} døgn om året", Turn.WORSE)


def test_weekend_tours_and_the_package_without_a_special_case_are_as_they_were(
    library: Library,
) -> None:
    comparison = held_together(library, "84")
    for citizen in (
        {"relief_form": "weekend_tours", "quite_special_case": False},
        {"relief_form": "weekend_tours", "quite_special_case": True},
        {
            "relief_form": "institution",
            "respite_package": "largest",
            "quite_special_case": False,
        },
    ):
        assert change(comparison, "respite_days", **citizen) is None


# --- support under § 85 --------------------------------------------------------------------------

SUPPORTED = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_help_care_or_support": True,
    "needs_support_to_keep_skills": True,
}


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize(
    ("level", "turn"),
    [
        ("A1", Turn.WORSE),
        ("C2", Turn.WORSE),
        ("C3", None),
        ("E2", None),
        ("E3", Turn.BETTER),
        ("G3", Turn.BETTER),
    ],
)
def test_support_goes_from_the_lesser_needs_to_the_greater(
    library: Library, level: str, turn: Turn | None
) -> None:
    found = change(held_together(library, "85"), "target_group", **SUPPORTED, vum_level=level)
    assert (found[2] if found else None) is turn


# --- the day offers, §§ 103 and 104 --------------------------------------------------------------


@pytest.mark.ledger("S103-03")
def test_three_days_in_sheltered_employment_for_whom_lives_in_housing(library: Library) -> None:
    comparison = held_together(library, "103")
    found = change(comparison, "days_per_week", housing="long_term_stay")
    assert found == ("op til 5 dage om ugen", "3 dage om ugen", Turn.WORSE)
    assert change(comparison, "days_per_week", housing="own_home") is None


def test_transport_was_paid_in_some_cases_and_a_distance_was_not_named(library: Library) -> None:
    comparison = held_together(library, "103")
    individual = "fastsættes ved en konkret og individuel vurdering"
    near = change(comparison, "transport", offer_distance_m=10_000)
    assert near == (individual, "borgeren betaler op til en grænse", Turn.OTHER)
    far = change(comparison, "transport", offer_distance_m=10_001)
    assert far == (individual, "står ikke i standarden", Turn.OTHER)
    radius = change(comparison, "offer_radius")
    assert radius == ("står ikke i standarden", "10 kilometer", Turn.OTHER)


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize(
    ("age", "housing", "after"),
    [
        (65, "temporary_stay", "3-4 dage om ugen"),
        (66, "temporary_stay", "2 dage om ugen"),
        (40, "own_home", None),
        (66, "own_home", None),
    ],
)
def test_fewer_days_for_whom_lives_in_housing(
    library: Library, age: int, housing: str, after: str | None
) -> None:
    found = change(held_together(library, "104"), "days_per_week", age_years=age, housing=housing)
    assert found == (("op til 5 dage om ugen", after, Turn.WORSE) if after else None)


WORKER = {
    "below_pension_age": True,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "ordinary_employment_possible": False,
    "other_law_offer_usable": False,
    "vum_level": "C2",
    "flex_job": False,
    "can_take_part_in_work": True,
    "can_transport_self": True,
}
AT_WORKSHOP = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_support_to_keep_skills": True,
    "vum_level": "D2",
    "housing": "own_home",
    "education": "none",
}


@pytest.mark.parametrize(
    ("paragraph", "citizen", "offers"),
    [
        pytest.param(
            "103",
            WORKER,
            ("other_sheltered_employment", "activity_offer_granted"),
            marks=pytest.mark.ledger("S103-02"),
        ),
        pytest.param(
            "104",
            AT_WORKSHOP,
            ("other_activity_offer", "sheltered_employment_granted"),
            marks=pytest.mark.ledger("S104-02"),
        ),
    ],
)
def test_several_day_offers_become_one(
    library: Library, paragraph: str, citizen: dict[str, Any], offers: tuple[str, str]
) -> None:
    comparison = held_together(library, paragraph)
    one = {**citizen, **dict.fromkeys(offers, False)}
    assert change(comparison, "target_group", **one) is None
    for offer in offers:
        found = change(comparison, "target_group", **{**one, offer: True})
        assert found is not None
        assert found[0] == "beror på en konkret og individuel vurdering"
        assert found[2] is Turn.WORSE


# --- housing, §§ 107 and 108 ---------------------------------------------------------------------

STAYING = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_time_limited_stay": True,
    "need_coverable_otherwise": False,
    "smaller_effort_enough": False,
    "housing_market_main_problem": False,
    "vum_cannot_clarify": False,
    "stay_aim": "training",
}
LASTING = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "lasting_reduced_capacity": True,
    "needs_extensive_daily_help": True,
    "need_coverable_otherwise": False,
    "lasting_stay_necessary": True,
    "health_administration_care": False,
    "temporary_need": False,
    "own_home_tried": True,
}


@pytest.mark.parametrize(
    ("paragraph", "citizen"),
    [
        pytest.param("107", STAYING, marks=pytest.mark.ledger("S107-01")),
        pytest.param("108", LASTING, marks=pytest.mark.ledger("S108-01")),
    ],
)
@pytest.mark.parametrize(("level", "falls_out"), [("B3", 0), ("C1", 1), ("C3", 1), ("D1", 0)])
def test_housing_is_no_longer_for_those_at_c(
    library: Library, paragraph: str, citizen: dict[str, Any], level: str, falls_out: bool
) -> None:
    found = change(
        held_together(library, paragraph), "target_group", **{**citizen, "vum_level": level}
    )
    assert bool(found) is bool(falls_out)
    if found:
        assert found[0] == "i målgruppen"
        assert found[2] is Turn.WORSE


def test_whom_the_stay_is_to_clarify_is_judged_for_himself_before_and_after(
    library: Library,
) -> None:
    clarified = {**STAYING, "vum_cannot_clarify": True, "stay_aim": "clarification"}
    comparison = held_together(library, "107")
    assert change(comparison, "target_group", **{**clarified, "vum_level": "B1"}) is None
    found = change(comparison, "target_group", **{**clarified, "vum_level": "C2"})
    assert found is not None
    assert found[1] == "beror på en konkret og individuel vurdering"


# --- all six -------------------------------------------------------------------------------------


def test_each_of_the_six_standards_has_the_level_before_it(library: Library) -> None:
    assert {file.precedes for file in library.earlier} == {
        f"copenhagen/{paragraph}-2019.toml" for paragraph in SIX
    }


@pytest.mark.parametrize("paragraph", SIX)
def test_only_what_the_document_speaks_of_is_compared_and_the_rest_is_named(
    library: Library, paragraph: str
) -> None:
    comparison = held_together(library, paragraph)
    compared = {one.question.name for one in comparison.questions}
    unsaid = {asked.name for asked in comparison.unsaid}
    assert compared == SPOKEN[paragraph]
    after = comparison.other.local
    assert after is not None
    assert compared | unsaid == {row.question for row in after.rows} | compared
    assert not compared & unsaid
    assert to_data(comparison)["unsaid"] == [asked.name for asked in comparison.unsaid]


@pytest.mark.parametrize("paragraph", SIX)
def test_each_change_has_its_source_in_the_table_of_changes(
    library: Library, paragraph: str
) -> None:
    comparison = held_together(library, paragraph)
    assert side_names(comparison) == ("før 1. marts 2019", "fra 1. marts 2019")
    earlier = comparison.one.local
    assert earlier is not None
    assert all("Ændringer i forhold til nuværende praksis" in str(r.citation) for r in earlier.rows)
    assert all(who_texts(comparison, k) for one in comparison.questions for k in one.kinds)


@pytest.mark.parametrize("paragraph", SIX)
def test_the_level_before_is_in_force_on_no_day(library: Library, paragraph: str) -> None:
    names = {file.file for standard in library.standards() for file in standard.files}
    assert f"copenhagen/{paragraph}-before-2019.toml" not in names
