"""Check a CPR number's form. Modulus 11 is not checked: valid numbers without it exist since 2007."""

from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from kompas.words import _


def cpr_fault(cpr: str) -> str | None:
    """What is wrong with a number, without repeating it; None when nothing is.

    Fictional numbers have 60 added to the day, outside the range that is ever given to people.
    """
    digits = cpr.replace("-", "").replace(" ", "")
    if len(digits) != 10 or not digits.isdigit():
        return _("Et CPR-nummer har ti cifre.")
    day = int(digits[:2])
    real = f"{day - 60:02d}{digits[2:]}" if day > 60 else digits
    try:
        stdnum_cpr.get_birth_date(real)
    except ValidationError:
        return _("CPR-nummeret begynder ikke med en dato, der findes.")
    return None
