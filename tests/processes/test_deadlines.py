"""What follows of an act is recorded in it: by when something must have happened, and why."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library
from kompas.register import case_rows, summaries, worklists
from kompas.register.verify import verify
from tests.generative import test_case_deadlines as storsund
from tests.processes.several import names
from tests.processes.test_act import stored
from tests.processes.town import (
    EAST,
    Telling,
    applied,
    counted,
    sent,
    viewer,
)
from tests.register.database import Database
from tests.spec.case.stories import (
    APPLICATION,
    APPLIED_ON,
    TODAY,
)

pytestmark = pytest.mark.usefixtures("town")


@pytest.mark.ledger("FW-23")
def test_a_deadline_is_set_in_the_same_act_with_what_gave_it(library: Library) -> None:
    west, east = applied(library), applied(library, EAST)
    for telling, weeks, rows in ((west, 6, 1), (east, 8, 0)):
        application, deadline = telling.entries()
        assert isinstance(deadline.event, DeadlineSet)
        assert (deadline.recorded_at, deadline.by) == (application.recorded_at, application.by)
        assert (application.proceeding, deadline.proceeding) == (1, 1)
        assert deadline.event.day == APPLIED_ON + timedelta(weeks=weeks)
        assert deadline.event.about == 1
        assert len(deadline.event.rows) == rows  # of the unit's own setting there is none
    assert west.entries()[1].event.rows[0].startswith("vejen/104")  # type: ignore[attr-defined]


@pytest.mark.ledger("PROC-08", "VEJ-13")
def test_a_sending_sets_two_deadlines_each_where_it_belongs(library: Library) -> None:
    telling = sent(library)
    *_before, sending, complaining, following = telling.entries()
    assert names([sending, complaining, following]) == ["letter_sent", *["deadline_set"] * 2]
    assert len({entry.recorded_at for entry in (sending, complaining, following)}) == 1
    assert [entry.proceeding for entry in (sending, complaining, following)] == [1, 1, None]
    to_complain, to_follow_up = complaining.event, following.event
    assert isinstance(to_complain, DeadlineSet)
    assert isinstance(to_follow_up, DeadlineSet)
    assert to_complain.about == telling.case.decisions[0].entry
    assert to_complain.day == TODAY + timedelta(weeks=4) == telling.case.complaint_until
    assert to_follow_up.about == sending.seq
    assert to_complain.rows
    assert to_follow_up.rows


def test_where_it_cannot_be_stored_there_is_no_deadline_either(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(town)

    def broken(*_given: Any, **_more: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(case_rows, "upsert", broken)
    with pytest.raises(DatabaseError):
        applied(library)
    assert stored(town) == before


def test_a_fact_that_changes_a_deadline_sets_it_anew_in_the_same_act() -> None:
    administration.make_unit("nord", "Team Nord", storsund.HERE)
    administration.grant_role("anna", Role.CASEWORKER, "nord")
    nobody = replace(APPLICATION.citizen, cpr=None)  # no number says how old they are
    telling = Telling(storsund.library()).does(
        replace(APPLICATION, unit="nord", municipality=storsund.HERE, citizen=nobody)
    )
    known = {"source": "Sagen", "dated": TODAY}
    for weeks, fact in (
        (storsund.SHORT, None),
        (storsund.MIDDLE, FactNoted(name="birth_date", value="1972-04-20", **known)),  # type: ignore[arg-type]
        (
            storsund.LONG,
            FactNoted(name="considerably_reduced_capacity", value=False, **known),  # type: ignore[arg-type]
        ),
        (storsund.SHORT, FactNoted(name="birth_date", value="2004-04-20", **known)),  # type: ignore[arg-type]
    ):
        if fact is not None:
            with counted() as statements:
                telling.does(fact)
            assert len(statements) == 7 + 1, statements  # and who acts
            assert names(telling.acted[-1].events) == ["fact_noted", "deadline_set"]
        day = APPLIED_ON + timedelta(weeks=weeks)
        (line,) = summaries.page(viewer("anna")).lines
        assert (line.due_on, line.due_why) == (day, "decision")
        assert [one.item.due_on for one in worklists.mine(viewer("anna"), TODAY).lines] == [day]
    # What changes nothing of it sets nothing.
    housing = FactNoted(name="housing", value="own_home", source="Sagen", dated=TODAY)
    telling.does(housing)
    assert names(telling.acted[-1].events) == ["fact_noted"]
    assert list(verify()) == []
