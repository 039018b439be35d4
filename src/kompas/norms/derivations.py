"""Facts computed from other facts: the whole list. Nothing else in the norms computes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any


def age_years(birth_date: date, on_date: date) -> int:
    """Whole years on `on_date`; one who is born on 29 February turns a year on 1 March.

    Raises ValueError when the birth lies after the day.
    """
    if birth_date > on_date:
        raise ValueError
    had_birthday = (on_date.month, on_date.day) >= (birth_date.month, birth_date.day)
    return on_date.year - birth_date.year - (not had_birthday)


def share_percent(part_oere: int, whole_oere: int) -> int:
    """A price in percent of another, rounded up: at most 110 means at most 110 exactly.

    Raises ValueError when the other price is not above zero.
    """
    if whole_oere <= 0:
        raise ValueError
    return -(-100 * part_oere // whole_oere)


def total(*amounts: int) -> int:
    """Amounts of one unit together, as the days of two offers that a citizen has at once."""
    return sum(amounts)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "age_years": age_years,
    "share_percent": share_percent,
    "total": total,
}
