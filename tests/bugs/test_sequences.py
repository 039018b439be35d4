"""What people met in cases: each sequence of commands comes to what its file says."""

import pytest

from tests.bugs.play import SEQUENCES, Player
from tests.processes.terminal import Run

TAKEN_IN = ("assessed", "decision", "letter")
"""Files that others take in; they hold as they stand too."""


@pytest.mark.parametrize(
    "name",
    sorted(one.stem for one in SEQUENCES.glob("*.jsonl") if one.stem not in TAKEN_IN),
)
def test_a_sequence_comes_to_what_its_file_says(
    kompas: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    Player(kompas, monkeypatch).play(name)
