"""Run the examples of a norm file: what each expects, and which rows none of them tries."""

import re
from collections.abc import Collection, Container, Iterator
from datetime import date

from kompas.norms.answers import Answered, Outcome, Status
from kompas.norms.library import Library
from kompas.norms.problems import FactError, NotCodedError, Problem, remedy
from kompas.norms.rows import Answer, AnswerKind, Example, NormFile
from kompas.norms.standard import Standard
from kompas.norms.table import Known
from kompas.norms.vocabulary import Shape
from kompas.words import _

_RANGE = re.compile(r"\d+(?:\.\d+)?\.\.\d+(?:\.\d+)?")


def answer_code(answer: Answer) -> str:
    """An answer as short as it is written in an example: `3-4`, `full_time`, `individual`."""
    if answer.kind is AnswerKind.CODE:
        return str(answer.code)
    return answer.span if answer.kind is AnswerKind.NUMBER else answer.kind.value


def tried_by_examples(
    library: Library, file: NormFile, dead: Container[tuple[str, int]] = ()
) -> Iterator[Problem]:
    """The examples of a file that the norms answer otherwise, and the rows that no example tries.

    `dead` are the places of rows that cannot be tried. What is wrongly written or contradicts
    itself is not held against an example: that is told where it stands.
    """
    standards = library.standards_of(file)
    if not standards:
        # The law beside it may be among the files that cannot be read.
        if not library.left_out:
            yield _unused(file)
        return
    trial = _Trial(library, file, standards)
    unsound = {name for standard in standards for name in standard.unsound}
    yield from _odd_examples(file, trial.asked, unsound)
    for example in file.examples:
        yield from trial.run(example)
    for row in file.rows:
        is_tried = (row.question, row.code) in trial.tried or row.question in trial.silent
        if not is_tried and (row.file, row.line) not in dead:
            yield Problem(
                row.file,
                row.line,
                _("Intet eksempel prøver reglen {code}.").format(code=row.code),
                _(
                    "Tilføj et [[example]] med en borger, som reglen afgør svaret for, og svaret i "
                    "expect."
                ),
                code="untried",
            )


class _Trial:
    """The examples of one file, run one by one.

    `asked` are the questions that are answered on some day of the file. `tried` gathers the rows
    that one of them tries; of the questions in `silent` nothing is said.
    """

    def __init__(self, library: Library, file: NormFile, standards: list[Standard]) -> None:
        self.library = library
        self.file = file
        self.newest = standards[-1]
        self.asked = dict.fromkeys(name for one in standards for name in one.questions)
        self.tried: set[tuple[str, str]] = set()
        self.silent = {name for one in standards for name in one.unsound | one.disputed}

    def run(self, example: Example) -> Iterator[Problem]:
        """What an example expects and does not get."""
        if not self.library.words.unsound.isdisjoint(example.facts):
            self.silent |= {*example.expect}
            return
        standard = _standard_on(self.library, self.file, example.facts.get("on_date"))
        answers = _answer_example(standard or self.newest, example)
        if isinstance(answers, Problem):
            self.silent |= {*example.expect}
            yield answers
            return
        for name, expected in example.expect.items():
            if name not in self.silent:
                yield from self._held(example, name, expected, answers.get(name))

    def _held(
        self, example: Example, name: str, expected: tuple[str, ...], answered: Answered | None
    ) -> Iterator[Problem]:
        if answered is None and expected and name not in self.asked:
            return  # told by `_odd_examples`
        got = _shown(answered, expected, self.file) if answered else ()
        if answered:
            self.tried |= {(name, code) for code in _tried(answered, self.file)}
            if _as_expected(answered, expected, got, self.file):
                return
        yield Problem(
            self.file.file,
            example.line,
            _("Eksemplet {name}: {question} skulle give {expected}, men giver {got}.").format(
                name=f'"{example.name}"',
                question=name,
                expected=", ".join(expected) or _("intet"),
                got=", ".join(_with_missing(answered, got)) or _("intet"),
            ),
            _("Ret reglen eller eksemplet."),
            code="example",
        )


def _unused(file: NormFile) -> Problem:
    return Problem(
        file.file,
        1,
        _(
            "Filen kan ikke bruges: ingen dag har både den og loven om ydelsen, eller en anden "
            "fil for samme ydelse skjuler den."
        ),
        _(
            "Læg loven om ydelsen i norms/national, eller ret service, unit, valid_from og "
            "valid_to."
        ),
        code="unused",
    )


