"""The norms that Kompas works by: which files are in force, and each rule with how it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from django.http import Http404, HttpResponse

from kompas.norms import NormFile, Row, Shape, Standard
from kompas.norms.rows import Effect
from kompas.norms.wording import answer_text, condition, file_lines, label
from kompas.soundness.wording import name_of
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _, language


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule as it is read through: its answer and when it holds, in words; empty for always."""

    row: Row
    answer: str
    when: str


@dataclass(frozen=True, slots=True)
class QuestionInWords:
    """A question with the rules of one file that answer it."""

    name: str
    title: str
    rules: tuple[RuleInWords, ...]


def norms(request: SignedInRequest) -> HttpResponse:
    """Every file, those in force today first, by whose they are."""
    today = request.visit.today
    known = library()
    files = sorted(known.files, key=lambda f: (f.municipality or "", f.service or "", f.file))
    context = {
        "in_force": [file for file in files if _is_in_force(file, today)],
        "others": [file for file in files if not _is_in_force(file, today)],
        "whose": _whose,
        "service": _service,
        "slug": _slug,
        "readings": lambda file: sum(1 for row in file.rows if row.reading),
    }
    return page(request, "norms.html", context)


def norm_file(request: SignedInRequest, file_name: str) -> HttpResponse:
    """One file: what it is, and every rule with rank, source, and how an unclear place was read."""
    known = library()
    file = next((one for one in known.files if _slug(one) == file_name), None)
    if file is None:
        raise Http404
    day = file.period.first or request.visit.today
    standards = known.standards_of(file) or [known.standard_around(file, day)]
    context = {
        "file": file,
        "lines": tuple(file_lines(file, known.file_by_name)),
        "questions": _questions(file, standards[-1]),
        "whose": _whose(file),
        "service": _service(file),
    }
    return page(request, "norm_file.html", context)


def _questions(file: NormFile, standard: Standard) -> tuple[QuestionInWords, ...]:
    names = dict.fromkeys(row.question for row in file.rows)
    return tuple(
        QuestionInWords(
            name,
            label(standard, name),
            tuple(_rule(row, standard) for row in file.rows if row.question == name),
        )
        for name in names
    )


def _rule(row: Row, standard: Standard) -> RuleInWords:
    asked = standard.questions[row.question].question
    answer = answer_text(row.answer, asked, standard.words, language()) if row.answer else ""
    when = condition(standard, row)
    if when and asked.shape is Shape.CRITERIA:
        individual = row.effect is Effect.INDIVIDUAL
        said = _("Vurderes individuelt når: {when}") if individual else _("Opfyldt når: {when}")
    else:
        said = _("Gælder når: {when}")
    return RuleInWords(row, answer, said.format(when=when) if when else "")


def _is_in_force(file: NormFile, day: date) -> bool:
    first, last = file.period.first, file.period.last
    return (first is None or first <= day) and (last is None or day <= last)


def _whose(file: NormFile) -> str:
    if file.municipality is None:
        return _("Hele landet")
    known = library().words.municipalities
    unit = f", {file.unit}" if file.unit else ""
    return f"{known.get(file.municipality, file.municipality)}{unit}"


def _service(file: NormFile) -> str:
    if file.service is None:
        return _("alle ydelser")
    known = library().words.services.get(file.service)
    return name_of(known) if known else file.service


def _slug(file: NormFile) -> str:
    """The file's name as a part of an address: `vejen-104`."""
    parts: Iterable[str] = PurePosixPath(file.file).with_suffix("").parts
    return "-".join(part for part in parts if part != "norms")
