"""Asks the loader and the proof what they say of a spoiled norm file, without proving the rest.

Only the spoiled file is read anew. Only the questions are proven that a change of one of its rows
can touch: the row's own, those that are built on its answer, and those that these ask.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kompas.norms import Library, NormError, NormFile, Problem, Row
from kompas.norms.previous_level import completed
from kompas.norms.read_norms import read_norm_file
from kompas.norms.table import Table
from kompas.norms.verify import verify
from kompas.norms.versions import closed
from tests.unit.norms.mutants import Mutant

Touched = frozenset[str]
"""The names of questions."""


_NO_FAULT_OF_A_ROW = ("restates", "restated", "second_hand")
"""Of a row that stands in a file left aside, or of the documents that a whole file rests on."""


class Trial:
    """Reads one spoiled file after the other and says what the loader and the proof say of it."""

    def __init__(self, library: Library, scratch: Path) -> None:
        self.library = library
        self.scratch = scratch  # a copy of the library's folder, without the lock
        self._known = {(problem.code, problem.what) for problem in verify(library)}
        self._beside = cache(self._beside_anew)

    def problems(self, mutant: Mutant) -> list[Problem]:
        """What is said of a mutant and not of the sound norms.

        A municipality's file is held against the law alone.
        """
        found: list[Problem] = []
        try:
            spoiled = self._read(mutant, found)
        except NormError as error:
            return list(error.problems)
        return found or self._problems_in(spoiled, mutant.question)

    def means_the_same(self, mutant: Mutant) -> bool:
        """Whether the spoiled row holds for just the same citizens: then there is no fault to find.

        So where a box is widened into another of the same row.
        """
        sound, spoiled = self._sound(mutant.file), self._read(mutant)
        old, new = _row(sound, mutant), _row(spoiled, mutant)
        if old is None or new is None or _but_for_boxes(sound, old) != _but_for_boxes(spoiled, new):
            return False
        domains = {
            name: self.library.standards_of(sound)[-1].domain(name)
            for name in (*old.facts, *new.facts)
        }
        both = Table((old, new), domains)
        return all(len(holding) in (0, 2) for _point, holding in both.telling())

    def _sound(self, name: str) -> NormFile:
        (file,) = (f for f in (*self.library.files, *self.library.earlier) if f.file == name)
        return file

    def _read(self, mutant: Mutant, problems: list[Problem] | None = None) -> NormFile:
        place = self.scratch / mutant.file
        sound = place.read_bytes()
        place.write_text(mutant.text, "utf-8")
        try:
            told = [] if problems is None else problems
            return read_norm_file(self.scratch, mutant.file, self.library.words, told)
        finally:
            place.write_bytes(sound)

    def _problems_in(self, spoiled: NormFile, question: str) -> list[Problem]:
        touched, beside = self._beside(spoiled.file, question)
        own, told = about(spoiled, touched), list[Problem]()
        if spoiled.precedes:
            earlier = completed([own], beside.files, told)
            changed = replace(beside, earlier=earlier, _standards={})
        else:
            files = closed([own, *beside.files], told)
            changed = replace(beside, files=tuple(files), _standards={})
        try:
            before = [one for file in changed.earlier for one in changed.standards_of(file)]
            made = (*changed.standards(), *before)
            told += [problem for one in made for problem in one.problems]
        except NormError as error:
            return list(error.problems)
        return told or [p for p in verify(changed) if self._is_new(p, spoiled)]

    def _beside_anew(self, name: str, question: str) -> tuple[Touched, Library]:
        """The questions that a change of a file's question touches, and what else speaks of them.

        Kept, for it is the same for every change.
        """
        file = self._sound(name)
        others = tuple(other for other in self.library.files if _weighs(other, file))
        touched = _touched((file, *others), self.library.words.questions, question)
        beside = tuple(about(other, touched) for other in others)
        # Read from the copy, where no file is frozen: else any change at all would be a fault.
        return touched, replace(self.library, folder=self.scratch, files=beside, earlier=())

    def _is_new(self, problem: Problem, spoiled: NormFile) -> bool:
        """Whether it is the fault's own."""
        told = (problem.code, problem.what) in self._known
        elsewhere = spoiled.precedes and problem.file != spoiled.file
        return not told and not elsewhere and problem.code not in _NO_FAULT_OF_A_ROW


def _row(file: NormFile, mutant: Mutant) -> Row | None:
    return next((row for row in file.rows if f"{row.question}.{row.code}" == mutant.row), None)


def _but_for_boxes(file: NormFile, row: Row) -> list[Row]:
    """All rows of a file, wherever they stand, without where the one holds."""
    bare = replace(row, boxes=())
    return [replace(bare if other is row else other, line=0) for other in file.rows]


def about(file: NormFile, questions: Touched) -> NormFile:
    """A file with its rows of some questions, and with its examples as far as they ask these."""
    asked = (
        replace(example, expect={n: e for n, e in example.expect.items() if n in questions})
        for example in file.examples
    )
    return replace(
        file,
        rows=tuple(row for row in file.rows if row.question in questions),
        examples=tuple(example for example in asked if example.expect),
    )


def _weighs(other: NormFile, file: NormFile) -> bool:
    """Whether another file belongs into the proof of a file."""
    if other.file == file.file:
        return False
    if other.file in (file.precedes, file.replaces) or other.replaces == file.file:
        return True
    if file.municipality and not file.service:  # a framework stands by itself
        return False
    # A rule of one kind of help says nothing of another.
    same_help = file.service is None or other.service in (None, file.service)
    return same_help and (other.binds_everybody or file.binds_everybody)


def _touched(files: Iterable[NormFile], heads: Mapping[str, object], question: str) -> Touched:
    """The question, those that are built on it, and all that these are built on."""
    needs: dict[str, set[str]] = {}
    for file in files:
        for row in (*file.rows, *file.kept):
            asked = {fact for fact in row.facts if fact in heads or fact in file.questions}
            needs.setdefault(row.question, set()).update(asked)
    built_on_it = {question}
    while more := {name for name, asked in needs.items() if asked & built_on_it} - built_on_it:
        built_on_it |= more
    touched = set(built_on_it)
    while more := set().union(*(needs.get(name, set()) for name in touched)) - touched:
        touched |= more
    return frozenset(touched)
