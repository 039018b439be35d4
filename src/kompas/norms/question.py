"""One question with the rows that answer it: from a key of its table to the reasoned answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

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
from kompas.norms.plain_json import quoted
from kompas.norms.read_answers import answer_domain
from kompas.norms.rows import Answer, Protection, Row
from kompas.norms.rulings import GRADES, NOT_STATED, Ruling, Rulings, grade_of
from kompas.norms.table import Axis, Key, Known, Point, Table
from kompas.norms.vocabulary import Favour, Question, Shape

_FAILING = (Status.NOT_MET, Status.INDIVIDUAL)
_WEIGHING = (*_FAILING, Status.HOLDS)


@dataclass(slots=True)
class Found:
    """What was answered where: kept for all who stand there. `rendered` is filled when shown.

    `ruling` is what it follows from; None where more than one may hold.
    """

    name: str
    key: Key
    answered: Answered
    ruling: Ruling | None
    value: Known
    rendered: bytes = b""


class Protected(NamedTuple):
    """An axis of which some cells may never weigh against a citizen, and who may let them: rows."""

    axis: int
    protection: Protection
    cells: Sequence[int]
    guiding: Sequence[int]


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
        guiding = [(n, row.facts) for n, row in enumerate(rows) if not row.rank.binds]
        self.protected = [
            Protected(place, protection, cells, named)
            for place, axis in enumerate(self.axes)
            if (named := [n for n, facts in guiding if axis.fact in facts])
            for protection in weighed
            if (cells := axis.cells_in(protection.facts.get(axis.fact, ())))
        ]
        self.found: dict[Key, Found] = {}
        self.rulings = Rulings(question, self.table)
        self.better = self.rulings.better
        self._values: dict[frozenset[int], tuple[Value, ...]] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in the order of the files; the order has no meaning in law."""
        return self.table.rows

    @cached_property
    def domain(self) -> Domain | None:
        """The answers as the values of a fact; None for duties, which have no value."""
        return answer_domain(self.question)

    @cached_property
    def rendered(self) -> bytes:
        """What the question is, in JSON: the beginning of each of its answers."""
        name, text = quoted(self.question.name), quoted(self.question.text)
        return f'{name}:{{"text":{text},"shape":"{self.question.shape}",'.encode()

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

    def values_of(self, holding: frozenset[int]) -> tuple[Value, ...]:
        """The different answers where just the rows at the places `holding` hold.

        One in a sound table, none in a gap. Duties have no value.
        """
        found = self._values.get(holding)
        if found is None:
            values = self.rulings.answers(self.table.boxes_of(holding))
            found = self._values[holding] = values
        return found

    def deciding(self, holding: frozenset[int]) -> frozenset[int]:
        """Of the rows that hold, those that do not give way to another."""
        if not self.rulings.can_give_way:
            return holding
        return self.table.rows_of(self.rulings.deciding(self.table.boxes_of(holding)))

    def lowers(self, place: int, point: Point) -> bool:
        """Whether the criterion at a place is not simply met at a point."""
        return bool(self._grade(place, point))

    def row_better(self, place: int, better: Point, worse: Point) -> bool:
        """Whether the criterion at a place by itself gives a better answer at `better`."""
        return self._grade(place, better) < self._grade(place, worse)

    def _grade(self, place: int, point: Point) -> int:
        return grade_of(self.rulings.sides[place].result(self.table.mask(point)))

    def points_over(self, facts: Iterable[str]) -> Iterator[Point]:
        """Every point over the axes of `facts`; the other axes stand at their first cell."""
        return self._sweep(tuple(axis.cells(None) for axis in self.axes), facts)

    def outcome(self, key: Key) -> Answered:
        """The answer at a key and how each row came out; no near misses, nothing to ask first."""
        mask = self.table.mask_at(key)
        if mask is not None:
            ruling = self.rulings[mask]
            return Answered(self.question, ruling.value, ruling.possible, ruling.rows)
        possible, rows = self._possible(key), self._results(key)
        return Answered(self.question, self._value(possible), possible, rows, _lacking(rows))

    def answer(self, key: Key) -> Answered:
        """The reasoned answer at a key, made anew."""
        return self.reasoned(key)[0]

    def reasoned(self, key: Key) -> tuple[Answered, Ruling | None]:
        """The same, and what it follows from; None there where a key leaves more than one open."""
        conflicts = tuple(self._conflicts(key)) if self.protected else ()
        mask = self.table.mask_at(key)
        if mask is not None:
            ruling = self.rulings[mask]
            near: tuple[NearMiss, ...] = ()
            if ruling.along:  # what has a mask is a point
                near = tuple(self._near_misses(key, ruling))  # type: ignore[arg-type]
            value, possible, rows = ruling.value, ruling.possible, ruling.rows
            answered = Answered(self.question, value, possible, rows, (), near, conflicts, {})
            return answered, ruling
        question, value, possible, rows, missing, *_rest = self.outcome(key)
        near = tuple(self._near_misses_of_open(key, possible, rows)) if possible else ()
        settles = self._settles(key, missing) if missing else {}
        return Answered(question, value, possible, rows, missing, near, conflicts, settles), None

    def _value(self, possible: tuple[Value, ...]) -> Value | None:
        if len(possible) == 1:
            return possible[0]
        return Outcome.UNKNOWN if self.question.shape is Shape.CRITERIA else None

    def _possible(self, key: Key) -> tuple[Value, ...]:
        """Every answer that stands open at a key, best first as far as that can be said."""
        if self.question.shape is Shape.DUTIES:
            return ()
        mask = self.table.mask_at(key)
        if mask is not None:
            return self.rulings.possible(mask)
        if self.question.shape is Shape.CRITERIA:
            grades = {0}
            for places in self._components(key):
                found = self._component_grades(key, places)
                grades = {max(one, other) for one in grades for other in found}
            return tuple(GRADES[grade] for grade in sorted(grades))
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
            return GRADES.index(value), 0, ""
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
        sides = [self.rulings.sides[place] for place in places]
        return {
            max(grade_of(side.result(mask)) for side in sides)
            for mask in self.table.masks_together(key, places)
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
        """How the rows come out at an open key; of choices and duties, those that may hold."""
        return tuple(
            RowResult(self.rows[place], status, self._missing(key, place, status))
            for place, status in enumerate(self._statuses(key))
            if status is not None
        )

    def _statuses(self, key: Key, places: Iterable[int] | None = None) -> list[Status | None]:
        """How each row, or each of some, comes out at a key; None for one that does not hold."""
        sides, unclear = self.rulings.sides, 0
        every = self.table.mask_at(key)
        if every is None:
            every, some = self.table.sure(key)
            unclear = every ^ some
        return [
            self._status(key, place)
            if unclear and unclear & (sides[place].boxes | sides[place].over)
            else _status_of(sides[place].result(every))
            for place in (range(len(sides)) if places is None else places)
        ]

    def _status(self, key: Key, place: int) -> Status | None:
        side = self.rulings.sides[place]
        together = self.table.masks_together(key, (place, *self.rulings.ways[place]))
        found = {_status_of(side.result(mask)) for mask in together}
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
        rows = [self.rows[place], *(self.rows[other] for other in self.rulings.ways[place])]
        return [name for row in rows for name in row.facts]

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

    def _near_misses(self, point: Point, ruling: Ruling) -> Iterator[NearMiss]:
        """For each fact, the nearest values on either side that give a better answer."""
        improvement, better = self.rulings.improvement, ruling.better
        for place in ruling.along:
            beside = self.table.beside_axis(point, place)
            if not beside & better and better >= 0:
                continue  # not this fact alone: another keeps every such box from holding too
            axis, masks = self.axes[place], self.table.masks[place]
            for run in _runs(axis, point[place]):
                for cell in run:
                    if values := improvement(beside & masks[cell], ruling):
                        if len(values) == 1:
                            yield NearMiss(axis.fact, (axis.runs[cell],), values[0])
                        if axis.is_ordered:
                            break

    def _near_misses_of_open(
        self, key: Key, possible: tuple[Value, ...], rows: Sequence[RowResult]
    ) -> Iterator[NearMiss]:
        """The same at an open key: values that surely give a better answer than the best."""
        turning = self._turning(possible[0], rows)
        for place, (axis, here) in enumerate(zip(self.axes, key, strict=True)):
            for run in _runs(axis, here) if axis.fact in turning and isinstance(here, int) else ():
                for cell in run:
                    values = self._possible(_fixed(key, place, cell))
                    if self.rulings.improves(values, possible):
                        if len(values) == 1:
                            yield NearMiss(axis.fact, (axis.runs[cell],), values[0])
                        if axis.is_ordered:
                            break

    def _turning(self, here: Value, rows: Iterable[RowResult]) -> Iterable[str]:
        """The facts that may better the answer alone; of criteria, what all that are worst name."""
        if self.question.shape is not Shape.CRITERIA:
            return self.table.facts if self.rulings.turning(here)[0] else ()
        if here is Outcome.IN:
            return ()
        worst = GRADES.index(here)
        failing = [
            one.row.facts for one in rows if one.status in _FAILING and grade_of(one) >= worst
        ]
        return set(self.table.facts).intersection(*failing)

    def _conflicts(self, key: Key) -> Iterator[Conflict]:
        """Where another protected value of one fact alone would turn guiding rows."""
        for place, protection, cells, guiding in self.protected:
            here = key[place]
            if here not in cells or not isinstance(here, int):
                continue
            named = self._against(key, guiding)
            if not named:
                continue
            others = [_fixed(key, place, cell) for cell in nearest_first(cells, here)]
            turned = [self._turned(other, named, key) for other in others]
            if places := sorted(set().union(*turned)):
                # Of the values that turn most rows, the one nearest to the citizen's own.
                best = others[turned.index(max(turned, key=len))]
                rows = tuple(self.rows[p] for p in places)
                without = self._value(self._possible(best))
                yield Conflict(protection, self.axes[place].fact, rows, without)

    def _against(self, key: Key, guiding: Sequence[int]) -> list[int]:
        """Of the guiding rows those that decide; of criteria, those surely not simply met."""
        statuses = self._statuses(key, guiding)
        return [p for p, status in zip(guiding, statuses, strict=True) if status in _WEIGHING]

    def _turned(self, other: Key, named: Sequence[int], here: Key) -> set[int]:
        """Of the rows that weigh against a citizen, those that surely do not at another key.

        Each criterion is looked at for itself: no other that fails too excuses it.
        """
        if self.question.shape is not Shape.CRITERIA:
            better = self.rulings.improves(self._possible(other), self._possible(here))
            return set(named) if better else set()
        statuses = self._statuses(other, named)
        return {p for p, status in zip(named, statuses, strict=True) if status is Status.MET}


def _runs(axis: Axis, here: int) -> tuple[Sequence[int], ...]:
    """Where to look for a better cell: nearest first; unordered values all in one."""
    cells = axis.all_cells
    return (cells[here + 1 :], cells[:here][::-1]) if axis.is_ordered else (cells,)


def nearest_first(cells: Iterable[int], here: int) -> list[int]:
    """The other cells, the nearest first."""
    return sorted((cell for cell in cells if cell != here), key=lambda cell: abs(cell - here))


def _lacking(rows: Iterable[RowResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for result in rows for name in result.missing]))


def _fixed(key: Key, place: int, cell: int) -> Key:
    return (*key[:place], cell, *key[place + 1 :])


def _status_of(result: RowResult | None) -> Status | None:
    return result.status if result else None
