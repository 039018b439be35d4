"""Corners of the rules that the story of a case does not pass."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework.commands import decide
from kompas.casework.context import Context
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.sending import LetterSent
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.trace import FindingKept, Trace
from kompas.norms import Library
from tests.spec.case.stories import (
    COLLEAGUE,
    LETTER,
    TAKES_TWO,
    TODAY,
    assessed,
    decided,
    sent,
    takes,
    withdraws,
)


def kept(*, can_be_overridden: bool, severity: str = "blocking") -> FindingKept:
    return FindingKept(
        code="ground_not_shown",
        about="met_in_housing",
        severity=severity,
        text="Grunden er ikke vist.",
        source="Principafgørelse 9-18",
        can_be_overridden=can_be_overridden,
    )


def trace(*findings: FindingKept) -> Trace:
    return Trace(norms=(), verdict="falls", findings=findings, explanation="{}")


OVERRIDE = FindingOverridden(code="ground_not_shown", about="met_in_housing", why="Vist i bilaget.")


def test_of_two_findings_about_one_thing_the_statutory_one_stays(library: Library) -> None:
    both = trace(kept(can_be_overridden=True), kept(can_be_overridden=False))
    story = assessed(library).does(takes(), trace=both)
    assert story.refuses(OVERRIDE, by=COLLEAGUE) == ["statutory"]
    on = story.on
    passed = replace(on.decisions[-1], overridden=(("ground_not_shown", "met_in_housing"),))
    case = replace(story.case, proceedings=(replace(on, decisions=(passed,)),))
    made: Any = decide(case, LETTER, Context(today=TODAY, by=COLLEAGUE))
    assert [reason.code for reason in made.reasons] == ["blocking_finding"]
    assert made.reasons[0].remedy == "Ret afgørelsen."


def test_two_findings_about_one_thing_are_overridden_together(library: Library) -> None:
    both = trace(kept(can_be_overridden=True), kept(can_be_overridden=True))
    story = assessed(library).does(takes(), trace=both)
    assert story.refuses(LETTER) == ["blocking_finding", "blocking_finding"]
    assert story.does(OVERRIDE, by=COLLEAGUE).refuses(LETTER) == []


@pytest.mark.parametrize("severity", ["open", "warning"])
def test_what_does_not_block_is_not_overridden_and_stops_no_letter(
    severity: str, library: Library
) -> None:
    mild = trace(kept(can_be_overridden=True, severity=severity))
    story = assessed(library).does(takes(), trace=mild)
    assert story.refuses(OVERRIDE, by=COLLEAGUE) == ["no_such_finding"]
    assert story.refuses(LETTER) == []


def test_a_sending_that_was_another_citizens_binds_no_more(library: Library) -> None:
    story = sent(library)
    (letter,) = (e.seq for e in story.entries if isinstance(e.event, LetterSent))
    assert story.refuses(withdraws(letter - 1)) == ["already_sent"]
    story.does(withdraws(letter, Withdrawal.WRONG_CITIZEN))
    assert story.refuses(withdraws(letter - 1)) == TAKES_TWO


def test_what_is_no_command_is_a_fault_of_the_program(library: Library) -> None:
    for nothing in ("note_written", None, decided(library).case):
        with pytest.raises(TypeError):
            assessed(library).asks(nothing)
