"""What a question answers where just some boxes of its rows hold, and how each row comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kompas.norms.answers import Outcome, RowResult, Status, Value
from kompas.norms.rows import Answer, AnswerKind, Effect, Row
from kompas.norms.table import Table
from kompas.norms.vocabulary import Favour, Question, Shape

GRADES = (Outcome.IN, Outcome.INDIVIDUAL, Outcome.OUTSIDE_GUIDING, Outcome.OUT)
NOT_STATED = Answer(AnswerKind.NOT_STATED)
_SILENT = (NOT_STATED,)
_BY_GRADE = tuple((outcome,) for outcome in GRADES)


@dataclass(frozen=True, slots=True, eq=False)
class RowRuling:
    """A row with its boxes, those of the rows that it gives way to, and how it may come out.

    `off` is how it comes out where it does not hold: only a criterion says something there. `grade`
    is how bad a criterion makes the answer that is not simply met, which it is not where it holds
    if it `fails_on`. `axes` has a bit for each axis that it names.
    """

    boxes: int
    over: int
    off: RowResult | None
    on: RowResult
    aside: RowResult
    grade: int
    fails_on: bool
    axes: int

    @property
    def shown(self) -> list[RowResult]:
        """All ways in which the row can come out."""
        found = (self.off, self.on, self.aside if self.over else None)
        return [result for result in found if result]

    def result(self, mask: int) -> RowResult | None:
        """How the row comes out where just the boxes of a mask hold; None where it says nothing."""
        if mask & self.boxes:
            return self.aside if mask & self.over else self.on
        return self.off


@dataclass(slots=True, eq=False)
class Ruling:
    """What follows where just some boxes hold.

    Another value of one fact gives a better answer only `along` these axes, and only where one of
    the boxes `better` holds, or anywhere if that is below zero. Filled when first shown is the JSON
    of what stands here, as `beginning`, and of whole answers by what is told beside it.
    """

    value: Value | None
    possible: tuple[Value, ...]
    better: int
    along: tuple[int, ...]
    rows: tuple[RowResult, ...]
    beginning: bytes = b""
    rendered: dict[bytes, bytes] = field(default_factory=dict)


_Turning = tuple[int, tuple[int, ...]]
"""Boxes and axes that can turn an answer: `better` and `along` of a ruling."""
_NOTHING_TURNS: _Turning = (0, ())


class _Given(NamedTuple):
    """One answer of a choice: the boxes of all rows that give it, and what gives a better one."""

    boxes: int
    only: tuple[Answer]
    turning: _Turning = _NOTHING_TURNS


class Rulings(dict[int, Ruling]):
    """What follows from the rows of a question, by the mask of the boxes that hold."""

    def __init__(self, question: Question, table: Table) -> None:
        super().__init__()
        self.question, self.rows = question, table.rows
        self.is_criteria = question.shape is Shape.CRITERIA
        self.ways = _ways(self.rows)
        self.can_give_way = not self.is_criteria and any(self.ways)
        self.sides = [self._side(place, table) for place in range(len(self.rows))]
        self._ways_out = [(one.boxes, one.over, one.off, one.on, one.aside) for one in self.sides]
        self._yielding = [(side.boxes, side.over) for side in self.sides if side.over]
        self._by_grade = [
            (grade, sides)
            for grade in (3, 2, 1)
            if (sides := [side for side in self.sides if side.grade == grade])
        ]
        self._every_given: list[_Given] = []
        if question.shape is Shape.CHOICE:
            self._every_given = [_Given(boxes, (answer,)) for answer, boxes in self._boxes_of()]
            self._every_given = [
                one._replace(turning=self.turning(one.only[0])) for one in self._every_given
            ]

    def __missing__(self, mask: int) -> Ruling:
        rows = tuple(
            [
                result
                for boxes, over, off, on, aside in self._ways_out
                if (result := (aside if mask & over else on) if mask & boxes else off)
            ]
        )
        value, possible, turning = self._answered(mask)
        ruling = self[mask] = Ruling(value, possible, *turning, rows)
        return ruling

    def _answered(self, mask: int) -> tuple[Value | None, tuple[Value, ...], _Turning]:
        if self.is_criteria:
            grade = self.grade(mask)
            worst = _BY_GRADE[grade]
            return worst[0], worst, self._failing(mask, grade) if grade else _NOTHING_TURNS
        if self.question.shape is Shape.DUTIES:
            return None, (), _NOTHING_TURNS
        given = self._given(self.deciding(mask))
        if len(given) == 1:
            _boxes, only, turning = given[0]
            return only[0], only, turning
        possible = self.possible(mask)
        value = possible[0] if len(possible) == 1 else None
        return value, possible, self.turning(possible[0])

    def possible(self, mask: int) -> tuple[Value, ...]:
        """The same as `answers`; where no row answers, that nothing is stated."""
        return self.answers(mask) or _SILENT

    def answers(self, mask: int) -> tuple[Value, ...]:
        """The different answers: one in a sound table, none in a gap. Duties have no value."""
        if self.is_criteria:
            return _BY_GRADE[self.grade(mask)]
        deciding = self.deciding(mask)
        given = self._given(deciding)
        if len(given) == 1:
            return given[0].only
        # As the rows stand in the files, not as their answers do.
        rows = (side.on.row for side in self.sides if side.boxes & deciding)
        return tuple(dict.fromkeys(row.answer for row in rows if row.answer is not None))

    def _given(self, deciding: int) -> list[_Given]:
        return [given for given in self._every_given if given.boxes & deciding]

    def deciding(self, mask: int) -> int:
        """Of the boxes that hold, those of rows that do not give way to another."""
        left = mask
        for boxes, over in self._yielding:
            if mask & over:
                left &= ~boxes
        return left

    def grade(self, mask: int) -> int:
        """How bad the criteria make the answer, as a place in `GRADES`."""
        for grade, sides in self._by_grade:
            for side in sides:
                if (not mask & side.boxes) is not side.fails_on:
                    return grade
        return 0

    def better(self, one: Value | None, other: Value | None) -> bool:
        """Whether `one` is better for the citizen than `other`, as far as that can be said."""
        if isinstance(one, Answer) and isinstance(other, Answer):
            return _better_answer(one, other, self.question)
        if isinstance(one, Outcome) and isinstance(other, Outcome):
            return GRADES.index(one) < GRADES.index(other)
        return False

    def improves(self, others: Sequence[Value], here: Sequence[Value]) -> bool:
        """Whether the open answers `others` are better than those `here`, and none is worse."""
        return self.better(others[0], here[0]) and not any(
            self.better(here[-1], value) for value in others
        )

    def improvement(self, mask: int, than: Ruling) -> tuple[Value, ...]:
        """The answers where the boxes of a mask hold, if they are better; else none."""
        if self.is_criteria:
            grade = self.grade(mask)
            return _BY_GRADE[grade] if grade < GRADES.index(than.possible[0]) else ()
        if not mask & than.better:
            return ()
        given = self._given(self.deciding(mask))
        if len(given) == len(than.possible) == 1:
            return given[0].only if given[0].boxes & than.better else ()
        values = self.possible(mask)
        return values if self.improves(values, than.possible) else ()

    def _failing(self, mask: int, grade: int) -> _Turning:
        """A criterion that makes the answer so bad: all that do must be turned by one fact."""
        boxes, axes = 0, -1
        for side in self.sides:
            if side.grade == grade and (not mask & side.boxes) is not side.fails_on:
                boxes = -1 if side.fails_on else side.boxes
                axes &= side.axes
        return boxes, _places(axes)

    def turning(self, here: Value) -> _Turning:
        """The boxes of the rows that answer better than `here`, and the axes that they name."""
        boxes = axes = 0
        for side in self.sides:
            if self.better(side.on.row.answer, here):
                boxes |= side.boxes
                axes |= side.axes
        return boxes, _places(axes)

    def _side(self, place: int, table: Table) -> RowRuling:
        row = self.rows[place]
        off = None
        on, aside = RowResult(row, Status.HOLDS), RowResult(row, Status.GIVES_WAY)
        if self.is_criteria and row.effect is Effect.INDIVIDUAL:
            off, on = RowResult(row, Status.MET), RowResult(row, Status.INDIVIDUAL)
        elif self.is_criteria:
            off, on = RowResult(row, Status.NOT_MET), RowResult(row, Status.MET)
        boxes = table.boxes_of((place,))
        over = table.boxes_of(self.ways[place]) if self.can_give_way else 0
        axes = sum(1 << at for at, axis in enumerate(table.axes) if axis.fact in row.facts)
        grade = max(grade_of(off), grade_of(on)) if self.is_criteria else 0
        return RowRuling(boxes, over, off, on, aside, grade, row.effect is Effect.INDIVIDUAL, axes)

    def _boxes_of(self) -> Iterable[tuple[Answer, int]]:
        """The different answers of the rows, each with all their boxes."""
        found: dict[Answer, int] = {}
        for side in self.sides:
            if (answer := side.on.row.answer) is not None:
                found[answer] = found.get(answer, 0) | side.boxes
        return found.items()


def _places(bits: int) -> tuple[int, ...]:
    """The places of the bits that are set."""
    return tuple(place for place in range(bits.bit_length()) if bits >> place & 1)


def grade_of(result: RowResult | None) -> int:
    """How bad a criterion that came out so makes the answer."""
    if result is None or result.status is Status.MET:
        return 0
    return 1 if result.status is Status.INDIVIDUAL else 3 if result.row.rank.binds else 2


def circle_in(ways: Mapping[str, Iterable[str]]) -> list[str]:
    """The codes of one circle of rows that give way to each other, in order; none where none is."""
    done: set[str] = set()
    for start in ways:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            code, depth = stack.pop()
            del path[depth:]
            if code in path:
                return path[path.index(code) :]
            if code in done or code not in ways:
                continue
            path.append(code)
            stack += [(other, depth + 1) for other in ways[code]]
        done.update(path)
    return []


def _ways(rows: Sequence[Row]) -> list[frozenset[int]]:
    """For each row, the places of the rows it gives way to."""
    places: dict[str, int] = {row.code: place for place, row in enumerate(rows)}
    return [frozenset(places[code] for code in row.unless if code in places) for row in rows]


def _better_answer(one: Answer, other: Answer, question: Question) -> bool:
    if question.favour is Favour.LISTED and one.code and other.code:
        codes = list(question.answers)  # one that is not among them is told as a fault of its row
        known = one.code in codes and other.code in codes
        return known and codes.index(one.code) < codes.index(other.code)
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    if (one.low, one.high) == (other.low, other.high):
        return False
    if one.is_ceiling or other.is_ceiling:  # the most that can be; below it nothing is promised
        one_most, most = (one.high, not one.is_ceiling), (other.high, not other.is_ceiling)
        more, less = one_most >= most, one_most <= most
    else:
        more = one.low >= other.low and one.high >= other.high
        less = one.low <= other.low and one.high <= other.high
    return more if question.favour is Favour.MORE else question.favour is Favour.LESS and less
