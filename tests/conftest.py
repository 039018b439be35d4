"""What all tests share: the norms that Kompas ships, read once, and one PostgreSQL."""

import pytest
from hypothesis import settings

from kompas.norms import Library, load
from tests.register.database import cluster, database, fresh_database, shared_database

__all__ = ["cluster", "database", "fresh_database", "shared_database"]


# How long an example takes is no fault of the code on a busy machine.
settings.register_profile("kompas", deadline=None)
settings.load_profile("kompas")


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped norms."""
    return load()
