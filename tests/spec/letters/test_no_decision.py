"""A letter about what is no decision does not say that something was decided."""

import pytest

from kompas.casework import DecisionKind
from kompas.letters.letter import plain_text
from kompas.norms import Library
from tests.matrix.examples import PAIRS, Example
from tests.matrix.test_to_the_letter import composed

CHOICES = [(name, kind) for name, kind in PAIRS if kind.startswith("provider_")]


@pytest.mark.parametrize(("name", "kind"), CHOICES)
def test_it_is_headed_by_what_it_is(name: str, kind: str, library: Library) -> None:
    example = Example(name, DecisionKind(kind))
    text = plain_text(composed(example, library)).splitlines()
    is_act = example.typed()["form"] == "administrative_act_only"
    assert ("Det har vi valgt" in text) is is_act
    assert ("Det har vi besluttet" in text) is not is_act


@pytest.mark.parametrize("name", [name for name, kind in PAIRS if kind == "termination"])
def test_whose_help_stops_is_told_that_they_may_come_again(name: str, library: Library) -> None:
    text = plain_text(composed(Example(name, DecisionKind.TERMINATION), library))
    assert "brug for hjælp igen" in text
    assert "brug for hjælp igen" not in plain_text(
        composed(Example(name, DecisionKind.GRANT), library)
    )
