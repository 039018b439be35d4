"""How hard a letter is to read: LIX, and the sentences that make it so.

LIX is the mean number of words in a sentence plus the percentage of words of more than six
letters. Up to 34 is easy, 35 to 44 medium, 45 to 54 hard. A letter to a citizen aims at most at
`AIM_LIX`. Headings, tables, the lines that name a source and the signature are left out: they are
short by nature and would only flatter the figure. A point of a list ends a sentence, a colon does
not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kompas.letters.letter import (
    Letter,
    ListBlock,
    Paragraph,
    Span,
    Spans,
    Value,
    text_of,
)
from kompas.words import _

AIM_LIX = 45
HARD_LIX = 55
"""From here on the scale calls a text very hard; one sentence of it is worth rewriting."""
LONG_SENTENCE_WORDS = 22
_LONG_WORD_LETTERS = 6
_FEWEST_WORDS = 10
_NO_PROSE = frozenset({"opening", "closing"})

_NEVER_LAST = frozenset(
    {"bl.a.", "ca.", "dvs.", "evt.", "f.eks.", "fx.", "hhv.", "ift.", "ifm.", "inkl.", "ekskl.",
     "jf.", "kap.", "kl.", "maks.", "mht.", "nr.", "pga.", "pkt.", "pr.", "sml.", "stk.", "tlf.",
     "vedr."}
)  # fmt: skip
_MAYBE_LAST = frozenset(
    {"kr.", "m.fl.", "m.m.", "m.v.", "mv.", "o.l.", "osv.", "st.", "th.", "tv."}
)
_ORDINAL = re.compile(r"^\W*\d{1,2}\.$")
_END = re.compile(r"[.!?][)»«\"”]*$")


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence worth rewriting: why, and the trace of the clause or text that it stands in."""

    text: str
    lix: int
    words: int
    long_words: tuple[str, ...]
    why: tuple[str, ...]
    trace: str


@dataclass(frozen=True, slots=True)
class Readability:
    """The figure of a whole letter, what it is made of, and its hard sentences, hardest first."""

    lix: int
    words: int
    sentences: int
    long_words: int
    hard: tuple[HardSentence, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the letter keeps the aim."""
        return self.lix <= AIM_LIX


def readability_of(letter: Letter) -> Readability:
    """Measure a letter."""
    found = [
        (sentence, spans)
        for spans in map(_worded, _prose(letter))
        for sentence in sentences(text_of(tuple(span for span, _words in spans)))
    ]
    words = [words_of(sentence) for sentence, _spans in found]
    hard = (_hard(sentence, spans) for sentence, spans in found)
    return Readability(
        lix=_lix(sum(map(len, words)), len(words), sum(len(_long(one)) for one in words)),
        words=sum(map(len, words)),
        sentences=len(words),
        long_words=sum(len(_long(one)) for one in words),
        hard=tuple(sorted((one for one in hard if one), key=lambda one: -one.lix)),
    )


def lix(text: str) -> int:
    """LIX of a text; each line ends a sentence. 0 for a text without words."""
    words = [words_of(one) for line in text.splitlines() for one in sentences(line)]
    return _lix(sum(map(len, words)), len(words), sum(len(_long(one)) for one in words))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text: a full stop in `bl.a.`, `nr. 3` or `3. marts` ends none."""
    tokens = text.split()
    current: list[str] = []
    for place, token in enumerate(tokens):
        current.append(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if not following or _ends_sentence(token, following):
            if words_of(" ".join(current)):
                yield " ".join(current)
            current = []


def words_of(sentence: str) -> list[str]:
    """The words of a sentence, without the marks around them; what has no letter or digit is
    none.
    """
    stripped = (token.strip(".,:;!?()[]«»\"'”“–—…-/*") for token in re.split(r"[\s/]+", sentence))
    return [token for token in stripped if re.search(r"\w", token)]


def _prose(letter: Letter) -> Iterator[Spans]:
    for section in letter.sections:
        if section.code in _NO_PROSE:
            continue
        for block in section.blocks:
            if isinstance(block, ListBlock):
                yield from (item.spans for item in block.items)
            elif isinstance(block, Paragraph):
                yield block.spans


def _ends_sentence(token: str, following: str) -> bool:
    if not _END.search(token):
        return False
    bare = token.lower().lstrip('(»"')
    starts_anew = following[:1].isupper() or not following[:1].isalnum()
    if bare in _NEVER_LAST:
        return False
    if bare in _MAYBE_LAST or _ORDINAL.match(token):
        return starts_anew
    return True


_Worded = tuple[tuple[Span, frozenset[str]], ...]
"""Spans, each with its words: taken apart once, and not for each sentence."""


def _worded(spans: Spans) -> _Worded:
    return tuple((span, frozenset(words_of(span.text))) for span in spans)


def _hard(sentence: str, spans: _Worded) -> HardSentence | None:
    words = words_of(sentence)
    long_words = _long(words)
    figure = _lix(len(words), 1, len(long_words))
    is_long = len(words) > LONG_SENTENCE_WORDS
    if not is_long and (len(words) < _FEWEST_WORDS or figure < HARD_LIX):
        return None
    why = []
    if is_long:
        why.append(_("Sætningen er lang: {words} ord. Del den.").format(words=len(words)))
    if figure >= HARD_LIX:
        why.append(
            _("Mange lange ord: {words}. Find kortere.").format(
                words=", ".join(dict.fromkeys(long_words))
            )
        )
    return HardSentence(
        sentence, figure, len(words), tuple(long_words), tuple(why), _trace(words, spans)
    )


def _trace(words: list[str], spans: _Worded) -> str:
    """The span that holds most of the sentence: whose words to change."""
    span, _words = max(spans, key=lambda one: len(one[1].intersection(words)))
    return span.trace if isinstance(span, Value) else f"clause:{span.clause}"


def _long(words: list[str]) -> list[str]:
    return [
        word
        for word in words
        if "@" not in word and sum(map(str.isalpha, word)) > _LONG_WORD_LETTERS
    ]


def _lix(words: int, sentence_count: int, long_words: int) -> int:
    if not words:
        return 0
    return round(words / sentence_count + 100 * long_words / words)
