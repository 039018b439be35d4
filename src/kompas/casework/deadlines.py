"""The days of the law: when a letter counts as received and until when one can complain.

The numbers are the norms' own answers; here they are only counted out on the Danish calendar.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from kompas.casework.steps import LetterChannel
from kompas.norms import Answer, Standard
from kompas.norms.domain import Allowed

_SATURDAY = 5


def number(
    standard: Standard, question: str, known: Mapping[str, int | Allowed | None]
) -> int | None:
    """The number that the norms answer a question with; None where they give none.

    Of a range, the end that gives the citizen most is not guessed: it is None too.
    """
    ruled = standard.questions.get(question)
    if ruled is None:
        return None
    value = ruled.answer(ruled.table.key(dict(known))).value
    if not isinstance(value, Answer) or value.low != value.high:
        return None
    return value.low


def received_on(sent_on: date, channel: LetterChannel, working_days: int) -> date:
    """When a letter counts as received: Digital Post the same day, paper after working days.

    Working days are read as Monday to Friday without public holidays, which gives the citizen the
    longer time.
    """
    if channel is LetterChannel.DIGITAL_POST:
        return sent_on
    day = sent_on
    for _step in range(working_days):
        day = _next_working_day(day)
    return day


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


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= _SATURDAY or day in _holidays(day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, seldom needed

    return frozenset(country_holidays("DK", years=year))
