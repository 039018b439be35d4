"""How far a day is from today, as people say it."""

from datetime import date

import pytest

from kompas.web.filters import until

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 31), "i dag"),
        (date(2026, 4, 1), "i morgen"),
        (date(2026, 6, 1), "om 62 dage"),
        (date(2026, 6, 2), "om 2 måneder"),
        (date(2026, 9, 30), "om 5 måneder"),
        (date(2027, 3, 31), "om 1 år"),
        (date(2027, 4, 30), "om 1 år"),
        (date(2027, 12, 31), "om 1 år og 9 måneder"),
        (date(2028, 4, 30), "om 2 år"),
        (date(2126, 5, 31), "om 100 år og 2 måneder"),
        (date(2026, 3, 30), "1 dag over tiden"),
        (date(2025, 3, 31), "365 dage over tiden"),
    ],
)
def test_a_day_is_told_as_people_say_it(day: date, told: str) -> None:
    assert until(day, TODAY) == told
