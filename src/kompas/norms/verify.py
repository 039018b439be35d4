"""Prove a standard over the whole table of each question, and run its examples.

What is found, by `Problem.code`:

- `gap`: a citizen whom no row of a choice answers;
- `dead`: a row that never decides anything, and `repeated`: one that says what another says;
- `example`: an example that the norms answer otherwise, and `untried`: a row that no example tries;
- `unused`: a file that no day's rules are made of;
- `source`: rules older than a source they cite;
- `frozen`: a file in use that was changed;
- `ground`: a protection that names a ground which is missing, or carries a decision alone;
- `restates`: a row that repeats one that is not there, and `restated` (does not block): one that
  says something else than the row it repeats;
- `open_question` (does not block): what a file itself leaves to somebody with legal insight;
- `conflict` (does not block): a guiding row that lowers an answer by a fact alone that law or
  precedent protects, with the two citizens who show it.

The loader has refused by then: `overlap` (two rows of a choice that both decide and answer
differently), `unless` (a row that gives way to none), `doubled` (a code in two files), `circle` and
`unanswered` (questions that wait for an answer), `same_days` and `replaces` (versions of a
standard), and `unreadable`: all else.
"""

from collections.abc import Collection, Container, Iterator
from datetime import date

from kompas.norms.answers import Answered, Status
from kompas.norms.library import Library, frozen_digests
from kompas.norms.problems import NotCodedError, Problem, remedy
from kompas.norms.question import RuledQuestion, nearest_first
from kompas.norms.remarks import open_questions
from kompas.norms.restated import restated
from kompas.norms.rows import (
    Answer,
    AnswerKind,
    Example,
    NormFile,
    Protection,
    Row,
    lies_within,
)
from kompas.norms.standard import Standard
from kompas.norms.table import Known, Point
from kompas.norms.vocabulary import Favour, Shape
from kompas.words import _


def verify(library: Library) -> list[Problem]:
    """Everything that is wrong or doubtful in a library, in the order of files and lines."""
    found = [problem for standard in library.standards() for problem in verify_standard(standard)]
    found += _earlier(library, {problem.file for problem in found if problem.blocks})
    for file in (*library.files, *library.earlier):
        found += _examples(library, file)
        found += _sources(file)
    found += _frozen(library)
    found += _grounds(library)
    found += restated(library)
    for file in library.files:
        found += open_questions(file.file, file.remarks)
    replaced = {file.replaces for file in library.files}
    # A file that was replaced is history: what was open in it is no question to anybody now.
    return sorted({one for one in found if one.blocks or one.file not in replaced})


def _earlier(library: Library, broken: Container[str]) -> Iterator[Problem]:
    """The faults of earlier levels, but for what they keep of a broken file, which is told there.

    They decide nothing any more: that one strays from the law is no open question.
    """
    for file in library.earlier:
        if file.precedes not in broken:
            for standard in library.standards_of(file):
                yield from (problem for problem in verify_standard(standard) if problem.blocks)


def verify_standard(standard: Standard) -> list[Problem]:
    """The faults of the tables of one standard."""
    found: list[Problem] = []
    for ruled in standard.questions.values():
        found += _dead_rows(ruled)
        found += _repeated(ruled)
        if ruled.question.shape is Shape.CHOICE:
            found += _gaps(standard, ruled)
        if ruled.question.shape is Shape.CRITERIA or ruled.question.favour is not Favour.NONE:
            found += _conflicts(standard, ruled)
    return found


def _problem(row: Row, code: str, what: str, remedy: str, *, blocks: bool = True) -> Problem:
    return Problem(row.file, row.line, what, remedy, blocks, code)


def _dead_rows(ruled: RuledQuestion) -> Iterator[Problem]:
    ways = [ruled.table.holding(point) for point in ruled.table.telling_points()]
    for place, row in enumerate(ruled.rows):
        if ruled.question.shape is Shape.CRITERIA:
            holds = {place in way for way in ways}
            if holds == {False}:
                yield _problem(
                    row,
                    "dead",
                    _("Kriteriet {code} kan aldrig være opfyldt.").format(code=row.code),
                    _("Ret betingelsen."),
                )
            elif holds == {True}:
                yield _problem(
                    row,
                    "dead",
                    _("Kriteriet {code} skelner ikke: alle borgere får samme svar.").format(
                        code=row.code
                    ),
                    _("Ret betingelsen, eller fjern kriteriet."),
                )
        elif not any(place in ruled.deciding(way) for way in ways):
            yield _problem(
                row,
                "dead",
                _("Reglen {code} kommer aldrig til at gælde.").format(code=row.code),
                _("Ret betingelsen eller unless, eller fjern reglen."),
            )


