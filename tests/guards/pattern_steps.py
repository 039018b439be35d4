"""How much work a regular expression makes, counted and not timed.

`re` tries one way after the other, as this does on the same tree; each sign that is looked at and
each way that is tried is a step. What `re` does faster than one sign at a time it does by a
constant factor; how the work grows with the text is the same.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice, product
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

Node = tuple[Any, Any]

_MOST_REPEATS = 3
"""So often a bounded repeat is tried: however high the bound, it is no growth with the text."""
_SIZES = (6, 12, 24)
_MOST_GROWTH = 2.6
"""Of twice the text at most so much more work: of what grows as the text it is 2, squared 4."""
_UNEVEN = 30
"""So many steps more or less depend on where a text happens to end."""
_MOST_STEPS = 60_000
_MOST_SIGNS = 6
_SAMPLES = "a0 .\n\"'é_-,:/#x"
_STRANGE = "\x01"


class TooManyStepsError(Exception):
    """The work has no end in sight."""


class Pattern:
    """A regular expression as a tree; `whole` is "match" or "fullmatch" where that is its use."""

    def __init__(self, text: str, flags: int = 0, whole: str | None = None) -> None:
        self._tree = parser.parse(text, flags)
        self._flags = self._tree.state.flags
        self._whole = whole
        self._steps = 0

    # ------------------------------------------------------------ the work

    def steps(self, text: str) -> int:
        """So many steps finding all of it in a text take."""
        self._steps, nodes, at = 0, list(self._tree), 0
        while at <= len(text):
            end = next(self._ends(nodes, text, at), None)
            if self._whole is not None:
                break
            at = at + 1 if end is None or end == at else end
        return self._steps

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise TooManyStepsError

    def _ends(self, nodes: list[Node], text: str, at: int) -> Iterator[int]:
        for end in self._run(nodes, 0, text, at):
            if self._whole != "fullmatch" or end == len(text):
                yield end

    def _run(self, nodes: list[Node], number: int, text: str, at: int) -> Iterator[int]:
        if number == len(nodes):
            yield at
            return
        for after in self._node(nodes[number], text, at):
            yield from self._run(nodes, number + 1, text, after)

    def _node(self, node: Node, text: str, at: int) -> Iterator[int]:
        self._step()
        kind, what = node
        if _is_sign(kind):
            if at < len(text) and self._fits(node, text[at]):
                yield at + 1
        elif kind in _REPEATS:
            least, most, inner = what
            bound = most if most == names.MAXREPEAT else max(least, min(most, _MOST_REPEATS))
            repeat = _Repeat(list(inner), least, bound, kind == names.MIN_REPEAT)
            yield from _first_of(self._repeat(repeat, text, at, 0), kind == names.POSSESSIVE_REPEAT)
        elif kind in (names.AT, names.ASSERT, names.ASSERT_NOT):
            if self._stands(kind, what, text, at):
                yield at
        else:
            for way in _inner(node):
                run = self._run(list(way), 0, text, at)
                yield from _first_of(run, kind == names.ATOMIC_GROUP)

    def _repeat(self, repeat: "_Repeat", text: str, at: int, done: int) -> Iterator[int]:
        if repeat.lazy and done >= repeat.least:
            yield at
        if done < repeat.most:
            for after in self._run(repeat.inner, 0, text, at):
                if after > at:
                    yield from self._repeat(repeat, text, after, done + 1)
        if not repeat.lazy and done >= repeat.least:
            yield at

    def _stands(self, kind: Any, what: Any, text: str, at: int) -> bool:
        if kind == names.AT:
            return _is_at(what, text, at, self._flags)
        return self._holds(what, text, at) == bool(kind == names.ASSERT)

    def _holds(self, what: Any, text: str, at: int) -> bool:
        direction, inner = what
        if direction > 0:
            return next(self._run(list(inner), 0, text, at), None) is not None
        begin = at - inner.getwidth()[0]
        return begin >= 0 and at in self._run(list(inner), 0, text, begin)

    def _fits(self, node: Node, sign: str) -> bool:
        kind, what = node
        signs = {sign, sign.lower(), sign.upper()} if self._flags & re.IGNORECASE else {sign}
        if kind == names.ANY:
            return bool(self._flags & re.DOTALL) or sign != "\n"
        if kind == names.LITERAL:
            return chr(what) in signs
        if kind == names.NOT_LITERAL:
            return chr(what) not in signs
        found = any(_is_in(part, one) for part in what for one in signs)
        return found != any(part[0] == names.NEGATE for part in what)

    # ------------------------------------------------------------ the texts that it is tried on

    def worst(self) -> str | None:
        """A text, repeated, on which the work grows faster than the text; None where none does."""
        if not self._unbounded:
            return None
        for before, pump, after in product(self._befores, self._pumps, self._afters):
            try:
                low, middle, high = (self.steps(before + pump * n + after) for n in _SIZES)
            except (TooManyStepsError, RecursionError):
                return before + pump
            if high - middle > _MOST_GROWTH * (middle - low) + _UNEVEN:
                return before + pump
        return None

    @cached_property
    def _unbounded(self) -> list[tuple[str, str]]:
        """Each repeat without an end: the shortest text before it, and the shortest in it."""
        return list(self._repeats(list(self._tree), ""))

    def _repeats(self, nodes: list[Node], before: str) -> Iterator[tuple[str, str]]:
        for node in nodes:
            kind, what = node
            if kind in _REPEATS:
                if what[1] == names.MAXREPEAT:
                    yield before, self._word(list(what[2])) or _STRANGE
                yield from self._repeats(list(what[2]), before)
            elif kind in (names.SUBPATTERN, names.ATOMIC_GROUP):
                yield from self._repeats(
                    list(what[3] if kind == names.SUBPATTERN else what), before
                )
            elif kind == names.BRANCH:
                for way in what[1]:
                    yield from self._repeats(list(way), before)
            before += self._word([node])

    def _word(self, nodes: list[Node]) -> str:
        """A short text that fits."""
        word = ""
        for kind, what in nodes:
            if _is_sign(kind):
                word += next((s for s in self._known_signs if self._fits((kind, what), s)), "")
            elif kind in _REPEATS:
                word += self._word(list(what[2])) * what[0]
            elif kind == names.BRANCH:
                word += self._word(list(what[1][0]))
            elif kind == names.SUBPATTERN:
                word += self._word(list(what[3]))
        return word

    @cached_property
    def _afters(self) -> list[str]:
        """Ends at which each of the repeats can fail."""
        strange = [
            next(
                (one for one in self._known_signs if not any(self._fits(a, one) for a in atoms)), ""
            )
            for atoms in (list(_atoms(inner)) for inner in _unbounded(self._tree))
        ]
        return list(dict.fromkeys(["", _STRANGE, "\n" + _STRANGE, *strange]))

    @cached_property
    def _befores(self) -> list[str]:
        return list(dict.fromkeys(["", *(before for before, _word in self._unbounded)]))

    @cached_property
    def _pumps(self) -> list[str]:
        """One and two signs of each kind that it tells apart, and what its repeats repeat."""
        signs = self._signs[:_MOST_SIGNS]
        words = [word for _before, word in self._unbounded]
        words.append(self._word(list(self._tree)) or _STRANGE)
        pairs = ("".join(pair) for pair in product(signs, repeat=2))
        both = ("".join(pair) for pair in product([*words, *signs[:3]], words))
        return list(dict.fromkeys([*signs, *words, *pairs, *both]))

    @cached_property
    def _known_signs(self) -> list[str]:
        literals: list[str] = []
        for kind, what in _atoms(self._tree):
            parts = what if kind == names.IN else [(kind, what)]
            for part, value in parts:
                if part in (names.LITERAL, names.NOT_LITERAL):
                    literals.append(chr(value))
                elif part == names.RANGE:
                    literals += map(chr, value)
        return list(dict.fromkeys([*_SAMPLES, *literals]))

    @cached_property
    def _signs(self) -> list[str]:
        """One of each kind of sign that it tells apart; first what most of its repeats take."""
        atoms = list(_atoms(self._tree))
        repeated = [atom for inner in _unbounded(self._tree) for atom in _atoms(inner)]
        found: dict[tuple[bool, ...], str] = {}
        for sign in self._known_signs:
            found.setdefault(tuple(self._fits(atom, sign) for atom in atoms), sign)
        weight: Callable[[str], int] = lambda sign: sum(self._fits(one, sign) for one in repeated)  # noqa: E731
        begins = {sign for sign in found.values() if self._can_begin(sign)}
        return sorted(found.values(), key=lambda sign: (-weight(sign), sign not in begins))

    def _can_begin(self, sign: str) -> bool:
        return any(self._fits(atom, sign) for atom in list(_atoms(self._tree))[:2])


class _Repeat(NamedTuple):
    inner: list[Node]
    least: int
    most: int
    lazy: bool


_REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)


def _first_of(ends: Iterator[int], alone: bool) -> Iterator[int]:
    """All ways, or the first `alone` where `re` would not come back for another."""
    yield from islice(ends, 1) if alone else ends


def _is_at(what: Any, text: str, at: int, flags: int) -> bool:
    if what in (names.AT_BEGINNING, names.AT_BEGINNING_STRING):
        several = what == names.AT_BEGINNING and flags & re.MULTILINE
        return at == 0 or bool(several and text[at - 1] == "\n")
    if what == names.AT_END:
        return text[at:] in ("", "\n")
    if what == names.AT_END_STRING:
        return at == len(text)
    before, after = (_is_word(one) for one in (text[max(at - 1, 0) : at], text[at : at + 1]))
    return (before != after) == bool(what == names.AT_BOUNDARY)


def _is_sign(kind: Any) -> bool:
    return kind in (names.LITERAL, names.NOT_LITERAL, names.ANY, names.IN)


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _is_in(part: Node, sign: str) -> bool:
    kind, what = part
    if kind == names.LITERAL:
        return chr(what) == sign
    if kind == names.RANGE:
        return what[0] <= ord(sign[0]) <= what[1] and len(sign) == 1
    return kind == names.CATEGORY and _CATEGORIES[what](sign)


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    names.CATEGORY_DIGIT: str.isdecimal,
    names.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    names.CATEGORY_SPACE: str.isspace,
    names.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    names.CATEGORY_WORD: _is_word,
    names.CATEGORY_NOT_WORD: lambda sign: not _is_word(sign),
}


def _inner(node: Node) -> list[Any]:
    kind, what = node
    if kind in _REPEATS:
        return [what[2]]
    if kind == names.BRANCH:
        return list(what[1])
    if kind == names.SUBPATTERN:
        return [what[3]]
    if kind == names.ATOMIC_GROUP:
        return [what]
    return [what[1]] if kind in (names.ASSERT, names.ASSERT_NOT) else []


def _atoms(nodes: Any) -> Iterator[Node]:
    for node in nodes:
        if _is_sign(node[0]):
            yield node
        for inner in _inner(node):
            yield from _atoms(inner)


def _unbounded(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        for inner in _inner(node):
            if len(node[1]) == 3 and node[1][1] == names.MAXREPEAT:
                yield inner
            yield from _unbounded(inner)
