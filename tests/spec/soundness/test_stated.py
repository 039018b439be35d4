"""What a draft states agrees with itself, and with what the norms answer."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kompas.casework import (
    Amounts,
    ComplaintGuidance,
    Decision,
    DecisionForm,
    DecisionKind,
    amounts,
)
from kompas.norms import Library, Rank
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import GRANT, MET_IN_HOUSING, ON, REDUCTION, changed, ground
from tests.unit.norms.copies import COPENHAGEN, Copy

FOUR_DAYS = amounts(days_per_week=4, hours_per_week=Decimal(28))


def blocking(draft: Decision, library: Library) -> list[Finding]:
    return [f for f in judge(draft, library, ON).findings if f.severity is Severity.BLOCKING]


def kind_faults(draft: Decision, library: Library) -> list[Finding]:
    return [f for f in blocking(draft, library) if f.code == "kind_contradicts_extent"]


# --- the kind and the extent -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (amounts(days_per_week=3, hours_per_week=Decimal(21)), True),
        (amounts(days_per_week=3, hours_per_week=Decimal(28)), True),  # fewer days
        (amounts(days_per_week=4, hours_per_week=Decimal("27.5")), True),  # fewer hours
        (amounts(days_per_week=3, hours_per_week=Decimal(30)), True),  # fewer, longer days
        (amounts(days_per_week=4, hours_per_week=Decimal(28)), False),
        (amounts(days_per_week=4), False),
        (amounts(days_per_week=5, hours_per_week=Decimal(28)), False),
    ],
)
def test_a_reduction_gives_fewer_days_or_hours(
    now: Amounts, stands: bool, library: Library
) -> None:
    found = kind_faults(changed(REDUCTION, granted=now, granted_before=FOUR_DAYS), library)
    assert (found == []) is stands


def test_what_is_wrong_is_told_with_both_extents_and_what_to_do(library: Library) -> None:
    now = amounts(days_per_week=4, hours_per_week=Decimal("28.50"))
    (finding,) = kind_faults(changed(REDUCTION, granted=now, granted_before=FOUR_DAYS), library)
    assert finding.text == (
        "Afgørelsen er kaldt »nedsættelse«, men det kan ikke ses, at borgeren får mindre hjælp "
        "end før. Før: 4 dage om ugen og 28 timer om ugen. "
        "Nu: 4 dage om ugen og 28,5 timer om ugen."
    )
    assert finding.remedy == "Ret omfanget før og nu, eller kald afgørelsen en bevilling."
    assert not finding.can_be_overridden


@pytest.mark.parametrize("kind", [DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL])
@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (FOUR_DAYS, True),
        (amounts(days_per_week=5, hours_per_week=Decimal(35)), True),
        (amounts(days_per_week=3, hours_per_week=Decimal(28)), False),
        (amounts(days_per_week=5, hours_per_week=Decimal(27)), False),
    ],
)
def test_who_has_help_already_is_not_granted_less_of_it(
    kind: DecisionKind, now: Amounts, stands: bool, library: Library
) -> None:
    draft = changed(
        GRANT,
        kind=kind,
        granted=now,
        granted_before=FOUR_DAYS,
        grounds=(MET_IN_HOUSING,),
        complaint_guidance=REDUCTION.complaint_guidance,
    )
    found = kind_faults(draft, library)
    assert (found == []) is stands
    assert all("kald afgørelsen en nedsættelse" in finding.remedy for finding in found)


@pytest.mark.parametrize("before", [{}, FOUR_DAYS])
def test_a_termination_leaves_nothing(before: Amounts, library: Library) -> None:
    ended = changed(REDUCTION, kind=DecisionKind.TERMINATION, granted={}, granted_before=before)
    nothing = amounts(days_per_week=0, hours_per_week=Decimal(0))
    assert kind_faults(ended, library) == []
    assert kind_faults(changed(ended, granted=nothing), library) == []
    (finding,) = kind_faults(changed(ended, granted=amounts(days_per_week=1)), library)
    assert "»ophør«, men borgeren har stadig hjælp bagefter: 1 dag om ugen." in finding.text


@pytest.mark.parametrize(
    "kind", [DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL, DecisionKind.REDUCTION]
)
def test_a_decision_that_gives_nothing_is_no_grant_under_any_name(
    kind: DecisionKind, library: Library
) -> None:
    nothing = amounts(days_per_week=0, hours_per_week=Decimal(0))
    (finding,) = kind_faults(changed(REDUCTION, kind=kind, granted=nothing), library)
    assert "men borgeren får ingen hjælp: 0 dage om ugen og 0 timer om ugen." in finding.text


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_is_not_stated_is_not_compared(kind: DecisionKind, library: Library) -> None:
    ends = kind in (DecisionKind.TERMINATION, DecisionKind.REFUSAL)
    given = {} if ends else REDUCTION.granted
    assert (
        kind_faults(changed(REDUCTION, kind=kind, granted=given, granted_before={}), library) == []
    )
    hours_before = amounts(hours_per_week=Decimal(28))
    days_now = {} if ends else amounts(days_per_week=3)
    draft = changed(REDUCTION, kind=kind, granted=days_now, granted_before=hours_before)
    assert kind_faults(draft, library) == []


# --- the norms' answers ----------------------------------------------------------------------


def test_a_deviation_is_told_to_a_caseworker_with_the_level_its_rule_and_source(
    library: Library,
) -> None:
    draft = changed(GRANT, granted={**GRANT.granted, "days_per_week": Decimal(5)})
    (finding,) = blocking(draft, library)
    assert finding.text == (
        "Udkastet giver 5 dage om ugen. Det vejledende niveau er 3-4 dage om ugen."
    )
    assert "Københavns kvalitetsstandarder 2019" in finding.source
    assert finding.rank is Rank.GUIDING


def test_a_wrong_time_limit_is_told_with_the_laws(library: Library) -> None:
    guidance = ComplaintGuidance(to="Kommunen", how="skriftligt", deadline_weeks=1)
    (finding,) = blocking(changed(REDUCTION, complaint_guidance=guidance), library)
    assert finding.text == "Klagefrist: Udkastet siger 1 uge, loven 4 uger."


def test_a_wrong_form_is_told_in_words(library: Library) -> None:
    draft = changed(REDUCTION, form=DecisionForm.ADMINISTRATIVE_ACT_ONLY)
    finding = next(f for f in blocking(draft, library) if f.about == "decision_form")
    assert finding.text.endswith("Udkastet siger faktisk forvaltningsvirksomhed, loven afgørelse.")


def with_hours(folder: Path) -> Library:
    """The shipped norms, with a level of hours added to Copenhagen's standard."""
    norms = Copy(folder)
    norms.add(
        COPENHAGEN,
        '[[question.hours_per_week.row]]\ncode = "some-hours"\n'
        'answer = { hours_per_week = "21..28" }\nrank = "guiding"\n'
        'text = "Udgangspunktet er 21-28 timer om ugen."\nsource = "kk-2019 4.4"\n',
    )
    return norms.load()


