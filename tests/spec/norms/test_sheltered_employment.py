"""Beskyttet beskæftigelse (§ 103): who, how much, where, at what pay and cost."""

from typing import Any

import pytest

from kompas.norms import Library, Outcome, Rank, Status, Verified
from tests.spec.norms.citizens import answers, codes, row
from tests.spec.norms.drawn import WORK, asked, group

LEVELS = [letter + degree for letter in "ABCDEFG" for degree in "123"]


@pytest.mark.ledger("S103-01")
@pytest.mark.parametrize("level", LEVELS)
def test_the_guiding_need_is_c_or_d_and_outside_it_is_never_a_refusal(
    library: Library, level: str
) -> None:
    inside = level[0] in "CD"
    expected = (Outcome.IN, set()) if inside else (Outcome.OUTSIDE_GUIDING, {"need-level-c-to-d"})
    assert group(library, WORK, vum_level=level) == expected


@pytest.mark.ledger("S103-01")
@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({"below_pension_age": False}, "below-pension-age"),
        ({"considerably_reduced_capacity": False}, "capacity-or-social-problems"),
        ({"ordinary_employment_possible": True}, "no-ordinary-employment"),
        ({"other_law_offer_usable": True}, "no-offer-of-another-act"),
    ],
)
def test_each_condition_of_the_act_must_be_met(
    library: Library, changes: dict[str, Any], failing: str
) -> None:
    assert group(library, WORK) == (Outcome.IN, set())
    assert group(library, WORK, **changes) == (Outcome.OUT, {failing})
    rule = row(asked(library, WORK), "target_group", failing)
    assert rule.rank is Rank.LAW
    assert rule.verified is Verified.OLDER_SOURCE  # § 103 itself has not been read


@pytest.mark.ledger("S103-01")
def test_special_social_problems_are_enough(library: Library) -> None:
    changes = {"considerably_reduced_capacity": False, "special_social_problems": True}
    assert group(library, WORK, **changes) == (Outcome.IN, set())


@pytest.mark.ledger("S103-01")
@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({"can_take_part_in_work": False}, "takes-part-in-work"),
        ({"can_transport_self": False}, "transports-self"),
        ({"flex_job": True}, "not-in-flex-job"),
    ],
)
def test_a_local_condition_alone_refuses_nobody(
    library: Library, changes: dict[str, Any], failing: str
) -> None:
    assert group(library, WORK, **changes) == (Outcome.OUTSIDE_GUIDING, {failing})


@pytest.mark.ledger("S103-02")
@pytest.mark.parametrize(
    ("fact", "failing"),
    [
        ("other_sheltered_employment", "one-offer"),
        ("activity_offer_granted", "not-with-activity-offer"),
    ],
)
def test_as_a_rule_one_offer_and_not_beside_a_day_offer(
    library: Library, fact: str, failing: str
) -> None:
    assert group(library, WORK, **{fact: True}) == (Outcome.OUTSIDE_GUIDING, {failing})
    assert "som udgangspunkt" in row(asked(library, WORK), "target_group", failing).text


@pytest.mark.ledger("S103-02", "LAW-05")
def test_that_103_and_104_are_not_combined_is_a_conflict_with_practice(library: Library) -> None:
    beside = asked(library, WORK, activity_offer_granted=True).answers["target_group"]
    (conflict,) = beside.conflicts
    assert conflict.protection.code == "may-need-both"
    assert [one.code for one in conflict.rows] == ["not-with-activity-offer"]
    assert asked(library, WORK).answers["target_group"].conflicts == ()


@pytest.mark.ledger("S103-03")
@pytest.mark.parametrize(
    ("housing", "days"),
    [
        ("temporary_stay", "3"),
        ("long_term_stay", "3"),
        ("supported_tenancy", "3"),
        ("own_home", "5"),
        ("with_parents", "5"),
        ("shared_living", "5"),
    ],
)
def test_3_days_in_housing_and_5_at_home(library: Library, housing: str, days: str) -> None:
    assert answers(asked(library, WORK, housing=housing), "days_per_week") == [days]


@pytest.mark.ledger("S103-03")
def test_it_is_on_weekdays_9_to_15(library: Library) -> None:
    found = asked(library, WORK)
    assert "weekdays-9-to-15" in codes(found, "consider")
    assert "kl. 9-15 på hverdage" in row(found, "consider", "weekdays-9-to-15").text


@pytest.mark.ledger("S104-09")
def test_that_staff_is_around_in_housing_is_a_presumption_to_be_shown(library: Library) -> None:
    assert "staff-around-is-a-presumption" in codes(
        asked(library, WORK, housing="long_term_stay"), "consider"
    )
    assert "staff-around-is-a-presumption" not in codes(asked(library, WORK), "consider")
    assert "forebygge" in row(asked(library, WORK), "days_per_week", "at-home").text


@pytest.mark.ledger("S103-04")
@pytest.mark.parametrize(
    ("by_effort", "limited", "form"),
    [
        (True, False, "pay_by_effort"),
        (True, True, "pay_by_effort"),
        (False, False, "hourly_pay"),
        (False, True, "gratuity"),
    ],
)
def test_pay_is_by_effort_where_possible_else_by_the_hour_else_a_gratuity(
    library: Library, by_effort: bool, limited: bool, form: str
) -> None:
    found = asked(library, WORK, pay_by_effort_possible=by_effort, very_limited_work=limited)
    assert answers(found, "pay_form") == [form]


