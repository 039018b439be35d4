"""Whole numbers, decimal numbers and amounts, in plain digits."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kompas.inputs.kind import Kind, Unfit
from kompas.words import SOURCE_LANGUAGE, _, language

_LONGEST = 30
"""Characters of a number as it is typed, with its spaces and points."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,18})?")
_KRONER = re.compile(r"([0-9]{1,9})(?:,([0-9]{2}|-))?")
_IN_KRONER = re.compile(r"\s|kr\.?$|\.(?=[0-9]{3}(?:[^0-9]|$))", re.IGNORECASE)
_OERE_PER_KRONE = 100


@dataclass(frozen=True, slots=True)
class Whole(Kind[int]):
    """A whole number within bounds, both included."""

    low: int
    high: int

    def read(self, typed: Any) -> int:
        """The number. Raises Unfit."""
        number = whole(typed) if isinstance(typed, str) else typed
        if type(number) is int and self.low <= number <= self.high:
            return number
        wanted = _("Skriv et helt tal fra {low} til {high}.")
        raise Unfit(_not_taken(typed), wanted.format(low=self.low, high=self.high))

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Number(Kind[Decimal]):
    """A decimal number within bounds, of at most so many decimals; typed with comma or point."""

    low: int
    high: int
    decimals: int
    example: str

    def read(self, typed: Any) -> Decimal:
        """The number, without zeros at its end. Raises Unfit."""
        number = decimal(typed) if isinstance(typed, str) else _exact(typed)
        if number is not None and self.low <= number <= self.high:
            plain = Decimal(f"{number.normalize():f}")
            if -int(plain.as_tuple().exponent) <= self.decimals:
                return number if str(number) == str(plain) else plain
        wanted = _("Skriv et tal fra {low} til {high} med højst {n} decimaler, fx {example}.")
        told = wanted.format(low=self.low, high=self.high, n=self.decimals, example=self.example)
        raise Unfit(_not_taken(typed), told)


@dataclass(frozen=True, slots=True)
class Steps(Kind[Decimal]):
    """A decimal number within bounds, both included, in steps of which `parts` make one whole."""

    low: int
    high: int
    parts: int = 1

    def read(self, typed: Any) -> Decimal:
        """The number, without zeros at its end. Raises Unfit."""
        number = decimal(typed) if isinstance(typed, str) else _exact(typed)
        if number is not None and self.low <= number <= self.high and self._is_step(number):
            plain = Decimal(f"{number.normalize():f}")
            return number if str(number) == str(plain) else plain
        if self.parts == 1:
            wanted = _("Skriv et helt tal fra {low} til {high}.")
        else:
            wanted = _("Skriv et tal fra {low} til {high} i trin på {step}, fx {example}.")
        step = str(Decimal(1) / self.parts)
        if language() == SOURCE_LANGUAGE:
            step = step.replace(".", ",")
        told = wanted.format(low=self.low, high=self.high, step=step, example=f"2{step[1:]}")
        raise Unfit(_not_taken(typed), told)

    def _is_step(self, number: Decimal) -> bool:
        return number * self.parts == (number * self.parts).to_integral_value()

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Kroner(Kind[int]):
    """An amount in whole øre, typed in kroner as people write them (`1.250,50 kr.`)."""

    most_oere: int

    def read(self, typed: Any) -> int:
        """Whole øre. Raises Unfit."""
        oere = kroner(typed) if isinstance(typed, str) else typed
        if type(oere) is int and 0 <= oere <= self.most_oere:
            return oere
        wanted = _("Skriv et beløb fra 0 til {most} kr., fx 1.250,50.")
        most = f"{self.most_oere // _OERE_PER_KRONE:,}".replace(",", ".")
        raise Unfit(_not_taken(typed), wanted.format(most=most))

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"minimum": 0, "maximum": self.most_oere}


def whole(text: str) -> int | None:
    """A whole number in plain digits; None for anything else, superscripts and words too."""
    plain = text.strip() if len(text) <= _LONGEST else ""
    return int(plain) if _WHOLE.fullmatch(plain) else None


def decimal(text: str) -> Decimal | None:
    """A number with a decimal comma or point; None for anything else."""
    plain = text.strip() if len(text) <= _LONGEST else ""
    return Decimal(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else None


def kroner(text: str) -> int | None:
    """Whole øre of an amount in kroner; None for anything else."""
    found = _KRONER.fullmatch(_IN_KRONER.sub("", text.strip())) if len(text) <= _LONGEST else None
    if found is None:
        return None
    return int(found[1]) * _OERE_PER_KRONE + int((found[2] or "0").replace("-", "0"))


def _exact(value: Any) -> Decimal | None:
    """A number that is one, and finite."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _not_taken(typed: Any) -> str:
    """What was typed, cut short: people paste long things, and a number may have no end."""
    if isinstance(typed, int) and not -(10**_LONGEST) < typed < 10**_LONGEST:
        return _("Tallet er for stort.")
    shown = f"{typed}"
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return _("»{value}« kan ikke bruges.").format(value=shown)
