"""What users and units are called: asked once for a whole page."""

from collections.abc import Iterable, Mapping

from django.db import connection


def names_of(usernames: Iterable[str]) -> Mapping[str, str]:
    """The names of some users, by username; who is not known is left out. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT username, name FROM app_user WHERE username = ANY(%s)",
            (sorted(set(usernames)),),
        )
        return dict(cursor.fetchall())
