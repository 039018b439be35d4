"""Relief for children's families (§ 84, stk. 1): Copenhagen's standard and today's acts."""

from datetime import date
from typing import Any

import pytest

from kompas.norms import Assessment, Library, Outcome, Verified
from kompas.norms.explaining import Explanation
from tests.spec.norms.answered import ON, answered, choice, failing, group, holding, standard_of

SERVICE = "home_relief"
FAMILY: dict[str, Any] = {
    "cares_for_child": True,
    "child_reduced_capacity": True,
    "child_age_years": 8,
    "child_considerable_lasting_disability": True,
    "need_from_impairment_alone": True,
    "child_special_support_need": False,
    "several_continuous_hours_needed": False,
    "relief_form": "helper_at_home",
    "relief_for_siblings": True,
    "relief_for_errands": False,
    "parents_in_home": "two",
    "quite_special_case": False,
    "relief_in_holidays": False,
    "child_at_other_parent": False,
    "relief_family_takes_placements": False,
}
"""Parents with a disabled child of 8, in the target group."""
BEFORE, AFTER = date(2023, 12, 31), date(2024, 1, 1)


def relief(library: Library, on: date = ON, /, **changes: Any) -> Assessment:
    """The answers for `FAMILY` with changes."""
    return answered(standard_of(library, SERVICE, on), {**FAMILY, **changes}, on)


# --- who, and under which act -------------------------------------------------------------------


@pytest.mark.ledger("RELIEF-01")
def test_the_target_is_the_one_who_cares_for_a_child_with_a_considerable_lasting_disability(
    library: Library,
) -> None:
    assert group(relief(library)) is Outcome.IN
    assert group(relief(library, cares_for_child=False)) is Outcome.OUT
    assert group(relief(library, child_reduced_capacity=False)) is Outcome.OUT
    found = relief(library, child_considerable_lasting_disability=False)
    assert group(found) is Outcome.OUTSIDE_GUIDING
    assert set(failing(found)) == {"considerable-lasting-disability"}
    texts = [result.row.text for result in found.answers["target_group"].rows]
    assert any(text.startswith("Du er forælder") for text in texts)  # "du" is not the child


@pytest.mark.ledger("RELIEF-01")
@pytest.mark.parametrize(
    ("age", "outcome"), [(0, Outcome.IN), (17, Outcome.IN), (18, Outcome.OUT), (30, Outcome.OUT)]
)
def test_the_child_is_0_to_17(library: Library, age: int, outcome: Outcome) -> None:
    assert group(relief(library, child_age_years=age)) is outcome


def test_the_childs_age_follows_from_its_date_of_birth_on_the_day(library: Library) -> None:
    born = {"child_age_years": None, "child_birth_date": "2008-06-02"}
    assert group(relief(library, date(2026, 6, 1), **born)) is Outcome.IN
    assert group(relief(library, date(2026, 6, 2), **born)) is Outcome.OUT


@pytest.mark.ledger("RELIEF-01")
@pytest.mark.parametrize(
    ("on", "act", "costs"),
    [
        (BEFORE, "servicelovens § 52", "servicelovens § 41"),
        (AFTER, "barnets lov (før servicelovens § 52)", "barnets lov (før servicelovens § 41)"),
    ],
)
def test_a_child_with_a_need_of_its_own_is_helped_otherwise_else_extra_costs_may(
    library: Library, on: date, act: str, costs: str
) -> None:
    found = relief(library, on, child_special_support_need=True)
    assert group(found) is Outcome.OUTSIDE_GUIDING
    assert set(failing(found)) == {"for-the-rest-of-the-family"}
    (text,) = holding(found, "not_included").values()
    assert act in text
    assert costs in "".join(holding(found, "alternatives").values())
    assert holding(relief(library, on), "not_included") == {}


@pytest.mark.parametrize(
    ("on", "code", "words"),
    [
        (BEFORE, "basis-before-2024", "jf. § 44"),
        (AFTER, "basis-from-2024", "barnets lov § 90, nr. 2"),
    ],
)
def test_from_2024_the_basis_is_the_childrens_act(
    library: Library, on: date, code: str, words: str
) -> None:
    basis = {c: t for c, t in holding(relief(library, on), "consider").items() if "basis" in c}
    assert set(basis) == {code}
    assert words in basis[code]


