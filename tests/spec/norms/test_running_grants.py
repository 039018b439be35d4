"""How a new standard reaches help that is running, and who falls outside it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompas.norms import Answer, GivenFact, Library, Outcome
from kompas.norms.examples import answer_code
from kompas.norms.rows import Reach
from kompas.norms.running_grants import Reached, RunningGrant, outside, reached
from tests.spec.norms.drawn import CITIZENS, COPENHAGEN, ON, TEMPORARY, WORK

BEFORE, THE_FIRST_DAY = date(2019, 2, 28), date(2019, 3, 1)


def grant(
    service: str, case: str, /, granted_on: date = BEFORE, days: int | None = None, **changes: Any
) -> RunningGrant:
    facts = {**CITIZENS[service], **changes}
    return RunningGrant(
        case=case,
        service=service,
        municipality=COPENHAGEN,
        granted_on=granted_on,
        facts={name: GivenFact(value) for name, value in facts.items() if value is not None},
        amounts={} if days is None else {"days_per_week": Decimal(days)},
    )


def one(library: Library, running: RunningGrant) -> Reached:
    (found,) = reached(library, [running], ON)
    return found


@pytest.mark.ledger("FW-29")
def test_a_grant_of_the_version_itself_is_not_reached_by_it(library: Library) -> None:
    assert list(reached(library, [grant(TEMPORARY, "1", THE_FIRST_DAY)], ON)) == []
    assert one(library, grant(TEMPORARY, "1", BEFORE)).outcome is Outcome.IN


@pytest.mark.ledger("FW-29")
def test_those_on_c_in_housing_are_listed_with_what_they_fail(library: Library) -> None:
    grants = [
        grant(TEMPORARY, "2026-107-1", vum_level="C2"),
        grant(TEMPORARY, "2026-107-2", vum_level="D1"),
        grant(WORK, "2026-103-1", vum_level="E1"),
    ]
    found = outside(library, grants, ON)
    assert [(one.grant.case, [row.code for row in one.failing]) for one in found] == [
        ("2026-107-1", ["at-least-d"]),
        ("2026-103-1", ["need-level-c-to-d"]),
    ]
    assert all(one.outcome is Outcome.OUTSIDE_GUIDING for one in found)


@pytest.mark.ledger("FW-29")
@pytest.mark.parametrize(("level", "outside_it"), [("C2", True), ("C3", False)])
def test_those_below_c3_in_support_are_listed(
    library: Library, level: str, outside_it: bool
) -> None:
    facts = {
        "birth_date": "1980-04-12",
        "considerably_reduced_capacity": True,
        "needs_help_care_or_support": True,
        "needs_support_to_keep_skills": True,
        "vum_level": level,
    }
    running = RunningGrant(
        case="1",
        service="socio_pedagogical_support",
        municipality=COPENHAGEN,
        granted_on=BEFORE,
        facts={name: GivenFact(value) for name, value in facts.items()},
    )
    assert one(library, running).falls_outside is outside_it


@pytest.mark.ledger("FW-29")
@pytest.mark.parametrize(("days", "other"), [(5, "3"), (3, None), (None, None)])
def test_who_has_other_days_than_the_guiding_is_touched_and_not_outside(
    library: Library, days: int | None, other: str | None
) -> None:
    found = one(library, grant(WORK, "1", days=days, housing="long_term_stay"))
    said = [answer_code(a.value) for a in found.guiding if isinstance(a.value, Answer)]
    assert said == ([] if other is None else [other])
    assert found.is_touched is (other is not None)
    assert not found.falls_outside


@pytest.mark.ledger("FW-29")
def test_what_is_unknown_is_looked_at_and_not_listed_as_outside(library: Library) -> None:
    found = one(library, grant(TEMPORARY, "1", vum_level=None))
    assert found.outcome is Outcome.UNKNOWN
    assert found.is_touched
    assert not found.falls_outside


@pytest.mark.ledger("FW-29")
@pytest.mark.parametrize(
    ("file", "reach"),
    [
        ("copenhagen/84-2019.toml", Reach.AT_FOLLOW_UP),
        ("copenhagen/85-2019.toml", Reach.INDIVIDUALLY),
        ("copenhagen/103-2019.toml", Reach.PLANNED_PROCESS),
        ("copenhagen/107-2019.toml", Reach.TO_SOME_EXTENT),
        ("copenhagen/108-2019.toml", Reach.TO_SOME_EXTENT),
    ],
)
def test_how_a_version_reaches_running_grants_is_its_own_data(
    library: Library, file: str, reach: Reach
) -> None:
    version = library.file_by_name[file]
    assert version.reaches is reach
    assert "konkret afgørelse for hver" in str(version.running_grants)
    one_by_one = reach is Reach.INDIVIDUALLY or "aldrig samlet" in str(version.running_grants)
    assert one_by_one


@pytest.mark.ledger("FW-29")
@pytest.mark.parametrize("file", ["copenhagen/107-2019.toml", "copenhagen/108-2019.toml"])
def test_those_on_c_are_followed_so_that_no_larger_need_arises(library: Library, file: str) -> None:
    text = str(library.file_by_name[file].running_grants)
    assert "Borgere på C følges, så de får anden støtte" in text
