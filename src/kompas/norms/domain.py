"""What values a fact can take, coded as whole numbers.

Every domain is a run of integers: the values of an enumeration by their place, the levels of a
scale from the lowest, whole numbers as they are, dates by their ordinal. A condition or a partly
known fact is then a set of intervals, and everything else in the rule engine is the same for
all types.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from typing import Any

from kompas.inputs.day import iso_day
from kompas.inputs.numbers import whole
from kompas.words import _, day_text

Interval = tuple[int, int]
Allowed = tuple[Interval, ...]
"""Disjoint intervals in rising order, both ends included."""

_RANGE = re.compile(r"(?P<low>[^.\s]*)\s*\.\.\s*(?P<high>[^.\s]*)")


_End = tuple[int, str] | None
_MEANT: tuple[tuple[re.Pattern[str], tuple[_End, _End]], ...] = (
    (
        re.compile(r"(?:fra|mindst|at least|from|>=|≥|=>)\s{0,9}(\S{1,60})", re.IGNORECASE),
        ((0, ""), None),
    ),
    (
        re.compile(r"(?:til|højst|op til|at most|<=|≤|=<)\s{0,9}(\S{1,60})", re.IGNORECASE),
        (None, (0, "")),
    ),
    (
        re.compile(r"(?:over|mere end|more than|>)\s{0,9}(\S{1,60})", re.IGNORECASE),
        ((0, ">"), None),
    ),
    (
        re.compile(r"(?:under|mindre end|less than|<)\s{0,9}(\S{1,60})", re.IGNORECASE),
        (None, (0, "<")),
    ),
    (re.compile(r"(\S{1,60}?)\s{0,9}\+"), ((0, ""), None)),
    (
        re.compile(
            r"(?:fra\s{0,9})?(\S{1,60}?)\s{0,9}(?:-|–|til|\.\.\.)\s{0,9}(\S{1,60})", re.IGNORECASE
        ),
        ((0, ""), (1, "")),
    ),
)
"""Other ways to write a range: how it looks, and which of its ends is the first and the last."""


class FactType(StrEnum):
    """The types of `facts.toml`."""

    BOOL = "bool"
    ENUM = "enum"
    SCALE = "scale"
    INTEGER = "integer"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of a fact. `names` and `groups` are for the listed types, `low`/`high` for all.

    A group is a name for several values ("residential", "D"); used as a citizen's value it means
    that it is known to be one of them. Numbers are kept in steps, `parts` to the whole.
    """

    type: FactType
    low: int
    high: int
    names: Mapping[Any, int]
    texts: tuple[str, ...] = ()
    texts_en: tuple[str, ...] = ()
    groups: Mapping[str, Allowed] | None = None
    parts: int = 1

    def read(self, value: Any) -> int | Allowed:
        """A citizen's value as its code, or as intervals where it names a group.

        Raises ValueError that says what was expected.
        """
        if self.type is FactType.DATE:
            return self._within(_ordinal(value), value)
        if self.type is FactType.INTEGER:
            code = in_parts(value, self.parts)
            if code is None:
                raise ValueError(
                    _("skriv et helt tal uden enhed, ikke {value}").format(value=_show(value))
                )
            return self._within(code, value)
        if isinstance(value, bool) is not (self.type is FactType.BOOL):
            raise ValueError(self._unknown(value))
        if isinstance(value, bool | str) and value in self.names:
            return self.names[value]
        if self.groups and isinstance(value, str) and value in self.groups:
            return self.groups[value]
        raise ValueError(self._unknown(value))

    def parse(self, condition: Any) -> Allowed:
        """The set that a condition names: a value, a list of values, a group or a range.

        Raises ValueError that says what was expected.
        """
        if isinstance(condition, list):
            if not condition:
                raise ValueError(_("listen er tom, så betingelsen kan aldrig gælde"))
            return union(*(self.parse(part) for part in condition))
        found = _RANGE.fullmatch(condition.strip()) if isinstance(condition, str) else None
        if found is None:
            self._check_meant(condition)
            code = self.read(condition)
            return ((code, code),) if isinstance(code, int) else code
        if self.type in (FactType.BOOL, FactType.ENUM):
            raise ValueError(
                _("værdierne har ingen rækkefølge; skriv en liste i stedet for {value}").format(
                    value=_show(condition)
                )
            )
        low = self._end(found["low"], low=True)
        high = self._end(found["high"], low=False)
        if low > high:
            raise ValueError(
                _("området {value} er tomt, så betingelsen kan aldrig gælde").format(
                    value=_show(condition)
                )
            )
        return ((low, high),)

    def text(self, code: int, language: str = "da") -> str:
        """The value as people read it."""
        if self.type is FactType.DATE:
            return day_text(date.fromordinal(code), language)
        if self.type is FactType.INTEGER:
            return shown_parts(code, self.parts)
        return (self.texts_en if language == "en" else self.texts)[code]

    def name(self, code: int) -> Any:
        """The value as it is written in files."""
        if self.type is FactType.DATE:
            return date.fromordinal(code)
        if self.type is FactType.INTEGER:
            return code if self.parts == 1 else code / self.parts
        return tuple(self.names)[code]

    @property
    def is_whole(self) -> bool:
        """Whether the values are whole numbers, which are their own codes."""
        return self.type is FactType.INTEGER and self.parts == 1

    @property
    def everything(self) -> Allowed:
        """The whole domain."""
        return ((self.low, self.high),)

    def _end(self, text: str, *, low: bool) -> int:
        if not text:
            return self.low if low else self.high
        value: Any = text
        if self.type is FactType.INTEGER:
            value = whole(text)
            if value is None:
                raise ValueError(_("{value} er ikke et helt tal").format(value=_show(text)))
        code = self.read(value)
        if isinstance(code, int):
            return code
        return code[0][0] if low else code[-1][1]

    def _check_meant(self, condition: Any) -> None:
        """Refuse a range that is written another way than with two dots, and say how.

        Raises ValueError.
        """
        if isinstance(condition, str) and self.type not in (FactType.BOOL, FactType.ENUM):
            meant = self._meant(condition.strip())
            if meant and condition not in self.names and condition not in (self.groups or ()):
                raise ValueError(
                    _('{value} er ikke et område; skriv "{meant}"').format(
                        value=_show(condition), meant=meant
                    )
                )

    def _meant(self, text: str) -> str | None:
        """The range that `>67`, `under 18`, `18-64`, `67+` and the like are meant as."""
        for pattern, (low, high) in _MEANT:
            found = pattern.fullmatch(text)
            ends = found.groups() if found else ()
            codes = [self._code(end) for end in ends]
            if not found or None in codes:
                continue
            shift = {">": 1, "<": -1}
            first, last = (
                "" if end is None else self._shifted(codes[end[0]], shift.get(end[1], 0))
                for end in (low, high)
            )
            return None if first is None or last is None else f"{first}..{last}"
        return None

    def _code(self, text: str) -> int | None:
        number = whole(text) if self.type is FactType.INTEGER else None
        value: Any = text if number is None else number
        try:
            code = self.read(value)
        except ValueError:
            return None
        return code if isinstance(code, int) else None

    def _shifted(self, code: int | None, by: int) -> str | None:
        moved = (code or 0) + by
        return str(self.name(moved)) if self.low <= moved <= self.high else None

    def _within(self, code: int, value: Any) -> int:
        if self.low <= code <= self.high:
            return code
        raise ValueError(
            _("{value} ligger uden for {low} til {high}").format(
                value=_show(value), low=self.text(self.low), high=self.text(self.high)
            )
        )

    def _unknown(self, value: Any) -> str:
        names = [str(name) for name in (*self.names, *(self.groups or ()))]
        known = ", ".join(_show(name) for name in (*self.names, *(self.groups or ())))
        near = get_close_matches(value, names, n=1) if isinstance(value, str) else []
        if near:
            return _("kender ikke {value}; mente du {near}? Skriv en af: {known}").format(
                value=_show(value), near=_show(near[0]), known=known
            )
        return _("kender ikke {value}; skriv en af: {known}").format(
            value=_show(value), known=known
        )


