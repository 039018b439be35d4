"""Botilbud: temporary (§ 107) and long-term (§ 108, almenboligloven § 105)."""

from typing import Any

import pytest

from kompas.norms import Library, Outcome, Rank, Status
from tests.spec.norms.citizens import answers, codes, row
from tests.spec.norms.drawn import LONG, TEMPORARY, asked, group

BOTH = (TEMPORARY, LONG)
BELOW_D = ["A1", "B2", "C1", "C3"]
FROM_D = ["D1", "E2", "F3", "G3"]
AREAS = (
    "home_search", "economy", "personal_care", "day_structure", "neighbourliness", "authorities",
    "local_traffic", "calling_help", "nutrition", "cleaning", "occupation",
)  # fmt: skip


@pytest.mark.ledger("S107-01", "S108-01")
@pytest.mark.parametrize("service", BOTH)
@pytest.mark.parametrize("level", [*BELOW_D, *FROM_D])
def test_the_guiding_need_is_at_least_d_and_below_it_is_never_a_refusal(
    library: Library, service: str, level: str
) -> None:
    found = group(library, service, vum_level=level)
    inside = (Outcome.IN, set[str]())
    assert found == (inside if level in FROM_D else (Outcome.OUTSIDE_GUIDING, {"at-least-d"}))


@pytest.mark.ledger("S107-01")
@pytest.mark.parametrize(
    ("unclear", "aim", "outcome"),
    [
        (True, "clarification", Outcome.INDIVIDUAL),
        (True, "training", Outcome.OUTSIDE_GUIDING),
        (False, "clarification", Outcome.OUTSIDE_GUIDING),
        (False, "training", Outcome.OUTSIDE_GUIDING),
    ],
)
@pytest.mark.parametrize("level", BELOW_D)
def test_below_d_only_where_vum_cannot_clarify_and_the_stay_is_meant_to(
    library: Library, level: str, unclear: bool, aim: str, outcome: Outcome
) -> None:
    changes = {"vum_level": level, "vum_cannot_clarify": unclear, "stay_aim": aim}
    assert group(library, TEMPORARY, **changes)[0] is outcome


@pytest.mark.ledger("S107-01")
@pytest.mark.parametrize(
    ("changes", "outcome", "failing"),
    [
        ({"age_years": 17}, Outcome.OUT, "adult"),
        (
            {"considerably_reduced_capacity": False},
            Outcome.OUT,
            "capacity-or-social-problems",
        ),
        ({"needs_temporary_stay": False}, Outcome.OUT, "needs-the-stay"),
        # The municipality's own words, not the act's: outside the level, never outside the act.
        ({"needs_time_limited_stay": False}, Outcome.OUTSIDE_GUIDING, "clarify-develop-or-regain"),
        ({"need_coverable_otherwise": True}, Outcome.OUTSIDE_GUIDING, "not-coverable-otherwise"),
        ({"smaller_effort_enough": True}, Outcome.OUTSIDE_GUIDING, "more-than-a-small-effort"),
        ({"housing_market_main_problem": True}, Outcome.OUTSIDE_GUIDING, "not-the-housing-market"),
    ],
)
def test_who_a_temporary_stay_is_for(
    library: Library, changes: dict[str, Any], outcome: Outcome, failing: str
) -> None:
    assert group(library, TEMPORARY) == (Outcome.IN, set())
    assert group(library, TEMPORARY, **changes) == (outcome, {failing})


@pytest.mark.ledger("S107-01", "S108-01")
@pytest.mark.parametrize("service", BOTH)
def test_over_18_is_from_the_18th_birthday_and_has_no_end(library: Library, service: str) -> None:
    assert group(library, service, age_years=18)[0] is Outcome.IN
    assert group(library, service, age_years=99)[0] is Outcome.IN
    assert group(library, service, age_years=17)[0] is Outcome.OUT
    assert row(asked(library, service), "target_group", "adult").reading


