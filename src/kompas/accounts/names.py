"""What users and units are called: asked once for a whole page."""

from collections.abc import Iterable, Mapping

from django.db import connection

from kompas.accounts.access import Staff
from kompas.accounts.models import Unit


def names_of(usernames: Iterable[str]) -> Mapping[str, str]:
    """The names of some users, by username; who is not known is left out. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT username, name FROM app_user WHERE username = ANY(%s)",
            (sorted(set(usernames)),),
        )
        return dict(cursor.fetchall())


def unit_names(keys: Iterable[str]) -> dict[str, str]:
    """What some units are called, by key, in the order of the names. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, name FROM unit WHERE key = ANY(%s) ORDER BY name, key",
            (sorted(set(keys)),),
        )
        return dict(cursor.fetchall())


def colleagues_among(usernames: Iterable[str], viewer: Staff) -> Mapping[str, str]:
    """As `names_of`, of those alone who work where the viewer sees cases. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.username, u.name FROM app_user u WHERE u.username = ANY(%s)"
            " AND (u.username = %s OR EXISTS (SELECT FROM membership m"
            " WHERE m.user_id = u.id AND m.unit_id = ANY(%s)))",
            (sorted(set(usernames)), viewer.username, viewer.units),
        )
        return dict(cursor.fetchall())


def names_and_unit(
    usernames: Iterable[str], unit: str | None
) -> tuple[Mapping[str, str], Unit | None]:
    """As `names_of`, and with them a unit, None where there is none of that key. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_WITH_UNIT, (sorted(set(usernames)), unit))
        names, *found = cursor.fetchone()
    return names or {}, Unit.from_db(connection.alias, _UNIT, found) if found[0] else None


_UNIT = (
    "key", "name", "municipality", "norms_unit", "panel_required", "processing_deadline_weeks"
)  # fmt: skip
_WITH_UNIT = (
    "SELECT (SELECT json_object_agg(username, name) FROM app_user WHERE username = ANY(%s)), n.key,"
    " n.name, n.municipality, n.norms_unit, n.panel_required, n.processing_deadline_weeks"
    " FROM (SELECT) one LEFT JOIN unit n ON n.key = %s"
)
