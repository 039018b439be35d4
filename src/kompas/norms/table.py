"""The table of a question: its facts cut at the question's own bounds, small and exact.

A *cell* of an axis is a run of values that no row of the question tells apart. A *point* names
one cell on every axis; a *key* does so too but leaves several cells on an axis whose fact is
unknown or only partly known. Which boxes hold at a point is the bitwise *and* of one mask per axis.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import compress
from operator import and_, getitem

from kompas.norms.domain import Allowed, Domain, FactType, Interval, shared
from kompas.norms.rows import Box, Row

_BITS = bytes.maketrans(b"01", b"\0\1")
Cells = int | tuple[int, ...]
Key = tuple[Cells, ...]
Point = tuple[int, ...]
Known = int | Allowed | None
"""What is known of a fact: its code, a set of codes, or nothing."""


@dataclass(frozen=True)
class Axis:
    """One fact of a question. `starts` are the first values of its cells.

    `row_starts` are those at which a row begins or ends; at the others only a protection does.
    `is_ordered` says whether more and less make sense of the fact's values.
    """

    fact: str
    domain: Domain
    starts: tuple[int, ...]
    row_starts: tuple[int, ...]
    all_cells: tuple[int, ...]
    is_ordered: bool

    def cells(self, known: Known) -> Cells:
        """The cells that are possible: one when that is known, else all that stand open."""
        if known is None:
            return self.all_cells if len(self.all_cells) > 1 else 0
        if isinstance(known, int):
            return bisect_right(self.starts, known) - 1
        found = {
            cell for low, high in known for cell in range(self._cell(low), self._cell(high) + 1)
        }
        return _one_or_more(found)

    def span(self, cell: int) -> Interval:
        """The values of a cell, both ends included."""
        last = cell + 1 == len(self.starts)
        return self.starts[cell], self.domain.high if last else self.starts[cell + 1] - 1

    @cached_property
    def runs(self) -> tuple[Interval, ...]:
        """The values around each cell that no row tells apart from it, both ends included."""
        ends = [start - 1 for start in self.row_starts[1:]] + [self.domain.high]
        runs = list(zip(self.row_starts, ends, strict=True))
        return tuple(runs[bisect_right(self.row_starts, start) - 1] for start in self.starts)

    def typical(self, cell: int) -> int:
        """A value to show for a cell: beside a bound that the rows name, not the lowest of all."""
        low, high = self.runs[cell]
        return high if self.is_ordered and low == self.domain.low < high < self.domain.high else low

    def cells_in(self, allowed: Allowed) -> list[int]:
        """The cells that share a value with a set."""
        return [cell for cell in self.all_cells if shared((self.span(cell),), allowed)]

    def _cell(self, code: int) -> int:
        return max(bisect_right(self.starts, code) - 1, 0)


class CellsOf(dict[Known, Cells]):
    """What is known of a fact, and the cells of one axis that it leaves: worked out once each."""

    MOST_KEPT = 1_000
    MOST_LISTED = 32

    def __init__(self, axis: Axis) -> None:
        low, high = axis.domain.low, axis.domain.high
        listed = range(low, high + 1) if high - low < self.MOST_LISTED else ()
        cells: dict[Known, Cells] = {code: axis.cells(code) for code in listed}
        super().__init__(cells | {((code, code),): cells[code] for code in listed})
        self.axis = axis

    def __missing__(self, known: Known) -> Cells:
        cells = self.axis.cells(known)
        if len(self) < self.MOST_KEPT:
            self[known] = cells
        return cells


class Coarser:
    """From the cells of finer axes to those of a table's own axes that they lie in."""

    def __init__(self, finer: Sequence[Axis], own: Sequence[Axis]) -> None:
        self._own = [
            tuple(bisect_right(axis.starts, start) - 1 for start in fine.starts)
            for fine, axis in zip(finer, own, strict=True)
        ]

    def key(self, cells: Sequence[Cells]) -> Key:
        """The key of those cells."""
        try:
            return tuple(map(getitem, self._own, cells))  # type: ignore[arg-type]
        except TypeError:  # several cells are no index: some fact is not known
            return tuple(map(self._coarse, self._own, cells))

    @staticmethod
    def _coarse(own: Sequence[int], cells: Cells) -> Cells:
        return own[cells] if isinstance(cells, int) else _one_or_more({own[c] for c in cells})


