"""Prove a standard over the whole table of each question, and run its examples.

What is found, by `Problem.code`:

- `gap`: a citizen whom no row of a choice answers;
- `dead`: a row that never decides anything, and `repeated`: one that says what another says;
- `example`: an example that the norms answer otherwise, and `untried`: a row that no example tries;
- `unused`: a file that no day's rules are made of;
- `source`: rules older than a source they cite;
- `second_hand`: a binding row whose documents cannot carry its rank (`norms.second_hand`);
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

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path

from kompas.norms.answers import Value
from kompas.norms.derivations import FUNCTIONS
from kompas.norms.examples import tried_by_examples
from kompas.norms.library import Library, frozen_digests, gather
from kompas.norms.problems import NormError, Problem
from kompas.norms.question import RuledQuestion, nearest_first
from kompas.norms.remarks import open_questions
from kompas.norms.repeated_figures import restated
from kompas.norms.rows import NormFile, Protection, Row, lies_within
from kompas.norms.second_hand import second_hand
from kompas.norms.standard import Standard
from kompas.norms.table import Point
from kompas.norms.vocabulary import DerivedFunction, Favour, Shape
from kompas.words import _, day_text


def verify(library: Library, tell: Callable[[str], object] = str) -> list[Problem]:
    """Everything that is wrong or doubtful in a library, in the order of files and lines.

    `tell` is called with each file before its rules are proven: it may take a while.
    """
    found: list[Problem] = []
    for standard in library.standards():
        tell((standard.local or standard.files[-1]).file)
        found += verify_standard(standard)
    found += _earlier(library, {problem.file for problem in found if problem.blocks})
    # No example can try a rule that never applies; that is told already.
    dead = {(problem.file, problem.line) for problem in found if problem.code == "dead"}
    for file in (*library.files, *library.earlier):
        found += tried_by_examples(library, file, dead)
        found += _sources(file)
    found += _frozen(library)
    found += _grounds(library)
    found += restated(library)
    found += second_hand(library)
    for file in library.files:
        found += open_questions(file.file, file.remarks)
    replaced = {file.replaces for file in library.files}
    # A file that was replaced is history: what was open in it is no question to anybody now.
    return sorted({one for one in found if one.blocks or one.file not in replaced})


def check(
    folder: Path,
    functions: Mapping[str, DerivedFunction] = FUNCTIONS,
    tell: Callable[[str], object] = str,
) -> tuple[Library | None, list[Problem]]:
    """Every fault of a folder in one go: what the loader refuses, and what the proof finds beside.

    The library is None where the norms cannot be used. `tell` is called with each file in turn.
    """
    problems: list[Problem] = []
    try:
        library = gather(folder, problems, functions)
    except NormError as error:
        return None, sorted({*problems, *error.problems})
    can_be_used = not any(problem.blocks for problem in problems)
    # Such a file is in force on no day, or hides another: that is told, with what to do.
    out_of_line = {one.file for one in problems if one.code in ("replaces", "same_days")}
    try:
        found = verify(library, tell)
        problems += [p for p in found if p.code != "unused" or p.file not in out_of_line]
    except NormError as error:  # the lock cannot be read
        return None, sorted({*problems, *error.problems})
    return library if can_be_used else None, sorted(set(problems))


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
    for name, ruled in standard.questions.items():
        if name in standard.unsound:
            continue
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
    table, is_criteria = ruled.table, ruled.question.shape is Shape.CRITERIA
    everybody = table.key({})
    ways = () if is_criteria else [holding for _point, holding in table.telling()]
    deciding = frozenset().union(*map(ruled.deciding, ways))
    for place, row in enumerate(ruled.rows):
        if is_criteria:  # each is a condition of its own, whatever the others say
            holds = {place in way for way in table.holding_together(everybody, (place,))}
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
        elif place not in deciding:
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
    telling = ruled.table.telling()
    if not any(holding for _point, holding in telling):
        return
    for point, holding in telling:
        if not ruled.values_of(holding):  # nor where all that hold give way to each other
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
    for axis, protection, cells, guiding in ruled.protected:
        for place in guiding:
            if pair := _pair(ruled, place, axis, cells):
                yield _conflict(standard, ruled, ruled.rows[place], protection, axis, pair)


def _pair(
    ruled: RuledQuestion, place: int, axis: int, cells: Sequence[int]
) -> tuple[Point, Point] | None:
    """A worse and a better point, the row at `place` lowering the worse one."""
    if ruled.question.shape is not Shape.CRITERIA:
        return _choice_pair(ruled, place, axis, cells)
    # A criterion is tried on its own facts.
    for worse in ruled.points_over(ruled.rows[place].facts):
        if worse[axis] not in cells or not ruled.lowers(place, worse):
            continue
        for cell in nearest_first(cells, worse[axis]):
            better = _at(worse, axis, cell)
            if ruled.row_better(place, better, worse):
                return worse, better
    return None


def _choice_pair(
    ruled: RuledQuestion, place: int, axis: int, cells: Sequence[int]
) -> tuple[Point, Point] | None:
    """The same for a choice: the row beside all that can hold with it, not point by point."""
    table = ruled.table
    judged: dict[int, tuple[Value | None, frozenset[int]]] = {}

    def judge(mask: int) -> tuple[Value | None, frozenset[int]]:
        if mask not in judged:
            holding = table.rows_of(mask)
            judged[mask] = next(iter(ruled.values_of(holding)), None), ruled.deciding(holding)
        return judged[mask]

    for mask, point in table.beside(place, axis):
        by_mask: dict[int, list[int]] = {}
        for cell in cells:
            by_mask.setdefault(table.narrowed(mask, axis, cell), []).append(cell)
        for here, (worse, *_others) in by_mask.items():
            value, deciding = judge(here)
            if place not in deciding:
                continue
            better = [
                cell
                for other, found in by_mask.items()
                if other != here and ruled.better(judge(other)[0], value)
                for cell in found
            ]
            if better:
                cell = nearest_first(better, worse)[0]
                return _at(point, axis, worse), _at(point, axis, cell)
    return None


def _at(point: Point, axis: int, cell: int) -> Point:
    return (*point[:axis], cell, *point[axis + 1 :])


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
                    first=day_text(first), source=source.key, dated=day_text(source.dated)
                ),
                _("Ret valid_from, eller henvis til den kilde, der gjaldt da."),
            )


def _frozen(library: Library) -> Iterator[Problem]:
    digests = {file.file: file.digest for file in (*library.files, *library.earlier)}
    digests |= library.left_out
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
