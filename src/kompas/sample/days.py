"""The working days around a day: on these, things happen in Eksempelby."""

from datetime import UTC, date, datetime, timedelta

_SATURDAY = 5
_WEDNESDAY = 2
_PAST_DAYS = 1_200
_COMING_DAYS = 250
_PANEL_NOTICE = 3
"""Working days between the agenda and the panel's meeting."""


class Days:
    """Working days by number: Monday to Friday without Danish public holidays.

    `last` is the number of the newest working day before `today`: nothing has happened later.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        first = today - timedelta(days=_PAST_DAYS)
        around = [first + timedelta(days=n) for n in range(_PAST_DAYS + _COMING_DAYS)]
        holidays = _holidays(first.year, around[-1].year)
        self.days = tuple(d for d in around if d.weekday() < _SATURDAY and d not in holidays)
        self.last = sum(day < today for day in self.days) - 1
        # 6 in the morning in UTC is 7 or 8 in Denmark.
        self.mornings = tuple(datetime(d.year, d.month, d.day, 6, tzinfo=UTC) for d in self.days)
        self._meetings = tuple(map(self._meeting_after, range(len(self.days))))

    def panel_meeting(self, number: int) -> int:
        """The working day on which the panel meets next, with due notice."""
        return self._meetings[number]

    def _meeting_after(self, number: int) -> int:
        """The first Wednesday that leaves time; the working day after it where it is a holiday."""
        earliest = min(number + _PANEL_NOTICE, len(self.days) - 1)
        day = self.days[earliest]
        wednesday = day + timedelta(days=(_WEDNESDAY - day.weekday()) % 7)
        later = range(earliest, len(self.days))
        return next((n for n in later if self.days[n] >= wednesday), len(self.days) - 1)


def _holidays(first_year: int, last_year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, seldom needed

    return frozenset(country_holidays("DK", years=range(first_year, last_year + 1)))
