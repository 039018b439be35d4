"""Each row of each shipped norm file is spoiled in several ways; loader or proof must see it.

A fixed fifth of the spoiled copies is tried in every run, the cheap way (`trial`), and all of them
with KOMPAS_TEST_EXPLORE=1; some, the same each time, are loaded and proven as a whole folder too,
to see that the cheap way says nothing of its own.
"""

import os
import shutil
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kompas.norms import Library, NormError, Problem, load
from kompas.norms.library import _norm_files, default_folder
from kompas.norms.verify import verify
from tests.unit.norms.mutants import KINDS, Mutant, plant
from tests.unit.norms.trial import Trial

FILES = _norm_files(default_folder())
ONE_OF = 1 if os.environ.get("KOMPAS_TEST_EXPLORE") else 5
"""Of how many spoiled copies one is tried."""


@pytest.fixture(scope="module")
def planted(library: Library) -> list[Mutant]:
    every = (*library.files, *library.earlier)
    return [mutant for file in every for mutant in plant(library, file)]


@pytest.fixture(scope="module")
def trial(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    scratch = tmp_path_factory.mktemp("mutants") / "norms"
    shutil.copytree(library.folder, scratch, ignore=shutil.ignore_patterns("lock.toml"))
    return Trial(library, scratch)


def test_every_row_is_planted_with_faults(library: Library, planted: list[Mutant]) -> None:
    files = (*library.files, *library.earlier)
    assert sorted(file.file for file in files) == FILES
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


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_said_of_a_sound_file(planted: list[Mutant], trial: Trial, file: str) -> None:
    """Else a spoiled one would be found by what is no fault of its own."""
    sound = (trial.library.folder / file).read_text("utf-8")
    rows = {mutant.question: mutant for mutant in planted if mutant.file == file}
    for mutant in rows.values():
        said = trial.problems(replace(mutant, text=f"{sound}\n# x\n"))
        assert [str(problem) for problem in said] == [], mutant.question


@pytest.mark.parametrize("file", FILES)
def test_no_spoiled_row_passes(planted: list[Mutant], trial: Trial, file: str) -> None:
    of_file = [one for one in planted if one.file == file and int(_lot(one), 16) % ONE_OF == 0]
    assert of_file
    passed = [mutant for mutant in of_file if not trial.problems(mutant)]
    assert [str(mutant) for mutant in passed if not trial.means_the_same(mutant)] == []


@pytest.mark.parametrize(
    ("row", "change", "same"),
    [
        ("ladder_move.down", 'step_before = "B" became ["B..C"]', True),  # C to A is down anyway
        ("ladder_move.down", 'step_after = "A" became "A..A"', True),
        ("ladder_move.down", 'step_after = "A" became ["A..B"]', False),
        ("ladder_move.down", "", False),  # removed, and doubled
        ("ladder_move.down", "down became up", False),
    ],
)
def test_only_other_words_for_the_same_citizens_are_no_fault(
    planted: list[Mutant], trial: Trial, row: str, change: str, same: bool
) -> None:
    found = [m for m in planted if (m.row, m.change) == (row, change)]
    assert found
    assert {trial.means_the_same(mutant) for mutant in found} == {same}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_a_spoiled_file_is_said_of_the_whole_folder(
    library: Library, planted: list[Mutant], trial: Trial, tmp_path: Path, kind: str
) -> None:
    """One mutant of each place: national, a municipality's, a level before a standard's."""
    of_kind = sorted((m for m in planted if m.kind == kind), key=_lot)
    sample = {_place(library, mutant): mutant for mutant in of_kind}
    for number, mutant in enumerate(sample.values()):
        folder = tmp_path / str(number)
        shutil.copytree(
            library.folder, folder, ignore=shutil.ignore_patterns("letters", "lock.toml")
        )
        (folder / mutant.file).write_text(mutant.text, "utf-8")
        said = _words(trial.problems(mutant))
        assert said
        assert said <= _words(_whole(folder)), str(mutant)


def _lot(mutant: Mutant) -> str:
    """Drawn by the name, so that every run draws the same."""
    return sha256(str(mutant).encode()).hexdigest()


def _place(library: Library, mutant: Mutant) -> tuple[str, bool]:
    return Path(mutant.file).parent.name, mutant.file in library.file_by_name


def _whole(folder: Path) -> list[Problem]:
    try:
        return verify(load(folder))
    except NormError as error:
        return list(error.problems)


def _words(problems: list[Problem]) -> set[tuple[str, str, str]]:
    return {(problem.file, problem.code, problem.what) for problem in problems}
