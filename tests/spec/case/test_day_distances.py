"""Days that lie far apart are asked about: one that is near, one that is far, one confirmed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kompas.casework.day_distances import DISTANCES, UNLIKELY_DAY, far_apart
from kompas.casework.opening import Opening
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.norms import Library
from tests.spec.case.stories import (
    DRAFT,
    NEED,
    REPORT,
    RUNNING_GRANT,
    TODAY,
    Story,
    assessed,
    received,
    takes,
)

DAY = timedelta(days=1)


@pytest.mark.parametrize("distance", DISTANCES, ids=lambda one: f"{one.first}-{one.then}")
def test_a_day_short_of_the_years_is_near_and_the_day_itself_is_far(distance: Any) -> None:
    first = date(2020, 6, 1)
    then = first.replace(year=first.year + distance.years)
    assert not [*far_apart([(distance.first, first), (distance.then, then - DAY)])]
    (asked,) = far_apart([(distance.first, first), (distance.then, then)])
    assert asked.code == UNLIKELY_DAY
    assert "1. juni" in asked.text
    assert "{" not in asked.text + asked.remedy
    if (distance.then, distance.first) not in {(one.first, one.then) for one in DISTANCES}:
        assert not [*far_apart([(distance.first, then), (distance.then, first)])]
    assert not [*far_apart([(distance.first, None), (distance.then, then)])]


def test_a_decision_of_help_from_another_age_is_taken_when_it_is_said_to_be_right(
    library: Library,
) -> None:
    story = assessed(library)
    old = takes(DRAFT, starts_on=TODAY.replace(year=1926))
    assert UNLIKELY_DAY in story.refuses(old)
    assert UNLIKELY_DAY not in story.refuses(old, days_confirmed=True)
    assert UNLIKELY_DAY not in story.refuses(takes(DRAFT, starts_on=TODAY.replace(year=2018)))


def test_what_happened_long_ago_is_asked_about(library: Library) -> None:
    story, then = received(library), date(2016, 6, 1)
    assert story.refuses(replace(NEED, met_on=then)) == [UNLIKELY_DAY]
    assert story.refuses(replace(NEED, met_on=then), days_confirmed=True) == []
    assert story.refuses(replace(NEED, met_on=then + DAY)) == []


@pytest.mark.parametrize(
    "command",
    [
        EvidenceAdded(evidence=replace(REPORT, dated=date(1984, 5, 1))),
        replace(RUNNING_GRANT, granted_on=date(1998, 3, 1)),
    ],
)
def test_papers_and_help_that_runs_may_be_old(command: Any, library: Library) -> None:
    story = Story(library) if isinstance(command, Opening) else assessed(library)
    assert UNLIKELY_DAY not in story.refuses(command)