def _one_or_more(cells: set[int]) -> Cells:
    return tuple(sorted(cells)) if len(cells) > 1 else next(iter(cells))


def joint_axes(axes: Iterable[Axis]) -> list[Axis]:
    """One axis for each fact, cut at the bounds of all its axes in different tables."""
    starts: dict[str, set[int]] = {}
    domains = {}
    for axis in axes:
        starts.setdefault(axis.fact, set()).update(axis.starts)
        domains[axis.fact] = axis.domain
    return [cut(name, domains[name], cuts, cuts) for name, cuts in starts.items()]


class Table:
    """The axes of some rows, and which of the rows hold at a point.

    An axis is cut at the bounds of `more` boxes too, so that a cell lies within each or outside.
    """

    def __init__(
        self, rows: Sequence[Row], domains: dict[str, Domain], more: Sequence[Box] = ()
    ) -> None:
        self.facts = tuple(dict.fromkeys(name for row in rows for name in row.facts))
        boxes = [(place, box) for place, row in enumerate(rows) for box in row.boxes]
        own = [box for _place, box in boxes]
        self.rows = tuple(rows)
        self.axes = tuple(_axis(name, domains[name], own, more) for name in self.facts)
        self._row_of_box = tuple(place for place, _box in boxes)
        self.masks = tuple(_masks(axis, boxes) for axis in self.axes)
        self.every_box = (1 << len(boxes)) - 1
        self._rows_of_mask: dict[int, frozenset[int]] = {}
        self._telling: tuple[tuple[Point, frozenset[int]], ...] | None = None
        self._boxes_of_row = [0] * len(rows)
        for bit, place in enumerate(self._row_of_box):
            self._boxes_of_row[place] |= 1 << bit
        self._bounds = [_bounds(masks) for masks in self.masks]

    @property
    def size(self) -> int:
        """How many points the table has."""
        size = 1
        for axis in self.axes:
            size *= len(axis.all_cells)
        return size

    def key(self, known: Mapping[str, Known]) -> Key:
        """Where a citizen stands: on every axis the cells that what is known leaves possible."""
        get = known.get
        return tuple([axis.cells(get(axis.fact)) for axis in self.axes])

    def mask(self, point: Point) -> int:
        """The boxes that hold at a point."""
        return reduce(and_, map(getitem, self.masks, point), self.every_box)

    def mask_at(self, key: Key) -> int | None:
        """The same at a key that is a point; None at one that leaves several cells open."""
        try:
            return self.mask(key)  # type: ignore[arg-type]
        except TypeError:  # several cells are no index
            return None

    def beside_axis(self, point: Point, place: int) -> int:
        """The boxes that hold at a point if the axis at `place` is left out."""
        everywhere = list(map(getitem, self.masks, point))
        everywhere[place] = self.every_box
        return reduce(and_, everywhere)

    def narrowed(self, mask: int, place: int, cell: int) -> int:
        """Of the boxes of a mask, those that hold in a cell of the axis at `place`."""
        return mask & self.masks[place][cell]

    def rows_of(self, mask: int) -> frozenset[int]:
        """The places of the rows that the boxes of a mask belong to."""
        found = self._rows_of_mask.get(mask)
        if found is None:
            # The bits from the lowest on, as bytes: quicker than one shift for each.
            bits = f"{mask:b}"[::-1].encode().translate(_BITS)
            found = self._rows_of_mask[mask] = frozenset(compress(self._row_of_box, bits))
        return found

    def holding_together(
        self, key: Key, rows: Iterable[int] | None = None
    ) -> Iterator[frozenset[int]]:
        """Each set of rows that hold together at some point that a key leaves open, once.

        With `rows`, only these are looked at.
        """
        yield from dict.fromkeys(map(self.rows_of, sorted(self.masks_together(key, rows))))

    def masks_together(self, key: Key, rows: Iterable[int] | None = None) -> set[int]:
        """The same as masks of boxes, those of the same rows each by themselves."""
        start = self.every_box if rows is None else self.boxes_of(rows)
        found = {start}
        for masks, cells in zip(self.masks, key, strict=True):
            open_cells = (cells,) if isinstance(cells, int) else cells
            cut = {masks[cell] & start for cell in open_cells}
            found = {mask & one for mask in found for one in cut}
        return found

    def boxes_of(self, rows: Iterable[int]) -> int:
        """The mask of the boxes of some rows."""
        mask = 0
        for row in rows:
            mask |= self._boxes_of_row[row]
        return mask

    def sure(self, key: Key) -> tuple[int, int]:
        """The boxes that hold at every point which a key leaves open, and those that may hold."""
        every = some = self.every_box
        for place, (masks, cells) in enumerate(zip(self.masks, key, strict=True)):
            if isinstance(cells, int):
                all_of = any_of = masks[cells]
            elif len(cells) == len(masks):
                all_of, any_of = self._bounds[place]
            else:
                all_of, any_of = _bounds(masks[cell] for cell in cells)
            every &= all_of
            some &= any_of
        return every, some

    def ways(self, most: int | None = None) -> Mapping[int, Point]:
        """Each set of boxes that hold together somewhere, with the first such point in the table.

        None of them where there are more than `most`.
        """
        found: dict[int, Point] = {self.every_box: ()}
        for masks in self.masks:
            found = _narrowed(found, _first_cells(masks))
            if most is not None and len(found) > most:
                return {}
        return found

    def telling(self) -> Sequence[tuple[Point, frozenset[int]]]:
        """One point for each set of boxes that hold together somewhere, the first in the table.

        Each with the places of its rows: enough to see all that they can do to each other.
        """
        if self._telling is None:
            self._telling = tuple(
                (point, self.rows_of(mask)) for mask, point in self.ways().items()
            )
        return self._telling

    def beside(self, row: int, axis: int) -> Iterator[tuple[int, Point]]:
        """Every set of boxes that can hold beside a row where the axis at `axis` is left out.

        Each comes with the first such point, in which that axis stands at its first cell.
        """
        own = self._boxes_of_row[row]
        found: dict[int, Point] = {self.every_box: ()}
        for place, masks in enumerate(self.masks):
            cells = [(self.every_box, 0)] if place == axis else _first_cells(masks)
            found = _narrowed(found, cells, own)
        yield from found.items()


