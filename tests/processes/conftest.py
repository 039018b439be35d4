"""Every test of the processes has a town in a database of its own."""

import pytest

from kompas.cli import inputs
from kompas.norms import Library
from tests.processes.terminal import Run, runner
from tests.processes.town import settle
from tests.register.database import Database


@pytest.fixture
def town(database: Database) -> Database:
    """Two units and those who work there."""
    settle()
    return database


@pytest.fixture
def kompas(
    town: Database,
    library: Library,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """The command line, on the town's database."""
    monkeypatch.setattr(inputs, "norms", lambda: library)  # read once for all tests
    return runner(town, capsys, monkeypatch)
