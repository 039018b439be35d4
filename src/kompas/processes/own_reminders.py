"""Somebody's own reminders on a case: no part of its record, and seen by nobody else."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.register import access, reminders
from kompas.register.reminders import TooManyReminders
from kompas.words import _

PURPOSE = "Egen påmindelse"
AHEAD = timedelta(days=5 * 366)
"""So far ahead one can be reminded."""


class ReminderRefused(ValueError):  # noqa: N818 - what happened, in the words of the screen
    """It cannot be kept so: `field` is what is wrong, empty for the whole."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


def add(case_id: UUID, due_on: date, text: str, by: Staff, *, now: datetime, today: date) -> None:
    """Be reminded of something in a case, which the user sees. Raises ReminderRefused, and
    `log.Erased` where what the case said is gone.
    """
    if due_on < today:
        raise ReminderRefused(_("Dagen er gået. Vælg i dag eller senere."), "due_on")
    if due_on > today + AHEAD:
        raise ReminderRefused(_("Vælg en dag inden for de næste fem år."), "due_on")
    try:
        with access.acting(by):
            reminders.add(case_id, by.username, due_on, text, now)
    except TooManyReminders as error:
        raise ReminderRefused(str(error)) from None


def of_case(case_id: UUID, by: Staff, *, now: datetime) -> tuple[tuple[UUID, date, str], ...]:
    """Those that the user has on a case, which they see: id, day and text. Leaves a trace."""
    with access.acting(by):
        access.note(by.username, now, access.What.READ, PURPOSE, case_id=case_id)
        return reminders.of_case(case_id, by.username)


def finish(reminder_id: UUID, by: Staff) -> bool:
    """One of the user's is done with; whether it was there."""
    with access.acting(by):
        return reminders.finish(reminder_id, by.username)
