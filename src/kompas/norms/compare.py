"""Two standards held against each other: question by question, which citizens change and how.

`compare` is exact. Each question has a table of its own over the facts that either standard names
there, cut at the bounds of both; it is never the product of all facts. What is said of a *kind* of
citizens holds for all of them, and whoever is in none of the kinds gets the same answer from both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from kompas.norms.answers import Status, Value
from kompas.norms.joint_table import Joint, Masks, Side, cover, freed
from kompas.norms.previous_level import spoken
from kompas.norms.question import RuledQuestion
from kompas.norms.rows import Answer, AnswerKind, Box, Effect, Row
from kompas.norms.rulings import NOT_STATED
from kompas.norms.standard import Standard
from kompas.norms.vocabulary import Question, Shape

Reply = tuple[Value, ...] | Status | None
"""What a citizen gets: the open answers, best first; of a duty, whether it holds."""


class Turn(StrEnum):
    """Whether a change is to the citizen's good, as far as that can be said."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """Citizens who get `one` from the first standard and `other` from the second.

    `boxes`: any of them. With `among_shared` only those are meant who meet every criterion that
    both standards share. `example` is the smallest one: no fact of it can be left out. The rows
    are those that the answers rest on for that citizen.
    """

    one: Reply
    other: Reply
    turn: Turn
    boxes: tuple[Box, ...]
    among_shared: bool
    example: Mapping[str, int]
    one_rows: tuple[Row, ...]
    other_rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question in both standards.

    `kinds` are the citizens who change. Where the question builds on the answer to another,
    `on_answer` tells what changes for a given such answer. The rows that only one of the two has
    stand in `only_one` and `only_other`, those that say the same in other words in `reworded`.
    """

    question: Question
    kinds: tuple[Kind, ...]
    on_answer: tuple[Kind, ...]
    shared: tuple[Row, ...]
    only_one: tuple[Row, ...]
    only_other: tuple[Row, ...]
    reworded: tuple[tuple[Row, Row], ...]

    @property
    def is_same(self) -> bool:
        """Whether nobody's answer changes, not even for a given answer to another question."""
        return not self.kinds and not self.on_answer

    def kinds_of(self, known: Mapping[str, int]) -> list[Kind]:
        """The kinds that a fully known citizen is of: of a choice or criteria at most one."""
        met = all(_holds(row, known) is (row.effect is Effect.MET) for row in self.shared)
        return [
            kind
            for kind in self.kinds
            if (met or not kind.among_shared) and any(_inside(box, known) for box in kind.boxes)
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two standards, each on its day, and every question that either of them answers.

    An earlier level speaks of some questions only: those that it leaves out stand in `unsaid`.
    """

    one: Standard
    other: Standard
    one_on: date
    other_on: date
    questions: tuple[Compared, ...]
    unsaid: tuple[Question, ...] = ()


def compare(one: Standard, other: Standard, one_on: date, other_on: date) -> Comparison:
    """Compare two standards of one folder of norms, each on a day of its own."""
    order = dict.fromkeys(
        name
        for name in (*one.words.questions, *one.questions, *other.questions)
        if name in one.questions or name in other.questions
    )
    days, pair = (one_on, other_on), (one, other)
    left_out = _left_out(pair)
    return Comparison(
        one,
        other,
        *days,
        tuple(_compared(name, pair, days) for name in order if name not in left_out),
        tuple(left_out[name] for name in order if name in left_out and _is_local(name, pair)),
    )


def _left_out(pair: Sequence[Standard]) -> Mapping[str, Question]:
    """The questions that are not compared, since an earlier level says nothing of them."""
    earlier = [one.local for one in pair if one.local and one.local.precedes]
    return {
        name: ruled.question
        for standard in pair
        for name, ruled in standard.questions.items()
        if not all(name in spoken(file) for file in earlier)
    }


def _is_local(name: str, pair: Sequence[Standard]) -> bool:
    """Whether a municipality's own file answers a question."""
    files = [standard.local for standard in pair if standard.local]
    return any(row.question == name for file in files for row in file.rows)


def _compared(name: str, pair: tuple[Standard, Standard], days: tuple[date, date]) -> Compared:
    ruled = [standard.questions.get(name) for standard in pair]
    question = next(one.question for one in ruled if one is not None)
    rows = [one.rows if one is not None else () for one in ruled]
    only_one, only_other, reworded = _rows_apart(*rows)
    asked = _Asked(name, question, pair, days)
    builds_on = any(fact in one.questions for one, own in zip(pair, rows, strict=True)
                    for row in own for fact in row.facts)  # fmt: skip
    return Compared(
        question=question,
        kinds=tuple(asked.kinds(chained=True)),
        on_answer=tuple(asked.kinds_on_answers()) if builds_on else (),
        shared=asked.shared(),
        only_one=only_one,
        only_other=only_other,
        reworded=reworded,
    )


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What both give, and whether the citizen meets all criteria that both share."""

    one: Reply
    other: Reply
    met: bool = True
    other_words: bool = False

    @property
    def changes(self) -> bool:
        return self.one != self.other or (self.other_words and self.one is not None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question asked of two standards."""

    name: str
    question: Question
    pair: tuple[Standard, Standard]
    days: tuple[date, date]

    def kinds(self, *, chained: bool) -> Iterator[Kind]:
        if self.question.shape is Shape.DUTIES:
            for rows in _subjects(*(self._rows(standard) for standard in self.pair)):
                yield from self._duty_kinds(rows, chained=chained)
            return
        sides = [self._side(place, None, chained=chained) for place in (0, 1)]
        shared = self.shared()
        joint = Joint(
            [side for side in sides if side],
            lambda masks: self._leaf(sides, masks, shared),
        )
        yield from _kinds(joint, lambda known: self._decided(sides, joint, known), self._turn)

    def shared(self) -> tuple[Row, ...]:
        """The criteria of the first that the second has too, whatever their words."""
        if self.question.shape is not Shape.CRITERIA:
            return ()
        one, other = (self._rows(standard) for standard in self.pair)
        both = set(map(_said, other))
        answers = self.pair[0].questions.keys() | self.pair[1].questions.keys()
        return tuple(
            row for row in one if _said(row) in both and not answers.intersection(row.facts)
        )

    def kinds_on_answers(self) -> Iterator[Kind]:
        """What changes for a given answer to another question, whoever the citizen is."""
        answers = self.pair[0].questions.keys() | self.pair[1].questions.keys()
        for kind in self.kinds(chained=False):
            if any(fact in answers for box in kind.boxes for fact in box):
                yield kind

    def _rows(self, standard: Standard) -> tuple[Row, ...]:
        ruled = standard.questions.get(self.name)
        return ruled.rows if ruled else ()

    def _side(self, place: int, rows: Sequence[int] | None, *, chained: bool) -> Side | None:
        standard = self.pair[place]
        if self.name not in standard.questions:
            return None
        return Side(standard, self.name, self.days[place], chained=chained, rows=rows)

    def _leaf(
        self, sides: Sequence[Side | None], masks: Sequence[Masks], shared: Sequence[Row]
    ) -> _Leaf:
        ways = _ways_of(sides, masks)
        replies = [
            _values(side.ruled, own) if side else _SILENT[self.question.shape]
            for side, own in zip(sides, ways, strict=True)
        ]
        met = not sides[0] or all(
            (sides[0].ruled.rows.index(row) in way) is (row.effect is Effect.MET)
            for row in shared
            for way in ways[0]
        )
        return _Leaf(replies[0], replies[1], met)

    def _decided(
        self, sides: Sequence[Side | None], joint: Joint[_Leaf], known: Mapping[str, int]
    ) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The rows that the answers rest on: of criteria those not simply met."""
        ways = _ways_of(sides, joint.masks_at(known))
        found = [
            tuple(side.ruled.rows[place] for place in _weighing(side.ruled, own)) if side else ()
            for side, own in zip(sides, ways, strict=True)
        ]
        return found[0], found[1]

    def _turn(self, one: Reply, other: Reply) -> Turn:
        ruled = next(s.questions[self.name] for s in self.pair if self.name in s.questions)
        if not isinstance(one, tuple) or not isinstance(other, tuple):
            return Turn.OTHER
        if NOT_STATED in (
            *one,
            *other,
        ):  # of whom a side says nothing, nobody knows who is better off
            return Turn.OTHER
        if _improves(ruled, other, one):
            return Turn.BETTER
        return Turn.WORSE if _improves(ruled, one, other) else Turn.OTHER

    def _duty_kinds(
        self, rows: tuple[tuple[Row, ...], tuple[Row, ...]], *, chained: bool
    ) -> Iterator[Kind]:
        sides = [self._duty_side(place, rows[place], chained=chained) for place in (0, 1)]
        places = [{self._rows(self.pair[side]).index(row) for row in rows[side]} for side in (0, 1)]

        def leaf(masks: Sequence[Masks]) -> _Leaf:
            replies = [
                _duty(side.ruled, own, wanted) if side else None
                for side, own, wanted in zip(sides, _ways_of(sides, masks), places, strict=True)
            ]
            return _Leaf(replies[0], replies[1], other_words=_content(rows[0]) != _content(rows[1]))

        joint = Joint([side for side in sides if side], leaf)
        yield from _kinds(joint, lambda _known: rows, lambda _one, _other: Turn.OTHER)

    def _duty_side(self, place: int, rows: tuple[Row, ...], *, chained: bool) -> Side | None:
        if not rows:
            return None
        every = self._rows(self.pair[place])
        codes = {code for row in rows for code in (row.code, *row.unless)}
        wanted = [at for at, row in enumerate(every) if row.code in codes]
        return self._side(place, wanted, chained=chained)


_SILENT: Mapping[Shape, Reply] = {Shape.CHOICE: (NOT_STATED,), Shape.CRITERIA: ()}
"""What a standard gives that does not have the question."""


def _kinds(
    joint: Joint[_Leaf],
    decided: Callable[[Mapping[str, int]], tuple[tuple[Row, ...], tuple[Row, ...]]],
    turn: Callable[[Reply, Reply], Turn],
) -> Iterator[Kind]:
    """The citizens of each leaf that changes, told in few boxes."""
    shares = any(not leaf.met for leaf in joint.values())
    for leaf in joint.values():
        if not leaf.changes:
            continue
        among = leaf.met and shares
        boxes = cover(joint, leaf, (lambda other: not other.met) if among else _nobody)
        example = _example(joint, leaf)
        one_rows, other_rows = decided(example)
        yield Kind(
            leaf.one,
            leaf.other,
            turn(leaf.one, leaf.other),
            tuple(joint.box(cells) for cells in boxes),
            among,
            example,
            one_rows if leaf.one is not None else (),
            other_rows if leaf.other is not None else (),
        )


def _nobody(_leaf: _Leaf) -> bool:
    return False


def _example(joint: Joint[_Leaf], leaf: _Leaf) -> dict[str, int]:
    """The citizen of whom fewest facts must be known for both answers to be certain."""

    def same(other: _Leaf) -> bool:
        return (other.one, other.other) == (leaf.one, leaf.other)

    # One cell of each fact first: beside other values of the same box more may have to be known.
    one_each = (
        tuple(here and frozenset({min(here)}) for here in path) for path in joint.paths(leaf)
    )
    found = (freed(joint, cells, same) for cells in one_each)
    smallest = min(found, key=lambda cells: sum(here is not None for here in cells))
    return {
        axis.fact: axis.typical(min(here))
        for axis, here in zip(joint.axes, smallest, strict=True)
        if here is not None
    }


def _ways_of(sides: Sequence[Side | None], masks: Sequence[Masks]) -> list[list[frozenset[int]]]:
    """The rows that hold on each side; the masks are those of the sides that there are."""
    own = iter(masks)
    return [side.holdings(next(own)) if side else [] for side in sides]


def _values(ruled: RuledQuestion, ways: Sequence[frozenset[int]]) -> tuple[Value, ...]:
    found = chain.from_iterable(ruled.values_of(way) or (NOT_STATED,) for way in ways)
    return ruled.best_first(_plain(value) for value in found)


def _plain(value: Value) -> Value:
    """A standard that says that it says nothing, and one that says nothing, are the same."""
    if isinstance(value, Answer) and value.kind is AnswerKind.NOT_STATED:
        return NOT_STATED
    return value


def _weighing(ruled: RuledQuestion, ways: Sequence[frozenset[int]]) -> list[int]:
    if ruled.question.shape is not Shape.CRITERIA:
        return sorted(set().union(*(ruled.deciding(way) for way in ways)))
    return [
        place
        for place, row in enumerate(ruled.rows)
        if any((place in way) is (row.effect is Effect.INDIVIDUAL) for way in ways)
    ]


def _duty(ruled: RuledQuestion, ways: Sequence[frozenset[int]], places: set[int]) -> Status | None:
    """Whether one of some rows holds: surely, perhaps, or not."""
    found = {bool(places & ruled.deciding(way)) for way in ways}
    if len(found) > 1:
        return Status.UNKNOWN
    return Status.HOLDS if found == {True} else None


def _improves(ruled: RuledQuestion, others: tuple[Value, ...], here: tuple[Value, ...]) -> bool:
    """Whether the open answers `others` are better than those `here`, and none is worse."""
    if not others or not here:
        return False
    return ruled.better(others[0], here[0]) and not any(
        ruled.better(here[-1], value) for value in others
    )


# --- rows beside rows ----------------------------------------------------------------------------


def _subjects(
    one: Sequence[Row], other: Sequence[Row]
) -> Iterator[tuple[tuple[Row, ...], tuple[Row, ...]]]:
    """The duties of both, paired: those that say the same, then those with the same code."""
    left, right = _by_content(one), _by_content(other)
    lone = {key: rows for key, rows in left.items() if key not in right}
    stray = {key: rows for key, rows in right.items() if key not in left}
    for key in left.keys() & right.keys():
        yield left[key], right[key]
    for rows in lone.values():
        codes = {row.code for row in rows}
        key = next((k for k, own in stray.items() if codes & {row.code for row in own}), None)
        yield rows, stray.pop(key) if key is not None else ()
    for rows in stray.values():
        yield (), rows


def _by_content(rows: Sequence[Row]) -> dict[object, tuple[Row, ...]]:
    found: dict[object, tuple[Row, ...]] = {}
    for row in rows:
        found[_content((row,))] = (*found.get(_content((row,)), ()), row)
    return found


def _content(rows: Sequence[Row]) -> object:
    return (rows[0].text, rows[0].rank, rows[0].requires) if rows else None


def _said(row: Row) -> object:
    """What a row says, its words and its place aside."""
    boxes = frozenset(frozenset(box.items()) for box in row.boxes)
    return boxes, row.effect, row.answer, row.rank, row.requires


def _rows_apart(
    one: Sequence[Row], other: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[tuple[Row, Row], ...]]:
    """The rows that only one has, and those that say the same in other words.

    A guiding row that repeats what binds in both is in neither: it changes nothing.
    """
    binding = {_ruling(row) for row in one if row.rank.binds} & {
        _ruling(row) for row in other if row.rank.binds
    }
    left, right = list(one), list(other)
    reworded = []
    for row in one:
        twin = next((r for r in right if _said(r) == _said(row) and r.code == row.code), None)
        twin = twin or next(
            (r for r in right if _said(r) == _said(row) and r.text == row.text), None
        )
        if twin is not None:
            left.remove(row)
            right.remove(twin)
            if twin.text != row.text:
                reworded.append((row, twin))
    only_one, only_other = (
        tuple(row for row in rows if row.rank.binds or _ruling(row) not in binding)
        for rows in (left, right)
    )
    return only_one, only_other, tuple(reworded)


def _ruling(row: Row) -> object:
    """What a row decides, whatever its rank; a duty is its text."""
    boxes = frozenset(frozenset(box.items()) for box in row.boxes)
    return boxes, row.effect, row.answer, row.effect or row.answer or row.text


def _holds(row: Row, known: Mapping[str, int]) -> bool:
    return any(_inside(box, known) for box in row.boxes)


def _inside(box: Box, known: Mapping[str, int]) -> bool:
    return all(
        any(low <= known[name] <= high for low, high in allowed) for name, allowed in box.items()
    )
