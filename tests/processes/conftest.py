"""Every test of the processes has a town in a database of its own."""

import pytest

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
    town: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """The command line, on the town's database."""
    return runner(town, capsys, monkeypatch)
