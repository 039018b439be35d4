"""A copy of the norms for each test."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from kompas.norms import toml_lines
from tests.unit.norms.copies import Copy


@pytest.fixture
def norms(tmp_path: Path) -> Copy:
    """The shipped norms, to be spoiled."""
    return Copy(tmp_path / "norms")


@pytest.fixture(scope="package", autouse=True)
def _a_file_that_stays_as_it_is_is_parsed_once() -> Iterator[None]:
    """A copy of the norms differs from the shipped ones in a file or two."""
    with pytest.MonkeyPatch.context() as patch:
        parsed = lru_cache(128)(tomllib.loads)
        told = SimpleNamespace(loads=parsed, TOMLDecodeError=tomllib.TOMLDecodeError)
        patch.setattr(toml_lines, "tomllib", told)
        places = toml_lines._positions
        patch.setattr(toml_lines, "_positions", lru_cache(128)(lambda text: tuple(places(text))))
        yield
