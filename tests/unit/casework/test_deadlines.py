"""Counting days, weeks and months on the Danish calendar."""

from datetime import date, timedelta

import pytest

from kompas.casework.danish_calendar import months_after, weeks_after, working_day_from
from kompas.casework.deadlines import received_on, working_days_to_receive
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import GivenFact, Library


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-06-01", 12, "2027-06-01"),
        ("2026-06-01", 24, "2028-06-01"),
        ("2024-02-29", 12, "2025-02-28"),  # from a leap day
        ("2024-02-29", 48, "2028-02-29"),  # to the next
        ("2023-02-28", 12, "2024-02-28"),  # a last day is a day like others
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-15", 1, "2026-12-15"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-31", 0, "2026-05-31"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_after_a_day(start: str, months: int, end: str) -> None:
    assert months_after(day(start), months) == day(end)


def test_months_are_never_more_than_a_month_off() -> None:
    start = day("2023-12-01")
    for offset in range(400):
        after = months_after(start + timedelta(days=offset), 1)
        assert 28 <= (after - start).days - offset <= 31


def test_weeks_keep_the_weekday() -> None:
    assert weeks_after(day("2026-05-04"), 6) == day("2026-06-15")
    assert weeks_after(day("2028-02-01"), 4) == day("2028-02-29")


@pytest.mark.parametrize(
    ("ends", "then"),
    [
        ("2026-12-25", "2026-12-28"),  # Christmas Day, a Friday
        ("2026-06-20", "2026-06-22"),  # a Saturday
        ("2026-06-21", "2026-06-22"),  # a Sunday
        ("2026-04-02", "2026-04-07"),  # from Maundy Thursday past Easter Monday
        ("2027-01-01", "2027-01-04"),  # New Year's Day
        ("2026-12-24", "2026-12-24"),  # is no public holiday
        ("2026-06-05", "2026-06-05"),  # nor is Constitution Day
        ("2026-06-22", "2026-06-22"),
    ],
)
def test_a_time_never_ends_on_a_weekend_or_a_public_holiday(ends: str, then: str) -> None:
    assert working_day_from(day(ends)) == day(then)


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ("2023-05-04", "2023-05-15"),  # Great Prayer Day was a holiday until 2023
        ("2024-04-22", "2024-04-30"),  # and is a working day from 2024
        ("2026-06-04", "2026-06-12"),  # Constitution Day is no public holiday
        ("2026-03-27", "2026-04-09"),  # Easter 2026
        ("2026-04-01", "2026-04-14"),
        ("2026-05-11", "2026-05-20"),  # Ascension Day 2026
        ("2026-05-21", "2026-06-01"),  # Whit Monday 2026
        ("2025-12-22", "2026-01-02"),  # Christmas and New Year
        ("2026-06-07", "2026-06-15"),  # a Sunday
    ],
)
def test_six_working_days_after(sent: str, got: str) -> None:
    assert received_on(day(sent), LetterChannel.LETTER, 6) == day(got)
    assert received_on(day(sent), LetterChannel.DIGITAL_POST, 6) == day(sent)


def test_a_letter_never_arrives_on_a_day_without_post() -> None:
    start = day("2026-01-01")
    for offset in range(365):
        got = received_on(start + timedelta(days=offset), LetterChannel.LETTER, 6)
        assert got.weekday() < 5
        assert (got - start).days - offset >= 8


@pytest.mark.parametrize(
    ("municipality", "question", "answer"),
    [
        ("vejen", "processing_deadline", 6),
        ("copenhagen", "processing_deadline", None),  # not stated
        ("vejen", "follow_up_months", 12),
        ("copenhagen", "follow_up_months", 24),
        ("vejen", "letter_receipt", 6),
        ("vejen", "complaint_deadline", 4),
        ("vejen", "no_such_question", None),
    ],
)
def test_the_numbers_are_the_norms_own(
    municipality: str, question: str, answer: int | None, library: Library
) -> None:
    on = day("2026-06-01")
    standard = library.standard("activity_and_social", municipality, on)
    assert standard.numbers(question, {}, on).number == answer


def test_the_days_that_a_letter_takes_are_those_of_the_norms(library: Library) -> None:
    on = day("2026-06-01")
    standard = library.standard("activity_and_social", "vejen", on)
    assert working_days_to_receive(standard, on) == 6


def test_a_range_is_no_number(library: Library) -> None:
    on = day("2026-06-01")
    standard = library.standard("activity_and_social", "copenhagen", on)
    known = {
        "housing": GivenFact("long_term_stay"),
        "birth_date": GivenFact("1986-01-01"),
    }
    found = standard.numbers("days_per_week", known, on)
    assert found.is_settled
    assert len(found.values) == 2
    assert found.number is None
