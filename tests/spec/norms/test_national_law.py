"""The national rows say what acts, orders and decisions say, with their days and their sureness."""

from datetime import date
from typing import Any

import pytest

from kompas.norms import (
    Answer,
    Assessment,
    GivenFact,
    Library,
    NotCodedError,
    Outcome,
    Rank,
    Stage,
    Verified,
)
from kompas.norms.examples import answer_code
from kompas.norms.vocabulary import Shape
from tests.spec.norms.drawn import LONG, ON, TEMPORARY, WORK, asked

THE_LAST, THE_FIRST = date(2025, 6, 30), date(2025, 7, 1)
SUPPORT, RELIEF, ACTIVITY = "socio_pedagogical_support", "home_relief", "activity_and_social"
ADULT_RELIEF = "adult_relief"
MUNICIPAL = ("kk-2019", "vejen-104", "kk-79")


def assessed(library: Library, service: str, on: date = ON, /, **facts: Any) -> Assessment:
    """What the law alone answers, of the help and of the decision."""
    given = {name: GivenFact(value) for name, value in facts.items()}
    return library.national(service, on).assess(given, on, Stage.DECISION)


def codes(found: Assessment, question: str) -> set[str]:
    return {row.code for row in found.answers[question].holding()}


def choice(found: Assessment, question: str) -> list[str]:
    values = found.answers[question].possible
    return [answer_code(value) for value in values if isinstance(value, Answer)]


def replaced(library: Library) -> set[str]:
    return {str(file.replaces) for file in library.files if file.replaces}


# --- only an act, an order or a decision ranks as law --------------------------------------------


def test_no_rule_of_today_that_ranks_as_law_can_refuse_by_a_municipalitys_words(
    library: Library,
) -> None:
    gone = replaced(library)
    faults = [
        (file.file, row.code)
        for file in library.files
        if file.binds_everybody and file.file not in gone and file.service != "open_access_service"
        for row in file.rows
        if row.rank is Rank.LAW
        and any(one.source.key in MUNICIPAL for one in (row.citation, *row.citation.further))
    ]
    assert faults == []


def test_no_criterion_of_the_law_was_read_in_a_municipalitys_standard_alone(
    library: Library,
) -> None:
    for service in (ACTIVITY, WORK, SUPPORT, RELIEF, TEMPORARY, LONG, ADULT_RELIEF):
        for row in library.national(service, ON).questions["target_group"].rows:
            keys = {one.source.key for one in (row.citation, *row.citation.further)}
            assert not keys & {*MUNICIPAL}, (service, row.code)


# --- § 107 ---------------------------------------------------------------------------------------


@pytest.mark.ledger("LAW-19")
def test_may_and_must_are_two_provisions_of_107(library: Library) -> None:
    citizen = {"considerably_reduced_capacity": True, "needs_extensive_help_or_care": False}
    may = assessed(library, TEMPORARY, **citizen, needs_treatment_support=False)
    assert "must-offer-help-care-or-treatment-support" not in codes(may, "consider")
    must = assessed(library, TEMPORARY, **citizen, needs_treatment_support=True)
    assert {"may-offer", "must-offer-help-care-or-treatment-support"} <= codes(must, "consider")


# --- § 103 ---------------------------------------------------------------------------------------


@pytest.mark.ledger("LAW-20", "S103-04")
def test_pay_in_sheltered_employment_is_law_by_the_order(library: Library) -> None:
    found = asked(library, WORK, pay_by_effort_possible=False, very_limited_work=True)
    for question, answer in (("pay_form", "gratuity"), ("gratuity_share", "5")):
        assert choice(found, question) == [answer]
        law = [row for row in found.answers[question].holding() if row.rank is Rank.LAW]
        assert [row.citation.source.key for row in law] == ["bek-483"]


@pytest.mark.ledger("LAW-20")
@pytest.mark.parametrize(("social", "told"), [(True, True), (False, False)])
def test_planned_courses_may_be_offered_for_special_social_problems(
    library: Library, social: bool, told: bool
) -> None:
    found = assessed(library, WORK, special_social_problems=social)
    assert ("planned-course" in codes(found, "alternatives")) is told


# --- the plan of action, follow-up and the register ----------------------------------------------


@pytest.mark.ledger("PROC-10")
@pytest.mark.parametrize("service", [ACTIVITY, WORK, SUPPORT, TEMPORARY, LONG])
@pytest.mark.parametrize(
    ("below", "reduced", "serious", "expected"),
    [
        (True, True, False, {"action-plan"}),
        (True, False, True, {"action-plan"}),
        (True, False, False, {"action-plan-judged"}),
        (False, True, True, set()),
    ],
)
def test_a_plan_of_action_is_a_duty_below_the_pension_age_only(
    library: Library, service: str, below: bool, reduced: bool, serious: bool, expected: set[str]
) -> None:
    found = assessed(
        library,
        service,
        below_pension_age=below,
        considerably_reduced_capacity=reduced,
        serious_social_problems=serious,
    )
    plans = {code for code in codes(found, "guidance") if code.startswith("action-plan")}
    assert plans == expected


