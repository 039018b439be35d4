"""Socio-pedagogical support (§ 85): Copenhagen's standard and the act around it."""

from typing import Any

import pytest

from kompas.norms import Assessment, Carries, Library, Outcome, Rank, Verified
from tests.spec.norms.answered import answered, choice, failing, group, holding, standard_of

SERVICE = "socio_pedagogical_support"
AT_HOME: dict[str, Any] = {
    "age_years": 40,
    "considerably_reduced_capacity": True,
    "special_social_problems": False,
    "needs_help_care_or_support": True,
    "needs_support_to_keep_skills": True,
    "vum_level": "C3",
    "housing": "own_home",
    "support_situation": "staying_at_home",
    "needs_practical_help_or_care": False,
    "special_socio_educational_needs": False,
    "dementia_or_terminal_care": False,
}
"""In the target group by the act and by the guiding level."""
HOMES = ["own_home", "with_parents", "shared_living"]
RESIDENTIAL = ["temporary_stay", "long_term_stay", "supported_tenancy"]


def support(library: Library, /, **changes: Any) -> Assessment:
    """The answers for `AT_HOME` with changes."""
    return answered(standard_of(library, SERVICE), {**AT_HOME, **changes})


# --- who ----------------------------------------------------------------------------------------


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize(
    ("capacity", "problems", "outcome"),
    [
        (True, False, Outcome.IN),
        (False, True, Outcome.IN),
        (True, True, Outcome.IN),
        (False, False, Outcome.OUT),
    ],
)
def test_considerably_reduced_capacity_or_special_social_problems(
    library: Library, capacity: bool, problems: bool, outcome: Outcome
) -> None:
    found = support(
        library, considerably_reduced_capacity=capacity, special_social_problems=problems
    )
    assert group(found) is outcome


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize(
    ("help_", "skills", "outcome", "fails"),
    [
        (True, True, Outcome.IN, set()),
        (True, False, Outcome.OUTSIDE_GUIDING, {"help-and-skills"}),
        (False, True, Outcome.OUTSIDE_GUIDING, {"help-and-skills"}),
        (False, False, Outcome.OUT, {"help-and-skills", "needs-help-or-skills"}),
    ],
)
def test_a_need_of_help_and_of_help_to_keep_and_develop_skills(
    library: Library, help_: bool, skills: bool, outcome: Outcome, fails: set[str]
) -> None:
    found = support(library, needs_help_care_or_support=help_, needs_support_to_keep_skills=skills)
    assert group(found) is outcome
    assert set(failing(found)) == fails


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize("level", ["C3", "D1", "D3", "E2", "F3", "G1", "G3"])
def test_from_c3_and_up_is_in_the_guiding_group(library: Library, level: str) -> None:
    found = support(library, vum_level=level)
    assert group(found) is Outcome.IN
    assert holding(found, "not_included") == {}


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize("level", ["C2", "C1", "B3", "B1", "A1"])
def test_c2_and_below_is_outside_the_guide_with_the_exception_named_and_never_refused(
    library: Library, level: str
) -> None:
    found = support(library, vum_level=level)
    assert group(found) is Outcome.OUTSIDE_GUIDING
    text = failing(found)["need-level-c3-or-higher"]
    assert "mindst C3" in text
    assert "Ganske særlige forhold" in text
    assert "særligt C2" in text
    assert "særligt ved C2" in holding(found, "not_included")["below-c3"]
    (row,) = (r.row for r in found.answers["target_group"].rows if r.row.text == text)
    assert row.rank is Rank.GUIDING


@pytest.mark.ledger("S85-01")
def test_the_level_of_need_carries_nothing_alone(library: Library) -> None:
    assert library.grounds["need_level"].carries is not Carries.ALONE
    assert library.grounds["guiding_level"].carries is not Carries.ALONE
    assert "vum-alone-never-decides" in holding(support(library), "consider")


@pytest.mark.parametrize(
    ("age", "outcome"), [(17, Outcome.OUT), (18, Outcome.IN), (90, Outcome.IN)]
)
def test_from_18_years_and_no_upper_limit(library: Library, age: int, outcome: Outcome) -> None:
    assert group(support(library, age_years=age)) is outcome


def test_the_acts_own_words_were_not_read_and_that_is_shown(library: Library) -> None:
    for file in standard_of(library, SERVICE).files:
        if file.service == SERVICE and file.binds_everybody:
            assert file.reading is not None
            assert "ikke læst" in file.reading
            assert all(row.verified is not Verified.READ for row in file.rows)


# --- in which situation -------------------------------------------------------------------------


@pytest.mark.ledger("S85-02")
@pytest.mark.parametrize(
    ("situation", "code", "words"),
    [
        ("training_in_housing", "training-to-move", "flytte i egen bolig"),
        ("clarification", "clarification", "før der eventuelt tales om botilbud"),
        ("staying_at_home", "support-at-home", "Du bor i egen bolig"),
        ("staying_in_housing", "support-in-housing", "skal blive ved med det"),
    ],
)
def test_each_of_the_four_situations_has_its_support(
    library: Library, situation: str, code: str, words: str
) -> None:
    four = {"training-to-move", "clarification", "support-at-home", "support-in-housing"}
    content = holding(support(library, support_situation=situation), "content")
    assert four & set(content) == {code}
    assert words in content[code]