@pytest.mark.parametrize(
    ("hours", "stands"), [("21", True), ("28", True), ("20.5", False), ("28.25", False)]
)
def test_hours_are_compared_where_a_norm_answers_them(
    hours: str, stands: bool, tmp_path: Path
) -> None:
    draft = changed(GRANT, granted={**GRANT.granted, "hours_per_week": Decimal(hours)})
    library = with_hours(tmp_path / "norms")
    found = [f for f in blocking(draft, library) if f.about == "hours_per_week"]
    assert (found == []) is stands
    said = (
        f"Udkastet giver {hours.replace('.', ',')} timer om ugen. "
        "Det vejledende niveau er 21-28 timer om ugen."
    )
    assert all(finding.text == said for finding in found)
    need = ground("individual_need", what_in_this_case="Er alene hjemme hver eftermiddag.")
    assert judge(changed(draft, grounds=(need,)), library, ON).verdict is Verdict.STANDS


def test_an_answer_is_followed_also_while_it_is_open_which_rule_gives_it(tmp_path: Path) -> None:
    norms = Copy(tmp_path / "norms")
    norms.change(COPENHAGEN, "days_per_week = 5 }", 'days_per_week = "3..4" }')
    facts = {name: fact for name, fact in GRANT.facts.items() if name != "housing"}
    five = changed(GRANT, facts=facts, granted={**GRANT.granted, "days_per_week": Decimal(5)})
    found = [f for f in blocking(five, norms.load()) if f.about == "days_per_week"]
    assert [f.code for f in found] == ["deviation_without_reason"]


# --- evidence --------------------------------------------------------------------------------


def late(draft: Decision) -> Decision:
    """The draft, taken the day before its last paper."""
    return changed(draft, evidence=(replace(draft.evidence[0], dated=ON.replace(day=2)),))


def test_the_duty_to_investigate_is_cited_from_the_norms(library: Library) -> None:
    judgement = judge(late(REDUCTION), library, ON)
    finding = next(f for f in judgement.findings if f.code == "evidence_after_decision")
    assert judgement.assessment is not None
    rows = judgement.assessment.answers["investigation"].holding()
    assert finding.source in {str(row.citation) for row in rows if row.rank is Rank.LAW}
    assert not finding.can_be_overridden


def test_no_source_is_named_where_no_norm_at_hand_demands_it(library: Library) -> None:
    before_the_norms = ON.replace(year=2015)
    for draft in (late(GRANT), changed(late(REDUCTION), decided_on=before_the_norms)):
        found = judge(draft, library, ON).findings
        (finding,) = [f for f in found if f.code == "evidence_after_decision"]
        assert finding.source == ""
        assert finding.severity is Severity.BLOCKING
