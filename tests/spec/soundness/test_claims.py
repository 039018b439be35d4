"""What grounds assert is held against the norms, the recorded facts, and each other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.norms import GivenFact, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    GRANT,
    MET_IN_HOUSING,
    ON,
    PROVIDER_CHANGE,
    REDUCTION,
    REFUSAL,
    SUITED,
    changed,
    ground,
    says,
)
from tests.spec.soundness.work_and_housing import (
    HOME_SUFFICES,
    LONG_GRANT,
    NOT_COVERED,
    TEMPORARY_GRANT,
    WORK_GRANT,
    ended,
    refused,
)

IN_2025 = date(2025, 5, 1)
OUTSIDE = ground("outside_target_group", criterion="Behovet er ikke varigt. Det viser udredningen.")
NEED_MET = ground("need_met_by_new_grant", covers_need="Behovet er dækket af tre dage.")


def found(draft: Decision, library: Library, code: str) -> list[Finding]:
    return [one for one in judge(draft, library, ON).findings if one.code == code]


def with_facts(draft: Decision, **values: Any) -> Decision:
    """The draft with facts of that value; None leaves one out."""
    noted = {name: GivenFact(value, "Sagen", date(2026, 3, 2)) for name, value in values.items()}
    facts = {k: v for k, v in {**draft.facts, **noted}.items() if v.value is not None}
    return changed(draft, facts=facts)


# --- what the norms leave open -------------------------------------------------------------------


def wished_home(**values: Any) -> Decision:
    """A no to the home that the citizen wishes, of May 2025."""
    draft = replace(
        LONG_GRANT,
        kind=DecisionKind.PROVIDER_CHOICE,
        form=REDUCTION.form,
        form_reason=PROVIDER_CHANGE.form_reason,
        considerably_intrusive=True,
        complaint_guidance=REDUCTION.complaint_guidance,
        decided_on=IN_2025,
        evidence=(),
        starts_on=date(2025, 7, 1),
        facilities=(SUITED,),
        grounds=(NOT_COVERED,),
    )
    wish: dict[str, Any] = {
        "wishes_other_offer": True,
        "wished_offer_suits": True,
        "wished_offer_registered": True,
        "other_municipality": False,
    }
    return with_facts(draft, **{**wish, **values})


def test_a_no_by_price_is_open_until_the_price_is_judged(library: Library) -> None:
    judgement = judge(wished_home(), library, ON)
    (finding,) = found(wished_home(), library, "claim_left_open")
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert finding.lacks == ("wished_offer_considerably_dearer",)
    assert "er det ønskede tilbud væsentligt dyrere" in finding.text


def test_a_no_by_a_price_that_is_judged_is_not_open(library: Library) -> None:
    draft = wished_home(wished_offer_considerably_dearer=True)
    assert found(draft, library, "claim_left_open") == []
    assert found(draft, library, "claim_contradicted") == []


def test_a_no_by_a_price_that_is_not_dearer_is_contradicted(library: Library) -> None:
    draft = wished_home(wished_offer_considerably_dearer=False)
    assert [f.about for f in found(draft, library, "claim_contradicted")] == [
        "wished_offer_not_covered"
    ]


@pytest.mark.parametrize("draft", [WORK_GRANT, LONG_GRANT], ids=lambda d: d.service)
def test_an_end_outside_the_target_group_is_open_while_no_criterion_is_known(
    draft: Decision, library: Library
) -> None:
    unknown = changed(ended(draft, OUTSIDE), facts={})
    (finding,) = found(unknown, library, "claim_left_open")
    assert finding.severity is Severity.OPEN
    assert "considerably_reduced_capacity" in finding.lacks
    assert judge(unknown, library, ON).verdict is not Verdict.STANDS


def test_what_the_duty_to_examine_tells_is_not_told_twice(library: Library) -> None:
    unknown = changed(REFUSAL, facts={}, grounds=(OUTSIDE,))
    assert found(unknown, library, "claim_left_open") == []
    assert judge(unknown, library, ON).verdict is Verdict.FALLS


def test_what_a_summary_is_silent_on_stays_not_examined(library: Library) -> None:
    draft = ended(LONG_GRANT, OUTSIDE)
    unknown = changed(draft, facts={})
    (finding,) = found(unknown, library, "claim_left_open")
    silent = tuple(f"fact:{name}" for name in finding.lacks)
    judgement = judge(changed(unknown, not_stated=silent), library, ON)
    assert [f for f in judgement.findings if f.code == "claim_left_open"] == []
    assert set(silent) <= set(judgement.not_examined)


# --- recorded facts ------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [TEMPORARY_GRANT, LONG_GRANT], ids=lambda d: d.service)
@pytest.mark.parametrize(("covered", "contradicted"), [(False, True), (True, False), (None, False)])
def test_support_at_home_suffices_only_where_the_need_can_be_covered_otherwise(
    draft: Decision, covered: bool | None, contradicted: bool, library: Library
) -> None:
    refusal = with_facts(refused(draft, HOME_SUFFICES), need_coverable_otherwise=covered)
    findings = found(refusal, library, "claim_contradicts_fact")
    assert bool(findings) is contradicted
    assert all("Behovet kan dækkes uden et botilbud: nej" in f.text for f in findings)
    if contradicted:
        assert judge(refusal, library, ON).verdict is Verdict.FALLS


@pytest.mark.parametrize(
    ("housing", "contradicted"),
    [
        ("own_home", True),
        ("with_parents", True),
        ("long_term_stay", False),
        ("supported_tenancy", False),
        ("shared_living", False),
        (None, False),
    ],
)
def test_the_housing_covers_nothing_for_who_has_a_home_of_their_own(
    housing: str | None, contradicted: bool, library: Library
) -> None:
    draft = with_facts(changed(REFUSAL, grounds=(MET_IN_HOUSING,)), housing=housing)
    assert bool(found(draft, library, "claim_contradicts_fact")) is contradicted


def test_age_under_103_is_the_pension_age_and_asks_what_that_asks(library: Library) -> None:
    aged = ground("age", when_reached="Borgeren er født i 1959 og nåede den den 12. maj 2026.")
    old = with_facts(refused(WORK_GRANT, aged), below_pension_age=False)
    assert judge(old, library, ON).verdict is Verdict.STANDS
    assert judge(old, library, ON).findings == ()
    bare = changed(old, grounds=(ground("age"),))
    assert [f.lacks for f in found(bare, library, "ground_not_shown")] == [("when_reached",)]
    young = changed(old, facts=WORK_GRANT.facts)
    assert judge(young, library, ON).verdict is Verdict.FALLS


# --- each other ----------------------------------------------------------------------------------


def test_grounds_that_exclude_each_other_do_not_stand_together(library: Library) -> None:
    draft = changed(REDUCTION, kind=DecisionKind.PARTIAL_REFUSAL, granted_before={})
    both = changed(draft, grounds=(OUTSIDE, NEED_MET))
    (finding,) = found(both, library, "grounds_contradict")
    assert "»Borgeren er ikke i målgruppen efter loven«" in finding.text
    assert judge(both, library, ON).verdict is Verdict.FALLS
    alone = changed(draft, grounds=(NEED_MET, MET_IN_HOUSING))
    assert found(alone, library, "grounds_contradict") == []


def test_economy_as_the_only_ground_is_told_and_beside_another_is_not(library: Library) -> None:
    dear = ground("economy", "Dagtilbuddet er dyrt.")
    alone = changed(REDUCTION, grounds=(dear,))
    assert [f.about for f in found(alone, library, "ground_cannot_carry")] == ["economy"]
    beside = changed(REDUCTION, grounds=(MET_IN_HOUSING, dear))
    assert judge(beside, library, ON).verdict is Verdict.STANDS


# --- parts of the need ---------------------------------------------------------------------------

PART = says("Sang og gåture om eftermiddagen dækker en del af behovet.")
SOME = replace(MET_IN_HOUSING, shown={**MET_IN_HOUSING.shown, "covers_need": PART})
OPEN_SOME = ground(
    "open_offer",
    can_use="Karen har været i caféen to gange og fandt selv hjem.",
    covers_need="Caféen dækker noget af samværet.",
)


def test_two_grounds_that_cover_a_part_each_are_held_against_the_whole(library: Library) -> None:
    need = says("Karen savner samvær med jævnaldrende.")
    parts = changed(REFUSAL, grounds=(SOME, OPEN_SOME), need=need)
    judgement = judge(parts, library, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert [f.code for f in judgement.findings] == ["grounds_cover_a_part"]
    whole = replace(OPEN_SOME, text="De to tilbud dækker tilsammen behovet for samvær.")
    assert judge(changed(parts, grounds=(SOME, whole)), library, ON).verdict is Verdict.STANDS
    assert judge(changed(parts, grounds=(MET_IN_HOUSING, OPEN_SOME)), library, ON).findings == ()


@pytest.mark.parametrize("kind", [DecisionKind.REDUCTION, DecisionKind.PARTIAL_REFUSAL])
def test_a_lost_day_that_the_escort_scheme_covers_is_no_fault(
    kind: DecisionKind, library: Library
) -> None:
    escort = ground(
        "escort_scheme",
        "Fredag går du nu i svømmehal med din ledsager.",
        social_use="Svømning og café om fredagen.",
        which_part="Ledsagelsen dækker fredagen. Resten af behovet dækkes af de tre dage.",
    )
    before = REDUCTION.granted_before if kind is DecisionKind.REDUCTION else {}
    draft = changed(REDUCTION, kind=kind, granted_before=before, grounds=(escort,))
    assert judge(draft, library, ON).findings == ()


def test_the_escort_scheme_alone_still_refuses_and_ends_nothing(library: Library) -> None:
    escort = ground("escort_scheme", social_use="Biograf.", which_part="Alle behov er dækket.")
    for draft in (REFUSAL, changed(REDUCTION, kind=DecisionKind.TERMINATION, granted={})):
        refusal = changed(draft, grounds=(escort,))
        assert judge(refusal, library, ON).verdict is Verdict.FALLS


# --- a partial refusal under another name --------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "days", "severity"),
    [
        ("tre dage om ugen i Værkstedet", 3, None),
        ("fire dage om ugen i Værkstedet", 3, Severity.BLOCKING),
        ("4 dage om ugen", 3, Severity.BLOCKING),
        ("fire dage", 3, Severity.OPEN),
        ("Jeg går der to dage om ugen nu og vil gerne have tre dage om ugen", 3, None),
        ("fra fire til tre dage om ugen", 3, None),
        ("et dagtilbud alle hverdage", 3, None),
        ("hjælp i fire dage om ugen eller tre dage om ugen", 3, None),
    ],
)
def test_a_grant_of_less_than_the_words_ask_for_is_told(
    asked: str, days: int, severity: Severity | None, library: Library
) -> None:
    draft = changed(
        GRANT, applied_for=asked, granted=amounts(days_per_week=days, hours_per_week=21)
    )
    findings = found(draft, library, "grant_is_less_than_asked")
    assert [f.severity for f in findings] == ([severity] if severity else [])


def test_where_the_amount_is_noted_the_words_are_not_read(library: Library) -> None:
    draft = changed(GRANT, applied_for="fire dage om ugen", applied_amounts=GRANT.granted)
    assert found(draft, library, "grant_is_less_than_asked") == []


# --- facts about an offer that nobody points to --------------------------------------------------


@pytest.mark.parametrize("draft", [WORK_GRANT, LONG_GRANT], ids=lambda d: d.service)
def test_a_refusal_that_points_to_no_offer_is_asked_nothing_about_one(
    draft: Decision, library: Library
) -> None:
    bare = with_facts(refused(draft, OUTSIDE), offer_distance_m=None, offer_is_external=None)
    old = changed(bare, decided_on=date(2025, 4, 1), evidence=())
    assert [f.about for f in judge(old, library, ON).findings if "måske" in f.text] == []
    asked = changed(old, facilities=draft.facilities)
    assert [f.about for f in judge(asked, library, ON).findings if "måske" in f.text] != []
