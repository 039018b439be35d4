"""Who is away when, and who stands in for them.

To stand in opens the restricted cases of who is away, and shows their work beside one's own. It
gives nobody a capability: it holds in one unit, for who has at least the same rights there, each
day anew, and is over on the day after the last.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kompas.accounts.access import Staff, StandIn
from kompas.accounts.roles import ROLES, Role
from kompas.casework.capabilities import Capability
from kompas.inputs import DAY

MOST = 200
"""So many absences are shown."""

AWAY = """(
    SELECT json_agg(json_build_array(
        a.unit_id, w.username, w.id, w.name, a.to_on,
        (SELECT json_agg(r.role) FROM membership r
         WHERE r.user_id = w.id AND r.unit_id = a.unit_id)
    ) ORDER BY w.name, w.username, a.unit_id)
    FROM absence a JOIN app_user w ON w.id = a.user_id AND w.is_active
    WHERE a.substitute_id = u.id AND %(today)s BETWEEN a.from_on AND a.to_on
)"""
"""Those for whom a user `u` stands in on the day `today`, with their roles (`stands_in`)."""


def stands_in(
    roles: Collection[tuple[Role, str]], away: Iterable[Sequence[object]] | None
) -> tuple[StandIn, ...]:
    """For whom a user with some roles stands in, of those whom `AWAY` names."""
    found: dict[str, StandIn] = {}
    for unit, username, user_id, name, until, theirs in away or ():
        own = capabilities(role for role, where in roles if where == unit)
        asked = capabilities(map(Role, theirs or ()))  # type: ignore[call-overload]
        if asked and asked <= own:
            one = StandIn(unit, username, user_id, name, DAY.read(until))  # type: ignore[arg-type]
            found[one.key] = one
    return tuple(found.values())


def capabilities(roles: Iterable[Role]) -> frozenset[Capability]:
    """What some roles let somebody do together."""
    return frozenset(able for role in roles for able in ROLES[role].capabilities)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from a unit, from and to a day; `substitute` stands in for them."""

    id: int
    user_id: int
    username: str
    name: str
    unit: str
    unit_name: str
    substitute: str
    substitute_name: str
    from_on: date
    to_on: date


def of_viewer(viewer: Staff, today: date) -> tuple[Absence, ...]:
    """The absences that are not over: the viewer's own, and those of the units that they lead; what
    comes first on top. One statement.
    """
    led = viewer.units_of(Capability.LEAD_TEAM)
    condition = "(w.username = %(who)s OR a.unit_id = ANY(%(led)s)) AND a.to_on >= %(today)s"
    return _absences(condition, {"who": viewer.username, "led": led, "today": today})


def one(absence_id: int) -> Absence | None:
    """The absence of an id. One statement."""
    return next(iter(_absences("a.id = %(id)s", {"id": absence_id})), None)


def overlapping(
    usernames: Collection[str], unit: str, from_on: date, to_on: date
) -> tuple[Absence, ...]:
    """The absences of some users from a unit, or in which they stand in there, on some of the days.
    One statement.
    """
    condition = (
        "(w.username = ANY(%(who)s) OR s.username = ANY(%(who)s)) AND a.unit_id = %(unit)s"
        " AND a.from_on <= %(to_on)s AND a.to_on >= %(from_on)s"
    )
    asked = {"who": sorted(usernames), "unit": unit, "from_on": from_on, "to_on": to_on}
    return _absences(condition, asked)


def add(username: str, unit: str, substitute: str, from_on: date, to_on: date) -> Absence | None:
    """Write an absence down; None where one of the two or the unit is not there. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO absence (user_id, unit_id, substitute_id, from_on, to_on)"
            " SELECT w.id, n.key, s.id, %s, %s FROM app_user w, app_user s, unit n"
            " WHERE w.username = %s AND s.username = %s AND n.key = %s RETURNING id",
            (from_on, to_on, username, substitute, unit),
        )
        row = cursor.fetchone()
    return one(row[0]) if row else None


def remove(absence_id: int) -> None:
    """Take an absence away: nobody stands in any more. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM absence WHERE id = %s", (absence_id,))


def hold(usernames: Collection[str]) -> None:
    """Whoever else writes down an absence of theirs waits, to the end of the transaction. One
    statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM app_user WHERE username = ANY(%s) ORDER BY id FOR UPDATE",
            (sorted(usernames),),
        )


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who handles cases in a unit, with all that they may do there."""

    user_id: int
    username: str
    name: str
    unit: str
    able: frozenset[Capability]


def colleagues(units: Sequence[str]) -> tuple[Colleague, ...]:
    """Those who handle cases in some units, by unit and name, once for each. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, u.username, u.name, m.unit_id, array_agg(m.role) FROM app_user u"
            " JOIN membership m ON m.user_id = u.id WHERE u.is_active AND m.unit_id = ANY(%s)"
            " GROUP BY u.id, m.unit_id ORDER BY m.unit_id, u.name, u.username LIMIT %s",
            (list(units), MOST * 5),
        )
        found = (
            Colleague(user_id, username, name, unit, capabilities(map(Role, roles)))
            for user_id, username, name, unit, roles in cursor.fetchall()
        )
        return tuple(one for one in found if Capability.HANDLE_CASE in one.able)


def _absences(condition: str, asked: dict[str, Any]) -> tuple[Absence, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY.format(condition=condition), {**asked, "most": MOST})
        return tuple(Absence(*row) for row in cursor.fetchall())


_QUERY = (
    "SELECT a.id, w.id, w.username, w.name, n.key, n.name, s.username, s.name, a.from_on, a.to_on"
    " FROM absence a JOIN app_user w ON w.id = a.user_id JOIN app_user s ON s.id = a.substitute_id"
    " JOIN unit n ON n.key = a.unit_id"
    " WHERE {condition} ORDER BY a.from_on, w.name, a.id LIMIT %(most)s"
)