def test_what_was_not_read_in_the_act_itself_is_marked(library: Library) -> None:
    assert library.words.sources["bl"].verified is Verified.OLDER_SOURCE
    for name, code in (
        ("alternatives", "extra-costs-from-2024"),
        ("not_included", "child-in-need-from-2024"),
    ):
        rows = standard_of(library, SERVICE).questions[name].rows
        (row,) = (row for row in rows if row.code == code)
        assert row.verified is Verified.OLDER_SOURCE
        assert row.reading is not None
        assert "anden hånd" in row.reading


@pytest.mark.ledger("RELIEF-02")
@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("need_from_impairment_alone", False, "from-the-impairment-alone"),
        ("child_special_support_need", True, "for-the-rest-of-the-family"),
    ],
)
def test_only_a_need_from_the_impairment_alone_and_for_the_sake_of_the_rest_of_the_family(
    library: Library, fact: str, value: bool, code: str
) -> None:
    assert failing(relief(library)) == {}
    assert set(failing(relief(library, **{fact: value}))) == {code}


# --- what ---------------------------------------------------------------------------------------


@pytest.mark.ledger("RELIEF-03")
def test_relief_is_at_home_and_respite_away_by_default_as_network_care(library: Library) -> None:
    content = holding(relief(library), "content")
    text = content["relief-at-home-or-respite"]
    assert "Afløsning gives i hjemmet, hvor en afløser passer barnet" in text
    assert "uden for hjemmet: som udgangspunkt i netværkspleje" in text
    assert "ellers i en aflastningsfamilie eller på en institution" in text
    assert "flere aflastningsaktiviteter sideløbende" in content["several-side-by-side"]
    domain = library.words.facts["relief_form"].domain
    places = ("network_care", "relief_family", "institution", "weekend_tours")
    assert domain.read("respite") == domain.parse(list(places))


@pytest.mark.ledger("RELIEF-04")
def test_relief_at_home_is_as_a_rule_not_at_night_not_for_siblings_and_not_in_holidays(
    library: Library,
) -> None:
    limits = holding(relief(library), "delimitation")
    assert set(limits) == {"not-at-night", "not-siblings", "not-while-on-holiday"}
    assert "som udgangspunkt ikke om natten" in limits["not-at-night"]
    assert holding(relief(library, relief_form="network_care"), "delimitation") == {}


@pytest.mark.ledger("RELIEF-04")
def test_care_in_holidays_is_special_and_then_respite_in_a_family_already_tied_or_institution(
    library: Library,
) -> None:
    text = holding(relief(library, relief_in_holidays=True), "delimitation")["holidays-as-respite"]
    assert "kun i særlige tilfælde" in text
    assert "som aflastning i en familie, der allerede er knyttet til jer" in text
    assert "institutioner" in text
    assert "holidays-as-respite" not in holding(relief(library), "delimitation")


@pytest.mark.ledger("RELIEF-04")
def test_no_institution_relief_on_closing_days(library: Library) -> None:
    limits = holding(relief(library, relief_form="institution"), "delimitation")
    assert set(limits) == {"closing-days"}
    assert "mest på helligdage" in limits["closing-days"]


# --- how much relief at home --------------------------------------------------------------------


@pytest.mark.ledger("RELIEF-05")
@pytest.mark.parametrize(
    ("siblings", "errands", "parents", "hours", "code"),
    [
        (True, False, "two", "2", "time-with-siblings"),
        (True, False, "one", "2", "time-with-siblings"),
        (False, True, "two", "2", "errands-two-parents"),
        (False, True, "one", "2", "errands-single-parent"),
        (True, True, "two", "4", "siblings-and-errands"),
        (True, True, "one", "4", "siblings-and-errands"),
        (False, False, "two", "not_stated", "other-relief-at-home"),
    ],
)
def test_2_hours_a_week_for_each_and_no_level_for_other_forms(
    library: Library, siblings: bool, errands: bool, parents: str, hours: str, code: str
) -> None:
    found = relief(
        library,
        relief_for_siblings=siblings,
        relief_for_errands=errands,
        parents_in_home=parents,
    )
    assert choice(found, "hours_per_week") == [hours]
    assert set(holding(found, "hours_per_week")) == {code}


@pytest.mark.ledger("RELIEF-05")
def test_hours_are_used_within_the_granted_week_or_month(library: Library) -> None:
    terms = holding(relief(library), "extent_terms")
    assert "kan ikke spares op" in terms["not-saved-up"]
    assert "den uge eller måned" in terms["not-saved-up"]
    assert holding(relief(library, relief_form="network_care"), "extent_terms") == {}


# --- how much respite ---------------------------------------------------------------------------


