"""The nine cases of the appeals board's note, running in Eksempelby."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework.status import Status
from kompas.norms import Library
from kompas.processes.judgement import judged, whole
from kompas.sample.draw import drawn
from kompas.sample.nine import CASES, note_cases
from kompas.sample.town import Town
from kompas.sample.users import UNIT
from kompas.soundness import Finding, Verdict
from tests.proceedings import current
from tests.spec.soundness.test_nine_cases import FAULTS
from tests.unit.sample.replaying import folded, refused

TODAY = date(2026, 7, 1)
NUMBERS = range(1, CASES + 1)
OF_GROUNDS = {"unlawful_ground", "ground_not_shown", "ground_cannot_carry", "claim_contradicted"}


@pytest.fixture(scope="module")
def town(library: Library) -> Town:
    return Town(1, TODAY, library)


def findings(number: int, town: Town) -> tuple[Verdict, tuple[Finding, ...]]:
    case = drawn(town, number - 1)
    assert case.draft is not None
    held = folded(case)
    judgement = judged(
        whole(
            case.draft, held, current(held), UNIT[held.unit or ""].norms_unit, town.library.words
        ),
        town.library,
        TODAY,
    )
    return judgement.verdict, judgement.findings


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_allowed_step_by_step_up_to_the_draft(number: int, town: Town) -> None:
    case = drawn(town, number - 1)
    assert list(refused(town, case)) == []
    expected = Status.PANEL_DECIDED if note_cases()[number - 1].unit == "east" else Status.ASSESSED
    assert folded(case).status is expected
    assert 0 < (TODAY - case.entries[-1][2].date()).days < 21


@pytest.mark.parametrize("number", NUMBERS)
def test_the_draft_says_what_the_note_says_and_is_silent_otherwise(number: int, town: Town) -> None:
    draft = drawn(town, number - 1).draft
    assert draft is not None
    assert draft.not_stated == ()
    assert draft.complaint_guidance is None
    assert draft.form is None
    assert draft.decided_on is None


@pytest.mark.parametrize("number", NUMBERS)
def test_what_the_board_found_wrong_is_found(number: int, town: Town) -> None:
    _verdict, found = findings(number, town)
    for code, about, lacks in FAULTS[number]:
        told = [f for f in found if (f.code, f.about) == (code, about)]
        assert len(told) == 1
        assert set(lacks) <= set(told[0].lacks)


@pytest.mark.parametrize("number", [1, 2, 3, 6, 8, 9])
def test_what_was_remitted_falls(number: int, town: Town) -> None:
    assert note_cases()[number - 1].outcome == "remitted"
    assert findings(number, town)[0] is Verdict.FALLS


@pytest.mark.parametrize("number", [4, 5, 7])
def test_what_was_upheld_lacks_only_what_the_note_does_not_tell(number: int, town: Town) -> None:
    assert note_cases()[number - 1].outcome == "upheld"
    assert OF_GROUNDS.isdisjoint(f.code for f in findings(number, town)[1])


def test_a_draft_of_the_note_is_about_the_right_citizen_once_it_is_whole(town: Town) -> None:
    case = drawn(town, 7)
    assert case.draft is not None
    held = folded(case)
    draft = whole(
        replace(case.draft, decided_on=TODAY), held, current(held), None, town.library.words
    )
    assert draft.citizen == held.citizen
    assert {"birth_date", "housing", "vum_level"} <= set(draft.facts)
