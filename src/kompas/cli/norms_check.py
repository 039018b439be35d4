"""`kompas norms check`: every fault of the norms, where it stands, and what mends it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from json import dumps

from rich.console import RenderableType

from kompas.cli import NO, OK, inputs
from kompas.cli.page import BAD, GOOD, OPEN, STRONG, indented, plain, show, text
from kompas.letters import NoticeKind, read_clauses
from kompas.letters.read_clauses import read_notice_clauses
from kompas.norms import Library, NormError, Problem
from kompas.norms.verify import check
from kompas.publication.plain_words import read_plain_words
from kompas.publication.questions import read_questions
from kompas.words import _, ngettext

_FOR_A_JURIST = ("conflict", "restated", "open_question")
"""What only somebody with legal insight can settle: against the law, told in two ways, or left
open by the file itself.
"""


def run(asked: Namespace) -> int:
    """Check and show. Raises InputError where there is no folder of norms."""
    folder = inputs.norm_folder()
    library, found = check(folder, tell=_at_work())
    if library is not None:
        inputs.check_municipality(library, asked.municipality)
        found += [*_letter_faults(library), *_guide_faults(library)]
    problems = [one for one in found if _concerns(one, asked.municipality)]
    faults = [problem for problem in problems if problem.blocks]
    doubts = [problem for problem in problems if not problem.blocks]
    if asked.json:
        plain(dumps({"problems": [_data(p) for p in problems]}, ensure_ascii=False, indent=2))
    else:
        show(*_page(asked.norms or folder.name, library, problems))
    return NO if faults or (asked.strict and doubts) else OK


def _at_work() -> Callable[[str], object]:
    """A line that says which file is being proven, where somebody watches."""
    if not sys.stderr.isatty():
        return str

    def tell(file: str) -> None:
        line = _("Efterprøver {file} ...").format(file=file)
        sys.stderr.write(f"\r{line[:79]:<79}\r")
        sys.stderr.flush()

    return tell


def _concerns(problem: Problem, municipality: str | None) -> bool:
    """Whether one municipality's author must see it: of others' doubts nothing is said."""
    return municipality is None or problem.blocks or problem.file.partition("/")[0] == municipality


def _letter_faults(library: Library) -> Iterator[Problem]:
    """The faults of the texts that letters are made of, for each service that has any."""
    folder = library.folder / "letters"
    for service in library.words.services:
        if (folder / f"{service}.toml").is_file():
            try:
                read_clauses(folder, service, library.words)
            except NormError as error:
                yield from error.problems
    for kind in NoticeKind:
        try:
            read_notice_clauses(folder, kind.value, "", library.words)
        except NormError as error:
            yield from error.problems


def _guide_faults(library: Library) -> Iterator[Problem]:
    """The faults of what the public guide asks and of what the public pages explain."""
    for read in (read_questions, read_plain_words):
        try:
            read(library.folder, library.words)
        except NormError as error:
            yield from error.problems


def _page(
    folder: str, library: Library | None, problems: Sequence[Problem]
) -> Iterator[RenderableType]:
    faults = [problem for problem in problems if problem.blocks]
    conflicts = [p for p in problems if not p.blocks and p.code in _FOR_A_JURIST]
    doubts = [p for p in problems if not p.blocks and p.code not in _FOR_A_JURIST]
    for found, heading, style in (
        (faults, _("Skal rettes"), BAD),
        (doubts, _("Bør overvejes"), OPEN),
        (conflicts, _("Modstrid: en jurist skal tage stilling"), OPEN),
    ):
        if found:
            yield text((f"{heading} ({len(found)})", f"{STRONG} {style}"))
        for problem in found:
            yield indented(text((_place(folder, problem), STRONG)))
            yield indented(text(problem.what), 4)
            yield indented(text(_("Gør nu: {remedy}").format(remedy=problem.remedy)), 4)
            yield ""
    yield text((_summary(library, len(faults), len(conflicts)), BAD if faults else GOOD))


def _summary(library: Library | None, faults: int, conflicts: int) -> str:
    if library is None:
        return _("Reglerne kan ikke bruges, før fejlene er rettet.")
    files = (*library.files, *library.earlier)
    rules = sum(len(file.rows) for file in files)
    examples = sum(len(file.examples) for file in files)
    size = _("{files} filer, {rules} regler, {examples} eksempler").format(
        files=len(files), rules=rules, examples=examples
    )
    if faults:
        found = ngettext("{count} fejl", "{count} fejl", faults).format(count=faults)
    else:
        found = _("ingen fejl")
    if conflicts:
        found += ngettext(
            " og {count} åbent spørgsmål til en jurist",
            " og {count} åbne spørgsmål til en jurist",
            conflicts,
        ).format(count=conflicts)
    return _("{size}: {found}.").format(size=size, found=found)


def _place(folder: str, problem: Problem) -> str:
    return f"{folder}/{problem.file}" + (f":{problem.line}" if problem.line else "")


def _data(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "code": problem.code,
        "blocks": problem.blocks,
        "what": problem.what,
        "remedy": problem.remedy,
    }
