"""What people want to be reminded of in a case: their own, seen by nobody else, no part of the
record. To be asked as the viewer (`kompas.register.access.acting`): the database keeps them apart.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection

from kompas.limits import MOST_REMINDERS_OF_ONE
from kompas.register.log import still_there
from kompas.words import _


class TooManyReminders(ValueError):  # noqa: N818 - what it is, in the words of the screen
    """A user has as many as can be kept."""


def add(case_id: UUID, by: str, due_on: date, text: str, now: datetime) -> UUID:
    """Keep one; its id. One statement. Raises TooManyReminders, and Erased where what the case said
    is gone.
    """
    made = uuid4()
    with still_there(case_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reminder (id, case_id, by_user, due_on, text, made_at)"
            " SELECT %s, %s, %s, %s, %s, %s"
            " WHERE (SELECT count(*) FROM reminder WHERE by_user = %s) < %s",
            (made, case_id, by, due_on, text, now, by, MOST_REMINDERS_OF_ONE),
        )
        if not cursor.rowcount:
            raise TooManyReminders(
                _("Du har {n} påmindelser. Gør nogle af dem færdige først.").format(
                    n=MOST_REMINDERS_OF_ONE
                )
            )
    return made


def of_case(case_id: UUID, by: str) -> tuple[tuple[UUID, date, str], ...]:
    """A user's own in a case: id, day and text, what comes first on top. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, due_on, text FROM reminder WHERE case_id = %s AND by_user = %s"
            " ORDER BY due_on, made_at, id",
            (case_id, by),
        )
        return tuple(cursor.fetchall())


def finish(reminder_id: UUID, by: str) -> bool:
    """One is done with, and goes; whether it was there. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reminder WHERE id = %s AND by_user = %s", (reminder_id, by))
        return bool(cursor.rowcount)
