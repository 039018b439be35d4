"""The matrix of a service that is data alone (§ 97, on a copy of the norms)."""

import pytest

from kompas.casework import DecisionKind
from kompas.norms import Library
from tests.desk.conftest import one_day, plain_files
from tests.matrix.examples import OUTSIDE, Example
from tests.matrix.judging import is_sound
from tests.matrix.playing import play
from tests.matrix.screens import write_and_take
from tests.outside_the_six.test_escort_scheme import folder, norms, on_the_copy

__all__ = ["folder", "norms", "on_the_copy", "one_day", "plain_files"]
"""The copy of the norms into which it is laid, and what holds for the desk."""

PLAYS = [
    (name, kind, panel)
    for name, told in OUTSIDE.items()
    for kind in told["kinds"]
    for panel in (False, True)
]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("name", "kind", "panel"), PLAYS)
def test_the_letter_goes_out_and_is_sound(
    name: str, kind: str, panel: bool, norms: Library
) -> None:
    example = Example(name, DecisionKind(kind))
    is_sound(play(norms, example, PLAYS.index((name, kind, panel)), panel=panel), example)


@pytest.mark.usefixtures("town", "on_the_copy")
@pytest.mark.parametrize(("name", "kind", "panel"), [one for one in PLAYS if not one[2]])
def test_it_is_written_and_taken(name: str, kind: str, panel: bool, norms: Library) -> None:
    number = len(PLAYS) + PLAYS.index((name, kind, panel))
    write_and_take(norms, Example(name, DecisionKind(kind)), number)


def test_each_kind_is_told_or_left_out_with_why() -> None:
    for told in OUTSIDE.values():
        assert {*told["kinds"], *told["left_out"]} == set(DecisionKind)
        assert all(why.endswith(".") for why in told["left_out"].values())
