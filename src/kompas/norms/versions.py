"""Versions of one standard: a new file closes the one it replaces, and no day has two."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from kompas.norms.problems import Period, Problem
from kompas.norms.rows import NormFile
from kompas.words import _


def closed(
    files: Sequence[NormFile], problems: list[Problem], left_out: Container[str] = ()
) -> list[NormFile]:
    """The files, each one that is replaced ended the day before its successor begins.

    A replaced file may be frozen: it ends without being changed. Faults are added to `problems`.
    Of files that are `left_out` nothing is said.
    """
    by_name = {file.file: file for file in files}
    successors: dict[str, NormFile] = {}
    for file in files:
        if file.replaces is None or file.replaces in left_out:
            continue
        fault = _fault(file, by_name, successors)
        if fault:
            line = file.line_of.get("replaces", 0)
            problems.append(Problem(file.file, line, *fault, code="replaces"))
        else:
            successors[file.replaces] = file
    return [
        _ended(file, successors[file.file].period.first) if file.file in successors else file
        for file in files
    ]


def overlapping(files: Sequence[NormFile], odd: Container[str] = ()) -> list[Problem]:
    """Two files of one unit and service that are in force on the same day.

    Where one of them is `odd`, it is told already that it replaces another wrongly.
    """
    told = {file.belongs_to for file in files if file.file in odd}
    standards = sorted(
        (file for file in files if file.municipality),
        key=lambda file: (file.period.first or date.min, file.file),
    )
    return [
        Problem(
            newer.file,
            newer.line_of.get("valid_from", 0),
            _("Filen gælder på samme tid som {other} for samme enhed og ydelse.").format(
                other=older.file
            ),
            _(
                'Skriv replaces = "{other}" under [norm], hvis filen afløser den. Ellers ret '
                "unit, valid_from eller valid_to."
            ).format(other=older.file),
            code="same_days",
        )
        for older, newer in combinations(standards, 2)
        if older.belongs_to == newer.belongs_to
        and older.period.meets(newer.period)
        and older.belongs_to not in told
    ]


def _fault(
    file: NormFile, by_name: Mapping[str, NormFile], successors: Mapping[str, NormFile]
) -> tuple[str, str] | None:
    """What is wrong with the replacement and what to do, or None."""
    other = by_name.get(str(file.replaces))
    if other is None:
        return (
            _("Filen {other}, som skal afløses, findes ikke.").format(other=file.replaces),
            _("Skriv dens plads i mappen. Kendte: {known}.").format(known=", ".join(by_name)),
        )
    if other.belongs_to != file.belongs_to:
        return (
            _("{other} er ikke for samme ydelse, kommune og enhed.").format(other=other.file),
            _("Afløs en fil for de samme, eller ret service, municipality og unit."),
        )
    # This also breaks every circle of files that replace each other.
    if _first(other) >= _first(file):
        return (
            _("{other} begynder ikke før den fil, der skal afløse den.").format(other=other.file),
            _("Ret valid_from, eller afløs en ældre fil."),
        )
    if other.file in successors:
        return (
            _("{other} er allerede afløst af {successor}.").format(
                other=other.file, successor=successors[other.file].file
            ),
            _("Afløs den nyeste, så filerne følger efter hinanden."),
        )
    return None


def _ended(file: NormFile, successor_first: date | None) -> NormFile:
    before = (successor_first or date.max) - timedelta(days=1)
    return replace(file, period=Period(file.period.first, min(file.period.last or before, before)))


def _first(file: NormFile) -> date:
    return file.period.first or date.min
