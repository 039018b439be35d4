"""How people write what the check of a decision looks for (`norms/phrasings.toml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kompas.norms.fields import Fields

_SHORT = 5
"""A text of so many words has room for one thing."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Something by the words that people write it in: small letters, `*` is the rest of a word.

    `takes_complaints`: of a body, whether it is right to send the complaint there.
    """

    name: str
    text: str
    text_en: str
    words: tuple[str, ...]
    takes_complaints: bool = False

    def is_in(self, text: str) -> bool:
        """Whether a text speaks of it."""
        low = text.lower()
        # Nearly every text has none: what its letters rule out needs no pattern.
        near = tuple(one for one in self.words if max(one.split("*"), key=len) in low)
        return bool(near) and _pattern(near).search(low) is not None


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Empty where a folder of norms keeps none: nothing is looked for then.

    `bodies` may be named as the one that complaints go to, `ways` are those of complaining;
    `no_change` says that nothing is otherwise than before, unless `earlier_wrong` is there too;
    `disputes` that an answer to a hearing disputes something.
    """

    bodies: Mapping[str, Phrasing] = field(default_factory=dict)
    ways: Mapping[str, Phrasing] = field(default_factory=dict)
    no_change: Mapping[str, Phrasing] = field(default_factory=dict)
    no_change_in_short: Mapping[str, Phrasing] = field(default_factory=dict)
    earlier_wrong: Mapping[str, Phrasing] = field(default_factory=dict)
    disputes: Mapping[str, Phrasing] = field(default_factory=dict)

    def bodies_in(self, text: str) -> tuple[Phrasing, ...]:
        """The bodies that a text names."""
        return tuple(one for one in self.bodies.values() if one.is_in(text))

    def tells_a_way(self, text: str) -> bool:
        """Whether a text tells a way of complaining; of one that no ways are kept for, too."""
        return not self.ways or any(one.is_in(text) for one in self.ways.values())

    def disputes_something(self, answer: str) -> bool:
        """Whether the party disputes what it was heard on, as far as words tell."""
        return any(one.is_in(answer) for one in self.disputes.values())

    def says_nothing_changed(self, text: str) -> bool:
        """Whether a text says that nothing is otherwise than before, and nothing beside it."""
        if not text:
            return False
        words = [*self.no_change.values()]
        if len(text.split()) <= _SHORT:
            words += self.no_change_in_short.values()
        said = any(one.is_in(text) for one in words)
        return said and not any(one.is_in(text) for one in self.earlier_wrong.values())


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    each = (r"\w*".join(map(re.escape, word.split("*"))) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


def read_phrasing(name: str, fields: Fields) -> Phrasing:
    """A body, or a way; what is wrong with it is told to the fields."""
    read = Phrasing(
        name,
        fields.text("text"),
        fields.text("text_en"),
        fields.texts("words"),
        fields.flag("takes_complaints"),
    )
    fields.close()
    return read