@pytest.mark.ledger("S103-04")
def test_a_gratuity_is_at_least_5_percent_of_the_lowest_wage(library: Library) -> None:
    found = asked(library, WORK)
    assert answers(found, "gratuity_share") == ["5"]
    assert "mindst 5 % af områdets laveste" in row(found, "gratuity_share", "least-gratuity").text


@pytest.mark.ledger("S103-05")
@pytest.mark.parametrize(
    ("metres", "judged"), [(0, False), (10_000, False), (10_001, True), (25_000, True)]
)
def test_an_offer_over_10_km_away_takes_a_judgement(
    library: Library, metres: int, judged: bool
) -> None:
    found = asked(library, WORK, offer_distance_m=metres, decision_kind="grant")
    assert answers(found, "offer_radius") == ["10"]
    assert ("further-away-judged" in codes(found, "statement")) is judged
    refused = asked(library, WORK, offer_distance_m=metres, decision_kind="refusal")
    assert "further-away-judged" not in codes(refused, "statement")


@pytest.mark.ledger("S103-05", "FW-21")
def test_no_free_choice_but_the_wishes_are_weighed_and_the_offer_is_approved(
    library: Library,
) -> None:
    found = asked(library, WORK)
    assert answers(found, "free_choice") == ["no_free_choice"]
    assert "dine ønsker indgår" in row(found, "free_choice", "no-free-choice-103").text
    assert "approved-offers-103" in codes(found, "delivery")
    assert "godkendt til § 103" in row(found, "delivery", "approved-offers-103").text


@pytest.mark.ledger("S103-06")
def test_within_10_km_the_citizen_pays_up_to_30_percent_and_beyond_the_order_decides(
    library: Library,
) -> None:
    near = asked(library, WORK, offer_distance_m=10_000)
    assert answers(near, "transport") == ["citizen_pays_to_limit"]
    assert answers(near, "transport_share") == ["30"]
    assert row(near, "transport", "within-10-km").reading  # that only the excess is paid
    far = asked(library, WORK, offer_distance_m=10_001)
    assert answers(far, "transport") == ["citizen_pays_first_10_km"]
    rule = row(far, "transport", "order-beyond-10-km")
    assert rule.rank is Rank.LAW
    assert rule.reading  # that the first 10 kilometres stay the citizen's own
    assert "order-within-10-km" in codes(near, "transport")


@pytest.mark.ledger("S103-06")
def test_the_offer_itself_is_free(library: Library) -> None:
    found = asked(library, WORK)
    assert {"free-of-charge", "own-daily-transport"} <= codes(found, "payment")
    assert "gratis" not in row(found, "payment", "free-of-charge").text
    far = asked(library, WORK, offer_distance_m=10_001)
    assert "own-daily-transport" not in codes(far, "payment")
    assert "transport-beyond-10-km-is-paid" in codes(far, "payment")


@pytest.mark.ledger("S103-07")
def test_leave_is_up_to_a_year_and_keeps_the_grant_but_not_the_place(library: Library) -> None:
    found = asked(library, WORK)
    assert answers(found, "leave_of_absence") == ["..12"]
    text = row(found, "leave_of_absence", "leave-up-to-a-year").text
    assert "beholder bevillingen, men ikke nødvendigvis pladsen" in text


@pytest.mark.ledger("S103-08")
def test_follow_up_is_continuous_and_no_interval_is_invented(library: Library) -> None:
    found = asked(library, WORK)
    assert answers(found, "follow_up_months") == ["individual"]
    rule = row(found, "follow_up_months", "continuous")
    assert "løbende" in rule.text
    assert "vurderet igen" in rule.text
    assert rule.reading == "Standarden sætter ingen tid. Sagsbehandleren sætter datoen."


@pytest.mark.ledger("PROC-10")
@pytest.mark.parametrize("service", ["sheltered_employment", "temporary_stay", "long_term_stay"])
def test_help_rests_on_an_individual_assessment_a_plan_is_offered_and_the_help_followed(
    library: Library, service: str
) -> None:
    found = asked(library, service)
    assert "individual-and-concrete" in codes(found, "consider")
    assert "action-plan" in codes(found, "guidance")
    assert "acting-municipality" in codes(found, "delivery")
    plan = row(found, "guidance", "action-plan")
    assert "formål, indsats, forventet varighed og andre forhold" in plan.text
    for name, code in (("consider", "individual-and-concrete"), ("guidance", "action-plan"),
                       ("delivery", "acting-municipality")):  # fmt: skip
        assert row(found, name, code).verified is Verified.OLDER_SOURCE


def test_a_fact_that_is_missing_leaves_the_target_group_open(library: Library) -> None:
    answered = asked(library, WORK, below_pension_age=None).answers["target_group"]
    assert answered.value is Outcome.UNKNOWN
    assert answered.missing == ("below_pension_age",)
    assert Status.UNKNOWN in {result.status for result in answered.rows}
