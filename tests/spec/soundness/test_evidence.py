"""What must be investigated rests on something recent that somebody looked into."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import Decision, EvidenceKind
from kompas.norms import Library
from kompas.soundness import Severity, judge
from tests.spec.soundness.drafts import (
    EVIDENCE,
    GRANT,
    MET_IN_HOUSING,
    ON,
    REDUCTION,
    changed,
)

NOTE, MEETING = EVIDENCE
OLD = replace(NOTE, dated=date(2011, 3, 1), title="Lejekontrakt")


def found(draft: Decision, library: Library) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in judge(draft, library, ON).findings]


def without_links(draft: Decision) -> Decision:
    """The draft, and nothing in it names a paper."""
    bare = {code: replace(one, evidence=()) for code, one in MET_IN_HOUSING.shown.items()}
    parts = ("need", "wishes", "capacity", "changed_since")
    said = {name: replace(getattr(draft, name), evidence=()) for name in parts}
    return changed(draft, grounds=(replace(MET_IN_HOUSING, shown=bare),), **said)


@pytest.mark.ledger("PROC-06")
def test_a_decision_that_rests_on_no_paper_at_all_is_not_informed(library: Library) -> None:
    assert ("nothing_linked", Severity.BLOCKING) in found(without_links(REDUCTION), library)


def test_a_summary_that_tells_of_no_paper_is_silent_on_them(library: Library) -> None:
    summary = changed(without_links(REDUCTION), evidence=(), not_stated=("party_hearing",))
    assert ("nothing_linked", Severity.BLOCKING) not in found(summary, library)
    told = changed(summary, evidence=EVIDENCE)
    assert ("nothing_linked", Severity.BLOCKING) in found(told, library)


@pytest.mark.ledger("PROC-06")
def test_one_missing_link_is_a_warning(library: Library) -> None:
    bare = replace(MET_IN_HOUSING, shown=without_links(REDUCTION).grounds[0].shown)
    assert found(changed(REDUCTION, grounds=(bare,)), library) == [
        ("shown_without_evidence", Severity.WARNING)
    ]


@pytest.mark.ledger("PROC-06")
def test_the_activities_are_not_investigated_by_a_lease_of_2011(library: Library) -> None:
    (finding,) = judge(changed(REDUCTION, evidence=(OLD, MEETING)), library, ON).findings
    assert (finding.code, finding.severity) == ("evidence_too_old", Severity.OPEN)
    assert "Lejekontrakt" in finding.text
    assert "1. marts 2011" in finding.text
    # That two years are nobody's rule is told.
    assert finding.rank is None
    assert "skøn fra Kompas" in finding.remedy


@pytest.mark.ledger("PROC-06")
def test_an_old_paper_beside_a_recent_one_does_no_harm(library: Library) -> None:
    both = {
        code: replace(one, evidence=("note-1", "meeting-1"))
        for code, one in MET_IN_HOUSING.shown.items()
    }
    said = {
        name: replace(getattr(REDUCTION, name), evidence=("note-1", "meeting-1"))
        for name in ("need", "capacity")
    }
    draft = changed(
        REDUCTION,
        evidence=(OLD, MEETING),
        grounds=(replace(MET_IN_HOUSING, shown=both),),
        **said,
    )
    assert found(draft, library) == []


@pytest.mark.parametrize(
    ("dated", "is_old"), [(date(2024, 5, 31), True), (date(2024, 6, 1), False)]
)
def test_two_years_are_the_suggestion(dated: date, is_old: bool, library: Library) -> None:
    draft = changed(REDUCTION, evidence=(replace(NOTE, dated=dated), MEETING))
    assert (("evidence_too_old", Severity.OPEN) in found(draft, library)) is is_old


@pytest.mark.ledger("PROC-06")
def test_somebody_has_met_the_citizen_or_looked_into_the_case(library: Library) -> None:
    sent_in = replace(NOTE, kind=EvidenceKind.DOCUMENT, title="Brev fra tandlægen")
    assert found(changed(REDUCTION, evidence=(sent_in, MEETING)), library) == [
        ("nobody_has_looked", Severity.OPEN)
    ]
    met = {c: replace(s, evidence=("meeting-1",)) for c, s in MET_IN_HOUSING.shown.items()}
    draft = changed(
        REDUCTION, evidence=(sent_in, MEETING), grounds=(replace(MET_IN_HOUSING, shown=met),)
    )
    assert found(draft, library) == []


def test_a_grant_may_rest_on_what_there_is(library: Library) -> None:
    sent_in = replace(OLD, kind=EvidenceKind.DOCUMENT)
    assert found(changed(GRANT, evidence=(sent_in, MEETING)), library) == []
