"""Meetings and offers say what the log says was done to them, or it is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from importlib import import_module
from uuid import UUID

import psycopg
import pytest

from kompas.casework.offer import Listing, Offer
from kompas.norms import Library
from kompas.processes import administering, keeping_offers, panel_meetings
from kompas.processes.panel_meetings import MeetingRefused
from kompas.processes.seals import seal_faults
from kompas.register.meetings import Planned
from tests.clock import NOW, TODAY
from tests.processes.town import EAST, viewer
from tests.register.database import Database
from tests.spec.case.stories import SITTING

pytestmark = pytest.mark.usefixtures("town")
NEXT = TODAY + timedelta(days=7)
HOUSE = Offer(
    id="",
    name="Kærhuset",
    valid_from=date(2020, 1, 1),
    paragraphs=("serviceloven § 107",),
    listing=Listing.NOT_LISTED,
)
BY = administering.at_the_terminal()


def found() -> list[str]:
    return sorted(one.where for one in seal_faults())


@pytest.fixture
def app(town: Database) -> Iterator[psycopg.Connection]:
    """The application's role, with SQL of its own."""
    with psycopg.connect(town.app_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def meeting() -> Planned:
    """A meeting of a panel; another one was cancelled."""
    leif = viewer("leif")
    gone = panel_meetings.plan(EAST, NEXT, time(13), "Rådhuset", leif, now=NOW)
    panel_meetings.cancel(gone, "Sygdom.", leif, now=NOW)
    return panel_meetings.plan(EAST, NEXT, time(9), "Rådhuset", leif, now=NOW)


@pytest.fixture
def offer(library: Library) -> str:
    """An offer that was made and is changed since."""
    words = library.words
    made = keeping_offers.make(HOUSE, "Slået op.", BY, words, now=NOW)
    later = replace(HOUSE, id=made, valid_from=date(2026, 1, 1), provider="Prøven A/S")
    keeping_offers.change(later, "Slået op.", BY, words, now=NOW)
    return made


def test_what_is_kept_is_as_the_log_says(meeting: Planned, offer: str, library: Library) -> None:
    petra, later = viewer("petra"), NOW + timedelta(days=1)
    moved = panel_meetings.move(meeting, NEXT, time(10), "På skærm " * 40, petra, now=later)
    sitting = replace(SITTING, meeting=str(moved.id))
    for _twice in range(2):
        panel_meetings.remember(sitting, petra, now=later)
    with pytest.raises(MeetingRefused):
        panel_meetings.cancel(moved, "Nej.", viewer("anna"), now=later)
    long = replace(HOUSE, name="Et tilbud med et langt navn " * 7, paragraphs=HOUSE.paragraphs)
    keeping_offers.make(long, "Slået op.", BY, library.words, now=later)
    keeping_offers.end(UUID(offer), date(2026, 3, 1), "Lukket.", BY, now=later)
    assert found() == []


def test_of_one_moment_either_may_have_come_last(meeting: Planned) -> None:
    panel_meetings.move(meeting, NEXT, time(11), "Rådhuset", viewer("petra"), now=NOW)
    assert found() == []


HARMS = [
    ("UPDATE panel_meeting SET unit = 'vest' WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET meets_on = meets_on + 1 WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET begins_at = '08:00' WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET place = 'Et andet sted' WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET cancelled_why = 'x' WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET cancelled_why = 'x' WHERE cancelled_why = 'Sygdom.'",
     ["panel_meeting"]),
    (("UPDATE panel_meeting SET cancelled_why = NULL, meets_on = meets_on + 1"
      " WHERE cancelled_why = 'Sygdom.'"), ["panel_meeting"]),
    ("UPDATE panel_meeting SET chair = 'Anna Prøve' WHERE id = '{meeting}'", ["panel_meeting"]),
    ("UPDATE panel_meeting SET present = '{{Anna Prøve}}' WHERE id = '{meeting}'",
     ["panel_meeting"]),
    ("UPDATE panel_meeting SET id = gen_random_uuid() WHERE id = '{meeting}'",
     ["panel_meeting", "panel_meeting.missing"]),
    (("INSERT INTO panel_meeting (id, unit, meets_on, begins_at, place)"
      " VALUES (gen_random_uuid(), 'vest', '2026-12-01', '09:00', 'x')"), ["panel_meeting"]),
    ("INSERT INTO offer_row {row}, 3, {said}", ["offer_row"]),
    ("INSERT INTO offer_row {row}, 3, {said}; INSERT INTO offer_row {row}, 4, {said}",
     ["offer_row", "offer_row"]),
    ("INSERT INTO offer_row {new}, 1, {said}", ["offer_row"]),
]  # fmt: skip
"""What the application's role can do to meetings and offers, and where it is found."""
_COLUMNS = (
    "valid_from, ended, name, provider, cvr, p_number, ownership, municipality, address,"
    " paragraphs, target_group, listing, listed_on, approved_on, seen_on, why, recorded_at, by_user"
)


@pytest.mark.parametrize(("harm", "faults"), HARMS)
def test_a_change_past_the_program_is_found(
    app: psycopg.Connection, meeting: Planned, offer: str, harm: str, faults: list[str]
) -> None:
    assert found() == []
    said = (
        f"{_COLUMNS.replace('listing,', chr(39) + 'listed' + chr(39) + ',')}"
        f" FROM offer_row WHERE offer_id = '{offer}' AND seq = 2"
    )
    columns = f"(offer_id, seq, {_COLUMNS}) SELECT"
    row, new = f"{columns} offer_id", f"{columns} gen_random_uuid()"
    for one in harm.format(meeting=meeting.id, row=row, new=new, said=said).split(";"):
        app.execute(one)
    assert found() == faults


def test_what_was_there_before_there_were_seals_is_told_by_the_upgrade(
    app: psycopg.Connection, town: Database, offer: str
) -> None:
    app.execute(
        "INSERT INTO panel_meeting (id, unit, meets_on, begins_at, place)"
        " VALUES (gen_random_uuid(), 'vest', '2026-12-01', '09:00', %s)",
        ("Mødelokale " * 30,),
    )
    app.execute(
        f"INSERT INTO offer_row (offer_id, seq, {_COLUMNS})"  # noqa: S608 - ours
        f" SELECT offer_id, 3, {_COLUMNS} FROM offer_row WHERE offer_id = %s AND seq = 2",
        (offer,),
    )
    assert found() == ["offer_row", "panel_meeting"]
    with town.as_superuser() as owner:
        owner.execute(import_module("kompas.register.migrations.0021_sealed")._TELL)
    assert found() == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE offer_row SET listing = 'listed'",
        "DELETE FROM offer_row",
        "DELETE FROM panel_meeting",
    ],
)
def test_what_the_database_refuses_needs_not_be_found(
    app: psycopg.Connection, meeting: Planned, offer: str, harm: str
) -> None:
    del meeting, offer
    with pytest.raises(psycopg.Error):
        app.execute(harm)
    assert found() == []


def test_what_was_refused_seals_nothing(app: psycopg.Connection, meeting: Planned) -> None:
    app.execute("UPDATE panel_meeting SET place = 'x' WHERE id = %s", (meeting.id,))
    assert found() == ["panel_meeting"]
    for why in ("Sygdom.", "Udvalgsmøde aflyst: (mødets segl aaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa)"):
        with pytest.raises(MeetingRefused):
            panel_meetings.cancel(meeting, why, viewer("anna"), now=NOW)
    assert found() == ["panel_meeting"]
