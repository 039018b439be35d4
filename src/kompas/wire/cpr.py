"""Check a CPR number's form, and find one in a text.

Not modulus 11: there are valid numbers without it since 2007.
"""

import re

from kompas.casework.cpr import DIGITS, birth_date, digits_of
from kompas.words import _


def cpr_fault(cpr: str) -> str | None:
    """What is wrong with a number, without repeating it; None when nothing is.

    Fictional numbers have 60 added to the day, outside the range that is ever given to people.
    """
    digits = digits_of(cpr)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return _("Et CPR-nummer har ti cifre.")
    if birth_date(digits) is None:
        return _("CPR-nummeret begynder ikke med en dato, der findes.")
    return None


def holds_cpr(text: str) -> bool:
    """Whether a CPR number stands somewhere in a text."""
    return any(cpr_fault(found) is None for found in _NUMBER.findall(text))


_NUMBER = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
