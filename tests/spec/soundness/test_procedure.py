"""The law of procedure and of the choice of provider, on drafts that obey and drafts that break."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import (
    Amounts,
    ComplaintGuidance,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    PartyHearing,
    amounts,
)
from kompas.norms import GivenFact, Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    EVIDENCE,
    FACTS,
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

UNKNOWN_TO_PARTY = Evidence(
    id="doc-1",
    kind=EvidenceKind.DOCUMENT,
    title="Udtalelse fra tilbuddet",
    dated=date(2026, 5, 1),
    known_to_party=False,
    unfavourable=True,
)


def blocking(draft: Decision, library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    found = judge(draft, library, ON).findings
    return [(f.code, f.about, f.lacks) for f in found if f.severity is Severity.BLOCKING]


def verdict(draft: Decision, library: Library) -> Verdict:
    return judge(draft, library, ON).verdict


@pytest.mark.ledger("PROC-02")
def test_a_refusal_without_grounds_falls(library: Library) -> None:
    assert blocking(changed(REFUSAL, grounds=()), library) == [
        ("duty_not_met", "reasons", ("grounds",))
    ]


@pytest.mark.ledger("PROC-02")
def test_a_full_grant_needs_neither_reasons_nor_complaint_guidance(library: Library) -> None:
    assert GRANT.grounds == ()
    assert GRANT.complaint_guidance is None
    assert verdict(GRANT, library) is Verdict.STANDS


@pytest.mark.ledger("PROC-03")
@pytest.mark.parametrize(
    ("part", "empty", "duty", "element"),
    [
        ("legal_basis", (), "legal-rules", "legal_basis"),
        ("grounds", (), "reasons", "grounds"),
    ],
)
def test_reasons_name_the_rules_and_the_main_considerations(
    part: str, empty: object, duty: str, element: str, library: Library
) -> None:
    change: dict[str, Any] = {part: empty}
    assert blocking(changed(REDUCTION, **change), library) == [("duty_not_met", duty, (element,))]


@pytest.mark.ledger("PROC-03")
def test_reasons_name_the_facts_of_essential_importance(library: Library) -> None:
    bare = replace(
        MET_IN_HOUSING, shown={k: replace(v, evidence=()) for k, v in MET_IN_HOUSING.shown.items()}
    )
    silent = {
        name: replace(getattr(REDUCTION, name), evidence=())
        for name in ("need", "wishes", "capacity")
    }
    draft = changed(REDUCTION, facts={}, evidence=(), grounds=(bare,), **silent)
    assert ("duty_not_met", "decisive-facts", ("facts",)) in blocking(draft, library)


@pytest.mark.ledger("PROC-04")
def test_a_decision_against_the_citizen_has_complaint_guidance(library: Library) -> None:
    assert blocking(changed(REDUCTION, complaint_guidance=None), library) == [
        ("duty_not_met", "complaint-guidance", ("complaint_guidance",))
    ]


@pytest.mark.ledger("PROC-08")
@pytest.mark.parametrize(("weeks", "stands"), [(4, True), (3, False), (2, False)])
def test_the_time_limit_for_complaints_is_four_weeks(
    weeks: int, stands: bool, library: Library
) -> None:
    guidance = ComplaintGuidance(
        to="Kommunen", how="mundtligt eller skriftligt", deadline_weeks=weeks
    )
    draft = changed(REDUCTION, complaint_guidance=guidance)
    assert (verdict(draft, library) is Verdict.STANDS) is stands


@pytest.mark.ledger("PROC-01")
def test_the_party_is_heard_on_unfavourable_facts_it_does_not_know(library: Library) -> None:
    unheard = changed(REDUCTION, evidence=(*EVIDENCE, UNKNOWN_TO_PARTY))
    assert blocking(unheard, library) == [("duty_not_met", "hearing", ("party_hearing",))]
    hearing = PartyHearing(sent_on=date(2026, 5, 4), deadline_on=date(2026, 5, 18))
    assert verdict(changed(unheard, hearing=hearing), library) is Verdict.STANDS


@pytest.mark.ledger("PROC-01")
def test_a_decision_before_the_time_to_answer_is_out_is_no_hearing(library: Library) -> None:
    early = PartyHearing(sent_on=date(2026, 5, 25), deadline_on=date(2026, 6, 8))
    draft = changed(REDUCTION, evidence=(*EVIDENCE, UNKNOWN_TO_PARTY), hearing=early)
    assert blocking(draft, library) == [("duty_not_met", "hearing", ("party_hearing",))]
    answered = replace(early, answer="Jeg er uenig i udtalelsen.")
    assert verdict(changed(draft, hearing=answered), library) is Verdict.STANDS


@pytest.mark.ledger("PROC-01")
def test_no_hearing_is_owed_where_the_decision_gives_everything(library: Library) -> None:
    draft = changed(GRANT, evidence=(*EVIDENCE, UNKNOWN_TO_PARTY))
    assert verdict(draft, library) is Verdict.STANDS


@pytest.mark.ledger("PROC-05")
def test_the_duty_to_guide_and_representation_are_told(library: Library) -> None:
    assessment = judge(REDUCTION, library, ON).assessment
    assert assessment is not None
    assert "guide-and-represent" in {row.code for row in assessment.answers["guidance"].holding()}


@pytest.mark.ledger("PROC-06")
def test_the_case_is_informed_what_the_need_is(library: Library) -> None:
    assert blocking(changed(REDUCTION, need=None), library) == [
        ("duty_not_met", "sufficiently-informed", ("need",))
    ]


@pytest.mark.ledger("PROC-06")
def test_a_refusal_is_not_taken_before_the_target_group_is_examined(library: Library) -> None:
    facts = {k: v for k, v in FACTS.items() if k != "considerably_reduced_capacity"}
    draft = changed(REFUSAL, facts=facts)
    (finding,) = judge(draft, library, ON).findings
    assert finding.about == "target-group-examined"
    assert "funktionsevne" in finding.text


@pytest.mark.ledger("LAW-11")
@pytest.mark.parametrize(
    ("extent", "lacks"),
    [
        (amounts(days_per_week=3), ("extent_hours",)),
        ({}, ("extent_days", "extent_hours")),
    ],
)
def test_days_and_hours_are_decided(
    extent: Amounts, lacks: tuple[str, ...], library: Library
) -> None:
    assert blocking(changed(REDUCTION, granted=extent), library) == [
        ("duty_not_met", "days-and-hours", lacks)
    ]


@pytest.mark.ledger("LAW-10")
@pytest.mark.parametrize("part", ["activities", "staff", "premises", "meets_need"])
def test_the_offer_pointed_to_is_accounted_for(part: str, library: Library) -> None:
    assert verdict(PROVIDER_CHANGE, library) is Verdict.STANDS
    change: dict[str, Any] = {part: None}
    draft = changed(PROVIDER_CHANGE, facilities=(replace(SUITED, **change),))
    assert blocking(draft, library) == [("duty_not_met", "suited-offer", (f"offer_{part}",))]


@pytest.mark.ledger("LAW-10")
def test_of_two_offers_the_one_not_accounted_for_is_named(library: Library) -> None:
    other = replace(SUITED, name="Haven", premises=None)
    (finding,) = judge(changed(PROVIDER_CHANGE, facilities=(SUITED, other)), library, ON).findings
    assert "Haven" in finding.text
    assert "Værkstedet" not in finding.text


@pytest.mark.ledger("LAW-13")
def test_an_intrusive_choice_of_provider_is_a_decision_with_all_that_follows(
    library: Library,
) -> None:
    intrusive = changed(PROVIDER_CHANGE, considerably_intrusive=True)
    found = blocking(intrusive, library)
    assert ("against_binding_answer", "decision_form", ()) in found
    assert ("duty_not_met", "complaint-guidance", ("complaint_guidance",)) in found


@pytest.mark.ledger("LAW-13")
def test_the_municipality_takes_a_stand_on_whether_it_is_a_decision(library: Library) -> None:
    draft = changed(PROVIDER_CHANGE, form=None, form_reason=None)
    assert ("duty_not_met", "form-decided", ("form", "form_reason")) in blocking(draft, library)


@pytest.mark.ledger("LAW-13")
def test_what_cannot_be_told_without_knowing_whether_it_is_intrusive_is_not_judged(
    library: Library,
) -> None:
    draft = changed(PROVIDER_CHANGE, considerably_intrusive=None, complaint_guidance=None)
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert {f.severity for f in judgement.findings} == {Severity.OPEN}
    assert "indgribende" in judgement.findings[0].text


@pytest.mark.ledger("FW-01")
@pytest.mark.parametrize("days", [2, 5])
def test_a_deviation_from_the_guiding_level_needs_an_individual_reason(
    days: int, library: Library
) -> None:
    extent = {**GRANT.granted, "days_per_week": Decimal(days)}
    draft = changed(GRANT, granted=extent)
    assert blocking(draft, library) == [("deviation_without_reason", "days_per_week", ())]
    reasoned = ground("individual_need", what_in_this_case="Er alene hjemme hver eftermiddag.")
    assert verdict(changed(draft, grounds=(reasoned,)), library) is Verdict.STANDS


@pytest.mark.ledger("FW-01")
def test_a_temporary_situation_is_the_other_ground_for_a_deviation(library: Library) -> None:
    extent = {**GRANT.granted, "days_per_week": Decimal(2)}
    period = ground(
        "temporary_situation", how_arranged="Hjemmebesøg to dage.", until_when="1. september 2026."
    )
    assert verdict(changed(GRANT, granted=extent, grounds=(period,)), library) is Verdict.STANDS


@pytest.mark.ledger("VEJ-03")
def test_in_vejen_fewer_than_five_days_needs_an_individual_reason(library: Library) -> None:
    draft = changed(GRANT, municipality="vejen")
    assert blocking(draft, library) == [("deviation_without_reason", "days_per_week", ())]


def test_a_grant_outside_the_act_falls(library: Library) -> None:
    facts = {**FACTS, "birth_date": GivenFact("2010-01-01")}
    assert blocking(changed(GRANT, facts=facts), library) == [
        ("outside_the_act", "target_group", ())
    ]


def test_another_paragraph_than_the_helps_own_falls(library: Library) -> None:
    draft = changed(REDUCTION, legal_basis=("serviceloven § 85",))
    assert blocking(draft, library) == [("legal_basis_does_not_fit", "legal_basis", ())]


@pytest.mark.parametrize("basis", ["servicelovens § 104", "Serviceloven §104"])
def test_a_paragraph_may_be_written_as_people_do(basis: str, library: Library) -> None:
    assert verdict(changed(REDUCTION, legal_basis=(basis,)), library) is Verdict.STANDS


def test_evidence_younger_than_the_decision_cannot_carry_it(library: Library) -> None:
    late = replace(EVIDENCE[0], dated=date(2026, 6, 2))
    draft = changed(REDUCTION, evidence=(late, EVIDENCE[1]))
    assert blocking(draft, library) == [("evidence_after_decision", "note-1", ())]


def test_what_is_said_to_be_found_names_where(library: Library) -> None:
    shown = {k: replace(v, evidence=()) for k, v in MET_IN_HOUSING.shown.items()}
    draft = changed(REDUCTION, grounds=(replace(MET_IN_HOUSING, shown=shown),))
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.STANDS
    assert [f.code for f in judgement.findings] == ["shown_without_evidence"]


@pytest.mark.parametrize(
    ("service", "basis"),
    [
        ("socio_pedagogical_support", "serviceloven § 85"),
        ("sheltered_employment", "serviceloven § 103"),
        ("temporary_stay", "serviceloven § 107"),
        ("long_term_stay", "almenboligloven § 105"),
        ("home_relief", "serviceloven § 84, stk. 1"),
    ],
)
def test_under_an_uncoded_paragraph_procedure_is_checked_and_the_rest_is_said_to_be_uncoded(
    service: str, basis: str, library: Library
) -> None:
    kept = tuple(file for file in library.files if file.service != service)
    uncoded = replace(library, files=kept, _standards={})
    shown = ground(
        "individual_need", what_in_this_case="Borgeren kommer til spisning tre dage om ugen."
    )
    draft = changed(REFUSAL, service=service, legal_basis=(basis,), grounds=(shown,))
    judgement = judge(draft, uncoded, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert [f.code for f in judgement.findings] == ["not_coded"]
    bare = changed(draft, complaint_guidance=None, grounds=(ground("age"),))
    # Where the act has an age limit (§ 103, and § 84 on children) the ground is that one, and it is
    # not shown.
    limited = "§ 103" in basis or "§ 84" in basis
    aged = "ground_not_shown" if limited else "unlawful_ground"
    assert {code for code, _about, _lacks in blocking(bare, uncoded)} == {aged, "duty_not_met"}


def test_before_the_first_coded_day_nothing_is_silently_approved(library: Library) -> None:
    draft = changed(REDUCTION, decided_on=date(2015, 1, 1), evidence=())
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    assert "1. januar 2015" in judgement.findings[0].text


def test_vejen_asks_for_alternatives_with_a_refusal_as_a_warning(library: Library) -> None:
    draft = changed(REFUSAL, municipality="vejen", alternatives=None)
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.STANDS
    assert [(f.severity, f.lacks) for f in judgement.findings] == [
        (Severity.WARNING, ("alternatives",))
    ]


def test_one_lack_is_told_once_though_several_rules_demand_it(library: Library) -> None:
    draft = changed(REDUCTION, grounds=(), wishes=says(""))
    lacks = [f.lacks for f in judge(draft, library, ON).findings]
    assert lacks == [("grounds",), ("wishes",)]


def test_a_termination_is_a_change(library: Library) -> None:
    draft = changed(
        REDUCTION,
        kind=DecisionKind.TERMINATION,
        granted={},
        form=DecisionForm.DECISION,
        wishes=None,
    )
    assert ("duty_not_met", "individual-assessment-of-change", ("wishes",)) in blocking(
        draft, library
    )
