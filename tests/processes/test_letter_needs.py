"""Whatever can be set aside leads to a letter; what no letter can do without is not offered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind, amounts
from kompas.casework.steps.override import FindingOverridden
from kompas.norms import Library
from kompas.processes.draft_decision import Printed, letter_of
from kompas.processes.judgement import judged
from kompas.processes.letters import LetterStored, make_letter
from kompas.soundness import Judgement
from tests.processes.town import assessed, takes, viewer
from tests.spec.letters.test_follow_up import POSSIBLE, ended
from tests.spec.soundness.drafts import ON, says

TRIED = [
    (service, ending)
    for service, ending in POSSIBLE
    if ending == "goes on" or (service in {"§ 104", "§ 85"} and ending != "more of it")
]
Lacking = Callable[[Decision], Decision]


def only(measure: str) -> Lacking:
    return lambda d: replace(d, granted={k: v for k, v in d.granted.items() if k == measure})


def bare(decision: Decision) -> Decision:
    """Grounds that name what is to be shown, and say nothing of it."""
    shown = [replace(one, shown=dict.fromkeys(one.shown, says(" "))) for one in decision.grounds]
    return replace(decision, grounds=tuple(shown))


LACKING: dict[str, Lacking] = {
    "need": lambda d: replace(d, need=None),
    "wishes": lambda d: replace(d, wishes=None),
    "capacity": lambda d: replace(d, capacity=None),
    "need, wishes and capacity": lambda d: replace(d, need=None, wishes=None, capacity=None),
    "facilities": lambda d: replace(d, facilities=()),
    "amounts": lambda d: replace(d, granted={}),
    "hours": only("days_per_week"),
    "days": only("hours_per_week"),
    "form": lambda d: replace(d, form=None, form_reason=None),
    "why it is no decision": lambda d: replace(
        d, form=DecisionForm.ADMINISTRATIVE_ACT_ONLY, form_reason=None
    ),
    "grounds": lambda d: replace(d, grounds=()),
    "what grounds say": lambda d: replace(
        d, grounds=tuple(replace(one, text=" ") for one in d.grounds)
    ),
    "what grounds show": lambda d: replace(
        d, grounds=tuple(replace(one, shown={}) for one in d.grounds)
    ),
    "what is shown": bare,
    "evidence": lambda d: replace(d, alternatives=None),
}


def missing(decision: Decision, judgement: Judgement, library: Library) -> set[str]:
    made = letter_of(decision, judgement, library)
    assert isinstance(made, Printed)
    return {one.code for one in made.letter.missing}


@pytest.mark.parametrize("lacking", LACKING)
def test_whatever_can_be_set_aside_the_letter_does_without(lacking: str, library: Library) -> None:
    for service, ending in TRIED:
        decision = LACKING[lacking](ended(service, ending))
        judgement = judged(decision, library, ON)
        offered = [one for one in judgement.findings if one.can_be_overridden]
        before = missing(decision, judgement, library)
        aside = frozenset(name for one in offered for name in one.lacks)
        after = missing(decision, replace(judgement, set_aside=aside), library)
        for finding in offered:
            assert after.isdisjoint({*finding.lacks, finding.code}), (service, ending)
            unwritten = {"ground_without_text": "ground_text", "ground_not_shown": "ground_shown"}
            assert unwritten.get(finding.code) not in after, (service, ending, finding.text)
        assert after <= before


def found(decision: Decision, library: Library) -> dict[str, bool]:
    """What each finding lacks, and whether it can be set aside."""
    return {
        ", ".join(one.lacks) or one.code: one.can_be_overridden
        for one in judged(decision, library, ON).findings
    }


def test_hours_can_be_set_aside_and_days_cannot(library: Library) -> None:
    whole = ended("§ 104", "goes on")
    assert found(LACKING["hours"](whole), library)["extent_hours"]
    assert not found(LACKING["days"](whole), library)["extent_days"]
    assert not found(LACKING["amounts"](whole), library)["extent_days, extent_hours"]


def test_an_offer_is_needed_where_the_letter_is_about_it(library: Library) -> None:
    chosen = found(LACKING["facilities"](ended("§ 104", "by another")), library)
    assert chosen
    assert not any(can for lacks, can in chosen.items() if "offer" in lacks.split(", "))


def test_a_ground_that_says_nothing_cannot_be_set_aside(library: Library) -> None:
    less = ended("§ 104", "less")
    assert not found(LACKING["what grounds say"](less), library)["ground_without_text"]


@pytest.mark.usefixtures("town")
def test_the_letter_of_a_decision_without_hours_is_made(library: Library) -> None:
    telling = assessed(library)
    telling.does(takes(telling, granted=amounts(days_per_week=5)))
    decision = telling.case.decisions[-1]
    (kept,) = decision.blocking()
    override = FindingOverridden(code=kept.code, about=kept.about, why="Timerne aftales senere.")
    telling.does(override, by="birk")
    made = make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    assert isinstance(made, LetterStored), made
    assert decision.decision.kind is DecisionKind.GRANT
