"""What law and practice say against letting a guiding rule stand alone."""

from collections.abc import Iterator

from kompas.norms import Protection, Standard
from kompas.norms.verify import verify_standard


def spoken_against(standard: Standard) -> Iterator[tuple[tuple[str, int], tuple[Protection, ...]]]:
    """The guiding rules that lower an answer by a protected fact alone, and what protects it."""
    rows = {(row.file, row.line): row for one in standard.questions.values() for row in one.rows}
    for problem in verify_standard(standard):
        row = rows.get((problem.file, problem.line))
        if problem.code == "conflict" and row is not None:
            found = (p for p in standard.protections if set(p.facts) & set(row.facts))
            yield (row.file, row.line), tuple(found)
