"""Numbers as a Danish text writes them: digits (`2,5`, `1.200`, `½`) and words (`halvanden`)."""

import re
from collections.abc import Mapping
from fractions import Fraction

_UNITS: Mapping[str, int] = {
    "en": 1, "én": 1, "een": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5,
    "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13,
    "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS: Mapping[str, int] = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70,
    "firs": 80, "halvfems": 90,
}  # fmt: skip
_SMALL: Mapping[str, int] = {
    **_UNITS,
    **_TENS,
    **{
        f"{unit}og{tens}": ones + ten
        for tens, ten in _TENS.items()
        for unit, ones in _UNITS.items()
        if ones < 10
    },
}
_HALVES: Mapping[str, Fraction] = {
    "halvanden": Fraction(3, 2),
    "halvandet": Fraction(3, 2),
    **{
        f"{word} og en {half}": number + Fraction(1, 2)
        for word, number in _UNITS.items()
        for half in ("halv", "halvt")
        if number < 10
    },
}
_THOUSANDS = re.compile(
    r"(?:(?:(?P<thousands>\w+?) ?)?tusind(?:e)?(?: og)? ?)?(?:(?:(?P<hundreds>\w+?) ?)?hundrede?)?"
    r"(?: og)? ?(?P<rest>\w+)?"
)
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?½?|½"
_WORDS = "|".join(sorted((*_HALVES, *_SMALL), key=len, reverse=True))
NUMBER = rf"(?:{_DIGITS}|(?:{_WORDS})(?!\w))"
"""A pattern that finds a number, in digits or in a word; that of a hundred or more in digits."""
IN_WORDS = (
    r"(?:(?:\w+ ?)?tusinde?(?: og)?(?: \w+ ?hundrede?)?|(?:\w+ ?)?hundrede?)(?: og)?"
    rf"(?: (?:{_WORDS})(?!\w))?"
)
"""A pattern that finds a number of a hundred or more in words: `tolv hundrede`."""


def number_of(text: str) -> Fraction | None:
    """The number that a text is; None where it is none."""
    plain = " ".join(text.lower().split())
    if plain in _HALVES:
        return _HALVES[plain]
    if plain in _SMALL:
        return Fraction(_SMALL[plain])
    if re.fullmatch(_DIGITS, plain):
        return _of_digits(plain)
    return _of_words(plain)


def _of_digits(plain: str) -> Fraction:
    whole = plain.replace("½", "").replace(".", "").replace(",", ".")
    half = Fraction(1, 2) if "½" in plain else Fraction(0)
    return (Fraction(whole) if whole else Fraction(0)) + half


def _of_words(plain: str) -> Fraction | None:
    found = _THOUSANDS.fullmatch(plain)
    if found is None or not ("hundred" in plain or "tusind" in plain):
        return None
    parts = {name: _SMALL.get(word) for name, word in found.groupdict().items() if word}
    if None in parts.values():
        return None
    thousands = (parts.get("thousands") or 1) if "tusind" in plain else 0
    hundreds = (parts.get("hundreds") or 1) if "hundred" in plain else 0
    return Fraction(1000 * thousands + 100 * hundreds + (parts.get("rest") or 0))
