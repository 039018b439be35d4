"""A town in a database of its own."""

import pytest

from tests.processes.town import settle
from tests.register.database import Database


@pytest.fixture
def town(database: Database) -> Database:
    """Two units and those who work there (`tests.processes.town`)."""
    settle()
    return database
