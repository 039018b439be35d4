"""The same decisions typed into the page `afgoerelse` and taken there."""

import pytest

from kompas.casework import DecisionKind
from kompas.norms import Library
from tests.desk.conftest import one_day, plain_files
from tests.matrix.examples import PAIRS, Example
from tests.matrix.screens import write_and_take

__all__ = ["one_day", "plain_files"]
"""The fixtures of the desk, which hold for each test here."""


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("name", "kind"), PAIRS)
def test_it_is_written_and_taken(name: str, kind: str, library: Library) -> None:
    write_and_take(library, Example(name, DecisionKind(kind)), PAIRS.index((name, kind)))
