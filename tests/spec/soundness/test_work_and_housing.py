"""Sheltered employment and housing: which drafts stand, and what makes them fall."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.norms import GivenFact, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.norms.drawn import LONG, WORK
from tests.spec.soundness.drafts import ON, changed, ground, says
from tests.spec.soundness.work_and_housing import (
    GRANTS,
    HOME_SUFFICES,
    LONG_GRANT,
    NOT_COVERED,
    NOTED,
    OTHER_WORK,
    PURPOSE_MET,
    TEMPORARY_GRANT,
    WORK_GRANT,
    ended,
    facts,
    refused,
)


def findings(draft: Decision, library: Library) -> list[Finding]:
    return list(judge(draft, library, ON).findings)


def lacks(draft: Decision, library: Library) -> list[tuple[str, tuple[str, ...], bool]]:
    """What each finding is about, what is lacking, and whether it blocks."""
    found = findings(draft, library)
    return [(f.about, f.lacks, f.severity is Severity.BLOCKING) for f in found]


def noted(draft: Decision, **changes: Any) -> Decision:
    """The draft with facts changed; None takes one out."""
    kept = {**draft.facts}
    for name, value in changes.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = GivenFact(value, "Udredning", NOTED)
    return replace(draft, facts=kept)


@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
def test_a_full_grant_stands_without_a_finding(draft: Decision, library: Library) -> None:
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.STANDS
    assert judgement.findings == ()


@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
def test_a_grant_to_who_is_outside_the_act_falls(draft: Decision, library: Library) -> None:
    outside = {"considerably_reduced_capacity": False, "special_social_problems": False}
    judgement = judge(noted(draft, **outside), library, ON)
    assert judgement.verdict is Verdict.FALLS
    assert "outside_the_act" in {finding.code for finding in judgement.findings}


@pytest.mark.ledger("S107-04", "S108-03")
@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
@pytest.mark.parametrize("registered", [None, False])
def test_an_offer_that_is_not_shown_to_be_registered_makes_a_grant_fall(
    draft: Decision, library: Library, registered: bool | None
) -> None:
    found = lacks(noted(draft, offer_registered=registered), library)
    assert found == [("registered-offer", ("registered_offer",), True)]


@pytest.mark.ledger("S103-05")
@pytest.mark.parametrize(
    ("metres", "judged", "lacking"),
    [(10_000, None, False), (10_001, None, True), (10_001, False, True), (10_001, True, False)],
)
def test_an_offer_further_away_asks_for_its_judgement_as_a_warning(
    library: Library, metres: int, judged: bool | None, lacking: bool
) -> None:
    draft = noted(WORK_GRANT, offer_distance_m=metres, distance_judged=judged)
    expected = [("further-away-judged", ("distance_judged",), False)] if lacking else []
    assert lacks(draft, library) == expected
    assert judge(draft, library, ON).verdict is Verdict.STANDS


@pytest.mark.ledger("S107-02", "S108-05")
@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT], ids=lambda draft: draft.service)
@pytest.mark.parametrize("written", [None, False])
def test_purposes_and_time_that_are_not_written_are_told(
    draft: Decision, library: Library, written: bool | None
) -> None:
    found = lacks(noted(draft, purpose_and_time_written=written), library)
    assert found == [("purposes-and-time", ("purpose_and_time",), False)]


@pytest.mark.ledger("S107-03")
def test_the_judgement_of_support_at_home_must_stand_in_the_record(library: Library) -> None:
    unjudged = noted(TEMPORARY_GRANT, need_coverable_otherwise=None)
    assert ("more-support-at-home-judged", ("home_support_judged",), False) in lacks(
        unjudged, library
    )
    kept = TEMPORARY_GRANT.facts["need_coverable_otherwise"]
    sourceless = {**TEMPORARY_GRANT.facts, "need_coverable_otherwise": replace(kept, source=None)}
    assert ("more-support-at-home-judged", ("home_support_judged",), False) in lacks(
        replace(TEMPORARY_GRANT, facts=sourceless), library
    )


@pytest.mark.ledger("S108-03")
def test_what_was_tried_must_stand_in_the_record(library: Library) -> None:
    found = lacks(noted(LONG_GRANT, own_home_tried=None), library)
    assert ("own-home-tried-and-recorded", ("own_home_tried",), False) in found


@pytest.mark.ledger("S107-04", "S108-03")
@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT], ids=lambda draft: draft.service)
@pytest.mark.parametrize(("judged", "lacking"), [(None, True), (True, False)])
def test_an_external_offer_asks_for_its_judgement(
    draft: Decision, library: Library, judged: bool | None, lacking: bool
) -> None:
    external = noted(draft, offer_is_external=True, external_offer_judged=judged)
    expected = [("external-offer-judged", ("external_offer_judged",), False)] if lacking else []
    assert lacks(external, library) == expected


def test_a_refusal_that_shows_the_support_at_home_stands(library: Library) -> None:
    draft = refused(noted(TEMPORARY_GRANT, need_coverable_otherwise=True), HOME_SUFFICES)
    assert judge(draft, library, ON).verdict is Verdict.STANDS
    bare = changed(draft, grounds=(ground("home_support_suffices"),))
    assert [f.lacks for f in findings(bare, library)] == [("which_support", "covers_need")]
    assert judge(bare, library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("S107-01")
def test_the_housing_market_alone_carries_no_refusal(library: Library) -> None:
    market = ground(
        "housing_market",
        main_problem="Borgeren er sagt op fra sin lejlighed og klarer resten selv.",
    )
    covered = noted(
        TEMPORARY_GRANT, housing_market_main_problem=True, need_coverable_otherwise=True
    )
    draft = refused(covered, market)
    assert [f.code for f in findings(draft, library)] == ["ground_cannot_carry"]
    both = refused(draft, market, HOME_SUFFICES)
    assert judge(both, library, ON).verdict is Verdict.STANDS


@pytest.mark.ledger("S107-01", "S108-01", "S103-01")
@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
def test_the_level_of_need_alone_carries_no_refusal(draft: Decision, library: Library) -> None:
    level = noted(draft, vum_level="B1")
    refusal = refused(level, ground("need_level"), ground("guiding_level"))
    told = {f.code for f in findings(refusal, library)}
    assert told - {"entitled_to_help"} == {"ground_cannot_carry"}
    assert ("entitled_to_help" in told) is (draft.service in (WORK, LONG))
    assert judge(refusal, library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("S107-02", "S107-08")
def test_a_stay_ends_when_its_purposes_are_met_and_its_outcome_is_recorded(
    library: Library,
) -> None:
    whole = ended(noted(TEMPORARY_GRANT, stay_outcome="own_home"), PURPOSE_MET)
    assert findings(whole, library) == []
    unrecorded = ended(TEMPORARY_GRANT, PURPOSE_MET)
    assert lacks(unrecorded, library) == [("outcome-of-the-stay", ("stay_outcome",), False)]
    bare = ended(noted(TEMPORARY_GRANT, stay_outcome="own_home"), ground("stay_purpose_met"))
    assert [f.lacks for f in findings(bare, library)] == [("each_purpose", "next_home")]
    assert judge(bare, library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("PROC-10")
@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
@pytest.mark.parametrize("part", ["wishes", "capacity"])
def test_a_change_takes_an_individual_assessment_with_wishes_and_capacity(
    draft: Decision, library: Library, part: str
) -> None:
    shown = ground("citizens_wish", how_expressed="Borgeren sagde det på mødet.")
    if draft.service != WORK:
        draft = noted(draft, stay_outcome="own_home")
    whole = ended(draft, shown)
    assert judge(whole, library, ON).verdict is Verdict.STANDS
    found = lacks(changed(whole, **{part: None}), library)
    assert found == [("individual-assessment-of-change", (part,), True)]


# --- free choice --------------------------------------------------------------------------------

WISH: dict[str, Any] = {
    "wishes_other_offer": True,
    "wished_offer_suits": True,
    "wished_offer_registered": True,
    "other_municipality": False,
    "referred_offer_price_oere": 300_000,
}


@pytest.mark.ledger("S108-04", "PROC-11")
@pytest.mark.parametrize(("price", "stands"), [(330_001, True), (330_000, False)])
def test_a_wish_is_refused_only_where_a_condition_is_not_met(
    library: Library, price: int, stands: bool
) -> None:
    draft = refused(noted(LONG_GRANT, **WISH, wished_offer_price_oere=price), NOT_COVERED)
    verdict = judge(draft, library, ON).verdict
    assert (verdict is Verdict.STANDS) is stands
    if not stands:
        (found,) = findings(draft, library)
        assert (found.code, found.about) == ("claim_contradicted", "wished_offer_not_covered")


@pytest.mark.ledger("S108-04")
def test_a_refused_wish_names_the_condition(library: Library) -> None:
    over = noted(LONG_GRANT, **WISH, wished_offer_price_oere=400_000)
    bare = refused(over, ground("wished_offer_not_covered"))
    assert [f.lacks for f in findings(bare, library)] == [("which_condition",)]


@pytest.mark.ledger("PROC-11")
def test_before_july_2025_the_same_wish_is_judged_by_the_old_law(library: Library) -> None:
    dear = noted(
        LONG_GRANT, **WISH, wished_offer_price_oere=400_000, wished_offer_considerably_dearer=False
    )
    draft = replace(refused(dear, NOT_COVERED), decided_on=date(2025, 6, 30), evidence=())
    codes = {f.code for f in findings(draft, library)}
    assert "claim_contradicted" in codes
    later = replace(draft, decided_on=date(2025, 7, 1))
    assert "claim_contradicted" not in {f.code for f in findings(later, library)}


# --- sheltered employment -----------------------------------------------------------------------


@pytest.mark.ledger("S103-01")
def test_other_work_is_shown_before_it_carries_a_refusal(library: Library) -> None:
    able = noted(WORK_GRANT, other_law_offer_usable=True)
    assert judge(refused(able, OTHER_WORK), library, ON).verdict is Verdict.STANDS
    bare = refused(able, ground("paid_or_other_work"))
    assert [f.lacks for f in findings(bare, library)] == [("which_offer", "can_use")]
    # Asserted of a citizen whom the facts place in the target group, it is contradicted.
    wrong = refused(WORK_GRANT, OTHER_WORK)
    assert [f.code for f in findings(wrong, library)] == ["claim_contradicted"]


@pytest.mark.ledger("S103-02", "LAW-05")
def test_a_day_offer_alone_refuses_no_sheltered_employment(library: Library) -> None:
    beside = refused(noted(WORK_GRANT, activity_offer_granted=True), ground("other_aim_offer"))
    # And the act gives a right to it: nothing else can refuse it either.
    told = [f.code for f in findings(beside, library)]
    assert told == ["ground_cannot_carry", "entitled_to_help"]


@pytest.mark.ledger("S103-03")
@pytest.mark.parametrize(
    ("housing", "days", "stands"),
    [("own_home", 5, True), ("own_home", 3, False), ("long_term_stay", 3, True),
     ("long_term_stay", 2, False)],
)  # fmt: skip
def test_other_days_than_the_guiding_take_an_individual_reason(
    library: Library, housing: str, days: int, stands: bool
) -> None:
    draft = replace(noted(WORK_GRANT, housing=housing), granted=amounts(days_per_week=days))
    assert (judge(draft, library, ON).verdict is Verdict.STANDS) is stands
    reason = ground("individual_need", what_in_this_case="Borgeren bliver hurtigt træt.")
    reasoned = replace(draft, grounds=(reason,))
    assert judge(reasoned, library, ON).verdict is Verdict.STANDS


@pytest.mark.ledger("S103-03")
def test_a_grant_without_days_is_told(library: Library) -> None:
    draft = replace(WORK_GRANT, granted={})
    assert lacks(draft, library) == [("days", ("extent_days",), False)]


@pytest.mark.parametrize(
    ("draft", "basis"),
    [(WORK_GRANT, "serviceloven § 105, stk. 2"), (LONG_GRANT, "almenboligloven § 105")],
)
def test_either_legal_basis_of_a_service_fits_and_another_does_not(
    draft: Decision, basis: str, library: Library
) -> None:
    assert findings(replace(draft, legal_basis=(basis,)), library) == []
    wrong = replace(draft, legal_basis=("serviceloven § 104",))
    assert [f.code for f in findings(wrong, library)] == ["legal_basis_does_not_fit"]


def test_a_partial_refusal_is_judged_as_any_other(library: Library) -> None:
    part = replace(
        WORK_GRANT,
        kind=DecisionKind.PARTIAL_REFUSAL,
        granted=amounts(days_per_week=4),
        facts=facts(WORK, offer_registered=True, pay_by_effort_possible=True),
        grounds=(ground("individual_need", what_in_this_case="Fire dage dækker behovet."),),
        complaint_guidance=refused(WORK_GRANT).complaint_guidance,
    )
    assert findings(part, library) == []
    unheard = replace(part, need=says(""))
    assert lacks(unheard, library) == [("sufficiently-informed", ("need",), True)]
