"""What all tests share: the norms that Kompas ships, read once."""

import pytest

from kompas.norms import Library, load


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped norms."""
    return load()
