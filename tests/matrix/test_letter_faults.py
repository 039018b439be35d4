"""The rules over a letter's text see what they are for: each is shown a letter that breaks it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import DecisionForm, DecisionKind, amounts
from kompas.letters.letter import ClauseText, Letter, Paragraph
from kompas.norms import Library
from tests.matrix.examples import Example
from tests.matrix.letter_faults import faults_of
from tests.matrix.test_to_the_letter import composed, whole

REDUCTION = Example("104-copenhagen", DecisionKind.REDUCTION)
OTHERWISE: Mapping[str, tuple[dict[str, Any], str]] = {
    "what was applied for": ({"applied_for": "Jeg vil ud."}, "ikke citeret: Jeg vil ud."),
    "an amount that was not decided": (
        {"granted": amounts(days_per_week=2)},
        "et omfang, der ikke er besluttet: 3",
    ),
    "how much there was": (
        {"granted_before": amounts(days_per_week=5)},
        "hidtil mangler: days_per_week",
    ),
    "from when": ({"starts_on": date(2026, 9, 1)}, "dagen mangler: 2026-09-01"),
    "nothing given": (
        {"kind": DecisionKind.TERMINATION},
        "afsnittet »Det får du« passer ikke til arten",
    ),
    "the effect of a complaint": ({"kind": DecisionKind.PARTIAL_REFUSAL}, "klagens virkning"),
    "no complaint": ({"kind": DecisionKind.GRANT}, "klagevejledning: » klager til «"),
    "an act of which nobody can complain": (
        {"form": DecisionForm.ADMINISTRATIVE_ACT_ONLY},
        "kaldt Afgørelse",
    ),
    "another act": ({"legal_basis": ("serviceloven § 85",)}, "loven mangler: serviceloven § 85"),
}
SEAMS: Mapping[str, str] = {
    "Du får {granted}.": "»{« står i brevet",
    "Du søgte om Et sted.": "»om Et « står i brevet",
    "Du får det..": "»..« står i brevet",
    "Du søgte om Jeg vil gerne ud.": "borgerens stemme uden for citat: Jeg",
    "Du får 5 dage om ugen.": "et omfang, der ikke er besluttet: 5",
    "Du får hjælp": "ender ikke: Du får hjælp",
    "du får hjælp.": "begynder med lille: du får hjælp.",
    "": "et tomt afsnit",
    "I kan ringe til jeres kommune.": "tiltalt forkert: I kan ringe til jeres kommune.",
    "Du betaler 0 kr. om året.": "en pris på 0 kr.",
}


@pytest.fixture(scope="module")
def letter(library: Library) -> Letter:
    """One with which nothing is wrong but its case: no number and no contact stand in the data."""
    return replace(composed(REDUCTION, library), missing=())


def test_nothing_is_wrong_with_it(letter: Letter, library: Library) -> None:
    assert faults_of(letter, whole(REDUCTION, library)) == []


@pytest.mark.parametrize("said", OTHERWISE)
def test_a_letter_about_something_else_is_told(said: str, letter: Letter, library: Library) -> None:
    changes, fault = OTHERWISE[said]
    assert fault in faults_of(letter, replace(whole(REDUCTION, library), **changes))


@pytest.mark.parametrize("text", SEAMS)
def test_a_seam_is_told(text: str, letter: Letter, library: Library) -> None:
    first, *others = letter.sections
    added = replace(others[0], blocks=(*others[0].blocks, Paragraph((ClauseText(text, "x"),))))
    broken = replace(letter, sections=(first, added, *others[1:]))
    assert SEAMS[text] in faults_of(broken, whole(REDUCTION, library))