@pytest.mark.ledger("S108-01")
@pytest.mark.parametrize(
    ("changes", "outcome", "failing"),
    [
        (
            {"considerably_reduced_capacity": False},
            Outcome.OUT,
            "considerably-and-lastingly-reduced",
        ),
        ({"lasting_reduced_capacity": False}, Outcome.OUT, "considerably-and-lastingly-reduced"),
        ({"needs_extensive_daily_help": False}, Outcome.OUT, "extensive-help"),
        ({"need_coverable_otherwise": True}, Outcome.OUT, "not-coverable-otherwise"),
        ({"lasting_stay_necessary": False}, Outcome.OUTSIDE_GUIDING, "lasting-stay-necessary"),
        (
            {"health_administration_care": True},
            Outcome.OUTSIDE_GUIDING,
            "not-the-health-administration",
        ),
        ({"temporary_need": True}, Outcome.OUTSIDE_GUIDING, "not-a-temporary-need"),
    ],
)
def test_who_a_long_term_stay_is_for_and_that_d_alone_is_not_enough(
    library: Library, changes: dict[str, Any], outcome: Outcome, failing: str
) -> None:
    assert group(library, LONG, **changes) == (outcome, {failing})


@pytest.mark.ledger("S108-02")
def test_a_tenant_has_a_lease_and_frees_no_home_and_the_service_act_has_none(
    library: Library,
) -> None:
    tenant = asked(library, LONG, housing_basis="social_housing")
    resident = asked(library, LONG, housing_basis="service_act")
    assert "tenant" in codes(tenant, "consider")
    assert "blive boende" in row(tenant, "consider", "tenant").text
    assert "no-lease" in codes(resident, "consider")
    assert answers(tenant, "housing_payment") == ["rent_by_lease"]
    assert answers(resident, "housing_payment") == ["by_costs_and_income"]
    text = row(resident, "payment", "stay-by-costs-and-income").text
    assert "ikke indskud" in text
    assert "ikke få boligstøtte" in text


@pytest.mark.ledger("S107-02", "S108-05")
@pytest.mark.parametrize("service", BOTH)
@pytest.mark.parametrize(
    ("kind", "demanded"),
    [("grant", True), ("partial_refusal", True), ("refusal", False), ("termination", False)],
)
def test_purposes_and_expected_time_are_written_at_referral(
    library: Library, service: str, kind: str, demanded: bool
) -> None:
    found = asked(library, service, decision_kind=kind)
    assert ("purposes-and-time" in codes(found, "statement")) is demanded
    assert row(found, "statement", "purposes-and-time").requires == ("purpose_and_time",)


@pytest.mark.ledger("S107-02")
def test_a_temporary_stay_has_no_general_length_and_ends_when_its_purpose_is_met(
    library: Library,
) -> None:
    found = asked(library, TEMPORARY)
    assert {"no-general-length", "from-few-hours-to-round-the-clock"} <= codes(found, "consider")
    assert "slutter, når formålet er opfyldt" in row(found, "consider", "no-general-length").text
    assert library.grounds["stay_purpose_met"].kinds == ("termination",)


@pytest.mark.ledger("S107-02", "S108-05")
@pytest.mark.parametrize(
    ("service", "fact", "value", "told"),
    [
        (TEMPORARY, "stay_aim", "training", "training-group"),
        (TEMPORARY, "stay_aim", "clarification", "clarification-group"),
        (LONG, "stay_horizon", "long", "long-group"),
        (LONG, "stay_horizon", "lifelong", "lifelong-group"),
    ],
)
def test_each_service_has_two_groups(
    library: Library, service: str, fact: str, value: str, told: str
) -> None:
    every = {"training-group", "clarification-group", "long-group", "lifelong-group"}
    found = codes(asked(library, service, **{fact: value}), "consider")
    assert found & every == {told}


