"""A decision that rests on what was withdrawn, or on facts that have changed since, is not sent."""

from typing import Any

import pytest

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.commands import Refused
from kompas.casework.information import AnswerOutcome
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from kompas.processes.erasing import erase_entries
from kompas.processes.letters import make_letter
from tests.processes.town import Telling, assessed, takes, viewer
from tests.spec.case.stories import APPLIED_ON, DIGITAL_POST, TODAY

pytestmark = pytest.mark.usefixtures("town")

PAPER = Evidence(id="udtalelse", kind=EvidenceKind.NOTE, title="Udtalelse", dated=APPLIED_ON)
HEARING = HearingSent(evidence=("udtalelse",), sent_on=APPLIED_ON, deadline_on=TODAY)
ASKED = InformationRequested(
    asks_for="Hvor mange dage?", sent_on=APPLIED_ON, answer_by=TODAY, consequence_told=True
)


def came(telling: Telling) -> InformationReceived:
    """An answer to the request that was recorded last."""
    return InformationReceived(
        request=telling.case.seq,
        outcome=AnswerOutcome.RECEIVED,
        answered_on=TODAY,
        answer="Fire dage.",
    )


RESTED_ON: dict[str, list[Any]] = {
    "a paper": [EvidenceAdded(evidence=PAPER)],
    "a fact": [FactNoted(name="special_social_problems", value=True, source="x", dated=APPLIED_ON)],
    "other help": [OtherHelpConsidered(considered=("Støtte",), result="Slår ikke til.")],
    "a hearing": [EvidenceAdded(evidence=PAPER), HEARING],
    "a request": [ASKED],
    "what came of it": [
        ASKED,
        came,
    ],
    "an answer": [
        EvidenceAdded(evidence=PAPER),
        HEARING,
        HearingAnswered(answer="Det passer ikke.", answered_on=TODAY),
    ],
}


def out(seq: int, cause: Withdrawal = Withdrawal.WRONG_CITIZEN) -> EntryWithdrawn:
    return EntryWithdrawn(seq=seq, reason=cause, why="Den er en andens.")


def decided_on(library: Library, commands: list[Any]) -> tuple[Telling, int]:
    """A case whose decision was taken on something more, which is the entry of that number."""
    telling = assessed(library)
    for command in commands:
        telling.does(command(telling) if callable(command) else command)
    (found,) = {telling.acted[-1].events[0].seq}
    telling.does(takes(telling))
    return telling, found


def made(telling: Telling) -> list[str]:
    outcome = make_letter(telling.id, viewer("anna"), library=telling.library, now=telling.now)
    return [one.code for one in outcome.reasons] if isinstance(outcome, Refused) else []


@pytest.mark.parametrize("cause", Withdrawal)
@pytest.mark.parametrize("what", RESTED_ON)
def test_what_rests_on_something_withdrawn_is_not_sent(
    library: Library, what: str, cause: Withdrawal
) -> None:
    telling, seq = decided_on(library, RESTED_ON[what])
    telling.prints()
    telling.does(out(seq, cause))
    assert "rests_on_withdrawn" in telling.refuses(DIGITAL_POST)
    assert "rests_on_withdrawn" in made(telling)
    # Brought back, it carries again.
    back = telling.case.seq
    telling.does(out(back, Withdrawal.MISTAKE), DIGITAL_POST)


def test_nor_when_what_was_withdrawn_is_erased(library: Library) -> None:
    telling, seq = decided_on(library, RESTED_ON["a paper"])
    telling.prints()
    telling.does(out(seq))
    erase_entries(telling.id, [seq], "Forkert borger", viewer("vera"), now=telling.now)
    assert telling.refuses(DIGITAL_POST) == ["rests_on_withdrawn"]


def test_taken_anew_it_is_sent(library: Library) -> None:
    telling, seq = decided_on(library, RESTED_ON["a paper"])
    telling.does(out(seq), takes(telling))
    telling.prints()
    telling.does(DIGITAL_POST)


def test_what_is_withdrawn_before_it_or_carries_nothing_keeps_nothing_back(
    library: Library,
) -> None:
    telling = assessed(library).does(EvidenceAdded(evidence=PAPER))
    telling.does(out(telling.case.seq), NoteWritten(text="Ringet til borgeren."))
    note = telling.case.seq
    telling.does(takes(telling), out(note))
    telling.prints()
    telling.does(DIGITAL_POST)


@pytest.mark.parametrize(
    ("name", "value"), [("vum_level", "A1"), ("below_pension_age", True)], ids=["other", "new"]
)
def test_nor_is_one_sent_whose_facts_have_changed(library: Library, name: str, value: Any) -> None:
    telling = assessed(library)
    telling.does(takes(telling))
    telling.prints()
    telling.does(FactNoted(name=name, value=value, source="ny", dated=TODAY))
    assert telling.refuses(DIGITAL_POST) == ["facts_changed"]
    assert made(telling) == ["facts_changed"]
    telling.does(takes(telling))
    telling.prints()
    telling.does(DIGITAL_POST)


def test_a_fact_that_is_noted_again_as_it_was_keeps_nothing_back(library: Library) -> None:
    telling = assessed(library)
    telling.does(takes(telling))
    telling.prints()
    same = telling.case.facts["vum_level"][-1].fact.value
    telling.does(FactNoted(name="vum_level", value=same, source="igen", dated=TODAY))
    telling.does(DIGITAL_POST)


def test_nor_is_one_sent_after_the_party_has_answered(library: Library) -> None:
    telling = assessed(library).does(*RESTED_ON["a hearing"])
    telling.does(takes(telling))
    telling.does(HearingAnswered(answer="Det passer ikke.", answered_on=TODAY))
    assert "hearing_changed" in made(telling)
