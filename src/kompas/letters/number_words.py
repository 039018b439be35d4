"""Dates, amounts and counts as a Danish letter says them."""

from datetime import date
from decimal import Decimal

from kompas.words import SOURCE_LANGUAGE, day_text

_OERE_PER_KRONE = 100
_INTERVALS_MONTHS = {
    1: "hver måned",
    3: "hvert kvartal",
    6: "hvert halve år",
    12: "en gang om året",
    24: "hvert andet år",
}


def day(value: date) -> str:
    """`3. marts 2026`."""
    return day_text(value, SOURCE_LANGUAGE)


def number(value: int | Decimal) -> str:
    """A number with decimal comma and points between the thousands: `1.250`, `7,5`."""
    exact = Decimal(value)
    if exact == exact.to_integral_value():
        return f"{int(exact):,}".replace(",", ".")
    return f"{exact.normalize():,f}".translate(str.maketrans(",.", ".,"))


def count(value: int | Decimal, one: str, many: str) -> str:
    """`1 dag`, `3 dage`, `7,5 timer`."""
    return f"{number(value)} {one if value == 1 else many}"


def weeks(value: int) -> str:
    """`1 uge`, `4 uger`."""
    return count(value, "uge", "uger")


def months(value: int) -> str:
    """`1 måned`, `6 måneder`."""
    return count(value, "måned", "måneder")


def money(oere: int) -> str:
    """Whole øre as kroner: `1.250 kr.`, `125,50 kr.` and so on."""
    kroner, rest = divmod(abs(oere), _OERE_PER_KRONE)
    sign = "-" if oere < 0 else ""
    return f"{sign}{number(kroner)}{f',{rest:02d}' if rest else ''} kr."


def every(months: int) -> str:
    """How often something is done: `en gang om året`, `hvert andet år`, `hver 18. måned`."""
    return _INTERVALS_MONTHS.get(months) or f"hver {months}. måned"