@pytest.mark.ledger("FW-34")
@pytest.mark.parametrize("service", [ACTIVITY, WORK, SUPPORT, TEMPORARY, LONG])
def test_the_act_demands_follow_up_though_the_standard_denies_it(
    library: Library, service: str
) -> None:
    found = assessed(library, service)
    (rule,) = [
        row for row in found.answers["follow_up"].holding()
        if row.code == "the-act-demands-follow-up"
    ]  # fmt: skip
    assert "§ 148, stk." in str(rule.citation)
    assert "Loven går forud" in str(rule.reading)


@pytest.mark.parametrize("service", [ACTIVITY, WORK, TEMPORARY, LONG])
@pytest.mark.parametrize("pointed", [True, False])
def test_an_offer_that_is_pointed_to_is_on_the_national_register(
    library: Library, service: str, pointed: bool
) -> None:
    found = assessed(library, service, offer_pointed_to=pointed)
    rules = [r for r in found.answers["statement"].holding() if r.code == "registered-offer"]
    assert bool(rules) is pointed
    assert all("§ 14" in str(rule.citation) for rule in rules)


@pytest.mark.parametrize("service", [ACTIVITY, WORK])
def test_the_social_supervision_approves_housing_and_not_day_offers(
    library: Library, service: str
) -> None:
    found = assessed(library, service, offer_pointed_to=True)
    rule = next(r for r in found.answers["statement"].holding() if r.code == "registered-offer")
    assert "socialtilsynet" not in rule.text.lower()
    housing = assessed(library, LONG, offer_pointed_to=True).answers["statement"].holding()
    assert any("socialtilsynet" in row.text for row in housing)


# --- the elderly act and relief ------------------------------------------------------------------


@pytest.mark.ledger("PROC-13")
@pytest.mark.parametrize(
    ("covered", "expected"), [(True, {"care-by-the-elderly-act"}), (False, {"care-by-83"})]
)
def test_practical_help_is_by_the_elderly_act_for_whom_it_covers(
    library: Library, covered: bool, expected: set[str]
) -> None:
    found = assessed(
        library, SUPPORT, needs_practical_help_or_care=True, elderly_act_covers=covered
    )
    assert codes(found, "alternatives") == expected


@pytest.mark.ledger("PROC-13")
def test_the_elderly_act_closes_no_support_under_85(library: Library) -> None:
    citizen = {
        "age_years": 80,
        "considerably_reduced_capacity": True,
        "needs_help_care_or_support": True,
    }
    found = assessed(library, SUPPORT, **citizen, elderly_act_covers=True)
    assert found.answers["target_group"].value is Outcome.IN


@pytest.mark.ledger("PROC-13")
@pytest.mark.parametrize(
    ("on", "covered", "outcome"),
    [
        (THE_LAST, True, Outcome.IN),
        (THE_FIRST, True, Outcome.OUT),
        (THE_FIRST, False, Outcome.IN),
    ],
)
def test_relief_for_an_adult_goes_to_the_elderly_act_on_its_first_day(
    library: Library, on: date, covered: bool, outcome: Outcome
) -> None:
    carer = {"cares_for_adult": True, "cared_for_reduced_capacity": True}
    found = assessed(library, ADULT_RELIEF, on, **carer, cared_for_elderly_act=covered)
    assert found.answers["target_group"].value is outcome


@pytest.mark.ledger("PROC-13")
@pytest.mark.parametrize(("age", "told"), [(17, False), (18, True)])
def test_who_cares_for_an_adult_is_told_by_which_rules(
    library: Library, age: int, told: bool
) -> None:
    found = assessed(library, RELIEF, child_age_years=age)
    assert ("an-adult-is-cared-for" in codes(found, "alternatives")) is told


@pytest.mark.ledger("PROC-13")
def test_the_childs_own_need_and_extra_costs_are_by_the_childrens_act(library: Library) -> None:
    found = assessed(library, RELIEF, child_special_support_need=True)
    rows = {row.code: str(row.citation) for row in found.answers["alternatives"].holding()}
    assert "§ 32, stk. 1, nr. 7" in rows["the-childs-own-need"]
    assert "§ 86" in rows["extra-costs"]


# --- § 108 and the home --------------------------------------------------------------------------


