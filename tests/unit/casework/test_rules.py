"""Corners of the rules that the story of a case does not pass."""

from dataclasses import replace
from typing import Any

import pytest

from kompas.casework import steps
from kompas.casework.commands import Context, decide
from kompas.norms import Library
from tests.spec.case.stories import (
    COLLEAGUE,
    LETTER,
    TODAY,
    assessed,
    decided,
    sent,
    takes,
    withdraws,
)


def kept(*, can_be_overridden: bool, severity: str = "blocking") -> steps.FindingKept:
    return steps.FindingKept(
        code="ground_not_shown",
        about="met_in_housing",
        severity=severity,
        text="Grunden er ikke vist.",
        source="Principafgørelse 9-18",
        can_be_overridden=can_be_overridden,
    )


def trace(*findings: steps.FindingKept) -> steps.Trace:
    return steps.Trace(norms=(), verdict="falls", findings=findings, explanation="{}")


OVERRIDE = steps.FindingOverridden(
    code="ground_not_shown", about="met_in_housing", why="Vist i bilaget."
)


def test_of_two_findings_about_one_thing_the_statutory_one_stays(library: Library) -> None:
    both = trace(kept(can_be_overridden=True), kept(can_be_overridden=False))
    story = assessed(library).does(takes(), trace=both)
    assert story.refuses(OVERRIDE, by=COLLEAGUE) == ["statutory"]
    case = replace(story.case, overridden=(("ground_not_shown", "met_in_housing"),))
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
    letter = story.seq
    assert story.refuses(withdraws(letter - 1)) == ["already_sent"]
    story.does(withdraws(letter, steps.Withdrawal.WRONG_CITIZEN))
    assert story.refuses(withdraws(letter - 1)) == []


def test_what_is_no_command_is_a_fault_of_the_program(library: Library) -> None:
    for nothing in ("note_written", None, decided(library).case):
        with pytest.raises(TypeError):
            assessed(library).asks(nothing)