@pytest.mark.ledger("S85-02")
def test_support_at_home_is_there_to_prevent_a_need_of_housing(library: Library) -> None:
    purpose = holding(support(library), "purpose")
    assert "forebygge, at du får brug for et botilbud" in purpose["prevent-housing"]
    inside = holding(support(library, support_situation="staying_in_housing"), "purpose")
    assert "prevent-housing" not in inside


@pytest.mark.ledger("S85-02")
def test_clarification_has_an_expected_time(library: Library) -> None:
    terms = holding(support(library, support_situation="clarification"), "extent_terms")
    assert "hvor lang tid forløbet forventes at vare" in terms["time-horizon"]
    assert "time-horizon" not in holding(support(library), "extent_terms")


@pytest.mark.ledger("S85-02")
@pytest.mark.parametrize("housing", [*HOMES, *RESIDENTIAL])
def test_the_form_of_housing_decides_nothing(library: Library, housing: str) -> None:
    assert group(support(library, housing=housing)) is Outcome.IN
    assert "any-form-of-housing" in holding(support(library, housing=housing), "content")


# --- how much -----------------------------------------------------------------------------------


@pytest.mark.ledger("S85-03")
@pytest.mark.parametrize("housing", HOMES)
def test_at_home_from_1_hour_every_14th_day_to_5_hours_a_week(
    library: Library, housing: str
) -> None:
    found = support(library, housing=housing)
    assert choice(found, "support_hours") == ["1-10"]  # hours in 14 days: 5 a week is 10
    unit = library.words.units["hours_per_fortnight"]
    assert unit.many == "timer hver 14. dag"
    (text,) = holding(found, "support_hours").values()
    assert "fra 1 time hver 14. dag til 5 timer om ugen" in text
    assert "mest omfattende støttebehov" in text


@pytest.mark.ledger("S85-03")
@pytest.mark.parametrize("housing", RESIDENTIAL)
def test_in_housing_there_is_no_cap(library: Library, housing: str) -> None:
    found = support(library, housing=housing)
    assert choice(found, "support_hours") == ["individual"]
    (text,) = holding(found, "support_hours").values()
    assert "afhænger omfanget af dit behov" in text  # that there is no cap is a reading
    assert "hele døgnet" in text


@pytest.mark.ledger("S85-03")
def test_no_hours_are_measured_and_1_to_3_goals_are_usual(library: Library) -> None:
    found = support(library)
    assert "ikke sat et bestemt antal timer" in holding(found, "extent_terms")[
        "no-hours-in-the-grant"
    ]  # fmt: skip
    assert "oftest med 1-3 mål ad gangen" in holding(found, "content")["one-to-three-goals"]


# --- what it is not -----------------------------------------------------------------------------


@pytest.mark.ledger("S85-04")
@pytest.mark.parametrize(
    ("housing", "needs", "code"),
    [
        *((home, True, {"home-care-is-another-standard"}) for home in HOMES),
        *((home, True, {"care-is-part-of-housing"}) for home in RESIDENTIAL),
        ("own_home", False, set()),
        ("long_term_stay", False, set()),
    ],
)
def test_practical_help_is_another_standard_at_home_and_part_of_the_support_in_housing(
    library: Library, housing: str, needs: bool, code: set[str]
) -> None:
    found = support(library, housing=housing, needs_practical_help_or_care=needs)
    assert set(holding(found, "delimitation")) == code
    assert group(found) is Outcome.IN  # the need of practical help takes nothing away


@pytest.mark.ledger("S85-04")
def test_practical_help_at_home_is_83_and_another_unit(library: Library) -> None:
    text = holding(support(library, needs_practical_help_or_care=True), "delimitation")[
        "home-care-is-another-standard"
    ]
    assert "§ 83" in text
    assert "Borgercenter Hjemmepleje" in text


# --- follow-up, delivery, cost ------------------------------------------------------------------


@pytest.mark.ledger("S85-05")
def test_follow_up_is_normally_yearly_and_a_considerable_change_is_a_decision(
    library: Library,
) -> None:
    found = support(library)
    assert choice(found, "follow_up_months") == ["12"]
    assert "normalt op én gang om året" in holding(found, "follow_up_months")["every-year"]
    change = holding(found, "follow_up")["considerable-change-is-a-decision"]
    assert "væsentlige ændringer" in change
    assert "ny afgørelse" in change


@pytest.mark.ledger("S85-05")
@pytest.mark.parametrize(
    ("housing", "code", "words"),
    [
        ("own_home", "home-guides", "pædagogisk uddannede hjemmevejledere"),
        ("long_term_stay", "part-of-housing", "en del af botilbuddet"),
    ],
)
def test_delivered_at_home_by_trained_home_guides_or_as_part_of_housing(
    library: Library, housing: str, code: str, words: str
) -> None:
    delivery = holding(support(library, housing=housing), "delivery")
    of_all_help = {"begins-within-reasonable-time", "hindered-delivery"}
    assert set(delivery) - of_all_help == {code}
    assert words in delivery[code]


@pytest.mark.ledger("S85-05")
def test_support_costs_nothing(library: Library) -> None:
    payment = holding(support(library), "payment")
    assert payment == {"no-cost": "Støtten koster ikke noget for dig."}


def test_the_new_level_reaches_running_grants_one_by_one(library: Library) -> None:
    local = standard_of(library, SERVICE).local
    assert local is not None
    assert local.reaches == "individually"
    assert local.running_grants is not None
    assert "konkret afgørelse for hver borger" in local.running_grants
    assert "Borgere under C3" in local.running_grants
