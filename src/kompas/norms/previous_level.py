"""The level before a standard, where the document tells it beside the new one.

Such a file has `precedes`, the file that came after it. It is in force on no day that Kompas
answers for: it is only held against its successor, beside the law of one and the same day, so that
nothing but the municipality's level differs. It tells what changes; the successor's other rules of
the questions that it speaks of are kept, and of the other questions it says nothing.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from kompas.norms.problems import Period, Problem, remedy
from kompas.norms.rows import NormFile, Row
from kompas.words import _


def completed(
    earlier: Sequence[NormFile],
    files: Sequence[NormFile],
    problems: list[Problem],
    left_out: Container[str] = (),
) -> tuple[NormFile, ...]:
    """The earlier levels, each with its last day and the rules that it keeps of its successor.

    `files` are those in force. Faults are added to `problems`.
    """
    by_name = {file.file: file for file in files}
    preceded: dict[str, NormFile] = {}
    found = []
    for file in earlier:
        if file.precedes in left_out:
            continue
        fault = _fault(file, by_name, preceded)
        if fault:
            line = file.line_of.get("precedes", 0)
            problems.append(Problem(file.file, line, *fault, code="precedes"))
            continue
        successor = by_name[str(file.precedes)]
        preceded[successor.file] = file
        problems += _unknown(file, successor)
        found.append(_completed(file, successor))
    return tuple(found)


def spoken(file: NormFile) -> frozenset[str]:
    """The questions that an earlier level says anything of."""
    return frozenset(row.question for row in file.rows)


def only_of(files: Iterable[NormFile], questions: Container[str]) -> tuple[NormFile, ...]:
    """The files with their rows of some questions alone."""
    return tuple(
        replace(file, rows=tuple(row for row in file.rows if row.question in questions))
        for file in files
    )


def _completed(file: NormFile, successor: NormFile) -> NormFile:
    gone = {(row.question, code) for row in file.rows for code in row.became}
    questions = spoken(file)
    kept = tuple(
        row
        for row in successor.rows
        if row.question in questions and (row.question, row.code) not in gone
    )
    first = successor.period.first
    last = first - timedelta(days=1) if first else None
    return replace(
        file,
        period=Period(file.period.first, last),
        kept=kept,
        unsound=file.unsound | successor.unsound,
    )


def _fault(
    file: NormFile, by_name: Mapping[str, NormFile], preceded: Mapping[str, NormFile]
) -> tuple[str, str] | None:
    """What is wrong with the file as an earlier level and what to do, or None."""
    successor = by_name.get(str(file.precedes))
    if successor is None:
        known = [name for name, other in by_name.items() if other.municipality]
        return (
            _("Filen {other}, som afløste niveauet, findes ikke.").format(other=file.precedes),
            remedy(
                str(file.precedes),
                known,
                _("Skriv dens plads i mappen. Kendte: {known}.").format(known=", ".join(known)),
            ),
        )
    if successor.belongs_to != file.belongs_to:
        return (
            _("{other} er ikke for samme ydelse, kommune og enhed.").format(other=successor.file),
            _(
                "Nævn en fil for samme ydelse, kommune og enhed, eller ret service, "
                "municipality og unit."
            ),
        )
    if successor.file in preceded:
        return (
            _("{other} fortæller allerede, hvad der gjaldt før {successor}.").format(
                other=preceded[successor.file].file, successor=successor.file
            ),
            _("Saml det tidligere niveau i én fil."),
        )
    if file.restated:
        return (
            _("Et tidligere niveau har kun regler og eksempler, ikke restates."),
            _("Flyt reglen til den fil, som niveauet hører til."),
        )
    return None


def _unknown(file: NormFile, successor: NormFile) -> Iterator[Problem]:
    """Rows that became what the successor does not say."""
    for row in file.rows:
        codes = [one.code for one in successor.rows if one.question == row.question]
        for code in row.became:
            if code not in codes:
                yield _problem(row, code, codes, successor)


def _problem(row: Row, code: str, codes: Sequence[str], successor: NormFile) -> Problem:
    return Problem(
        row.file,
        row.line,
        _("Reglen blev til {code}, som ikke findes i {file}.").format(
            code=code, file=successor.file
        ),
        remedy(code, codes, _("Ret koden i became, eller fjern den.")),
        code="became",
    )
