"""One question with the rows that answer it: from a key of its table to the reasoned answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeGuard

from kompas.norms.answers import (
    Answered,
    Conflict,
    NearMiss,
    Outcome,
    RowResult,
    Status,
    Value,
)
from kompas.norms.domain import Domain
from kompas.norms.rows import Answer, AnswerKind, Effect, Protection, Row
from kompas.norms.table import Axis, Key, Known, Point, Table
from kompas.norms.vocabulary import Favour, Question, Shape

_GRADES = (Outcome.IN, Outcome.INDIVIDUAL, Outcome.OUTSIDE_GUIDING, Outcome.OUT)
_FAILING = frozenset({Status.NOT_MET, Status.INDIVIDUAL})
NOT_STATED = Answer(AnswerKind.NOT_STATED)


@dataclass(slots=True)
class Found:
    """What was answered where: kept for all who stand there. `rendered` is filled when shown."""

    name: str
    key: Key
    answered: Answered
    value: Known
    rendered: bytes = b""


class RuledQuestion:
    """A question, its rows and its table. `found` are the answers that were made, by key."""

    def __init__(
        self,
        question: Question,
        rows: Sequence[Row],
        domains: dict[str, Domain],
        protections: Sequence[Protection] = (),
    ) -> None:
        self.question = question
        is_help = question.shape is not Shape.DUTIES and not question.time_limit
        weighed = protections if is_help else ()
        self.table = Table(rows, domains, [protection.facts for protection in weighed])
        self.axes = self.table.axes
        self.protected = [
            (place, protection, cells)
            for place, axis in enumerate(self.axes)
            for protection in weighed
            if (cells := axis.cells_in(protection.facts.get(axis.fact, ())))
        ]
        self.found: dict[Key, Found] = {}
        self._way = _ways(rows)
        is_criteria = question.shape is Shape.CRITERIA
        self._can_give_way = not is_criteria and any(self._way)
        self._sides = [_sides(row, is_criteria=is_criteria) for row in rows]
        self._grades = [tuple(map(_grade, side)) for side in self._sides] if is_criteria else []
        self._values: dict[frozenset[int], tuple[Value, ...]] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in the order of the files; the order has no meaning in law."""
        return self.table.rows

    @cached_property
    def same_for_all(self) -> Answer | None:
        """The answer that a choice gives whoever asks; None where it depends on something."""
        everything = self.table.key({})
        found = {
            value
            for holding in self.table.holding_together(everything)
            for value in self.values_of(holding) or (NOT_STATED,)
        }
        only = found.pop() if len(found) == 1 else None
        return only if isinstance(only, Answer) else None

    def value_at(self, point: Point) -> Value | None:
        """The one answer at a point; None where no row answers. Duties have no value."""
        found = self.values_at(point)
        return found[0] if found else None

    def values_at(self, point: Point) -> tuple[Value, ...]:
        """The different answers at a point: one in a sound table, none in a gap."""
        return self.values_of(self.table.holding(point))

    def values_of(self, holding: frozenset[int]) -> tuple[Value, ...]:
        """The different answers where just the rows at the places `holding` hold."""
        found = self._values.get(holding)
        if found is None:
            found = self._values[holding] = tuple(self._valued(holding))
        return found

    def _valued(self, holding: frozenset[int]) -> Iterable[Value]:
        if self.question.shape is Shape.CRITERIA:
            grades = [grade[place in holding] for place, grade in enumerate(self._grades)]
            return (_GRADES[max(grades, default=0)],)
        places = sorted(self.deciding(holding))
        answers = [answer for place in places if (answer := self.rows[place].answer) is not None]
        return dict.fromkeys(answers) if len(answers) > 1 else answers

    def deciding(self, holding: frozenset[int]) -> frozenset[int]:
        """Of the rows that hold, those that do not give way to another."""
        if not self._can_give_way:
            return holding
        return frozenset([place for place in holding if not self._way[place] & holding])

    def better(self, one: Value | None, other: Value | None) -> bool:
        """Whether `one` is better for the citizen than `other`, as far as that can be said."""
        if one is None or other is None or one == other:
            return False
        if isinstance(one, Outcome) and isinstance(other, Outcome):
            return _GRADES.index(one) < _GRADES.index(other)
        if not isinstance(one, Answer) or not isinstance(other, Answer):
            return False
        return _better_answer(one, other, self.question)

    def lowering(self, point: Point) -> frozenset[int]:
        """The places of the rows that decide at a point; of criteria, those not simply met."""
        holding = self.table.holding(point)
        if self.question.shape is Shape.CRITERIA:
            return frozenset(p for p, grade in enumerate(self._grades) if grade[p in holding])
        return self.deciding(holding)

    def row_better(self, place: int, better: Point, worse: Point) -> bool:
        """Whether `better` gives a better answer: a criterion by itself, else the choice."""
        if self.question.shape is Shape.CRITERIA:
            grade, holding = self._grades[place], self.table.holding
            return grade[place in holding(better)] < grade[place in holding(worse)]
        return self.better(self.value_at(better), self.value_at(worse))

    def points_over(self, facts: Iterable[str]) -> Iterator[Point]:
        """Every point over the axes of `facts`; the other axes stand at their first cell."""
        return self._sweep(tuple(axis.cells(None) for axis in self.axes), facts)

    def outcome(self, key: Key) -> Answered:
        """The answer at a key and how each row came out; no near misses, nothing to ask first."""
        possible, rows = self._possible(key), self._results(key)
        return Answered(self.question, self._value(possible), possible, rows, _lacking(rows))

    def answer(self, key: Key) -> Answered:
        """The reasoned answer at a key, made anew."""
        question, value, possible, rows, missing, *_rest = self.outcome(key)
        near_misses = tuple(self._near_misses(key, possible, rows)) if possible else ()
        conflicts = tuple(self._conflicts(key, possible)) if self.protected else ()
        settles = self._settles(key, missing) if missing else {}
        return Answered(question, value, possible, rows, missing, near_misses, conflicts, settles)

    def _value(self, possible: tuple[Value, ...]) -> Value | None:
        if len(possible) == 1:
            return possible[0]
        return Outcome.UNKNOWN if self.question.shape is Shape.CRITERIA else None

    def _possible(self, key: Key) -> tuple[Value, ...]:
        """Every answer that stands open at a key, best first as far as that can be said."""
        if self.question.shape is Shape.DUTIES:
            return ()
        if _is_point(key):
            return self.values_at(key) or (NOT_STATED,)
        if self.question.shape is Shape.CRITERIA:
            grades = {0}
            for places in self._components(key):
                found = self._component_grades(key, places)
                grades = {max(one, other) for one in grades for other in found}
            return tuple(_GRADES[grade] for grade in sorted(grades))
        values: dict[Value, None] = {}
        for holding in self.table.holding_together(key):
            for value in self.values_of(holding) or (NOT_STATED,):
                values[value] = None
        return tuple(sorted(values, key=self._order))

    def best_first(self, values: Iterable[Value]) -> tuple[Value, ...]:
        """The different values, best for the citizen first as far as that can be said."""
        return tuple(sorted(set(values), key=self._order))

    def _order(self, value: Value) -> tuple[int, int, str]:
        if isinstance(value, Outcome):
            return _GRADES.index(value), 0, ""
        codes = list(self.question.answers)
        place = codes.index(value.code) if value.code in codes else len(codes)
        sign = 1 if self.question.favour is Favour.LESS else -1
        return place, sign * (value.high if value.high is not None else -1), value.kind

    def _components(self, key: Key) -> Iterator[list[int]]:
        """Criteria that share an unknown fact belong together; the others stand alone."""
        groups: list[tuple[set[str], list[int]]] = []
        unknown = {
            axis.fact
            for axis, cells in zip(self.axes, key, strict=True)
            if not isinstance(cells, int)
        }
        for place, row in enumerate(self.rows):
            facts = {name for name in row.facts if name in unknown}
            joined = [group for group in groups if group[0] & facts]
            groups = [group for group in groups if not group[0] & facts]
            names = facts.union(*(group[0] for group in joined))
            groups.append((names, [place, *(p for group in joined for p in group[1])]))
        return (places for _names, places in groups)

    def _component_grades(self, key: Key, places: Sequence[int]) -> set[int]:
        return {
            max(self._grades[place][place in holding] for place in places)
            for holding in self.table.holding_together(key, places)
        }

    def _sweep(self, key: Key, facts: Iterable[str]) -> Iterator[Point]:
        """The open points over `facts`; an open axis of any other fact stands at its first cell."""
        wanted = set(facts)
        return product(
            *(
                (cells,) if isinstance(cells, int) else cells if axis.fact in wanted else cells[:1]
                for axis, cells in zip(self.axes, key, strict=True)
            )
        )

    def _results(self, key: Key) -> tuple[RowResult, ...]:
        """How the rows come out at a key; of choices and duties, those that may hold."""
        if _is_point(key):
            holding = self.table.holding(key)
            found = [side[place in holding] for place, side in enumerate(self._sides)]
            for place in holding if self._can_give_way else ():
                if self._way[place] & holding:
                    found[place] = RowResult(self.rows[place], Status.GIVES_WAY)
            return tuple(filter(None, found))
        return tuple(
            RowResult(self.rows[place], status, self._missing(key, place, status))
            for place, status in enumerate(self._statuses(key))
            if status is not None
        )

    def _statuses(self, key: Key) -> list[Status | None]:
        """How each row comes out at a key; None for one that does not hold."""
        if _is_point(key):
            holding = self.table.holding(key)
            return [self._row_status(place, holding) for place in range(len(self.rows))]
        every, some = self.table.sure(key)
        settled = self.table.rows_of(every)
        unclear = every ^ some
        return [
            self._status(key, place)
            if unclear & self.table.boxes_of((place, *self._way[place]))
            else self._row_status(place, settled)
            for place in range(len(self.rows))
        ]

    def _status(self, key: Key, place: int) -> Status | None:
        rows = (place, *self._way[place])
        together = self.table.holding_together(key, rows)
        found = {self._row_status(place, holding) for holding in together}
        return found.pop() if len(found) == 1 else Status.UNKNOWN

    def _missing(self, key: Key, place: int, status: Status) -> tuple[str, ...]:
        if status is not Status.UNKNOWN:
            return ()
        deciding = self._facts_deciding(place)
        return tuple(
            axis.fact
            for axis, cells in zip(self.axes, key, strict=True)
            if axis.fact in deciding and not isinstance(cells, int)
        )

    def _facts_deciding(self, place: int) -> list[str]:
        rows = [self.rows[place], *(self.rows[other] for other in self._way[place])]
        return [name for row in rows for name in row.facts]

    def _row_status(self, place: int, holding: frozenset[int]) -> Status | None:
        if self._can_give_way and place in holding and self._way[place] & holding:
            return Status.GIVES_WAY
        result = self._sides[place][place in holding]
        return result.status if result else None

    def _settles(self, key: Key, missing: Iterable[str]) -> dict[str, float]:
        """For each missing fact, the part of what is open that knowing it settles on average."""
        wanted = set(missing)
        if not wanted:
            return {}
        before = self._openness(key)
        return {
            axis.fact: 1
            - sum(self._openness(_fixed(key, place, cell)) for cell in cells) / len(cells) / before
            for place, (axis, cells) in enumerate(zip(self.axes, key, strict=True))
            if axis.fact in wanted and not isinstance(cells, int)
        }

    def _openness(self, key: Key) -> int:
        """How much is open at a key: the answers beyond the first, and the rows not yet settled."""
        return self._statuses(key).count(Status.UNKNOWN) + max(len(self._possible(key)) - 1, 0)

    def _near_misses(
        self, key: Key, possible: tuple[Value, ...], rows: Sequence[RowResult]
    ) -> Iterator[NearMiss]:
        """For each fact, the nearest values on either side that surely give a better answer."""
        turning = self._turning(possible[0], rows)
        for place, axis in enumerate(self.axes) if turning else ():
            if axis.fact in turning:
                for cell, values in self._better_neighbours(key, place, possible):
                    if len(values) == 1:
                        yield NearMiss(axis.fact, (axis.run(cell),), values[0])

    def _turning(self, here: Value, rows: Iterable[RowResult]) -> Iterable[str]:
        """The facts that may better the answer alone; of criteria, what all that are worst name."""
        if self.question.shape is not Shape.CRITERIA:
            can_be_better = any(self.better(row.answer, here) for row in self.rows)
            return self.table.facts if can_be_better else ()
        if here is Outcome.IN:
            return ()
        worst = _GRADES.index(here)
        failing = [one.row.facts for one in rows if one.status in _FAILING and _grade(one) >= worst]
        return set(self.table.facts).intersection(*failing)

    def _conflicts(self, key: Key, possible: tuple[Value, ...]) -> Iterator[Conflict]:
        """Where another protected value of one fact alone would turn guiding rows."""
        for place, protection, cells in self.protected:
            fact, here = self.axes[place].fact, key[place]
            if not isinstance(here, int) or here not in cells:
                continue
            named = {p for p in self._against(key) if fact in self.rows[p].facts}
            if not named:
                continue
            others = [_fixed(key, place, cell) for cell in nearest_first(cells, here)]
            turned = [self._turned(other, named, possible) for other in others]
            if places := sorted(set().union(*turned)):
                # Of the values that turn most rows, the one nearest to the citizen's own.
                best = others[turned.index(max(turned, key=len))]
                rows = tuple(self.rows[p] for p in places)
                yield Conflict(protection, fact, rows, self._value(self._possible(best)))

    def _against(self, key: Key) -> set[int]:
        """The guiding rows that decide; of criteria, those that surely are not simply met."""
        weighing = {*_FAILING, Status.HOLDS}
        return {
            place
            for place, status in enumerate(self._statuses(key))
            if status in weighing and not self.rows[place].rank.binds
        }

    def _turned(self, other: Key, named: set[int], possible: tuple[Value, ...]) -> set[int]:
        """Of the rows that weigh against a citizen, those that surely do not at another key.

        Each criterion is looked at for itself: no other that fails too excuses it.
        """
        if self.question.shape is not Shape.CRITERIA:
            return named if self._improves(self._possible(other), possible) else set()
        statuses = self._statuses(other)
        return {p for p in named if statuses[p] is Status.MET}

    def _better_neighbours(
        self, key: Key, place: int, possible: tuple[Value, ...]
    ) -> Iterator[tuple[int, tuple[Value, ...]]]:
        """The nearest cells of one fact that leave better answers open and none worse."""
        here = key[place]
        beside = self.table.beside_axis(key, place) if _is_point(key) else None
        for run in self._runs(self.axes[place], here) if isinstance(here, int) else ():
            for cell in run:
                if beside is None:
                    other = self._possible(_fixed(key, place, cell))
                else:
                    holding = self.table.rows_of(self.table.narrowed(beside, place, cell))
                    other = self.values_of(holding) or (NOT_STATED,)
                if self._improves(other, possible):
                    yield cell, other
                    break

    def _improves(self, others: Sequence[Value], here: Sequence[Value]) -> bool:
        """Whether the open answers `others` are better than those `here`, and none is worse."""
        return self.better(others[0], here[0]) and not any(
            self.better(here[-1], value) for value in others
        )

    def _runs(self, axis: Axis, cell: int) -> list[range]:
        """Where to look for a better cell: nearest first; unordered values each on their own."""
        last = len(axis.all_cells)
        if axis.is_ordered:
            return [range(cell + 1, last), range(cell - 1, -1, -1)]
        return [range(other, other + 1) for other in range(last) if other != cell]