def _repeated(ruled: RuledQuestion) -> Iterator[Problem]:
    """A row of the same file that says no more than another; a national rule may be restated."""
    for place, row in enumerate(ruled.rows):
        for other in ruled.rows[:place]:
            same_words = (row.effect, row.answer, row.requires) == (
                other.effect,
                other.answer,
                other.requires,
            )
            if row.file == other.file and same_words and _within(row, other, ruled):
                yield _problem(
                    row,
                    "repeated",
                    _("Reglen {code} siger det samme som {other}.").format(
                        code=row.code, other=other.code
                    ),
                    _("Fjern den ene, eller ret dens betingelse."),
                )


def _within(row: Row, other: Row, ruled: RuledQuestion) -> bool:
    if ruled.question.shape is Shape.DUTIES:
        return row.boxes == other.boxes and row.text == other.text
    if ruled.question.shape is Shape.CRITERIA:
        return row.boxes == other.boxes
    return row.unless == other.unless and lies_within(row, other)


def _gaps(standard: Standard, ruled: RuledQuestion) -> Iterator[Problem]:
    points = ruled.table.telling_points()
    if not any(ruled.table.holding(point) for point in points):
        return
    for point in points:
        if not ruled.values_at(point):  # nor where all that hold give way to each other
            first = next((row for row in ruled.rows if not row.rank.binds), ruled.rows[0])
            yield _problem(
                first,
                "gap",
                _("{question}: ingen regel svarer for: {example}.").format(
                    question=ruled.question.text, example=standard.example(ruled, point)
                ),
                _('Tilføj en regel, eller svar "individual" eller "not_stated" for de borgere.'),
            )
            return


def _conflicts(standard: Standard, ruled: RuledQuestion) -> Iterator[Problem]:
    """Pairs of citizens who differ in one protected fact only and get different answers by it."""
    for axis, protection, cells in ruled.protected:
        for place, row in enumerate(ruled.rows):
            guiding = ruled.axes[axis].fact in row.facts and not row.rank.binds
            pair = _pair(ruled, place, axis, cells) if guiding else None
            if pair:
                yield _conflict(standard, ruled, row, protection, axis, pair)


def _pair(
    ruled: RuledQuestion, place: int, axis: int, cells: list[int]
) -> tuple[Point, Point] | None:
    """A worse and a better point, the row at `place` lowering the worse one."""
    for worse in ruled.points_over(_deciding_facts(ruled, place)):
        if worse[axis] not in cells or place not in ruled.lowering(worse):
            continue
        for cell in nearest_first(cells, worse[axis]):
            better = (*worse[:axis], cell, *worse[axis + 1 :])
            if ruled.row_better(place, better, worse):
                return worse, better
    return None


def _deciding_facts(ruled: RuledQuestion, place: int) -> tuple[str, ...]:
    """A criterion is tried on its own facts; a choice row beside all others."""
    if ruled.question.shape is Shape.CRITERIA:
        return ruled.rows[place].facts
    return tuple(axis.fact for axis in ruled.axes)


def _conflict(
    standard: Standard,
    ruled: RuledQuestion,
    row: Row,
    protection: Protection,
    axis: int,
    pair: tuple[Point, Point],
) -> Problem:
    worse, better = pair
    fact = ruled.axes[axis]

    def value(point: Point, other: Point) -> str:
        """The value in the cell that lies nearest to the other citizen's."""
        low, high = fact.span(point[axis])
        return fact.domain.text(high if point[axis] < other[axis] else low)

    return _problem(
        row,
        "conflict",
        _(
            "{question}: den vejledende regel {code} giver et dårligere svar, alene fordi "
            "»{fact}« er »{worse}« i stedet for »{better}«. Det strider mod {source}: {protection}"
        ).format(
            question=ruled.question.text,
            code=row.code,
            fact=standard.fact_text(fact.fact),
            worse=value(worse, better),
            better=value(better, worse),
            protection=protection.text,
            source=protection.citation,
        ),
        _(
            "Reglen kan ikke alene bære en afgørelse. Lad en jurist tage stilling: skal den vige "
            "(unless), eller stå med en begrundelse?"
        ),
        blocks=False,
    )