@pytest.mark.ledger("RELIEF-06")
@pytest.mark.parametrize(
    ("form", "special", "weekends"),
    [
        ("network_care", False, "1"),
        ("network_care", True, "1"),
        ("relief_family", False, "1"),
        ("weekend_tours", False, "1"),
        ("weekend_tours", True, "2"),
        ("institution", False, "not_stated"),
    ],
)
def test_weekends_a_month(library: Library, form: str, special: bool, weekends: str) -> None:
    found = relief(library, relief_form=form, quite_special_case=special)
    assert choice(found, "respite_weekends") == [weekends]


@pytest.mark.ledger("RELIEF-06")
@pytest.mark.parametrize(
    ("form", "package", "special", "days"),
    [
        ("institution", "small", False, "40"),
        ("institution", "large", False, "80"),
        ("institution", "large", True, "80"),
        ("institution", "largest", True, "..120"),
        ("institution", "largest", False, "not_stated"),
        ("weekend_tours", None, False, "24"),
        ("weekend_tours", None, True, "48"),
        ("network_care", None, False, "not_stated"),
    ],
)
def test_days_a_year(
    library: Library, form: str, package: str | None, special: bool, days: str
) -> None:
    found = relief(library, relief_form=form, respite_package=package, quite_special_case=special)
    assert choice(found, "respite_days") == [days]


@pytest.mark.ledger("RELIEF-06")
def test_up_to_120_days_is_a_ceiling_and_no_right_to_120(library: Library) -> None:
    largest = {"relief_form": "institution", "respite_package": "largest"}
    found = relief(library, **largest, quite_special_case=True)
    told = Explanation(found)
    assert told.value(found.answers["respite_days"]) == "op til 120 døgn om året"
    assert any("efter borgerens behov (op til 120" in step for step in told.to_judge())
    local = standard_of(library, SERVICE).local
    assert local is not None
    assert "up-to-120-days" in {one.code for one in local.remarks.open_questions}


@pytest.mark.ledger("RELIEF-06")
def test_while_the_package_is_open_every_package_stands_open(library: Library) -> None:
    found = relief(library, relief_form="institution", quite_special_case=True)
    assert choice(found, "respite_days") == ["..120", "80", "40"]
    assert found.answers["respite_days"].missing == ("respite_package",)


@pytest.mark.ledger("RELIEF-06")
def test_what_the_packages_are(library: Library) -> None:
    small = relief(library, relief_form="institution", respite_package="small")
    pattern = holding(small, "extent_terms")["pattern-of-the-small-package"]
    assert "fx 1 hverdag hver 2. uge" in pattern  # an example, and said to be one
    assert "ikke i de uger, hvor der er aflastningsweekend. Den er hver 8. uge" in pattern
    large = relief(library, relief_form="institution", respite_package="large")
    assert "det dobbelte" in holding(large, "extent_terms")["large-is-double"]
    assert "forebygge en anbringelse" in holding(large, "respite_days")["large-package"]
    special = {"quite_special_case": True}
    most = relief(library, relief_form="institution", respite_package="largest", **special)
    text = holding(most, "respite_days")["largest-package"]
    assert "op til 120 døgn" in text
    assert "pakken på 40 og pakken på 80" in text
    tours = relief(library, relief_form="weekend_tours")
    assert "fra fredag til søndag" in holding(tours, "respite_days")["weekend-tours"]


@pytest.mark.ledger("RELIEF-06")
def test_the_savings_table_repeats_the_packages_and_agrees(library: Library) -> None:
    local = standard_of(library, SERVICE).local
    assert local is not None
    told = {row.restates.split()[-1]: row.answer.high for row in local.restated
            if row.restates and row.answer}  # fmt: skip
    assert told == {"small-package": 40, "large-package": 80, "largest-package": 120}


# --- what is weighed, and how it is delivered ---------------------------------------------------


@pytest.mark.ledger("RELIEF-10")
def test_the_form_meets_the_childs_need_and_another_centre_may_differ(library: Library) -> None:
    found = relief(library)
    assert "dække barnets behov" in holding(found, "content")["form-by-the-childs-need"]
    other = holding(found, "worth_knowing")["children-and-youth-centre"]
    assert "et andet omfang" in other


@pytest.mark.ledger("RELIEF-07", "RELIEF-10")
def test_what_is_weighed(library: Library) -> None:
    weighed = holding(relief(library), "weighing")
    assert set(weighed) == {
        "practical-support-and-supervision",
        "degree-of-impairment",
        "siblings",
        "one-or-two-parents",
        "several-children-with-disabilities",
        "hinders-time-with-siblings",
        "relief-before-extra-costs",
        "other-support-at-home",
    }
    assert "børn på samme alder" in weighed["practical-support-and-supervision"]
    assert "børn på samme alder" in weighed["degree-of-impairment"]
    apart = holding(relief(library, child_at_other_parent=True), "weighing")
    assert "sidestilles det med aflastning" in apart["time-at-other-parent-counts"]