def _ways(rows: Sequence[Row]) -> list[frozenset[int]]:
    """For each row, the places of the rows it gives way to."""
    places: dict[str, int] = {row.code: place for place, row in enumerate(rows)}
    return [frozenset(places[code] for code in row.unless if code in places) for row in rows]


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


def _sides(row: Row, *, is_criteria: bool) -> tuple[RowResult | None, RowResult]:
    """How a row comes out where it does not hold, and where it does and gives way to none."""
    if not is_criteria:
        return None, RowResult(row, Status.HOLDS)
    if row.effect is Effect.INDIVIDUAL:
        return RowResult(row, Status.MET), RowResult(row, Status.INDIVIDUAL)
    return RowResult(row, Status.NOT_MET), RowResult(row, Status.MET)


def _grade(result: RowResult | None) -> int:
    """How bad a criterion that came out so makes the answer."""
    if result is None or result.status is Status.MET:
        return 0
    return 1 if result.status is Status.INDIVIDUAL else 3 if result.row.rank.binds else 2


def nearest_first(cells: Iterable[int], here: int) -> list[int]:
    """The other cells, the nearest first."""
    return sorted((cell for cell in cells if cell != here), key=lambda cell: abs(cell - here))


def _is_point(key: Key) -> TypeGuard[Point]:
    """Whether every fact is known, so that one cell of each axis is left."""
    return tuple not in map(type, key)


def _lacking(rows: Iterable[RowResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for result in rows for name in result.missing]))


def _fixed(key: Key, place: int, cell: int) -> Key:
    return (*key[:place], cell, *key[place + 1 :])


def _better_answer(one: Answer, other: Answer, question: Question) -> bool:
    if question.favour is Favour.LISTED and one.code and other.code:
        codes = list(question.answers)
        return codes.index(one.code) < codes.index(other.code)
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    if one.is_ceiling or other.is_ceiling:  # the most that can be; below it nothing is promised
        one_most, most = (one.high, not one.is_ceiling), (other.high, not other.is_ceiling)
        more, less = one_most >= most, one_most <= most
    else:
        more = one.low >= other.low and one.high >= other.high
        less = one.low <= other.low and one.high <= other.high
    return more if question.favour is Favour.MORE else question.favour is Favour.LESS and less
