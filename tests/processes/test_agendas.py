"""What is put to which meeting of the referral panel: rows that events make, and who sees them."""

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from kompas.processes.reading import folded
from kompas.register import bulk, log, meetings
from kompas.register.access import acting
from kompas.register.models import AgendaItem
from kompas.register.verify import verify
from tests.processes.several import CHANGE, LATER, newest
from tests.processes.town import EAST, FOUR_DAYS, Telling, assessed, sent, viewer
from tests.register.database import Database
from tests.spec.case.stories import (
    ASSESSMENT,
    FOLLOWED,
    NEED,
    ON_AGENDA,
    RECOMMENDATION,
    SITTING,
    TODAY,
)

pytestmark = pytest.mark.usefixtures("town")
ADVISED = replace(RECOMMENDATION, extent=FOUR_DAYS)
NEXT_WEEK = TODAY + timedelta(days=7)
DEFERRED = PanelDeferred(missing="Botilbuddets beskrivelse", sitting=SITTING)


def rows(telling: Telling) -> list[tuple[int, date | None, bool]]:
    """The proceeding, the day and whether it waits, what was put on first coming first."""
    found = AgendaItem.objects.filter(case_id=telling.id).order_by("entry")
    assert {one.unit for one in found} <= {telling.case.unit}
    assert list(verify()) == []
    return [(one.proceeding, one.meets_on, one.waits) for one in found]


def coming(by: str = "petra") -> list[tuple[date | None, int]]:
    listed = meetings.of_units(viewer(by), TODAY)
    return [(one.meets_on, one.waits) for one in listed if one.waits]


def on_agenda(meets_on: date, by: str = "petra", unit: str = EAST) -> list[str]:
    found = meetings.agenda(viewer(by), unit, meets_on, TODAY)
    return [one.line.case_number for one in found]


def put(library: Library) -> Telling:
    """A case of the eastern unit that waits for a meeting; entry 1 opened its proceeding."""
    return assessed(library, EAST).does(ADVISED, ON_AGENDA)


@pytest.mark.ledger("FW-18", "FW-19")
def test_who_is_deferred_stands_on_both_agendas_and_waits_for_the_last(library: Library) -> None:
    telling = put(library)
    assert rows(telling) == [(1, TODAY, True)]
    assert coming() == [(TODAY, 1)]
    telling.does(DEFERRED, by="petra")
    assert rows(telling) == [(1, TODAY, False)]
    assert coming() == []
    telling.does(ADVISED, PutToPanel(meets_on=NEXT_WEEK))
    assert rows(telling) == [(1, TODAY, False), (1, NEXT_WEEK, True)]
    assert coming() == [(NEXT_WEEK, 1)]
    telling.today = NEXT_WEEK
    sitting = replace(SITTING, held_on=NEXT_WEEK)
    telling.does(replace(FOLLOWED, extent=FOUR_DAYS, sitting=sitting), by="petra")
    assert rows(telling) == [(1, TODAY, False), (1, NEXT_WEEK, False)]
    assert on_agenda(TODAY) == on_agenda(NEXT_WEEK) == [telling.case.case_number]


def test_what_is_withdrawn_stands_on_no_agenda(library: Library) -> None:
    telling = put(library)
    telling.does(
        EntryWithdrawn(seq=telling.case.seq, reason=Withdrawal.MISTAKE, why="Forkert dag.")
    )
    assert rows(telling) == []
    assert (coming(), on_agenda(TODAY)) == ([], [])
    telling.does(PutToPanel(meets_on=NEXT_WEEK))
    assert rows(telling) == [(1, NEXT_WEEK, True)]


def test_two_proceedings_of_a_case_wait_for_a_meeting_each(library: Library) -> None:
    telling = sent(library, EAST)
    telling.today = LATER
    days = (LATER, LATER + timedelta(days=7))
    for opening, day in zip((replace(NEED, met_on=LATER), CHANGE), days, strict=True):
        opened = newest(telling.does(opening))
        if opening is CHANGE:
            telling.does(replace(NEED, met_on=LATER), belongs=opened)
        steps = (replace(ASSESSMENT, assessed_on=LATER), ADVISED, PutToPanel(meets_on=day))
        telling.does(*steps, belongs=opened)
    assert [day for _proceeding, day, waits in rows(telling) if waits] == list(days)
    assert coming() == [(day, 1) for day in days]


def test_a_case_that_is_put_to_no_meeting_has_no_row(library: Library) -> None:
    assert rows(assessed(library, EAST)) == []


# ---------------------------------------------------------------- who sees it


def test_the_agenda_of_a_restricted_case_is_seen_by_those_who_see_the_case(
    library: Library,
) -> None:
    telling = put(library)
    hidden = put(library).does(AccessRestricted(restricted=True, why="Truet."), by="leif")
    both = {telling.case.case_number, hidden.case.case_number}
    for by, seen in (("leif", both), ("carla", both), ("petra", both - {hidden.case.case_number})):
        assert set(on_agenda(TODAY, by)) == seen
        assert coming(by) == [(TODAY, len(seen))]
    assert (on_agenda(TODAY, "vera"), coming("vera")) == ([], [])


# ---------------------------------------------------------------- held to the events


def test_an_agenda_item_that_is_hidden_or_moved_is_found_and_made_again(
    library: Library, town: Database
) -> None:
    telling = put(library)
    seq = telling.case.seq
    with psycopg.connect(town.app_url, autocommit=True) as app:
        app.execute("UPDATE agenda_item SET entry = entry + 9")
        assert [(one.seq, one.where) for one in verify()] == [
            (seq, "agenda_item.missing"),
            (seq + 9, "agenda_item.loose"),
        ]
        app.execute("DELETE FROM agenda_item")
        (fault,) = verify()
        assert fault.text == f"Dagsordenspunktet fra registrering {seq} mangler i listerne."
    assert bulk.rebuild() == 1
    assert rows(telling) == [(1, TODAY, True)]


def test_of_a_case_that_is_erased_no_agenda_is_left(library: Library, town: Database) -> None:
    telling = put(library).does(DEFERRED, by="petra").does(CaseClosed(why="Flyttet."))
    assert folded(telling.entries()).closed_on is not None
    with acting(viewer("leif")):
        log.erase(telling.id, "Arkivloven, 5 år", telling.now)
    assert rows(telling) == []
    assert on_agenda(TODAY) == []
    with psycopg.connect(town.app_url, autocommit=True) as app:
        app.execute(
            "INSERT INTO agenda_item (case_id, entry, proceeding, unit, meets_on, waits)"
            " SELECT case_id, 9, 1, unit, '2026-06-01', false FROM case_summary"
        )
    assert [one.where for one in verify()] == ["agenda_item"]
