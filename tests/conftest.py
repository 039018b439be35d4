"""What all tests share: the norms that Kompas ships, read once, and one PostgreSQL."""

import pytest

from kompas.norms import Library, load
from tests.register.database import cluster, database, fresh_database, shared_database

__all__ = ["cluster", "database", "fresh_database", "shared_database"]


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped norms."""
    return load()
