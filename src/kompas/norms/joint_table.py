"""One question of two standards over one table: which citizens get which pair of answers.

The facts of both are cut at the bounds of both. Cells that neither tells apart lead to the same
place, so what is kept is a small diagram instead of the product of all facts. Nothing is sampled:
every citizen ends at one leaf.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from kompas.norms.answers import Value
from kompas.norms.answers_as_facts import as_known
from kompas.norms.domain import Allowed, union
from kompas.norms.rows import Box
from kompas.norms.standard import Standard
from kompas.norms.table import Axis, Known, Table, cut

T = TypeVar("T")
Masks = tuple[int, ...]
Cells = tuple[frozenset[int] | None, ...]
"""For each axis the cells of a box; None where the box says nothing of it."""


class Side:
    """A question of one standard, with the questions that its rows build on.

    With `chained`, these are answered too; without, their answers count as facts. `rows` are the
    places of the rows that matter (all where it is None).
    """

    def __init__(
        self,
        standard: Standard,
        name: str,
        on: date | None,
        *,
        chained: bool = True,
        rows: Iterable[int] | None = None,
    ) -> None:
        ruled = standard.questions[name]
        self.ruled = ruled
        places = range(len(ruled.rows)) if rows is None else rows
        facts = dict.fromkeys(fact for place in places for fact in ruled.rows[place].facts)
        names = _built_on(standard, facts) if chained else []
        self._day = on.toordinal() if on else None
        self._before = [(other, standard.questions[other]) for other in names]
        self._tables: list[Table] = [*(one.table for _name, one in self._before), ruled.table]
        wanted = {fact for _name, one in self._before for axis in one.axes for fact in [axis.fact]}
        self.axes = [
            axis
            for table in self._tables
            for axis in table.axes
            if axis.fact in wanted | facts.keys() and axis.fact not in names
        ]

    def start(self) -> Masks:
        """Before any fact is known but the day."""
        masks = tuple(table.every_box for table in self._tables)
        return masks if self._day is None else self.narrowed(masks, "on_date", self._day)

    @property
    def free_axes(self) -> list[Axis]:
        """The axes of the facts that citizens differ in."""
        return [axis for axis in self.axes if axis.fact != "on_date" or self._day is None]

    def narrowed(self, masks: Masks, fact: str, code: int) -> Masks:
        """What is left of the boxes when a fact is known."""
        narrower = list(masks)
        for place, table in enumerate(self._tables):
            for axis_place, axis in enumerate(table.axes):
                cell = axis.cells(code) if axis.fact == fact else None
                if isinstance(cell, int):
                    narrower[place] = table.narrowed(narrower[place], axis_place, cell)
        return tuple(narrower)

    def holdings(self, masks: Masks) -> list[frozenset[int]]:
        """The rows that hold; several sets where an answer that the question builds on is open."""
        known: dict[str, Known] = {}
        for (name, ruled), mask in zip(self._before, masks, strict=False):
            ways = self._ways(ruled.table, mask, known)
            values: list[Value] = [value for way in ways for value in ruled.values_of(way)]
            gap = any(not ruled.values_of(way) for way in ways)
            known[name] = None if gap else as_known(ruled.best_first(values), ruled.domain)
        return self._ways(self._tables[-1], masks[-1], known)

    @staticmethod
    def _ways(table: Table, mask: int, known: Mapping[str, Known]) -> list[frozenset[int]]:
        masks = {mask}
        for place, axis in enumerate(table.axes):
            if axis.fact in known:
                cells = axis.cells(known[axis.fact])
                open_cells = (cells,) if isinstance(cells, int) else cells
                masks = {table.narrowed(one, place, cell) for one in masks for cell in open_cells}
        return [table.rows_of(one) for one in sorted(masks)]


@dataclass(frozen=True, eq=False, slots=True)
class Leaf(Generic[T]):
    """Where citizens end who get the same."""

    value: T


@dataclass(frozen=True, eq=False, slots=True)
class Split(Generic[T]):
    """An axis that matters here: for each of its cells, where it leads."""

    axis: int
    children: tuple["Split[T] | Leaf[T]", ...]


Node = Split[T] | Leaf[T]


class Joint(Generic[T]):
    """The diagram: `leaf` says what a citizen with the boxes that are left gets on each side."""

    def __init__(self, sides: Sequence[Side], leaf: Callable[[Sequence[Masks]], T]) -> None:
        self._sides = sides
        self._leaf = leaf
        self.axes = _joint_axes(axis for side in sides for axis in side.free_axes)
        self._met: dict[tuple[int, tuple[Masks, ...]], Node[T]] = {}
        self._leaves: dict[T, Node[T]] = {}
        self._splits: dict[tuple[int, tuple[int, ...]], Node[T]] = {}
        self.root = self._node(0, tuple(side.start() for side in sides))

    def values(self) -> list[T]:
        """Everything that some citizen gets."""
        return list(self._leaves)

    def at(self, known: Mapping[str, int]) -> T:
        """What a citizen gets; every fact that the diagram asks for must be known."""
        node = self.root
        while isinstance(node, Split):
            axis = self.axes[node.axis]
            cell = axis.cells(known[axis.fact])
            node = node.children[cell if isinstance(cell, int) else 0]
        return node.value

    def masks_at(self, known: Mapping[str, int]) -> list[Masks]:
        """The boxes that are left on each side; a fact that is not known leaves them as they are.

        For a citizen of whom all that matters is known.
        """
        found = []
        for side in self._sides:
            masks = side.start()
            for axis in side.free_axes:
                if axis.fact in known:
                    masks = side.narrowed(masks, axis.fact, known[axis.fact])
            found.append(masks)
        return found

    def paths(self, value: T) -> Iterator[Cells]:
        """Boxes that share no citizen and together hold all who get `value`."""
        yield from self._paths(self.root, value, {})

    def all_get(self, cells: Cells, good: Callable[[T], bool]) -> bool:
        """Whether everybody in a box gets something good."""
        seen: set[int] = set()
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Leaf):
                if not good(node.value):
                    return False
                continue
            here = cells[node.axis]
            waiting += [
                child for cell, child in enumerate(node.children) if here is None or cell in here
            ]
        return True

    def box(self, cells: Cells) -> Box:
        """A box in the values of the facts."""
        return {
            axis.fact: _allowed(axis, here)
            for axis, here in zip(self.axes, cells, strict=True)
            if here is not None
        }

    def _node(self, level: int, masks: tuple[Masks, ...]) -> Node[T]:
        key = level, masks
        found = self._met.get(key)
        if found is None:
            found = self._met[key] = self._made(level, masks)
        return found

    def _made(self, level: int, masks: tuple[Masks, ...]) -> Node[T]:
        if level == len(self.axes):
            value = self._leaf(masks)
            return self._leaves.setdefault(value, Leaf(value))
        axis = self.axes[level]
        children = tuple(
            self._node(
                level + 1,
                tuple(
                    side.narrowed(own, axis.fact, start)
                    for side, own in zip(self._sides, masks, strict=True)
                ),
            )
            for start in axis.starts
        )
        if all(child is children[0] for child in children):
            return children[0]
        key = level, tuple(map(id, children))
        return self._splits.setdefault(key, Split(level, children))

    def _paths(self, node: Node[T], value: T, taken: dict[int, frozenset[int]]) -> Iterator[Cells]:
        if isinstance(node, Leaf):
            if node.value == value:
                yield tuple(taken.get(place) for place in range(len(self.axes)))
            return
        groups: dict[int, list[int]] = {}
        for cell, child in enumerate(node.children):
            groups.setdefault(id(child), []).append(cell)
        for cells in groups.values():
            child = node.children[cells[0]]
            yield from self._paths(child, value, {**taken, node.axis: frozenset(cells)})


def cover(joint: Joint[T], value: T, outside: Callable[[T], bool]) -> list[Cells]:
    """Few wide boxes that together hold all who get `value`.

    They may overlap, and may hold citizens whom `outside` says not to speak of; nobody else.
    """
    paths = list(joint.paths(value))

    def good(other: T) -> bool:
        return other == value or outside(other)

    wide = list(dict.fromkeys(widened(joint, path, good) for path in paths))
    chosen: list[Cells] = []
    left = paths
    while left:
        best = max(wide, key=lambda box: sum(_within(path, box) for path in left))
        chosen.append(best)
        left = [path for path in left if not _within(path, best)]
    return chosen


def widened(joint: Joint[T], cells: Cells, good: Callable[[T], bool]) -> Cells:
    """A box made as wide as it can be while everybody in it gets something good."""
    wide = cells
    for place, here in enumerate(cells):
        if here is None:
            continue
        free = _with(wide, place, None)
        if joint.all_get(free, good):
            wide = free
            continue
        for cell in range(len(joint.axes[place].starts)):
            more = _with(wide, place, (wide[place] or frozenset()) | {cell})
            if cell not in here and joint.all_get(more, good):
                wide = more
    return wide


def freed(joint: Joint[T], cells: Cells, good: Callable[[T], bool]) -> Cells:
    """A box without the facts that need not be known for everybody in it to get something good."""
    for place, here in enumerate(cells):
        free = _with(cells, place, None)
        if here is not None and joint.all_get(free, good):
            cells = free
    return cells


def _with(cells: Cells, place: int, here: frozenset[int] | None) -> Cells:
    return (*cells[:place], here, *cells[place + 1 :])


def _within(path: Cells, box: Cells) -> bool:
    return all(
        wide is None or (here is not None and here <= wide)
        for here, wide in zip(path, box, strict=True)
    )


def _allowed(axis: Axis, cells: Iterable[int]) -> Allowed:
    return union(*((axis.span(cell),) for cell in cells))


def _joint_axes(axes: Iterable[Axis]) -> list[Axis]:
    """One axis for each fact, cut where a row of either side begins or ends."""
    starts: dict[str, set[int]] = {}
    domains = {}
    for axis in axes:
        starts.setdefault(axis.fact, set()).update(axis.row_starts)
        domains[axis.fact] = axis.domain
    return [cut(name, domains[name], cuts, cuts) for name, cuts in starts.items()]


def _built_on(standard: Standard, facts: Iterable[str]) -> list[str]:
    """The questions whose answers some facts are, with those that they build on, in order."""
    names = set(facts) & standard.questions.keys()
    for name, ruled in reversed(standard.questions.items()):
        if name in names:
            names |= {axis.fact for axis in ruled.axes} & standard.questions.keys()
    return [name for name in standard.questions if name in names]
