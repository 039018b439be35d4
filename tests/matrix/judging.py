"""What holds of every example that was played: sound, whole, sent, and the help as decided."""

from kompas.casework import DecisionKind
from kompas.casework.case import Case
from kompas.casework.status import S
from kompas.letters import Letter, readability_of
from kompas.letters.readability import AIM_LIX
from tests.matrix.examples import Example
from tests.matrix.letter_faults import faults_of
from tests.matrix.playing import Played


def is_sound(played: Played, example: Example) -> None:
    """It holds of the case as it was played by commands."""
    holds(played.telling.case, played.letter.letter, example)


def holds(case: Case, letter: Letter, example: Example) -> None:
    """The check has nothing to say, the letter is whole and easy, and what it says came to be."""
    taken = case.decisions[-1]
    assert taken.trace.verdict == "stands", [(f.code, f.text) for f in taken.trace.findings]
    assert [one for one in taken.trace.findings if one.severity != "warning"] == []
    assert faults_of(letter, taken.decision) == []
    assert readability_of(letter).lix <= AIM_LIX
    assert taken.sent is not None
    assert {one.status for one in case.proceedings} == {S.SENT}
    _runs_as_decided(case, example)


def _runs_as_decided(case: Case, example: Example) -> None:
    """The help after the letter: given, changed or ended as the decision says."""
    decision = case.decisions[-1].decision
    running = case.help
    if example.kind is DecisionKind.REFUSAL:
        assert running is None
        return
    if example.kind is DecisionKind.TERMINATION:
        assert running is None
        assert case.interventions[-1].ends_on == decision.ends_on
        return
    assert running is not None
    assert running.extent == decision.granted
    assert running.facility == next((one.name for one in decision.facilities), None)
    if example.gives:
        assert (running.starts_on, running.ends_on) == (decision.starts_on, decision.ends_on)
