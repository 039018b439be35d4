"""The words of a text as search knows them, which of them are one word, and slips of one letter."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Word = tuple[str, int, int]
"""A word as search knows it, and where it stands in the text: from, to."""


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without accents and the signs between them.

    Both what is stored and what is searched for: `José`, `Jose` and a letter with its accent behind
    it are one word; so are `Åse` and `Aase`, `Søren` and `Soeren`, `Ærø` and `Aeroe`.
    """
    return [word for word, _start, _end in placed(text)]


def placed(text: str) -> Iterator[Word]:
    """The words of a text with their places in it."""
    for found in _WORD.finditer(text):
        if word := _plain(found[0]):
            yield word, found.start(), found.end()


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    low = word.lower()
    if not low.isascii():
        composed = unicodedata.normalize("NFC", low).translate(_BARE)
        parted = unicodedata.normalize("NFD", composed)
        low = "".join(_LETTERS.findall(_ACCENTS.sub("", parted).translate(_DANISH_AGAIN)))
    for written, letter in _WRITTEN_OUT:
        low = low.replace(written, letter)
    return low


_ACCENT = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_ACCENT}])*")
_LETTERS = re.compile(r"[^\W_]+")
_ACCENTS = re.compile(f"[{_ACCENT}]")
_BARE = str.maketrans("\u00e5\u0142\u0111\u0131\u0127\u0167", "\ue000ldiht")
"""Letters that no accent can be taken from (as in Łukasz), and å, which is none with an accent."""
_DANISH_AGAIN = str.maketrans("\ue000", "\u00e5")
_WRITTEN_OUT = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


# ---------------------------------------------------------------- forms of one word


def is_form_of(word: str, other: str) -> bool:
    """Whether two words differ by a Danish ending alone: `bolig` and `boligens`.

    Only what is shown of a text is chosen by it: what is found, PostgreSQL's stems decide.
    """
    if word == other:
        return True
    same = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    same = min(len(word), len(other)) if same is None else same
    return any(
        word[at:] in _ENDINGS and other[at:] in _ENDINGS
        for at in range(same, max(same - 4, _SHORTEST_STEM - 1), -1)
    )


_SHORTEST_STEM = 3
_BARE_ENDINGS = (
    "", "e", "en", "er", "et", "ede", "ende", "ene", "ere", "erne", "eren", "eret", "hed", "heden",
    "heder", "hederne", "ig", "ige", "igt", "lig", "lige", "ligt", "t", "te", "n", "ne", "r", "re",
)  # fmt: skip
_ENDINGS = frozenset(f"{one}{end}" for one in _BARE_ENDINGS for end in ("", "s"))


# ---------------------------------------------------------------- slips


def slips_of(word: str) -> tuple[str, ...]:
    """All words that are one slip away: a letter too many, one too few, another, or two swapped.

    Some sixty for each letter. None of a word that is short, where most slips make another name,
    of one that is very long, and of numbers.
    """
    if not (SHORTEST_SLIP <= len(word) <= LONGEST_SLIP) or not word.isalpha():
        return ()
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    one_less = (a + b[1:] for a, b in halves if b)
    swapped = (a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1)
    another = (a + letter + b[1:] for a, b in halves if b for letter in _ALPHABET)
    one_more = (a + letter + b for a, b in halves for letter in _ALPHABET)
    return tuple(dict.fromkeys([*one_less, *swapped, *another, *one_more]))


SHORTEST_SLIP, LONGEST_SLIP = 4, 20
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