@pytest.mark.ledger("S108-02")
def test_108_and_the_social_housing_act_are_two_things(library: Library) -> None:
    found = asked(library, LONG)
    rule = next(row for row in found.answers["consider"].holding() if row.code == "two-acts")
    assert rule.verified is Verified.UNVERIFIED
    assert "lejekontrakt" in rule.text


def test_a_kept_home_means_no_payment_by_law(library: Library) -> None:
    found = assessed(library, TEMPORARY, keeps_own_home=True)
    (rule,) = found.answers["housing_payment"].holding()
    assert (rule.rank, choice(found, "housing_payment")) == (Rank.LAW, ["no_payment"])
    assert "§ 163, stk. 2" in str(rule.citation)


@pytest.mark.parametrize("service", [WORK, TEMPORARY, LONG])
def test_the_offers_that_are_needed_must_exist(library: Library, service: str) -> None:
    rules = assessed(library, service).answers["delivery"].holding()
    rule = next(row for row in rules if row.code == "the-needed-offers-exist")
    assert (rule.rank, str(rule.citation)) == (Rank.LAW, "serviceloven § 4")
    assert rule.verified is Verified.OLDER_SOURCE
    assert ("pladser nok" in rule.text) is (service != WORK)


# --- § 129 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", [TEMPORARY, LONG])
def test_a_move_without_consent_is_not_coded_and_not_made_to_fit(
    library: Library, service: str
) -> None:
    with pytest.raises(NotCodedError) as refused:
        library.national("move_without_consent", ON)
    assert "§ 129" in refused.value.text
    rules = assessed(library, service).answers["consider"].holding()
    rule = next(row for row in rules if row.code == "no-move-without-consent")
    assert "kan ikke bruges i stedet" in rule.text


# --- procedure -----------------------------------------------------------------------------------


def procedure(library: Library, /, **facts: Any) -> Assessment:
    given = {name: GivenFact(value) for name, value in facts.items()}
    return library.procedure(ON).assess(given, ON, Stage.DECISION)


@pytest.mark.ledger("PROC-08")
def test_who_is_upheld_in_part_gets_a_new_decision_and_says_whether_the_complaint_stands(
    library: Library,
) -> None:
    found = procedure(library)
    texts = {row.code: row for row in found.answers["complaint_result"].holding()}
    assert {*texts} == {"in-full", "in-part", "not-at-all"}
    assert "ny afgørelse" in texts["in-part"].text
    assert "4 uger" in texts["in-part"].text
    assert texts["in-part"].verified is Verified.UNVERIFIED
    review = found.answers["complaint_review"].holding()[0].text
    assert "fuldt medhold, sender" not in review


@pytest.mark.ledger("PROC-13")
def test_the_right_to_complain_rests_on_the_service_act(library: Library) -> None:
    found = procedure(library, decision_kind="refusal")
    assert "§ 166" in str(found.answers["decision_form"].holding()[0].citation)


@pytest.mark.ledger("FW-23")
@pytest.mark.parametrize("remitted", [True, False])
def test_the_deadline_holds_for_a_remitted_case_too(library: Library, remitted: bool) -> None:
    found = procedure(library, case_remitted=remitted, request_unanswered=False)
    assert ("remitted-decided-anew" in codes(found, "processing")) is remitted


@pytest.mark.ledger("FW-25")
@pytest.mark.parametrize("unanswered", [True, False])
def test_without_an_answer_the_decision_rests_on_what_there_is(
    library: Library, unanswered: bool
) -> None:
    found = procedure(library, case_remitted=False, request_unanswered=unanswered)
    assert ("decide-on-what-there-is" in codes(found, "processing")) is unanswered
    if unanswered:
        rules = found.answers["processing"].holding()
        rule = next(row for row in rules if row.code == "decide-on-what-there-is")
        assert "hvornår" in rule.text


@pytest.mark.ledger("FW-26")
def test_two_kinds_of_people_may_complain_and_of_decisions_only(library: Library) -> None:
    found = procedure(library)
    assert codes(found, "complaint_right") == {
        "without-power-of-attorney",
        "with-power-of-attorney",
        "of-decisions-only",
    }


@pytest.mark.ledger("FW-04")
@pytest.mark.parametrize("service", [ACTIVITY, SUPPORT, TEMPORARY, LONG])
def test_no_age_alone_lowers_help_that_has_no_age_limit(library: Library, service: str) -> None:
    standard = library.national(service, ON)
    aged = [one for one in standard.protections if "age_years" in one.facts]
    assert aged
    assert all(one.rank.binds for one in aged)
    assert standard.questions["target_group"].question.shape is Shape.CRITERIA
