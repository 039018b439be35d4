"""Who somebody is and what a unit works by: asked with every act, and each one plain statement."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db import connection

from kompas.accounts.absences import AWAY, stands_in
from kompas.accounts.access import Staff
from kompas.accounts.roles import Role
from kompas.casework.capabilities import Capability


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """What a unit works by: whose norms, and what those leave to it (`accounts.models.Unit`)."""

    key: str
    municipality: str
    norms_unit: str | None
    panel_required: bool
    processing_deadline_weeks: int | None


def terms_of(unit: str | None) -> UnitTerms | None:
    """What a unit works by, or None where there is none of that key. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, municipality, norms_unit, panel_required, processing_deadline_weeks"
            " FROM unit WHERE key = %s",
            (unit,),
        )
        row = cursor.fetchone()
    return UnitTerms(*row) if row else None


def terms_and_phrases_of(
    unit: str | None,
) -> tuple[UnitTerms | None, tuple[tuple[int, str], ...]]:
    """As `terms_of`, and the unit's standard texts by number and title. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, municipality, norms_unit, panel_required, processing_deadline_weeks,"
            " (SELECT json_agg(json_build_array(p.id, p.title) ORDER BY p.title)::text"
            " FROM standard_phrase p WHERE p.unit_id = unit.key) FROM unit WHERE key = %s",
            (unit,),
        )
        row = cursor.fetchone()
    if row is None:
        return None, ()
    *terms, phrases = row
    return UnitTerms(*terms), tuple(
        (number, title) for number, title in json.loads(phrases or "[]")
    )


def viewer_of(username: str, today: date | None = None) -> Staff | None:
    """The user as access is decided, or None where nobody is called so. One statement.

    Who has left has no roles. For whom they stand in is asked where it is told which day it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VIEWER, {"username": username, "today": today})
        rows = cursor.fetchall()
    if not rows:
        return None
    roles = frozenset((Role(role), unit) for role, unit, _away in rows if role)
    return Staff(username, roles, stands_in(roles, rows[0][2]))


_VIEWER = (
    f"SELECT m.role, m.unit_id, {AWAY} FROM app_user u"  # noqa: S608 - ours
    " LEFT JOIN membership m ON m.user_id = u.id AND u.is_active WHERE u.username = %(username)s"
)


def able_in(unit: str, capabilities: frozenset[Capability]) -> frozenset[str]:
    """The usernames of those who work in a unit and hold capabilities there. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.username, m.role FROM app_user u JOIN membership m ON m.user_id = u.id"
            " WHERE u.is_active AND m.unit_id = %s ORDER BY u.username",
            (unit,),
        )
        held = groupby(cursor.fetchall(), key=itemgetter(0))
        users = (Staff(name, _in(unit, map(itemgetter(1), rows))) for name, rows in held)
        return frozenset(user.username for user in users if user.can_all(capabilities, unit))


def _in(unit: str, roles: Iterable[str]) -> frozenset[tuple[Role, str]]:
    return frozenset((Role(role), unit) for role in roles)
