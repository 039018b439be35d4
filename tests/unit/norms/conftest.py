"""A copy of the norms for each test."""

from pathlib import Path

import pytest

from tests.unit.norms.copies import Copy


@pytest.fixture
def norms(tmp_path: Path) -> Copy:
    """The shipped norms, to be spoiled."""
    return Copy(tmp_path / "norms")
