"""Check a CPR number's form. Not modulus 11: there are valid numbers without it since 2007."""

from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from kompas.words import _

_DIGITS = 10
_FICTIONAL_DAYS = 60
"""What is added to the day of a fictional number; no real one begins with a day over 31."""


def cpr_fault(cpr: str) -> str | None:
    """What is wrong with a number, without repeating it; None when nothing is.

    Fictional numbers have 60 added to the day, outside the range that is ever given to people.
    """
    digits = cpr.replace("-", "").replace(" ", "")
    if len(digits) != _DIGITS or not digits.isdigit():
        return _("Et CPR-nummer har ti cifre.")
    day = int(digits[:2])
    real = f"{day - _FICTIONAL_DAYS:02d}{digits[2:]}" if day > _FICTIONAL_DAYS else digits
    try:
        stdnum_cpr.get_birth_date(real)
    except ValidationError:
        return _("CPR-nummeret begynder ikke med en dato, der findes.")
    return None
