"""What must be mended before the letter is sent is told from what the board would overturn."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import ComplaintGuidance, Decision
from kompas.casework.wording import VERDICTS
from kompas.norms import Element, Library
from kompas.soundness import Consequence, Severity, Verdict, Weight, judge
from kompas.soundness.wording import HEADINGS, VERDICT_MEANINGS
from tests.spec.soundness.drafts import (
    EVIDENCE,
    GRANT,
    MET_IN_HOUSING,
    ON,
    PROVIDER_CHANGE,
    REDUCTION,
    changed,
)
from tests.spec.soundness.test_deviation import MORE
from tests.spec.soundness.test_hearing import ANSWERED, HEARD, SOUND
from tests.spec.soundness.test_procedure import UNKNOWN_TO_PARTY

LATE = date(2026, 6, 8)
SHORT = ComplaintGuidance(to="Kommunen", how="skriftligt", deadline_weeks=1)
MENDED: dict[str, Decision] = {
    "no complaint guidance": changed(REDUCTION, complaint_guidance=None),
    "too short a time to complain": changed(REDUCTION, complaint_guidance=SHORT),
    "a complaint that goes to the ombudsman": changed(
        REDUCTION,
        complaint_guidance=ComplaintGuidance(
            to="Folketingets Ombudsmand", how="Skriv til os.", deadline_weeks=4
        ),
    ),
    "no paragraph": changed(REDUCTION, legal_basis=()),
    "an end before the beginning": changed(
        GRANT, starts_on=date(2026, 9, 1), ends_on=date(2026, 8, 1)
    ),
    "another extent in a text": changed(
        REDUCTION, grounds=(replace(MET_IN_HOUSING, text="Du får to dage om ugen."),)
    ),
}


@pytest.mark.ledger("PROC-04", "PROC-08")
@pytest.mark.parametrize("draft", MENDED.values(), ids=MENDED)
def test_it_must_be_mended_and_would_not_be_overturned_for_that(
    draft: Decision, library: Library
) -> None:
    judgement = judge(draft, library, ON)
    assert judgement.verdict is Verdict.MUST_BE_MENDED
    (finding,) = (f for f in judgement.findings if f.severity is Severity.BLOCKING)
    assert finding.weight is Weight.MEND
    assert finding.consequence is Consequence.MUST_BE_MENDED


OVERTURNED: dict[str, Decision] = {
    "no grounds": changed(REDUCTION, grounds=()),
    "nobody heard": changed(REDUCTION, evidence=(*EVIDENCE, UNKNOWN_TO_PARTY)),
    "no need": changed(REDUCTION, need=None),
    "another paragraph": changed(REDUCTION, legal_basis=("serviceloven § 85",)),
    "a paper that nobody was heard on": changed(SOUND, hearing=replace(HEARD, papers=("note-1",))),
    "a day to answer": changed(SOUND, hearing=replace(HEARD, deadline_on=date(2026, 5, 5))),
    "an answer after the decision": changed(
        ANSWERED,
        hearing=replace(HEARD, answer="Nej.", deadline_on=LATE, answered_on=LATE),
    ),
    "no offer described": changed(PROVIDER_CHANGE, facilities=()),
}


@pytest.mark.ledger("PROC-01", "PROC-02")
@pytest.mark.parametrize("draft", OVERTURNED.values(), ids=OVERTURNED)
def test_what_is_of_importance_would_be_overturned(draft: Decision, library: Library) -> None:
    assert judge(draft, library, ON).verdict is Verdict.FALLS
    with_both = changed(draft, complaint_guidance=None)
    assert judge(with_both, library, ON).verdict is Verdict.FALLS


def test_a_fault_of_the_hearing_weighs_what_the_norms_say_of_its_lack(library: Library) -> None:
    draft = OVERTURNED["a day to answer"]
    (finding,) = judge(draft, library, ON).findings
    assert finding.consequence is Consequence.OVERTURNED
    answered = changed(ANSWERED, hearing=replace(HEARD, answer="Ja.", deadline_on=date(2026, 5, 5)))
    (finding,) = judge(answered, library, ON).findings
    assert (finding.severity, finding.weight) == (Severity.WARNING, Weight.WARNING)
    assert judge(answered, library, ON).verdict is Verdict.STANDS
    words = replace(library.words, elements=_immaterial(library, "party_hearing"))
    lighter = replace(library, words=words)
    (finding,) = judge(draft, lighter, ON).findings
    assert (finding.weight, finding.comes_to) == (Weight.MEND, "Det er en fejl.")


def _immaterial(library: Library, name: str) -> dict[str, Element]:
    elements = library.words.elements
    model = elements["complaint_guidance"].immaterial
    assert model is not None
    marked = replace(elements[name], immaterial=replace(model, text="Det er en fejl."))
    return {**elements, name: marked}


def test_what_comes_of_it_is_told_in_the_words_of_the_norms(library: Library) -> None:
    (finding,) = judge(MENDED["no complaint guidance"], library, ON).findings
    assert "løber klagefristen ikke" in finding.comes_to


def test_open_questions_go_before_what_must_be_mended(library: Library) -> None:
    draft = changed(PROVIDER_CHANGE, considerably_intrusive=None, legal_basis=())
    assert judge(draft, library, ON).verdict is Verdict.CANNOT_BE_JUDGED


@pytest.mark.parametrize("draft", MORE.values(), ids=MORE)
def test_a_favour_should_be_reasoned_and_nothing_is_said_of_the_board(
    draft: Decision, library: Library
) -> None:
    judgement = judge(draft, library, ON)
    assert {f.weight for f in judgement.findings} <= {Weight.REASON, Weight.WARNING}
    assert VERDICTS[judgement.verdict] == "bør begrundes"
    assert HEADINGS[Weight.REASON] == "Bør begrundes"
    assert "Ankestyrelsen" not in VERDICT_MEANINGS[judgement.verdict]


def test_only_the_gravest_verdict_says_that_the_board_would_overturn() -> None:
    says = {v for v, text in VERDICT_MEANINGS.items() if "ville sandsynligvis ændre" in text}
    assert says == {Verdict.FALLS}
    assert set(VERDICT_MEANINGS) == set(Verdict)
    assert set(VERDICTS) == {verdict.value for verdict in Verdict}


def test_what_overturns_nothing_has_its_source_and_says_how_surely_it_is_read(
    library: Library,
) -> None:
    words = library.words
    marked = [one.immaterial for one in words.elements.values()]
    marked += [one.immaterial for one in words.questions.values()]
    assert len([one for one in marked if one]) >= 3
    assert all(one.citation.section and one.text for one in marked if one)
