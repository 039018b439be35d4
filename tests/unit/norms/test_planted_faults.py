"""Each row of each shipped norm file is spoiled in several ways; loader or proof must see it.

An ordinary run tries a part of the spoiled copies, another one each day of the year;
KOMPAS_TEST_PLANTED=all tries every one.
"""

import os
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompas.norms import Library, NormError, load
from kompas.norms.verify import verify
from tests.unit.norms.mutants import KINDS, Mutant, Trial, plant

ALL = os.environ.get("KOMPAS_TEST_PLANTED") == "all"
PART = 1 if ALL else 8
"""One in so many is tried."""


@pytest.fixture(scope="module")
def planted(library: Library) -> list[Mutant]:
    every = (*library.files, *library.earlier)
    return [mutant for file in every for mutant in plant(library, file)]


@pytest.fixture(scope="module")
def tried(planted: list[Mutant]) -> list[Mutant]:
    """The mutants of today's run, some of every kind."""
    by_kind = sorted(planted, key=lambda mutant: mutant.kind)
    return by_kind[datetime.now(tz=UTC).timetuple().tm_yday % PART :: PART]


@pytest.fixture(scope="module")
def missed(
    library: Library, tried: list[Mutant], tmp_path_factory: pytest.TempPathFactory
) -> list[Mutant]:
    """The mutants of which nothing is said."""
    scratch = tmp_path_factory.mktemp("mutants") / "norms"
    shutil.copytree(library.folder, scratch, ignore=shutil.ignore_patterns("lock.toml"))
    trial = Trial(library, scratch)
    return [mutant for mutant in tried if not trial.problems(mutant)]


def test_every_row_is_planted_with_faults(library: Library, planted: list[Mutant]) -> None:
    files = (*library.files, *library.earlier)
    rows = sum(len(file.rows) for file in files)
    conditions = sum(len(box) for file in files for row in file.rows for box in row.boxes)
    answers = sum(row.answer is not None for file in files for row in file.rows)
    counted = Counter(mutant.kind for mutant in planted)
    assert counted["removed"] == counted["doubled"] == rows
    assert counted["impossible"] >= conditions
    assert counted["answer"] >= 2 * answers
    assert {*counted} == {*KINDS}
    assert all(
        mutant.text != (library.folder / mutant.file).read_text("utf-8") for mutant in planted
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_spoiled_row_passes(missed: list[Mutant], kind: str) -> None:
    assert [str(mutant) for mutant in missed if mutant.kind == kind] == []


def test_a_spoiled_folder_is_judged_as_the_spoiled_file_is(
    library: Library, tried: list[Mutant], missed: list[Mutant], tmp_path: Path
) -> None:
    """The whole way by files, for one mutant of each kind and place: loaded anew and proven."""
    sample = {(mutant.kind, Path(mutant.file).parent if ALL else ""): mutant for mutant in tried}
    for number, mutant in enumerate(sample.values()):
        folder = tmp_path / str(number)
        shutil.copytree(
            library.folder, folder, ignore=shutil.ignore_patterns("letters", "lock.toml")
        )
        (folder / mutant.file).write_text(mutant.text, "utf-8")
        try:
            seen = any(problem.blocks for problem in verify(load(folder)))
        except NormError:
            seen = True
        assert seen is (mutant not in missed), str(mutant)
