"""A clock that jumps is noticed and refused in words; what is typed is ordered by its version."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.register import drafts
from kompas.register.drafts import Draft, DraftMovedOn
from kompas.register.environment import SettingsError
from kompas.register.log import AHEAD, BEHIND
from tests.processes.town import Telling, applied, unused_number
from tests.spec.case.stories import APPLICATION, TODAY

pytestmark = pytest.mark.usefixtures("town")
NOTE = NoteWritten(text="Ringet til borgeren.")


@pytest.mark.parametrize(
    "days",
    [-1, -3650, AHEAD.days + 1, 3650],
    ids=["a day back", "years back", "ahead", "far ahead"],
)
def test_a_clock_that_has_jumped_records_nothing(library: Library, days: int) -> None:
    telling = applied(library)
    before = telling.entries()
    telling.today = TODAY + timedelta(days=days)
    (refusal,) = getattr(telling.asks(NOTE), "reasons")  # noqa: B009 - it must be one
    assert refusal.code == "wrong_clock"
    assert telling.today.isoformat() in refusal.text
    telling.today = TODAY
    assert telling.entries() == before
    telling.does(NOTE)


def test_nor_does_it_open_a_case(library: Library) -> None:
    applied(library)
    other = Telling(library, today=TODAY + timedelta(days=3600))
    opening = replace(APPLICATION, unit="vest", case_number=unused_number())
    assert other.refuses(opening) == ["wrong_clock"]


@pytest.mark.parametrize("days", [1, 366, AHEAD.days])
def test_time_that_passes_is_no_jump(library: Library, days: int) -> None:
    telling = applied(library)
    telling.today = TODAY + timedelta(days=days)
    telling.does(NOTE)


def test_a_server_that_is_a_little_behind_does_no_harm(library: Library) -> None:
    telling = applied(library).does(NOTE)
    at = telling.acted[-1].events[-1].recorded_at
    assert timedelta(seconds=1) < BEHIND
    assert at == datetime.combine(TODAY, datetime.min.time(), UTC).replace(hour=9)


def test_somebody_can_say_that_the_clock_is_right(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = applied(library)
    telling.today = TODAY + timedelta(days=3650)
    monkeypatch.setenv("KOMPAS_CLOCK_CHECKED", telling.today.isoformat())
    telling.does(NOTE)
    monkeypatch.setenv("KOMPAS_CLOCK_CHECKED", "i går")
    with pytest.raises(SettingsError, match="skal være en dag"):
        telling.does(NOTE)


# ---------------------------------------------------------------- drafts

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DRAFT = Draft(uuid4(), "need_uncovered", "anna", {"need": "Ro"}, NOON)


def kept() -> Draft:
    found = drafts.find(DRAFT.case_id, DRAFT.name, DRAFT.by)
    assert found is not None
    return found


def test_what_was_typed_last_stays_whatever_the_clock_says() -> None:
    first = drafts.save(DRAFT)
    behind = replace(DRAFT, text={"need": "Ro og struktur"}, saved_at=NOON - timedelta(days=9))
    assert drafts.save(behind, seen=first) == first + 1
    assert (kept().text, kept().version) == (behind.text, 2)


def test_an_older_window_is_told_and_takes_nothing_away() -> None:
    first = drafts.save(DRAFT)
    drafts.save(replace(DRAFT, text={"need": "Mere"}), seen=first)
    later = NOON + timedelta(hours=1)
    for seen in (first, 0, 99):
        with pytest.raises(DraftMovedOn) as told:
            drafts.save(replace(DRAFT, text={"need": "R"}, saved_at=later), seen=seen)
        assert "et andet vindue" in str(told.value)
    assert kept().text == {"need": "Mere"}


def test_the_same_again_is_no_other_window() -> None:
    assert drafts.save(DRAFT, seen=0) == 1
    assert drafts.save(DRAFT, seen=0) == 2  # the answer to the first was lost on the way
    with pytest.raises(DraftMovedOn):
        drafts.save(replace(DRAFT, text={"need": "R"}), seen=0)


def test_a_new_draft_is_written_on_none() -> None:
    assert drafts.save(DRAFT, seen=0) == 1
    assert drafts.save(DRAFT) == 2
