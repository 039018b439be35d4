"""What has run out is removed: sessions, failed sign-ins, who has what open, who was away, files of
no case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from kompas.accounts import presence, sign_in
from kompas.register import documents

ABSENCES_KEPT = timedelta(days=30)
"""So long after it was over it is kept that somebody was away."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each were removed."""

    sessions: int
    files: int


def sweep(now: datetime) -> Swept:
    """Remove what has run out; people can work meanwhile.

    Raises SettingsError where the files are another installation's.
    """
    files = documents.sweep(now)
    ended = sign_in.forget_old(now)
    with connection.cursor() as cursor:
        stale = now - presence.LASTS - timedelta(hours=1)
        cursor.execute("DELETE FROM presence WHERE seen_at < %s", (stale,))
        cursor.execute("DELETE FROM absence WHERE to_on < %s", (now.date() - ABSENCES_KEPT,))
    return Swept(ended, files)