@pytest.mark.ledger("S107-03")
@pytest.mark.parametrize(("kind", "demanded"), [("grant", True), ("refusal", False)])
def test_that_more_support_at_home_is_not_enough_is_judged_before_a_temporary_stay(
    library: Library, kind: str, demanded: bool
) -> None:
    found = asked(library, TEMPORARY, decision_kind=kind)
    assert ("more-support-at-home-judged" in codes(found, "investigation")) is demanded
    wish = row(found, "delivery", "wish-among-own-offers").text
    assert "flere egne tilbud, der passer, kan du ønske" in wish


@pytest.mark.ledger("S108-03")
@pytest.mark.parametrize(("kind", "demanded"), [("grant", True), ("refusal", False)])
def test_an_own_home_is_sufficiently_tried_before_a_long_term_stay(
    library: Library, kind: str, demanded: bool
) -> None:
    found = asked(library, LONG, decision_kind=kind)
    assert ("own-home-tried-and-recorded" in codes(found, "investigation")) is demanded
    assert group(library, LONG, own_home_tried=False) == (
        Outcome.OUTSIDE_GUIDING,
        {"own-home-tried"},
    )
    assert "ét tilbud" in row(found, "delivery", "one-offer-that-fits").text


@pytest.mark.ledger("S107-04", "S108-03", "FW-21")
@pytest.mark.parametrize("service", BOTH)
def test_own_offers_first_and_an_external_one_takes_a_judgement(
    library: Library, service: str
) -> None:
    own = asked(library, service, offer_is_external=False, decision_kind="grant")
    external = asked(library, service, offer_is_external=True, decision_kind="grant")
    refused = asked(library, service, offer_is_external=True, decision_kind="refusal")
    assert "external-offer-judged" not in codes(refused, "statement")  # nothing is bought
    assert "own-offers-first" in codes(own, "delivery")
    assert "external-offer-judged" not in codes(own, "statement")
    assert "external-offer-judged" in codes(external, "statement")
    text = row(own, "statement", "external-offer-judged").text
    assert "fagligt og økonomisk skøn" in text


@pytest.mark.ledger("S107-04", "S108-03")
@pytest.mark.parametrize("service", BOTH)
@pytest.mark.parametrize("pointed", [True, False])
def test_every_offer_is_approved_and_registered_the_municipalitys_own_too(
    library: Library, service: str, pointed: bool
) -> None:
    found = asked(library, service, offer_pointed_to=pointed)
    assert ("registered-offer" in codes(found, "statement")) is pointed
    rule = row(found, "statement", "registered-offer")
    assert rule.rank is Rank.LAW
    assert "også når det er kommunens eget" in rule.text


@pytest.mark.ledger("S107-04", "S108-05")
@pytest.mark.parametrize("service", BOTH)
def test_follow_up_is_flexible_and_agreed_and_the_provider_tells_of_changes(
    library: Library, service: str
) -> None:
    found = asked(library, service)
    assert answers(found, "follow_up_months") == ["individual"]
    assert "aftaler tidspunkt og omfang" in row(found, "follow_up_months", "flexible").text
    assert "provider-tells-of-changes" in codes(found, "delivery")


@pytest.mark.ledger("S107-04", "FW-21")
def test_there_is_no_free_choice_of_temporary_housing(library: Library) -> None:
    assert answers(asked(library, TEMPORARY), "free_choice") == ["no_free_choice"]


@pytest.mark.ledger("S107-05")
def test_2000_pocket_money_and_1900_for_food_unless_the_offer_gives_it(library: Library) -> None:
    own_food = asked(library, TEMPORARY, offer_gives_food=False)
    assert answers(own_food, "pocket_money") == ["2000"]
    assert answers(own_food, "food_money") == ["1900"]
    assert "varierer fra botilbud til botilbud" in row(own_food, "food_money", "food-money").text
    given = asked(library, TEMPORARY, offer_gives_food=True)
    assert answers(given, "food_money") == ["0"]


@pytest.mark.ledger("S107-05")
def test_payment_is_by_income_and_as_a_rule_none_beside_an_own_home(library: Library) -> None:
    without = asked(library, TEMPORARY, keeps_own_home=False)
    assert answers(without, "housing_payment") == ["by_income"]
    assert "stay-by-income" in codes(without, "payment")
    kept = asked(library, TEMPORARY, keeps_own_home=True)
    assert answers(kept, "housing_payment") == ["no_payment"]
    assert "stay-by-income" not in codes(kept, "payment")
    assert "afgørelse" in row(without, "housing_payment", "by-income").text