def _bounds(masks: Iterable[int]) -> tuple[int, int]:
    """What all masks have in common, and what any of them has."""
    common, every = -1, 0
    for mask in masks:
        common &= mask
        every |= mask
    return common, every


def _first_cells(masks: Sequence[int]) -> list[tuple[int, int]]:
    """Each different mask of an axis with the first cell that has it."""
    first: dict[int, int] = {}
    for cell, mask in enumerate(masks):
        first.setdefault(mask, cell)
    return list(first.items())


def _narrowed(
    found: Mapping[int, Point], cells: Sequence[tuple[int, int]], own: int = -1
) -> dict[int, Point]:
    """The sets of boxes that are left by one axis more, each with the first point that leaves it.

    Only those that hold a box of `own`, where that is given.
    """
    wider: dict[int, Point] = {}
    for mask, point in found.items():
        for cell_mask, cell in cells:
            left = mask & cell_mask
            if left not in wider and (own < 0 or left & own):
                wider[left] = (*point, cell)
    return wider


def _axis(name: str, domain: Domain, own: Sequence[Box], more: Sequence[Box]) -> Axis:
    row_starts = _starts(name, domain, own)
    return cut(name, domain, row_starts | _starts(name, domain, more), row_starts)


def _starts(name: str, domain: Domain, boxes: Iterable[Box]) -> set[int]:
    """The first values of the runs that some boxes cut a domain into."""
    edges = {edge for box in boxes for low, high in box.get(name, ()) for edge in (low, high + 1)}
    return {domain.low} | {edge for edge in edges if domain.low <= edge <= domain.high}


def cut(name: str, domain: Domain, starts: set[int], row_starts: set[int]) -> Axis:
    """The axis of a fact whose cells begin at `starts`."""
    cells = tuple(range(len(starts)))
    is_ordered = domain.type not in (FactType.ENUM, FactType.BOOL)
    return Axis(name, domain, tuple(sorted(starts)), tuple(sorted(row_starts)), cells, is_ordered)


def _masks(axis: Axis, boxes: Sequence[tuple[int, Box]]) -> tuple[int, ...]:
    """For each cell of an axis the boxes that it lies within."""
    masks = [0] * len(axis.starts)
    for bit, (_row, box) in enumerate(boxes):
        for low, high in box.get(axis.fact, axis.domain.everything):
            for cell in range(bisect_left(axis.starts, low), bisect_right(axis.starts, high)):
                masks[cell] |= 1 << bit
    return tuple(masks)
