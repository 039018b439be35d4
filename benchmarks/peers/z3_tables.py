"""The questions that `kompas norms check` asks of a table, asked to the Z3 solver instead.

One integer for each fact of a question, each row's boxes as a formula over them, and for each
finding a query: can this row ever decide, can these two decide at once and answer differently, is
there a citizen whom no row answers?
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import z3

from kompas.norms import Row, Shape, Standard
from kompas.norms.question import RuledQuestion

Finding = tuple[str, str, int]
"""What is wrong, and the file and line of the row where it is told."""


def findings(standard: Standard) -> list[Finding]:
    """Rows that never decide, rows that contradict each other, and gaps, of every question."""
    return sorted(found for ruled in standard.questions.values() for found in _of(ruled))


def _of(ruled: RuledQuestion) -> Iterator[Finding]:
    facts = {axis.fact: z3.Int(axis.fact) for axis in ruled.axes}
    solver = z3.Solver()
    for axis in ruled.axes:
        solver.add(axis.domain.low <= facts[axis.fact], facts[axis.fact] <= axis.domain.high)
    holds = [_holds(row, facts) for row in ruled.rows]
    if ruled.question.shape is Shape.CRITERIA:
        for row, condition in zip(ruled.rows, holds, strict=True):
            if not _possible(solver, condition) or not _possible(solver, z3.Not(condition)):
                yield "dead", row.file, row.line
        return
    codes = {row.code: condition for row, condition in zip(ruled.rows, holds, strict=True)}
    decides = [
        z3.And(condition, *(z3.Not(codes[code]) for code in row.unless if code in codes))
        for row, condition in zip(ruled.rows, holds, strict=True)
    ]
    for row, condition in zip(ruled.rows, decides, strict=True):
        if not _possible(solver, condition):
            yield "dead", row.file, row.line
    if ruled.question.shape is Shape.CHOICE:
        yield from _of_choice(ruled, solver, decides)


def _of_choice(ruled: RuledQuestion, solver: Any, decides: list[Any]) -> Iterator[Finding]:
    for one, other in combinations(range(len(ruled.rows)), 2):
        first, second = ruled.rows[one], ruled.rows[other]
        if first.answer != second.answer and _possible(solver, decides[one], decides[other]):
            yield "overlap", second.file, second.line
    if _possible(solver, z3.Not(z3.Or(decides))):
        told = next((row for row in ruled.rows if not row.rank.binds), ruled.rows[0])
        yield "gap", told.file, told.line


def _holds(row: Row, facts: Mapping[str, Any]) -> Any:
    return z3.Or(
        [
            z3.And(
                [
                    z3.Or(
                        [z3.And(low <= facts[name], facts[name] <= high) for low, high in allowed]
                    )
                    for name, allowed in box.items()
                ]
            )
            for box in row.boxes
        ]
    )


def _possible(solver: Any, *conditions: Any) -> bool:
    solver.push()
    solver.add(*conditions)
    found = solver.check() == z3.sat
    solver.pop()
    return bool(found)
