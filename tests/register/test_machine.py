"""`make test-postgresql` takes the newest PostgreSQL of the machine, or says what mends it."""

from pathlib import Path

import pytest

from tests.register import machine


def installed(place: Path, *versions: str) -> Path:
    for version in versions:
        (place / version / "bin").mkdir(parents=True)
        (place / version / "bin" / "initdb").touch()
    return place


def test_the_newest_that_will_do_is_taken(tmp_path: Path) -> None:
    place = installed(tmp_path, "9.6", "13", "15", "16", "common")
    assert machine.programs(place) == place / "16" / "bin"


def test_where_none_will_do_the_command_that_mends_it_is_told(tmp_path: Path) -> None:
    place = installed(tmp_path, "13", "14")
    assert machine.programs(place) is None
    with pytest.raises(machine.NoServerError, match=r"apt-get install --yes postgresql$"):
        machine.started(place)
