"""A CPR number: its form, the day of birth in it, and whether one stands in a text.

The seventh digit tells the century, by the table of the CPR office (pkt. 1.2 of its paper
"Personnummeret i CPR"), which `stdnum` holds. Modulus 11 is not asked: there are valid numbers
without it since 2007. Fictional numbers have 60 added to the day, outside the range that is ever
given to people.
"""

import re
from datetime import date
from typing import Any

from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from kompas.inputs.kind import Kind, Unfit
from kompas.words import _

DIGITS = 10
_FICTIONAL_DAYS = 60
"""What is added to the day of a fictional number; no real one begins with a day over 31."""
_BETWEEN = re.compile("[- \N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
_WITHIN = re.compile(rf"(?<![0-9])[0-9]{{6}}{_BETWEEN.pattern}?[0-9]{{4}}(?![0-9])")


def birth_date(cpr: str) -> date | None:
    """The day of birth in a number of ten digits; None where it holds none that there is.

    An administrative number may hold one that is wrong; a fictional one has 60 added to its day.
    """
    digits = digits_of(cpr)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    day = int(digits[:2])
    real = f"{day - _FICTIONAL_DAYS:02d}{digits[2:]}" if day > _FICTIONAL_DAYS else digits
    try:
        return stdnum_cpr.get_birth_date(real)
    except ValidationError:
        return None


def digits_of(cpr: str) -> str:
    """A number as it is typed, without the signs between its parts."""
    return _BETWEEN.sub("", cpr)


def cpr_fault(cpr: str) -> str | None:
    """What is wrong with a number, without repeating it; None when nothing is."""
    digits = digits_of(cpr)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return _("Et CPR-nummer har ti cifre.")
    if birth_date(digits) is None:
        return _("CPR-nummeret begynder ikke med en dato, der findes.")
    return None


def with_hidden(text: str) -> str:
    """A text as it is shown: the last four digits of each CPR number in it are hidden."""

    def hidden(found: re.Match[str]) -> str:
        return f"{found[0][:6]}-••••" if birth_date(found[0]) else found[0]

    return _WITHIN.sub(hidden, text)


def holds_cpr(text: str) -> bool:
    """Whether a CPR number stands anywhere in a text."""
    return any(birth_date(found) is not None for found in _WITHIN.findall(text))


class Cpr(Kind[str]):
    """A CPR number; its normal form is ten digits. What is wrong is told without repeating it."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The digits. Raises Unfit."""
        text = typed.strip() if isinstance(typed, str) else ""
        if fault := cpr_fault(text):
            raise Unfit(fault, _("Skriv det som 010203-1234."))
        return digits_of(text)

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"pattern": "^[0-9]{6}-?[0-9]{4}$"}
