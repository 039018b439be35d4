"""Names of events, and the Danish day of a moment."""

from datetime import UTC, date, datetime
from typing import cast

import pytest

from kompas.casework.record import EVENTS, Event, danish_day, event, name_of, version_of
from kompas.casework.steps.note import NoteWritten


def test_a_name_stands_for_one_event_for_ever() -> None:
    before = dict(EVENTS)
    with pytest.raises(ValueError, match="note_written"):
        event("note_written")(type("Other", (), {}))
    assert dict(EVENTS) == before


def test_an_event_knows_its_name_and_version() -> None:
    note = NoteWritten(text="Ringede.")
    assert (name_of(note), version_of(note)) == ("note_written", 1)


def test_what_is_no_event_has_no_name() -> None:
    with pytest.raises(KeyError):
        name_of(cast("Event", "note_written"))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-01T21:59:59", "2026-06-01"),  # summer: two hours ahead of UTC
        ("2026-06-01T22:00:00", "2026-06-02"),
        ("2026-01-31T22:59:59", "2026-01-31"),  # winter: one hour
        ("2026-01-31T23:00:00", "2026-02-01"),
        ("2026-12-31T23:30:00", "2027-01-01"),
        ("2026-03-28T23:30:00", "2026-03-29"),  # the night the clock goes forward
    ],
)
def test_a_day_begins_at_midnight_in_denmark(moment: str, day: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert danish_day(at) == date.fromisoformat(day)