@pytest.mark.ledger("RELIEF-07")
def test_relief_is_looked_at_before_extra_costs(library: Library) -> None:
    text = holding(relief(library), "weighing")["relief-before-extra-costs"]
    assert text.startswith("Først vurderes det, om behovet kan dækkes efter § 84")
    assert "merudgifter" in text


@pytest.mark.ledger("RELIEF-08")
def test_follow_up_is_at_least_once_a_year(library: Library) -> None:
    found = relief(library)
    assert choice(found, "follow_up_months") == ["12"]
    assert "mindst én gang om året" in holding(found, "follow_up_months")["every-year"]


@pytest.mark.ledger("RELIEF-08")
def test_there_is_no_free_choice_of_kind_helper_or_place(library: Library) -> None:
    found = relief(library)
    assert choice(found, "free_choice") == ["no_free_choice"]
    (text,) = holding(found, "free_choice").values()
    assert "mellem afløsning og aflastning, og heller ikke af afløser eller sted" in text


@pytest.mark.ledger("RELIEF-08")
def test_the_municipality_employs_the_helper_certificates_first_and_no_close_family(
    library: Library,
) -> None:
    text = holding(relief(library), "delivery")["helper-employed-by-municipality"]
    assert "Kommunen ansætter afløseren" in text
    assert "børneattest og straffeattest først" in text
    assert "Nær familie kan som udgangspunkt ikke ansættes" in text


@pytest.mark.ledger("RELIEF-08")
def test_for_now_nothing_is_paid_since_the_legal_basis_is_unclear(library: Library) -> None:
    found = relief(library)
    (result,) = found.answers["payment"].holding()
    assert "for tiden ikke noget" in result.text
    assert result.reading is not None
    assert "uklart, om der er hjemmel" in result.reading


@pytest.mark.ledger("RELIEF-09")
@pytest.mark.parametrize(
    ("continuous", "kinds"),
    [
        (False, ["relief_at_home"]),
        (True, ["respite"]),
        (None, ["relief_at_home", "respite"]),
    ],
)
def test_a_few_hours_are_relief_at_home_and_several_continuous_hours_respite(
    library: Library, continuous: bool | None, kinds: list[str]
) -> None:
    found = relief(library, several_continuous_hours_needed=continuous)
    assert choice(found, "relief_kind") == kinds


@pytest.mark.ledger("RELIEF-09")
def test_the_family_may_name_a_helper_who_knows_the_child(library: Library) -> None:
    delivery = holding(relief(library), "delivery")
    assert "en person, som kender barnet" in delivery["family-may-name-a-helper"]


@pytest.mark.ledger("RELIEF-09")
def test_helpers_and_families_need_no_approval_but_are_judged_suited(library: Library) -> None:
    for form in ("helper_at_home", "relief_family"):
        quality = holding(relief(library, relief_form=form), "quality")
        assert "skal ikke godkendes, men vurderes" in quality["judged-suited"]
        assert "approved-for-both-tasks" not in quality
    both = relief(library, relief_form="relief_family", relief_family_takes_placements=True)
    assert "Center for Familiepleje" in holding(both, "quality")["approved-for-both-tasks"]


@pytest.mark.ledger("RELIEF-09")
def test_the_childs_acting_municipality_supervises(library: Library) -> None:
    text = holding(relief(library), "quality")["supervision"]
    assert "handlekommune" in text
    assert "§ 148" not in text  # serviceloven is for adults since 1 January 2024
    rows = standard_of(library, SERVICE).questions["quality"].rows
    (row,) = (row for row in rows if row.code == "supervision")
    assert "servicelovens § 148" in str(row.reading)


@pytest.mark.ledger("FW-14")
def test_relief_needs_no_assessment_or_plan_but_the_case_is_still_informed(
    library: Library,
) -> None:
    text = holding(relief(library), "consider")["no-investigation-or-plan-needed"]
    assert "hverken en børnefaglig undersøgelse (§ 50) eller en handleplan (§ 140)" in text
    assert "oplyst nok" in text


def test_the_new_level_reaches_running_grants_at_the_yearly_follow_up(library: Library) -> None:
    local = standard_of(library, SERVICE).local
    assert local is not None
    assert local.reaches == "at_follow_up"
