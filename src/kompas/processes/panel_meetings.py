"""The panel's meetings are planned, moved and cancelled: each act leaves a trace in the log.

A meeting is an ordinary row, for no case stands in it; what is decided there stands in the cases.
One at which the panel has come to a case is neither moved nor cancelled: it was held.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import IntegrityError

from kompas.accounts import administration
from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.casework.record import danish_day
from kompas.casework.sitting import Sitting
from kompas.processes import seals
from kompas.processes.roster import Act, fitted
from kompas.register import access, meetings
from kompas.register.meetings import Planned
from kompas.words import _, clock_text

AHEAD = timedelta(days=2 * 365)
"""So far ahead a meeting can be planned."""


class MeetingRefused(ValueError):  # noqa: N818 - what happened, in the words of the screen
    """It cannot be planned so: `field` is what is wrong, empty for the whole; `remedy` mends it."""

    def __init__(self, text: str, remedy: str, field: str = "") -> None:
        super().__init__(text)
        self.remedy, self.field = remedy, field


def plan(  # noqa: PLR0913 - when, where, and by whom
    unit: str,
    meets_on: date,
    begins_at: time,
    place: str,
    by: Staff,
    *,
    now: datetime,
    today: date | None = None,
) -> Planned:
    """A meeting more of a unit's panel, as of `today`, that of `now`. Raises MeetingRefused."""
    planned = Planned(id=uuid4(), unit=unit, meets_on=meets_on, begins_at=begins_at, place=place)

    def make() -> None:
        _check_day(planned, today or danish_day(now))
        meetings.keep(planned)

    _traced(planned, by, now, f"{Act.MEETING_PLANNED}: {_told(planned)}", make)
    return planned


def move(
    meeting: Planned, meets_on: date, begins_at: time, place: str, by: Staff, *, now: datetime
) -> Planned:
    """The meeting on another day, at another hour or place; what is on its agenda goes with it.

    Raises MeetingRefused.
    """
    moved = replace(meeting, meets_on=meets_on, begins_at=begins_at, place=place)

    def change() -> None:
        _check_open(meeting)
        if moved.meets_on != meeting.meets_on:
            _check_day(moved, danish_day(now))
        meetings.keep(moved)

    if moved != meeting:
        what = f"{Act.MEETING_MOVED}: {_told(meeting)} → {_told(moved)}"
        _traced(meeting, by, now, what, change)
    return moved


def cancel(meeting: Planned, why: str, by: Staff, *, now: datetime) -> None:
    """The meeting is not held; what was on its agenda is on the next one. Raises MeetingRefused."""

    def change() -> None:
        _check_open(meeting)
        meetings.keep(replace(meeting, cancelled_why=why))

    _traced(meeting, by, now, f"{Act.MEETING_CANCELLED}: {_told(meeting)}: {why}", change)


def remember(sitting: Sitting, by: Staff, *, now: datetime) -> None:
    """Who was there at the case that was written down last: the next one begins with them.

    The log says that it was changed and not who they are: that stands in the case.
    """
    if not sitting.meeting:
        return
    with access.acting(by):
        names = [one.name for one in sitting.present]
        if meetings.keep_attendance(sitting.meeting, sitting.chair, names):
            _note(sitting.meeting, by, now, f"{Act.MEETING_ATTENDED}: {len(names)} til stede")


def _check_open(meeting: Planned) -> None:
    if meeting.cancelled_why is not None:
        raise MeetingRefused(_("Mødet er aflyst."), _("Planlæg et nyt møde."))
    if meetings.held_with(meeting):
        raise MeetingRefused(
            _("Mødet er holdt: udvalget har behandlet sager på det."),
            _("Et møde, der er holdt, kan hverken flyttes eller aflyses. Planlæg et nyt."),
        )


def _check_day(meeting: Planned, today: date) -> None:
    if meeting.meets_on < today:
        raise MeetingRefused(
            _("Dagen er gået."), _("Vælg en dag fra i dag og frem."), field="meets_on"
        )
    if meeting.meets_on > today + AHEAD:
        raise MeetingRefused(
            _("Dagen ligger mere end to år fremme."),
            _("Vælg en dag inden for de næste to år."),
            field="meets_on",
        )
    other = meetings.planned_on(meeting.unit, meeting.meets_on)
    if other is not None and other.cancelled_why is None and other.id != meeting.id:
        raise _taken()


def _taken() -> MeetingRefused:
    return MeetingRefused(
        _("Enhedens udvalg har allerede et møde den dag."),
        _("Vælg en anden dag, eller ret det møde, der er."),
        field="meets_on",
    )


def _told(meeting: Planned) -> str:
    when = f"{meeting.meets_on.isoformat()} kl. {clock_text(meeting.begins_at)}"
    return f"{meeting.unit}, {when}, {meeting.place}"


def _note(meeting: str, by: Staff, now: datetime, what: str) -> None:
    told = seals.under_seal(seals.MEETING, meeting, what)
    access.note(by.username, now, access.What.ADMINISTER, told)


def _traced(meeting: Planned, by: Staff, now: datetime, what: str, act: Callable[[], None]) -> None:
    """It is done, and who did it is noted with it; so is what somebody tried and may not."""
    allowed = by.can(Capability.PLAN_MEETINGS, meeting.unit)
    try:
        with access.acting(by):
            if allowed:
                act()
                _note(str(meeting.id), by, now, what)
            else:
                access.note(by.username, now, access.What.ADMINISTER, fitted(f"Afvist: {what}"))
    except IntegrityError:  # of two who plan at once, the database lets one
        raise _taken() from None
    if not allowed:
        raise MeetingRefused(
            _("Du må ikke planlægge møder i {unit}.").format(
                unit=administration.unit_name(meeting.unit)
            ),
            _("Bed et medlem af enhedens udvalg eller teamlederen om det."),
        )
