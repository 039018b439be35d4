"""Files and commands with texts that are too long are refused, each text with its place."""

import json
from pathlib import Path

import pytest

from kompas.norms import Library
from kompas.wire.commands import read_command
from kompas.wire.draft import read_draft
from kompas.wire.draft_reading import FaultyDraft, read_written
from kompas.wire.facts import read_facts
from kompas.wire.reading import WireError

EXAMPLE = Path(__file__).parents[3] / "examples" / "decision-reduction-stands.json"
LONG = "ord " * 5_001


def faults(read: object, value: object, library: Library) -> tuple[str, ...]:
    with pytest.raises(WireError) as refused:
        read("x", json.dumps(value).encode(), library)  # type: ignore[operator]
    return refused.value.faults


def test_a_draft(library: Library) -> None:
    draft = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    read_draft("x", json.dumps(draft).encode(), library)
    draft["grounds"][0]["text"] = LONG
    draft["case_number"] = "x" * 201
    found = faults(read_draft, draft, library)
    assert [fault.partition(":")[0] for fault in found] == ["case_number", "grounds[0].text"]


def test_a_draft_that_is_too_long_as_a_whole(library: Library) -> None:
    draft = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    draft["facilities"] = [{"name": "Værkstedet", "staff": {"text": LONG[:19_999]}}] * 11
    found = faults(read_draft, draft, library)
    assert [fault.partition(":")[0] for fault in found] == [
        "facilities[0].staff.text",
        "facilities[1].staff.text",
    ]
    assert "tilsammen" in found[0]


def test_a_command(library: Library) -> None:
    found = faults(read_command, {"command": "note_written", "text": LONG}, library)
    assert found[0].startswith("text: ")


def test_facts(library: Library) -> None:
    found = faults(read_facts, {"vum_level": {"value": "D2", "source": "x" * 201}}, library)
    assert found[0].startswith("vum_level: source: ")


def test_a_draft_that_is_being_written(library: Library) -> None:
    values = {"kind": "grant", "service": "activity_and_social", "municipality": "vejen"}
    read_written(values, library)
    with pytest.raises(FaultyDraft) as faulty:
        read_written({**values, "need": {"text": LONG}}, library)
    assert [fault.place for fault in faulty.value.faults] == [("need", "text")]