def _sources(file: NormFile) -> Iterator[Problem]:
    """A source younger than what rests on it, told once."""
    told: set[str] = set()
    for row in file.rows:
        source, first = row.citation.source, row.period.first or file.period.first
        if source.dated and first and source.dated > first and source.key not in told:
            told.add(source.key)
            yield _problem(
                row,
                "source",
                _("Reglen gælder fra {first}, men kilden {source} er først fra {dated}.").format(
                    first=first.isoformat(), source=source.key, dated=source.dated.isoformat()
                ),
                _("Ret valid_from, eller henvis til den kilde, der gjaldt da."),
            )


def _frozen(library: Library) -> Iterator[Problem]:
    digests = {file.file: file.digest for file in (*library.files, *library.earlier)}
    for file, digest in frozen_digests(library.folder).items():
        if digests.get(file) != digest:
            yield Problem(
                file,
                0,
                _("Filen er i brug og må ikke ændres eller slettes."),
                _(
                    "Læg den tilbage, som den var, og skriv rettelsen i en ny fil med egen "
                    'valid_from og replaces = "{file}".'
                ).format(file=file),
                code="frozen",
            )


def _grounds(library: Library) -> Iterator[Problem]:
    """A protected ground may not be one that carries alone."""
    for file in library.files:
        for protection in file.protections:
            for name in protection.grounds:
                ground = library.grounds.get(name)
                if ground is None or ground.carries == "alone":
                    yield Problem(
                        file.file,
                        protection.line,
                        _(
                            "{code} nævner grunden {ground}, som ikke findes eller kan bære alene."
                        ).format(code=protection.code, ground=name),
                        _("Ret navnet, eller ret carries i national/grounds.toml."),
                        code="ground",
                    )


def _examples(library: Library, file: NormFile) -> Iterator[Problem]:
    standards = library.standards_of(file)
    if not standards:
        yield Problem(
            file.file,
            1,
            _(
                "Filen kan ikke bruges: ingen dag har både den og loven om ydelsen, eller en "
                "anden fil for samme ydelse skjuler den."
            ),
            _(
                "Læg loven om ydelsen i norms/national, eller ret service, unit, valid_from og "
                "valid_to."
            ),
            code="unused",
        )
        return
    tried: set[tuple[str, str]] = set()
    asked = dict.fromkeys(name for standard in standards for name in standard.questions)
    yield from _odd_examples(file, asked)
    for example in file.examples:
        standard = _standard_on(library, file, example.facts.get("on_date"))
        answers = _answer_example(standard or standards[-1], example)
        if isinstance(answers, Problem):
            yield answers
            continue
        for name, expected in example.expect.items():
            answered = answers.get(name)
            if answered is None and expected and name not in asked:
                continue  # told by `_odd_examples`
            got = _shown(answered, expected, file) if answered else ()
            tried |= {(name, code) for code in _tried(answered, file)} if answered else set()
            if answered is None or not _as_expected(answered, expected, got, file):
                yield Problem(
                    file.file,
                    example.line,
                    _(
                        "Eksemplet {name}: {question} skulle give {expected}, men giver {got}."
                    ).format(
                        name=f'"{example.name}"',
                        question=name,
                        expected=", ".join(expected) or _("intet"),
                        got=", ".join(got) or _("intet"),
                    ),
                    _("Ret reglen eller eksemplet."),
                    code="example",
                )
    for row in file.rows:
        if (row.question, row.code) not in tried:
            yield _problem(
                row,
                "untried",
                _("Intet eksempel prøver reglen {code}.").format(code=row.code),
                _(
                    "Tilføj et [[example]] med en borger, som reglen afgør svaret for, og svaret i "
                    "expect."
                ),
            )


def _odd_examples(file: NormFile, asked: Collection[str]) -> Iterator[Problem]:
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
            if expected and name not in asked
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
    """Whether they are the same; rows of other files that hold may be named or not."""
    others = {row.code for row in answered.holding() if row.file != file.file}
    return set(expected) - others == set(got)


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


def answer_code(answer: Answer) -> str:
    """An answer as short as it is written in an example: `3-4`, `full_time`, `individual`."""
    if answer.kind is AnswerKind.CODE:
        return str(answer.code)
    if answer.kind is AnswerKind.NUMBER:
        return str(answer.low) if answer.low == answer.high else f"{answer.low}-{answer.high}"
    return answer.kind.value
