"""A draft that gives a fact which is worked out of the rest of it is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from kompas.casework.decision_facts import WORKED_OUT
from kompas.norms import Library
from kompas.wire.draft import read_draft
from kompas.wire.reading import WireError

EXAMPLE = Path(__file__).parents[3] / "examples" / "decision-reduction-stands.json"


def told(library: Library, **facts: Any) -> tuple[str, ...]:
    """What is wrong with the example when it says these facts too."""
    values = json.loads(EXAMPLE.read_text("utf-8"))
    values["facts"] |= {name: {"value": value} for name, value in facts.items()}
    with pytest.raises(WireError) as refused:
        read_draft("a.json", json.dumps(values).encode(), library)
    return refused.value.faults


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("decision_kind", "grant"),
        ("offer_pointed_to", False),
        ("unheard_unfavourable_facts", False),
        ("help_ran_before", True),
        ("considerably_intrusive", False),
    ],
)
def test_it_is_not_overwritten_without_a_word(name: str, value: Any, library: Library) -> None:
    (fault,) = told(library, **{name: value})
    assert fault.startswith(f"facts.{name}: det regnes ud af {WORKED_OUT[name]} i udkastet")


def test_a_hearing_names_papers_of_the_draft(library: Library) -> None:
    values = json.loads(EXAMPLE.read_text("utf-8"))
    values["hearing"]["papers"] = ["gone"]
    with pytest.raises(WireError) as refused:
        read_draft("a.json", json.dumps(values).encode(), library)
    assert refused.value.faults == ("hearing.papers: bilaget gone findes ikke i evidence.",)
