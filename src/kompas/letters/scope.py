"""Named runs of traced spans, and how they are made: what clauses fill in and ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kompas.letters.letter import ClauseText, Spans, Value

Words = dict[str, Spans]
SEPARATOR = "separator"
"""The code of what stands between the parts of a list."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Named words, flags, and the things of which there may be several, each a scope of its own."""

    words: Mapping[str, Spans]
    flags: frozenset[str] = frozenset()
    groups: Mapping[str, tuple["Scope", ...]] = field(default_factory=dict)

    def has(self, element: str) -> bool:
        """Whether the words, the flag or at least one of the things is there."""
        return element in self.words or element in self.flags or bool(self.groups.get(element))

    def around(self, inner: "Scope") -> "Scope":
        """`inner` with everything of this scope that it does not name itself."""
        return Scope(
            {**self.words, **inner.words},
            self.flags | inner.flags,
            {**self.groups, **inner.groups},
        )


def worded(name: str, text: str | None, trace: str, source: str | None = None) -> Words:
    """The words under `name`, or nothing where there are none."""
    return {name: value(text, trace, source)} if text and text.strip() else {}


def value(text: str, trace: str, source: str | None = None) -> Spans:
    """One run of words that was read, with its trace."""
    return (Value(text, trace, source),)


def listing(parts: list[Spans]) -> Spans:
    """`a`, `a og b`, `a, b og c`."""
    found: list[Value | ClauseText] = []
    for place, part in enumerate(parts):
        if place:
            last = place == len(parts) - 1
            found.append(ClauseText(" og " if last else ", ", SEPARATOR))
        found += part
    return tuple(found)