def _odd_examples(
    file: NormFile, asked: Collection[str], unsound: Container[str]
) -> Iterator[Problem]:
    """Examples that try nothing, that have one name, or that ask what nobody asks on any day."""
    names = [example.name for example in file.examples]
    for place, example in enumerate(file.examples):
        faults = []
        if not example.expect:
            faults.append(
                (
                    _("Eksemplet {name} prøver intet.").format(name=f'"{example.name}"'),
                    _('Skriv svarene i expect, fx expect = { days_per_week = ["5"] }.'),
                )
            )
        if example.name in names[:place]:
            faults.append(
                (
                    _("To eksempler hedder {name}.").format(name=f'"{example.name}"'),
                    _("Giv hvert eksempel et navn, der siger, hvad det prøver."),
                )
            )
        faults += [
            (
                _("Eksemplet {name}: intet svarer på {question}.").format(
                    name=f'"{example.name}"', question=name
                ),
                remedy(name, asked, _("Ret navnet, eller skriv regler for spørgsmålet.")),
            )
            for name, expected in example.expect.items()
            if expected and name not in asked and name not in unsound
        ]
        for what, todo in faults:
            yield Problem(example.file, example.line, what, todo, code="example")


def _standard_on(library: Library, file: NormFile, day: object) -> Standard | None:
    """The rules of an example's own `on_date`; None where it has none in the file's time."""
    try:
        standard = library.standard_around(file, date.fromisoformat(str(day)))
    except (ValueError, NotCodedError):
        return None
    return standard if file in standard.files else None


def _answer_example(standard: Standard, example: Example) -> dict[str, Answered] | Problem:
    known: dict[str, Known] = {}
    for name, value in example.facts.items():
        try:
            known[name] = standard.code(name, value)
        except ValueError as error:
            return Problem(
                example.file,
                example.line,
                _("Eksemplet {name}: {fact}: {error}.").format(
                    name=f'"{example.name}"', fact=name, error=error
                ),
                remedy(
                    name,
                    () if name in standard.words.facts else standard.words.facts,
                    _("Ret oplysningen i eksemplet."),
                ),
                code="example",
            )
    try:
        standard.derive(example.facts, known)
    except FactError as error:
        what = _("Eksemplet {name}: {error}").format(name=f'"{example.name}"', error=error)
        todo = _("Ret oplysningen i eksemplet.")
        return Problem(example.file, example.line, what, todo, code="example")
    return standard.outcomes(known, example.expect)


def _shown(answered: Answered, expected: tuple[str, ...], file: NormFile) -> tuple[str, ...]:
    """What an example's `expect` is held against.

    Duties are all the file's own rows that hold. A choice is its answers, and these rows too as
    soon as the example names rows.
    """
    if answered.question.shape is Shape.DUTIES:
        return tuple(_holding(answered, file))
    if answered.question.shape is Shape.CHOICE:
        answers = [answer_code(value) for value in answered.possible if isinstance(value, Answer)]
        names_rows = any(result.row.code in expected for result in answered.rows)
        return (*answers, *(_holding(answered, file) if names_rows else ()))
    marked = [
        result.row.code
        for result in answered.rows
        if result.row.file == file.file and result.status in (Status.NOT_MET, Status.INDIVIDUAL)
    ]
    return (str(answered.value), *marked)


def _with_missing(answered: Answered | None, got: tuple[str, ...]) -> Iterator[str]:
    """What an example got, and of criteria that stand open the facts that it does not give."""
    for code in got:
        if answered is None or code != Outcome.UNKNOWN:
            yield code
            continue
        lacks = dict.fromkeys(name for result in answered.rows for name in result.missing)
        yield _("{code} (mangler {facts})").format(code=code, facts=", ".join(lacks))


def _holding(answered: Answered, file: NormFile) -> Iterator[str]:
    """The file's own rows that hold, and those of which the example leaves it open."""
    for result in answered.rows:
        if result.row.file == file.file and result.status is Status.HOLDS:
            yield result.row.code
        elif result.row.file == file.file and result.status is Status.UNKNOWN:
            yield _("{code} (mangler {facts})").format(
                code=result.row.code, facts=", ".join(result.missing)
            )


def _as_expected(
    answered: Answered, expected: tuple[str, ...], got: tuple[str, ...], file: NormFile
) -> bool:
    """Whether they are the same; rows of other files that hold may be named or not.

    A range may be written as in an answer, `2..3`, or as it is shown, `2-3`.
    """
    others = {row.code for row in answered.holding() if row.file != file.file}
    named = {one.replace("..", "-") if _RANGE.fullmatch(one) else one for one in expected}
    return named - others == set(got)


def _tried(answered: Answered, file: NormFile) -> Iterator[str]:
    wanted = (
        {Status.NOT_MET, Status.INDIVIDUAL}
        if answered.question.shape is Shape.CRITERIA
        else {Status.HOLDS}
    )
    return (
        result.row.code
        for result in answered.rows
        if result.status in wanted and result.row.file == file.file
    )