@pytest.mark.ledger("S107-05", "S108-06")
@pytest.mark.parametrize("service", BOTH)
def test_granted_help_is_never_charged(library: Library, service: str) -> None:
    found = asked(library, service)
    assert "granted-help-never-charged" in codes(found, "payment")
    assert "betaler du aldrig" in row(found, "payment", "granted-help-never-charged").text


@pytest.mark.ledger("S107-05")
def test_no_deposit_and_some_packages_cannot_be_declined(library: Library) -> None:
    found = asked(library, TEMPORARY)
    assert {"no-deposit", "service-packages"} <= codes(found, "payment")
    assert "kan ikke vælges fra" in row(found, "payment", "service-packages").text


@pytest.mark.ledger("S108-06")
def test_long_term_housing_has_no_guiding_amounts_and_no_rule_on_a_kept_home(
    library: Library,
) -> None:
    found = asked(library, LONG)
    assert not {"pocket_money", "food_money"} & found.answers.keys()
    assert "no_payment" not in answers(found, "housing_payment")
    rule = row(found, "housing_payment", "by-costs-and-income")
    assert "betalingsbekendtgørelsen §§ 6-7" in str(rule.citation)
    assert rule.reading
    assert "vælger du selv" in row(found, "payment", "service-packages-chosen").text


@pytest.mark.ledger("S107-06")
@pytest.mark.parametrize("service", BOTH)
def test_a_citizen_housed_elsewhere_stays_the_municipalitys(library: Library, service: str) -> None:
    found = asked(library, service)
    assert "responsible-across-the-border" in codes(found, "delivery")
    text = row(found, "delivery", "responsible-across-the-border").text
    assert "har Københavns Kommune stadig ansvaret" in text


@pytest.mark.ledger("S107-07")
@pytest.mark.parametrize("service", BOTH)
def test_home_and_support_are_separate_grants(library: Library, service: str) -> None:
    text = row(asked(library, service), "consider", "supports-under-their-own-paragraphs").text
    assert all(paragraph in text for paragraph in ("§ 83", "§ 85", "§ 86, stk. 2", "ledsagelse"))
    assert "hver sin bevilling med hver sin begrundelse" in text


@pytest.mark.ledger("S107-08")
def test_the_ability_to_live_in_an_own_home_has_eleven_areas(library: Library) -> None:
    facts = [name for name in library.words.facts if name.startswith("ability_")]
    assert facts == [f"ability_{area}" for area in AREAS]
    for name in facts:
        domain = library.words.facts[name].domain
        assert list(domain.names) == ["resource", "development"]
    assert "i en vis grad" in row(asked(library, TEMPORARY), "consider", "own-home-ability").text


@pytest.mark.ledger("S107-08")
@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_a_resource_or_a_field_of_development(library: Library, area: str) -> None:
    code = area.replace("_", "-")
    developing = asked(library, TEMPORARY, **{f"ability_{area}": "development"})
    assert codes(developing, "own_home_ability") == {code}
    resource = asked(library, TEMPORARY, **{f"ability_{area}": "resource"})
    assert code not in codes(resource, "own_home_ability")
    assert code not in codes(resource, "own_home_ability", Status.UNKNOWN)


@pytest.mark.ledger("S107-08")
@pytest.mark.parametrize(("kind", "demanded"), [("termination", True), ("grant", False)])
def test_the_outcome_of_a_stay_is_recorded(library: Library, kind: str, demanded: bool) -> None:
    found = asked(library, TEMPORARY, decision_kind=kind)
    assert ("outcome-of-the-stay" in codes(found, "statement")) is demanded
    assert list(library.words.facts["stay_outcome"].domain.names) == [
        "own_home",
        "more_independent",
        "long_term",
    ]
