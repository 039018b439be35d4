"""The tick "considerably intrusive" is held against what is known of the citizen (76-17)."""

from datetime import date
from typing import Any

import pytest

from kompas.casework import ComplaintGuidance, Decision, DecisionForm
from kompas.norms import GivenFact, Library
from kompas.soundness import Severity, judge
from tests.spec.soundness.drafts import ON, PROVIDER_CHANGE, changed


def noted(draft: Decision, **facts: Any) -> Decision:
    given = {name: GivenFact(value, "Mødet", date(2026, 4, 14)) for name, value in facts.items()}
    return changed(draft, facts={**draft.facts, **given})


def found(draft: Decision, library: Library) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in judge(draft, library, ON).findings]


@pytest.mark.ledger("LAW-13")
@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"years_at_provider": 9, "against_own_wish": True}, Severity.BLOCKING),
        ({"home_moves": True, "against_own_wish": True}, Severity.BLOCKING),
        ({"hard_to_change_place": True, "health_at_risk": True}, Severity.BLOCKING),
        ({"years_at_provider": 9}, Severity.OPEN),
        ({"health_at_risk": True}, Severity.OPEN),
        ({"against_own_wish": True}, None),  # a no alone forces no free choice
        ({"years_at_provider": 4}, None),
    ],
)
def test_facts_that_speak_for_an_intrusive_choice_speak_against_the_tick(
    facts: dict[str, Any], severity: Severity | None, library: Library
) -> None:
    expected = [("intrusive_by_the_facts", severity)] if severity else []
    assert found(noted(PROVIDER_CHANGE, **facts), library) == expected


@pytest.mark.ledger("LAW-13")
def test_what_rests_on_practice_another_person_may_set_aside(library: Library) -> None:
    draft = noted(PROVIDER_CHANGE, years_at_provider=9, against_own_wish=True)
    (finding,) = judge(draft, library, ON).findings
    assert finding.can_be_overridden
    assert "76-17" in finding.source


@pytest.mark.ledger("LAW-13")
def test_an_intrusive_choice_is_not_asked_for_signs(library: Library) -> None:
    guidance = ComplaintGuidance(to="Ankestyrelsen", how="Ring eller skriv.", deadline_weeks=4)
    draft = changed(
        PROVIDER_CHANGE,
        considerably_intrusive=True,
        form=DecisionForm.DECISION,
        complaint_guidance=guidance,
    )
    assert found(draft, library) == []
    assert ("duty_not_met", Severity.BLOCKING) in found(changed(draft, form_reason=None), library)


@pytest.mark.ledger("LAW-13")
def test_what_was_not_looked_into_is_named(library: Library) -> None:
    signs = ("years_at_provider", "home_moves", "hard_to_change_place", "health_at_risk")
    facts = {name: one for name, one in PROVIDER_CHANGE.facts.items() if name not in signs}
    (finding,) = judge(changed(PROVIDER_CHANGE, facts=facts), library, ON).findings
    assert (finding.code, finding.severity) == ("intrusiveness_not_examined", Severity.WARNING)
    assert "hvor mange år" in finding.text
