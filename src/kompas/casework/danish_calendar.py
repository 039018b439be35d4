"""The Danish calendar: weeks, months and working days. Public holidays are Denmark's own.

A working day is read as Monday to Friday without public holidays. The day before Christmas and the
like, on which many offices are closed, count as working days: that they are none is not read.
"""

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


def weeks_after(day: date, weeks: int) -> date:
    """The same weekday some weeks later."""
    return day + timedelta(weeks=weeks)


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return working_day_from(day + timedelta(days=1))


def working_day_from(day: date) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while day.weekday() >= _SATURDAY or day in _holidays(day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, seldom needed

    return frozenset(country_holidays("DK", years=year))
