"""Times, distances and shares as a Danish text writes them: `fire uger`, `et halvt år`, `10 km`.

A time is kept in the unit that it is told in: a month is no number of days, so months and weeks are
told apart only where no month could make them alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompas.soundness.reading.danish_numbers import NUMBER, number_of
from kompas.soundness.reading.tokens import is_number

_DAYS_PER_WEEK, _MONTHS_PER_YEAR = 7, 12
_LEAST_DAYS, _MOST_DAYS = Fraction(28), Fraction(31)
"""How short and how long a month is."""
_NAMED: Mapping[str, tuple[str, int]] = {
    r"hverdage?": ("working_days", 1),
    r"dage?|døgn": ("days", 1),
    r"uger?": ("days", _DAYS_PER_WEEK),
    r"måned(?:er)?": ("months", 1),
    r"år": ("months", _MONTHS_PER_YEAR),
    r"km\b|kilometer": ("kilometres", 1),
    r"%|procent|pct\.?": ("percent", 1),
}
"""What is counted, as texts write it: the base that it is kept in, and how many of it one is."""
UNITS: Mapping[str, tuple[str, int]] = {
    "days": ("days", 1),
    "weeks": ("days", _DAYS_PER_WEEK),
    "working_days": ("working_days", 1),
    "months": ("months", 1),
    "years": ("months", _MONTHS_PER_YEAR),
    "kilometres": ("kilometres", 1),
    "percent": ("percent", 1),
}
"""The units of the norms that texts can be held against, alike."""
_ORDINALS: Mapping[str, int] = {
    "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "ottende": 8,
    "niende": 9, "tolvte": 12,
}  # fmt: skip
_HALF_YEAR = r"(?:(?:et|det|hvert) )?halv[te] år"
_NAMED_UNIT = "|".join(_NAMED)
_COUNTED = rf"(?:{NUMBER}) ?(?:{_NAMED_UNIT})(?!\w)"
_AND_A_HALF = rf"(?:{NUMBER}) (?:og )?(?:et|en) halvt? (?:år|måned|uge)(?!\w)"
_EVERY = (
    rf"hvert halve år|hver(?:t)? (?:{'|'.join(_ORDINALS)}|\d+\.) (?:år|måned|uge)|"
    r"hvert (?:år|kvartal)|hver (?:måned|uge)"
)
_TIMES = rf"(?:{NUMBER}) gange? (?:om året|årligt|om måneden|månedligt|hvert år|pr\.? år)"
_REGULARLY = r"halvårligt?|kvartalsvist?|månedligt?|årligt?"
QUANTITY = (
    rf"(?<![\w.,])(?:{_HALF_YEAR}|{_AND_A_HALF}|{_TIMES}|{_COUNTED}|{_EVERY}|{_REGULARLY})(?!\w)"
)
"""A pattern that finds a number with its unit, or how often something is."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, exact in its base: `days` (weeks are days), `months` (years are months), ..."""

    base: str
    number: Fraction

    def is_same(self, other: "Quantity") -> bool:
        """Whether the two may be the same; of a month and days where some month makes them so."""
        if self.base == other.base:
            return self.number == other.number
        ours, theirs = self.days, other.days
        return not ours or not theirs or (ours[0] <= theirs[1] and theirs[0] <= ours[1])

    def is_above(self, other: "Quantity") -> bool:
        """Whether this is surely more."""
        if self.base == other.base:
            return self.number > other.number
        ours, theirs = self.days, other.days
        return bool(ours and theirs and ours[0] > theirs[1])

    @property
    def days(self) -> tuple[Fraction, Fraction] | None:
        """The least and most days that it is; None where it is no time of the calendar."""
        if self.base == "days":
            return self.number, self.number
        if self.base == "months":
            return self.number * _LEAST_DAYS, self.number * _MOST_DAYS
        return None


def of_unit(number: Fraction, unit: str) -> Quantity | None:
    """A number of a unit of the norms; None of one that texts are not read for."""
    if unit not in UNITS:
        return None
    base, each = UNITS[unit]
    return Quantity(base, number * each)


def quantity_of(text: str) -> Quantity | None:
    """What a text that `QUANTITY` found tells; None where the number cannot be read."""
    plain = " ".join(text.lower().split())
    if re.fullmatch(rf"{_HALF_YEAR}", plain):
        return Quantity("months", Fraction(6))
    if re.fullmatch(rf"{_AND_A_HALF}", plain):
        return _and_a_half(plain)
    if re.fullmatch(rf"{_TIMES}", plain):
        return _times(plain)
    if re.fullmatch(rf"{_EVERY}", plain):
        return _every(plain)
    if re.fullmatch(rf"{_REGULARLY}", plain):
        return _regularly(plain)
    return _counted(plain)


def _counted(plain: str) -> Quantity | None:
    found = re.fullmatch(rf"(?P<number>{NUMBER}) ?(?P<unit>{_NAMED_UNIT})", plain)
    number = number_of(found["number"]) if found else None
    return _of_name(number, found["unit"]) if found and number is not None else None


def _of_name(number: Fraction, name: str) -> Quantity:
    base, each = next(kept for pattern, kept in _NAMED.items() if re.fullmatch(rf"{pattern}", name))
    return Quantity(base, number * each)


def _and_a_half(plain: str) -> Quantity | None:
    whole, unit = re.split(r" (?:og )?(?:et|en) halvt? ", plain)
    number = number_of(whole)
    return _of_name(number + Fraction(1, 2), unit) if number is not None else None


def _times(plain: str) -> Quantity | None:
    """So many times in a period: the time from one to the next."""
    number = number_of(re.split(r" gange? ", plain)[0])
    months = 1 if "måned" in plain else _MONTHS_PER_YEAR
    return Quantity("months", months / number) if number else None


def _every(plain: str) -> Quantity:
    if plain == "hvert halve år":
        return Quantity("months", Fraction(6))
    if plain == "hvert kvartal":
        return Quantity("months", Fraction(3))
    *_hver, unit = plain.split()
    told = plain.split()[1]
    number = _ORDINALS.get(told) or (int(told[:-1]) if is_number(told) else 1)
    return _of_name(Fraction(number), unit)


def _regularly(plain: str) -> Quantity:
    months = {"h": 6, "k": 3, "m": 1, "å": _MONTHS_PER_YEAR}
    return Quantity("months", Fraction(months[plain[0]]))
