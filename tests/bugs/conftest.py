"""The commands of whoever met a fault, run on a town of the test's own."""

import pytest

from kompas.cli import inputs
from kompas.norms import Library
from tests.processes.terminal import Run, runner
from tests.processes.town import settle
from tests.register.database import Database


@pytest.fixture
def kompas(
    database: Database,
    library: Library,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """The command line, with two units and those who work there."""
    settle()
    monkeypatch.setattr(inputs, "norms", lambda: library)  # read once for all tests
    return runner(database, capsys, monkeypatch)
