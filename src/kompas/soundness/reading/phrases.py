"""Look for phrases in a sentence: words in a row, by their stems, beginnings and ends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kompas.soundness.reading.tokens import Token, stem, words

ANY_NUMBER = "#"
GAP = ".."
AS_WRITTEN = "="
_SIGNS = frozenset("*|=")
_WIDEST_GAP = 4
_KEY = 2
"""Beginnings and ends are looked up by so many letters."""

_KEPT = 20_000
"""So many words are kept with the phrases that they begin."""
_A_STEM = 4
"""Shorter stems are those of too many words: `siger` and `sig`."""

Span = tuple[int, int]
"""From and to (exclusive) among the tokens of a sentence."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: any of `stems`, or with one of the beginnings, ends or parts."""

    stems: frozenset[str]
    exact: frozenset[str]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]
    parts: tuple[str, ...]
    number: bool

    def meets(self, token: Token) -> bool:
        if token.is_number:
            return (
                self.number
                or token.low in self.exact
                or any(token.low.startswith(one) for one in self.beginnings)
            )
        low = token.low
        return (
            low in self.exact
            or token.stem in self.stems
            or (bool(self.beginnings) and low.startswith(self.beginnings))
            or (bool(self.ends) and low.endswith(self.ends))
            or (bool(self.parts) and any(one in low for one in self.parts))
        )


@dataclass(frozen=True, slots=True)
class _Phrase:
    term: str
    first: _Word
    rest: tuple[_Word | None, ...]

    def ends_at(self, tokens: Sequence[Token], start: int) -> int | None:
        """Where the phrase ends when its first word stands at `start`; None where it does not."""
        at, gap = start + 1, 0
        for word in self.rest:
            if word is None:
                gap = _WIDEST_GAP
                continue
            last = min(at + gap, len(tokens) - 1)
            while at <= last and not word.meets(tokens[at]):
                at += 1
            if at > last:
                return None
            at, gap = at + 1, 0
        return at


@dataclass
class Phrases:
    """Lists of phrases by their names, ready to be looked for all at once."""

    padding: frozenset[str]
    _by_stem: dict[str, list[_Phrase]] = field(default_factory=dict)
    _by_beginning: dict[str, list[_Phrase]] = field(default_factory=dict)
    _by_end: dict[str, list[_Phrase]] = field(default_factory=dict)
    _by_part: list[tuple[str, _Phrase]] = field(default_factory=list)
    _numbers: list[_Phrase] = field(default_factory=list)
    _begun: dict[str, tuple[_Phrase, ...]] = field(default_factory=dict)

    def add(self, term: str, phrases: Iterable[str]) -> None:
        """Look for each of the phrases under the name of a list."""
        for phrase in phrases:
            self._add(term, phrase)

    def found(self, tokens: Sequence[Token]) -> Mapping[str, list[Span]]:
        """Where in a sentence each list's phrases stand."""
        hits: dict[str, list[Span]] = {}
        for start, token in enumerate(tokens):
            for phrase in self._begun_by(token):
                end = phrase.ends_at(tokens, start) if phrase.rest else start + 1
                if end is not None:
                    hits.setdefault(phrase.term, []).append((start, end))
        return hits

    def _begun_by(self, token: Token) -> tuple[_Phrase, ...]:
        """The phrases that a word may begin; each word is looked up once."""
        begun = self._begun.get(token.low)
        if begun is None:
            if len(self._begun) >= _KEPT:
                self._begun.clear()
            found = dict.fromkeys(self._candidates(token))
            begun = tuple(phrase for phrase in found if phrase.first.meets(token))
            self._begun[token.low] = begun
        return begun

    def _candidates(self, token: Token) -> Iterator[_Phrase]:
        if token.is_number:
            yield from self._numbers
            yield from self._by_stem.get(token.low, ())
            yield from self._by_beginning.get(token.low[:_KEY], ())
            return
        low = token.low
        yield from self._by_stem.get(token.stem, ())
        if low != token.stem:
            yield from self._by_stem.get(low, ())
        yield from self._by_beginning.get(low[:_KEY], ())
        yield from self._by_end.get(low[-_KEY:], ())
        for part, phrase in self._by_part:
            if part in low:
                yield phrase

    def _add(self, term: str, phrase: str) -> None:
        written = [one for one in _split(phrase) if one not in self.padding]
        if not written or written[0] == GAP:
            return
        first, *rest = (None if one == GAP else _word(one) for one in written)
        if first is None:
            return
        made = _Phrase(term, first, tuple(rest))
        for one in first.stems | first.exact:
            self._by_stem.setdefault(one, []).append(made)
        for one in first.beginnings:
            self._by_beginning.setdefault(one[:_KEY], []).append(made)
        for one in first.ends:
            self._by_end.setdefault(one[-_KEY:], []).append(made)
        self._by_part.extend((one, made) for one in first.parts)
        if first.number:
            self._numbers.append(made)


def _split(phrase: str) -> Iterator[str]:
    """The words of a phrase as in the data; abbreviations as they are read in a text."""
    for written in phrase.lower().split():
        if written in {GAP, ANY_NUMBER} or _SIGNS & set(written):
            yield written
        else:
            yield from words(written)


def _word(written: str) -> _Word:
    stems, exact, beginnings, ends, parts = set[str](), set[str](), [], [], []
    number = False
    for one in written.split("|"):
        bare = one.strip("*")
        if one == ANY_NUMBER:
            number = True
        elif one.startswith("*") and one.endswith("*"):
            parts.append(bare)
        elif one.endswith("*"):
            beginnings.append(bare)
        elif one.startswith("*"):
            ends.append(bare)
        elif one.startswith(AS_WRITTEN):
            exact.add(one[1:])
        else:
            exact.add(bare)
            if len(stem(bare)) >= _A_STEM:
                stems.add(stem(bare))
    return _Word(
        frozenset(stems), frozenset(exact), tuple(beginnings), tuple(ends), tuple(parts), number
    )
