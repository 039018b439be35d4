"""An assessment is a paper of the case by itself; added as evidence it counts as it was added."""

from datetime import date

from kompas.casework.decision import Evidence, EvidenceKind
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.norms import Library
from tests.spec.case.stories import ASSESSMENT, assessed, informed


def _added(dated: date) -> EvidenceAdded:
    return EvidenceAdded(
        evidence=Evidence(
            id="vum",
            kind=EvidenceKind.ASSESSMENT,
            title="Udredning",
            dated=dated,
            known_to_party=False,
            unfavourable=True,
        )
    )


def test_a_recorded_assessment_is_a_paper(library: Library) -> None:
    before, after = informed(library).case, assessed(library).case
    (paper,) = set(after.papers) - set(before.papers)
    assert paper == Evidence(
        id="udredning-2026-05-20",
        kind=EvidenceKind.ASSESSMENT,
        title="Udredning efter VUM",
        dated=ASSESSMENT.assessed_on,
    )
    assert after.evidence == before.evidence


def test_added_as_evidence_of_its_day_it_stands_once(library: Library) -> None:
    case = assessed(library).does(_added(ASSESSMENT.assessed_on)).case
    assert [one.id for one in case.papers if one.kind is EvidenceKind.ASSESSMENT] == ["vum"]


def test_an_older_assessment_is_another_paper(library: Library) -> None:
    case = assessed(library).does(_added(date(2024, 3, 1))).case
    found = [one.id for one in case.papers if one.kind is EvidenceKind.ASSESSMENT]
    assert found == ["vum", "udredning-2026-05-20"]
