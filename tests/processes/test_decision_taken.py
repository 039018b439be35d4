"""The decision through the one door: stored with what it was judged by, and judged again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from kompas.casework import Statement, amounts
from kompas.casework.information import UNANSWERED
from kompas.casework.record import Recorded
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.sending import SendLetter
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library
from kompas.processes.act import Acted
from kompas.processes.judgement import replay
from kompas.processes.letters import make_letter
from kompas.register import access, documents
from kompas.words import set_language
from tests.proceedings import current
from tests.processes.town import (
    EAST,
    WEST,
    assessed,
    decided,
    takes,
    viewer,
)
from tests.spec.case.stories import (
    APPLICATION,
    ASSESSMENT,
    DIGITAL_POST,
    FOLLOWED,
    ON_AGENDA,
    RECOMMENDATION,
    TODAY,
)

pytestmark = pytest.mark.usefixtures("town")


def last_decision(entries: Sequence[Recorded]) -> DecisionTaken:
    """The newest entry, which took a decision."""
    taken = entries[-1].event
    assert isinstance(taken, DecisionTaken)
    return taken


@pytest.mark.parametrize("unit", [WEST, EAST])
def test_the_decision_is_stored_with_what_it_was_judged_by(library: Library, unit: str) -> None:
    telling = decided(library, unit)
    taken = last_decision(telling.entries())
    assert taken.trace.verdict == "stands"
    assert (
        dict(taken.trace.norms).items()
        <= {name: file.digest for name, file in library.file_by_name.items()}.items()
    )
    assert '"days_per_week"' in taken.trace.explanation
    assert taken.decision.citizen == APPLICATION.citizen
    # What the record itself tells stands with what was noted.
    assert set(taken.decision.facts) == {*telling.case.facts, UNANSWERED}
    assert taken.decision.facts[UNANSWERED].value is False
    judgement = telling.acted[-1].judgement
    assert judgement is not None
    assert judgement.verdict.value == taken.trace.verdict


def test_an_old_decision_replays_to_the_same(library: Library) -> None:
    telling = decided(library)
    taken = last_decision(telling.entries())
    assert replay(taken, library).differences == ()


def test_the_record_is_danish_whatever_the_screen_speaks(library: Library) -> None:
    telling = assessed(library)
    set_language("en")
    try:
        outcome = telling.asks(takes(telling, granted=amounts(days_per_week=5)))
        assert isinstance(outcome, Acted)
        taken = last_decision(outcome.events)
        assert "Udkastet viser ikke" in taken.trace.findings[0].text
        assert replay(taken, library).differences == ()
    finally:
        set_language("da")
    assert replay(taken, library).differences == ()


def test_a_norm_file_that_was_changed_is_named(library: Library) -> None:
    telling = decided(library)
    taken = last_decision(telling.entries())
    name = next(name for name, _digest in taken.trace.norms if name.startswith("vejen"))
    files = tuple(
        replace(file, digest="0" * 64) if file.file == name else file for file in library.files
    )
    changed = replace(library, files=files)
    again = replay(taken, changed)
    assert [name in text for text in again.differences] == [True]
    refused = make_letter(telling.id, viewer("anna"), library=changed, now=telling.now)
    assert [reason.code for reason in refused.reasons] == ["norms_changed"]  # type: ignore[union-attr]


def test_a_blocking_finding_stops_the_letter_until_another_takes_responsibility(
    library: Library,
) -> None:
    telling = assessed(library)
    telling.does(takes(telling, granted=amounts(days_per_week=5)))
    (finding,) = [
        kept
        for kept in current(telling.case).decision.trace.findings  # type: ignore[union-attr]
        if kept.severity == "blocking"
    ]
    with access.acting(viewer("anna")):
        file = documents.add(telling.id, "Brev", BytesIO(b"Brevet."), "anna", telling.now)
    letter = LetterMade(document_sha256=file.sha256, lix=30)
    assert telling.refuses(letter) == ["blocking_finding"]
    override = FindingOverridden(code=finding.code, about=finding.about, why="Aftalt.")
    assert telling.refuses(override) == ["own_decision"]
    telling.does(override, by="birk").does(letter)


def test_a_letter_is_not_sent_before_it_is_made(library: Library) -> None:
    telling = decided(library)
    assert telling.refuses(DIGITAL_POST) == ["no_letter"]
    later = SendLetter(channel=LetterChannel.LETTER, sent_on=TODAY - timedelta(days=1))
    telling.prints()
    assert telling.refuses(later) == ["sent_before_decided"]


@pytest.mark.ledger("FW-19")
def test_the_panel_may_decide_against_the_recommendation_and_says_why(library: Library) -> None:
    telling = assessed(library, EAST).does(RECOMMENDATION, ON_AGENDA)
    less = replace(FOLLOWED, extent=amounts(days_per_week=3), against_recommendation=True)
    assert telling.refuses(less, by="petra") == ["why_missing"]
    telling.does(replace(less, why="Tre dage dækker behovet sammen med botilbuddet."), by="petra")
    assert telling.entries()[-1].by == "petra"


LONG = "ord " * 5_001


def test_a_text_that_is_too_long_is_told_with_its_place_and_nothing_is_stored(
    library: Library,
) -> None:
    told = decided(library)
    before = told.entries()
    for command in (NoteWritten(text=LONG), takes(told, need=Statement(text=LONG))):
        assert told.refuses(command) == ["unfit"]
    assert told.refuses(takes(told, alternatives=Statement(text="x" * 1_001))) == ["unfit"]
    assert told.entries() == before


def test_a_decision_on_two_levels_of_need_is_told(library: Library) -> None:
    telling = assessed(library)
    telling.does(replace(ASSESSMENT, vum_level="A1", assessed_on=TODAY))
    assert telling.does(takes(telling)).acted[-1].contradicts == (
        "Udredningen siger støttebehov A1, og sagens oplysninger siger D2."
    )