def in_parts(value: Any, parts: int) -> int | None:
    """A number as whole steps, `parts` of them to the whole; None where it is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int):
        return value * parts
    if parts == 1:
        return None
    steps = value * parts
    return int(steps) if isfinite(steps) and steps == int(steps) else None


def in_wholes(steps: int | None, parts: int) -> float | None:
    """A number of wholes, from the steps that it is kept in."""
    return None if steps is None else steps // parts if steps % parts == 0 else steps / parts


def shown_parts(code: int, parts: int) -> str:
    """Steps as a number: 5 halves are `2.5`."""
    return str(code // parts) if code % parts == 0 else str(code / parts)


def union(*sets: Allowed) -> Allowed:
    """All values of the sets, as disjoint intervals in rising order."""
    merged: list[Interval] = []
    for low, high in sorted(interval for one in sets for interval in one):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def shared(one: Allowed, other: Allowed) -> Allowed:
    """The values that both sets hold."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((low, high) for low, high in pairs if low <= high)


def _ordinal(value: Any) -> int:
    if isinstance(value, date):
        return value.toordinal()
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(_("skriv en dato som 2026-03-01, ikke {value}").format(value=_show(value)))
    return day.toordinal()


def _show(value: Any) -> str:
    """The value as it stands in a file, cut short: people paste long things."""
    if value is None:
        return "null"
    shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    if isinstance(value, int) and value.bit_length() > 200:
        return "..."
    shown = shown or (f'"{value}"' if isinstance(value, str) else str(value))
    return shown if len(shown) <= 60 else shown[:57] + "..."
