"""Who has a case open right now: told to whoever else opens it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

LASTS = timedelta(seconds=45)
"""So long after the screen last told of itself somebody counts as being there."""


def come(case_id: UUID, user_id: int, now: datetime) -> tuple[str, ...]:
    """Say that a user has a case open: the names of the others who have. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO presence (case_id, user_id, seen_at) VALUES (%s, %s, %s)"
            " ON CONFLICT (case_id, user_id) DO UPDATE SET seen_at = EXCLUDED.seen_at",
            (case_id, user_id, now),
        )
        cursor.execute(
            "SELECT u.name FROM presence p JOIN app_user u ON u.id = p.user_id"
            " WHERE p.case_id = %s AND p.user_id <> %s AND p.seen_at > %s ORDER BY u.name",
            (case_id, user_id, now - LASTS),
        )
        return tuple(name for (name,) in cursor.fetchall())


def leave(user_id: int) -> None:
    """A user has left every case, by signing out. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM presence WHERE user_id = %s", (user_id,))
