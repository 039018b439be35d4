"""More than the guiding level, and less of it by age alone.

A favourable deviation asks for its reason and never falls at the appeals board (002 chapter 1). The
two days for citizens over 65 in housing hold only "hvis dette vurderes at dække borgerens behov"
(002 4.4); age alone lowers nothing (001 IV and VIII, case 3).
"""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import Decision, amounts
from kompas.norms import GivenFact, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from kompas.soundness.wording import VERDICT_MEANINGS
from tests.spec.soundness.drafts import GRANT, ON, changed, ground
from tests.spec.soundness.test_support_and_relief import RELIEF_GRANT, SUPPORT_GRANT
from tests.spec.soundness.work_and_housing import WORK_GRANT

NEED = ground("individual_need", what_in_this_case="Er alene hjemme hver eftermiddag.")
JUDGED = {"extent_judged_to_cover": GivenFact(True, "note-1", date(2026, 4, 7))}


def given(draft: Decision, *, days: int | None = None, hours: str | None = None) -> Decision:
    """The draft with another extent; what is not named stays."""
    return changed(
        draft, granted={**draft.granted, **amounts(days_per_week=days, hours_per_week=hours)}
    )


def old(draft: Decision, born: str = "1956-04-12") -> Decision:
    return changed(draft, facts={**draft.facts, "birth_date": GivenFact(born, "CPR", ON)})


def blocking(draft: Decision, library: Library) -> list[Finding]:
    return [f for f in judge(draft, library, ON).findings if f.severity is Severity.BLOCKING]


IN_HOUSING = changed(
    WORK_GRANT,
    facts={**WORK_GRANT.facts, "housing": GivenFact("long_term_stay", "Bevilling", ON)},
)

MORE = {
    "§ 104, dage i botilbud": given(GRANT, days=5),
    "§ 103, dage i botilbud": given(IN_HOUSING, days=5),
    "§ 84, timer om ugen": given(RELIEF_GRANT, hours="3"),
    "§ 85, timer om ugen, regnet om til 14 dage": given(SUPPORT_GRANT, hours="6"),
    "§ 104, uden for VUM-niveauet": changed(
        GRANT, facts={**GRANT.facts, "vum_level": GivenFact("C3", "Udredning", ON)}
    ),
}


@pytest.mark.ledger("FW-01")
@pytest.mark.parametrize("draft", MORE.values(), ids=MORE)
def test_more_than_the_level_lacks_a_reason_and_never_falls(
    draft: Decision, library: Library
) -> None:
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.LACKS_REASON
    (finding,) = (f for f in judgement.findings if f.severity is Severity.BLOCKING)
    assert finding.code == "deviation_without_reason"
    assert finding.favours_citizen
    assert finding.can_be_overridden
    assert "den individuelle grund" in finding.remedy
    assert "Ankestyrelsen" not in VERDICT_MEANINGS[judgement.verdict]


@pytest.mark.ledger("FW-01")
@pytest.mark.parametrize("draft", MORE.values(), ids=MORE)
def test_with_its_reason_it_stands(draft: Decision, library: Library) -> None:
    reasoned = changed(draft, grounds=(NEED,))
    assert judge(reasoned, library, ON).verdict is Verdict.STANDS


LESS = {
    "§ 104, dage i botilbud": given(GRANT, days=2),
    "§ 103, dage i botilbud": given(IN_HOUSING, days=2),
    "§ 84, timer om ugen": given(RELIEF_GRANT, hours="1"),
    "§ 85, timer om ugen": given(SUPPORT_GRANT, hours="0.25"),
}


@pytest.mark.ledger("FW-01")
@pytest.mark.parametrize("draft", LESS.values(), ids=LESS)
def test_less_than_the_level_without_a_reason_falls(draft: Decision, library: Library) -> None:
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.FALLS
    assert not any(finding.favours_citizen for finding in judgement.findings)


@pytest.mark.ledger("FW-01")
def test_a_favourable_deviation_excuses_no_other_fault(library: Library) -> None:
    draft = changed(given(GRANT, days=5), legal_basis=("serviceloven § 85",))
    assert judge(draft, library, ON).verdict is Verdict.FALLS


@pytest.mark.ledger("S104-03", "S104-09", "FW-30")
@pytest.mark.parametrize("days", [3, 4])
def test_what_only_age_would_make_a_deviation_needs_no_reason(days: int, library: Library) -> None:
    judgement = judge(old(given(GRANT, days=days)), library, ON)
    assert judgement.verdict is Verdict.STANDS
    assert judgement.findings == ()


@pytest.mark.ledger("S104-03", "S104-09", "FW-30")
def test_two_days_by_age_alone_fall(library: Library) -> None:
    (finding,) = blocking(old(given(GRANT, days=2)), library)
    assert finding.code == "rests_on_what_may_not_decide"
    assert finding.lacks == ("extent_judged_to_cover",)
    assert "Alder" in finding.says
    assert finding.source.startswith("Ankestyrelsens notat om § 104")


@pytest.mark.ledger("S104-03", "FW-30")
@pytest.mark.parametrize("by", ["the record", "a ground"])
def test_two_days_stand_when_judged_to_cover_the_need(by: str, library: Library) -> None:
    draft = old(given(GRANT, days=2))
    if by == "the record":
        draft = changed(draft, facts={**draft.facts, **JUDGED})
    else:
        draft = changed(draft, grounds=(NEED,))
    assert judge(draft, library, ON).verdict is Verdict.STANDS


@pytest.mark.ledger("S104-03")
@pytest.mark.parametrize("kept", [GivenFact(False, "note-1", ON), GivenFact(True)])
def test_a_judgement_against_or_without_a_source_shows_nothing(
    kept: GivenFact, library: Library
) -> None:
    draft = old(given(GRANT, days=2))
    draft = changed(draft, facts={**draft.facts, "extent_judged_to_cover": kept})
    assert [f.code for f in blocking(draft, library)] == ["rests_on_what_may_not_decide"]


@pytest.mark.ledger("S104-03")
def test_one_day_is_below_also_the_lower_level(library: Library) -> None:
    draft = old(given(GRANT, days=1))
    draft = changed(draft, facts={**draft.facts, **JUDGED})
    (finding,) = blocking(draft, library)
    assert (finding.code, finding.favours_citizen) == ("deviation_without_reason", False)


@pytest.mark.ledger("S104-03", "FW-01")
def test_five_days_over_65_are_a_favour_like_any_other(library: Library) -> None:
    judgement = judge(old(given(GRANT, days=5)), library, ON)
    assert judgement.verdict is Verdict.LACKS_REASON


@pytest.mark.ledger("S104-03")
def test_two_days_below_65_are_a_plain_deviation(library: Library) -> None:
    draft = old(given(GRANT, days=2), born="1986-04-12")
    (finding,) = blocking(draft, library)
    assert (finding.code, finding.favours_citizen) == ("deviation_without_reason", False)


@pytest.mark.ledger("S104-02", "LAW-05")
def test_sheltered_employment_beside_is_no_deviation(library: Library) -> None:
    """What practice never lets weigh against the citizen needs no excuse when help is given."""
    facts = {**GRANT.facts, "sheltered_employment_granted": GivenFact(True, "Møde", ON)}
    draft = replace(GRANT, facts=facts)
    assert [f for f in blocking(draft, library) if f.about == "target_group"] == []
