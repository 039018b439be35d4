"""A text as sentences of words, each with its stem."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

_STEMMER = stemmer("danish")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:/]\d+)*", re.UNICODE)
_END = re.compile(
    r"(?<=[.!?])[\"»”)]{0,3}\s{1,9}(?=[\"«»“(]{0,3}[A-ZÆØÅÉ0-9])|[;\n\r•]|,?\s{1,3}men\s"
)
_CLAUSE = re.compile(r"[,–()]|\s-\s")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:fx|jf|bl\.a|stk|nr|kl|ca|evt|mv|m\.v|dvs|pr|pkt|kap|hhv|inkl|ekskl|tlf|d)\.$",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
_VOWEL = re.compile(r"[aeiouyæøåéüöäèê]")
_NO_DANISH = re.compile(
    r"(.)\1\1|[bcdfghjklmnpqrstvwxz]{7}|[qxzj][bcdfgjkmpqtvwxz]|[bcdfghkmpvw][xq]|^[^\W\d_]$"
)
_DIGITS = frozenset("0123456789")
_RUN = 4
"""So many letters in a row as they lie on a keyboard are no Danish word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: as written, in small letters, its stem, and the clause it stands in.

    `inside_capital`: written with a capital though no sentence begins there, as a name is.
    """

    low: str
    stem: str
    clause: int
    is_number: bool
    inside_capital: bool


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a Danish word in small letters."""
    return str(_STEMMER.stemWord(word))


def sentences(text: str) -> list[tuple[str, tuple[Token, ...]]]:
    """The sentences of a text as written and in words, without those that hold no word."""
    return [(part.strip(), tokens) for part in _parts(text) if (tokens := tuple(_tokens(part)))]


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [found.group().lower() for found in _WORD.finditer(text)]


def is_number(word: str) -> bool:
    """Whether a word of a text is written in digits."""
    return word[:1] in _DIGITS


@lru_cache(maxsize=20_000)
def is_word(low: str) -> bool:
    """Whether letters may be a word: typed at random they have no vowel, or lie side by side."""
    if not _VOWEL.search(low) or _NO_DANISH.search(low):
        return False
    return not any(low[at : at + _RUN] in row for row in _KEYBOARD for at in _starts(low))


def _starts(low: str) -> range:
    return range(len(low) - _RUN + 1)


def _parts(text: str) -> Iterator[str]:
    """The sentences as they are written: a point after an abbreviation or a day ends none."""
    begun = 0
    for end in _END.finditer(text):
        before = text[begun : end.start()]
        if end.group().isspace() and _goes_on(before, text[end.end() : end.end() + 1]):
            continue
        yield before
        begun = end.end()
    yield text[begun:]


def _goes_on(before: str, after: str) -> bool:
    """Whether a point ends no sentence: `jf. Standarden` and `3. maj`, and not `kl. 10. Du`."""
    return bool(_SHORTENED.search(before)) or (bool(_A_DAY.search(before)) and not after.isupper())


def _tokens(sentence: str) -> Iterator[Token]:
    breaks = [found.start() for found in _CLAUSE.finditer(sentence)]
    clause, first = 0, True
    for found in _WORD.finditer(sentence):
        while clause < len(breaks) and breaks[clause] < found.start():
            clause += 1
        raw = found.group()
        low = raw.lower()
        capital = raw[0].isupper() and not first and (len(raw) > 1)
        number = is_number(raw)
        yield Token(low, low if number else stem(low), clause, number, capital)
        first = False
