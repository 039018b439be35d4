"""Every service and every kind of decision, with the panel and without, to the sent letter."""

from dataclasses import replace
from statistics import mean

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.casework.intervention import PROVIDER, with_amounts
from kompas.letters import compose, facts_from_norms, read_clauses, readability_of
from kompas.letters.letter import Letter
from kompas.norms import GivenFact, Library
from kompas.soundness import judge
from tests.matrix.examples import DECIDED_ON, FILES, LEFT_OUT, PAIRS, Example
from tests.matrix.judging import is_sound
from tests.matrix.playing import NORMS_UNIT, play, play_on

AVERAGE_LIX = 35
"""What the letters measure at most on average; none above the aim of each."""
PLAYS = [(*pair, panel) for pair in PAIRS for panel in (False, True)]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("name", "kind", "panel"), PLAYS)
def test_the_letter_goes_out_and_is_sound(
    name: str, kind: str, panel: bool, library: Library
) -> None:
    example = Example(name, DecisionKind(kind))
    played = play(library, example, PLAYS.index((name, kind, panel)), panel=panel)
    is_sound(played, example)


LATER = (DecisionKind.PROVIDER_CHANGE, DecisionKind.REDUCTION, DecisionKind.TERMINATION)
"""What may become of help that was granted, in this order."""


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", FILES)
def test_help_is_granted_moved_reduced_and_ended_in_one_case(name: str, library: Library) -> None:
    example = Example(name, DecisionKind.GRANT)
    number = len(PLAYS) + list(FILES).index(name)
    played = play(library, example, number, panel=False)
    is_sound(played, example)
    for kind in LATER:
        born_otherwise = kind in FILES[name]["kinds"] and "born" in FILES[name]["kinds"][kind]
        if (name, kind.value) in LEFT_OUT or born_otherwise:
            continue
        example = Example(name, kind)
        played = play_on(library, example, played)
        is_sound(played, example)


def test_the_letters_are_easy_on_average(library: Library) -> None:
    measured = [
        readability_of(composed(Example(name, DecisionKind(kind)), library)).lix
        for name, kind in PAIRS
    ]
    assert mean(measured) <= AVERAGE_LIX


def test_each_kind_is_told_or_left_out_with_why() -> None:
    for name, told in FILES.items():
        kinds, left_out = set(told["kinds"]), set(told["left_out"])
        assert kinds | left_out == set(DecisionKind), name
        assert not kinds & left_out, name
    assert all(len(why) > len("Findes ikke i loven.") for why in LEFT_OUT.values())


def test_a_place_in_a_home_is_reduced_by_no_decision(library: Library) -> None:
    """Why the reduction of a home is left out: the check says it."""
    left_out = [name for (name, kind) in LEFT_OUT if kind == DecisionKind.REDUCTION]
    for name in left_out:
        example = Example(name, DecisionKind.TERMINATION)
        decision = replace(whole(example, library), kind=DecisionKind.REDUCTION)
        found = [one.code for one in judge(decision, library, DECIDED_ON).findings]
        assert "kind_contradicts_extent" in found, name


@pytest.mark.parametrize(("name", "kind"), [pair for pair in PAIRS if pair[1] in PROVIDER])
def test_where_help_is_given_leaves_how_much_as_it_is(
    name: str, kind: str, library: Library
) -> None:
    """On the screen nobody is asked how much; the letter says it all the same."""
    told = whole(Example(name, DecisionKind(kind)), library)
    assert told.granted
    assert with_amounts(replace(told, granted={}), library.words) == told


def composed(example: Example, library: Library) -> Letter:
    """The letter as the data alone make it, without a case."""
    decision = whole(example, library)
    book = read_clauses(library.folder / "letters", decision.service, library.words)
    assessment = judge(decision, library, DECIDED_ON).assessment
    return compose(decision, facts_from_norms(decision, library, assessment), book)


def whole(example: Example, library: Library) -> Decision:
    """The decision with what its case would hold."""
    facts = {name: GivenFact(*given) for name, given in example.facts.items()}
    return replace(
        example.decision(library), facts=facts, evidence=tuple(example.papers),
        citizen=example.citizen(0), own_follow_up=example.own["begins"] == "follow_up",
        unit=NORMS_UNIT[example.told["municipality"]],
        granted_before=amounts(**example.told["running"]["extent"]) if example.runs_already else {},
    )  # fmt: skip
