"""What a CPR number tells by itself: the day of birth.

The seventh digit tells the century, by the table of the CPR office (pkt. 1.2 of its paper
"Personnummeret i CPR"), which `stdnum` holds. Modulus 11 is not asked: there are valid numbers
without it since 2007.
"""

from datetime import date

from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

DIGITS = 10
_FICTIONAL_DAYS = 60
"""What is added to the day of a fictional number; no real one begins with a day over 31."""


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
    return cpr.replace("-", "").replace(" ", "")
