"""Which process lets the next visitor in."""

import pytest

from kompas.site.occupancy import Occupancy

MUCH_LATER = 1e12
"""Seconds of a clock that nobody sets."""


def test_who_has_more_leaves_the_next_to_another() -> None:
    shared = Occupancy(4)
    one, two = shared.give(), shared.give()
    shared.tell(one, 3)
    shared.tell(two, 2)
    assert shared.another_has_fewer(one, 3)
    assert not shared.another_has_fewer(two, 2)
    shared.tell(two, 3)
    assert not shared.another_has_fewer(one, 3)


def test_nobody_is_left_to_a_process_that_has_not_begun_or_is_ending() -> None:
    shared = Occupancy(4)
    one, two = shared.give(), shared.give()
    shared.tell(one, 3)
    assert not shared.another_has_fewer(one, 3)
    shared.tell(two, 0)
    shared.close(two)
    assert not shared.another_has_fewer(one, 3)
    shared.tell(two, 0)
    shared.take_back(two)
    assert not shared.another_has_fewer(one, 3)


def test_nobody_waits_for_a_process_that_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Occupancy(4)
    one, two = shared.give(), shared.give()
    shared.tell(two, 0)
    assert shared.another_has_fewer(one, 3)
    monkeypatch.setattr("kompas.site.occupancy.time.monotonic", lambda: MUCH_LATER)
    assert not shared.another_has_fewer(one, 3)


def test_more_processes_than_rows_let_everybody_in() -> None:
    shared = Occupancy(1)
    one, two = shared.give(), shared.give()
    assert (one, two) == (0, None)
    shared.tell(two, 5)
    shared.close(two)
    shared.take_back(two)
    assert not shared.another_has_fewer(two, 5)
    shared.take_back(one)
    assert shared.give() == 0
