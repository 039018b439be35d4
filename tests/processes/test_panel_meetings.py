"""The panel's meetings: planned, moved and cancelled with what is on their agendas; who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection

from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.norms import Library
from kompas.processes import panel_meetings
from kompas.processes.panel_meetings import AHEAD, MeetingRefused
from kompas.register import meetings
from kompas.register.meetings import Planned
from kompas.register.models import AccessEntry, PanelMeeting
from kompas.register.verify import verify
from tests.processes.test_agendas import ADVISED, coming, on_agenda
from tests.processes.town import EAST, FOUR_DAYS, WEST, Telling, assessed, viewer
from tests.spec.case.stories import FOLLOWED, SITTING, TODAY

pytestmark = pytest.mark.usefixtures("town")
WEEK = timedelta(days=7)
NEXT = TODAY + WEEK


def now() -> datetime:
    return Telling(None).now  # type: ignore[arg-type] # only its clock


def planned(day: date = NEXT, unit: str = EAST, by: str = "leif") -> Planned:
    return panel_meetings.plan(unit, day, time(9), "Rådhuset", viewer(by), now=now())


def put(library: Library, **said: object) -> Telling:
    return assessed(library, EAST).does(ADVISED, PutToPanel(**said))  # type: ignore[arg-type]


def told() -> list[tuple[str, str]]:
    """What the log says was administered, by whom, the last first; without the meetings' seals."""
    found = AccessEntry.objects.filter(what="administer", purpose__contains="dvalgsmøde")
    entries = found.order_by("-at", "-seq").values_list("by_user", "purpose")
    return [(by, words.partition(" (mødets segl ")[0]) for by, words in entries]


@pytest.mark.ledger("FW-18")
def test_a_case_goes_with_its_meeting_when_that_is_moved(library: Library) -> None:
    meeting = planned()
    telling = put(library, meeting=str(meeting.id))
    assert coming() == [(NEXT, 1)]
    later = NEXT + WEEK
    panel_meetings.move(meeting, later, time(10), "På skærm", viewer("petra"), now=now())
    assert coming() == [(later, 1)]
    assert on_agenda(NEXT) == []
    assert on_agenda(later) == [telling.case.case_number]
    assert list(verify()) == []


def test_a_day_that_is_put_to_is_that_of_the_planned_meeting(library: Library) -> None:
    meeting = planned()
    telling = put(library, meets_on=NEXT)
    (item,) = telling.case.meetings
    assert item.meeting == str(meeting.id)


@pytest.mark.ledger("FW-18")
def test_without_a_meeting_a_case_is_on_the_next_one_and_goes_there_from_a_cancelled_one(
    library: Library,
) -> None:
    without = put(library)
    assert coming() == [(None, 1)]
    first, second = planned(), planned(NEXT + WEEK)
    named = put(library, meeting=str(first.id))
    both = {without.case.case_number, named.case.case_number}
    assert set(on_agenda(NEXT)) == both
    panel_meetings.cancel(first, "Sygdom.", viewer("leif"), now=now())
    assert on_agenda(NEXT) == []
    assert set(on_agenda(second.meets_on)) == both
    panel_meetings.cancel(second, "Sygdom.", viewer("leif"), now=now())
    assert coming() == [(None, 2)]


def test_the_panel_decides_at_the_moved_meeting_and_not_before(library: Library) -> None:
    meeting = planned(TODAY)
    telling = put(library, meeting=str(meeting.id))
    panel_meetings.move(meeting, NEXT, time(9), "Rådhuset", viewer("leif"), now=now())
    early = replace(FOLLOWED, extent=FOUR_DAYS)
    assert telling.refuses(early, by="petra") == ["decided_before_meeting"]
    telling.today = NEXT
    sitting = replace(SITTING, held_on=NEXT)
    telling.does(replace(early, sitting=sitting), by="petra")
    on = telling.case.current
    assert on
    assert on.panel
    assert on.panel.sitting == replace(sitting, meeting=str(meeting.id))
    moved = meetings.planned_on(EAST, NEXT)
    assert moved
    # What was held stays where it was.
    for change in (
        lambda: panel_meetings.cancel(moved, "Nej.", viewer("leif"), now=now()),
        lambda: panel_meetings.move(
            moved, NEXT + WEEK, time(9), "Rådhuset", viewer("leif"), now=now()
        ),
    ):
        with pytest.raises(MeetingRefused, match="holdt"):
            change()


def test_each_act_is_told_in_the_log_and_what_is_like_a_number_is_not(library: Library) -> None:
    del library
    meeting = planned()
    moved = panel_meetings.move(
        meeting, NEXT, time(9, 30), "Hos 010203-1234", viewer("petra"), now=now()
    )
    panel_meetings.move(moved, NEXT, time(9, 30), moved.place, viewer("petra"), now=now())
    panel_meetings.cancel(moved, "Sygdom.", viewer("leif"), now=now())
    at = NEXT.isoformat()
    assert sorted(told()) == sorted(
        [
            ("leif", f"Udvalgsmøde planlagt: oest, {at} kl. 9.00, Rådhuset"),
            (
                "petra",
                f"Udvalgsmøde flyttet: oest, {at} kl. 9.00, Rådhuset → oest, {at} kl. 9.30, Hos …",
            ),
            ("leif", f"Udvalgsmøde aflyst: oest, {at} kl. 9.30, Hos …: Sygdom."),
        ]
    )


@pytest.mark.parametrize("by", ["carla", "vera", "rita", "drift"])
def test_who_may_not_plan_does_not_and_that_is_told(by: str) -> None:
    with pytest.raises(MeetingRefused, match="må ikke planlægge"):
        planned(by=by)
    assert not PanelMeeting.objects.exists()
    assert told() == [
        (by, f"Afvist: Udvalgsmøde planlagt: oest, {NEXT.isoformat()} kl. 9.00, Rådhuset")
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY - timedelta(days=1), "gået"),
        (TODAY + AHEAD + timedelta(days=1), "to år"),
        (NEXT, "allerede et møde"),
    ],
)
def test_a_day_that_no_meeting_can_have_is_refused(day: date, words: str) -> None:
    planned()
    with pytest.raises(MeetingRefused, match=words) as refused:
        planned(day)
    assert (refused.value.field, bool(refused.value.remedy)) == ("meets_on", True)
    assert PanelMeeting.objects.count() == 1


def test_two_units_meet_on_one_day_and_a_day_is_free_again_when_its_meeting_is_cancelled() -> None:
    first = planned()
    planned(unit=WEST, by="vera")
    panel_meetings.cancel(first, "Sygdom.", viewer("leif"), now=now())
    second = planned()
    assert meetings.planned_on(EAST, NEXT) == second
    with pytest.raises(MeetingRefused, match="aflyst"):
        panel_meetings.cancel(
            replace(first, cancelled_why="Sygdom."), "Igen.", viewer("leif"), now=now()
        )


def test_of_two_who_plan_at_once_the_database_lets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    planned()
    nothing: Callable[..., None] = lambda *_where: None  # noqa: E731 - as it was a moment ago
    monkeypatch.setattr(meetings, "planned_on", nothing)
    with pytest.raises(MeetingRefused, match="allerede et møde"):
        planned()
    assert connection.is_usable()
    assert PanelMeeting.objects.count() == 1
