"""Who handles cases in which units: whom a case can be given to, and where one can be opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kompas.accounts.access import Staff
from kompas.accounts.roles import holders
from kompas.casework.capabilities import Capability

MOST = 200
"""So many people are shown of a team."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Someone who handles cases. `user_id` names them where their username should not stand."""

    user_id: int
    username: str
    name: str


def workers_of(
    units: Sequence[str],
    *,
    most: int = MOST,
    able_to: Capability = Capability.HANDLE_CASE,
) -> tuple[Worker, ...]:
    """Those who work in some of the units and handle cases there, or are `able_to` do something
    else, by name. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, u.username, u.name FROM app_user u WHERE u.is_active AND EXISTS ("
            "  SELECT FROM membership m WHERE m.user_id = u.id"
            "  AND m.unit_id = ANY(%s) AND m.role = ANY(%s))"
            " ORDER BY u.name, u.username LIMIT %s",
            (list(units), sorted(holders(able_to)), most),
        )
        return tuple(Worker(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Workplace:
    """A unit in which somebody handles cases, and what it works by (`accounts.models.Unit`)."""

    key: str
    name: str
    municipality: str
    norms_unit: str | None
    panel_required: bool


def workplaces_of(viewer: Staff) -> tuple[Workplace, ...]:
    """The units in which a user handles cases, by name. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, name, municipality, norms_unit, panel_required FROM unit"
            " WHERE key = ANY(%s) ORDER BY name, key",
            (viewer.units_of(Capability.HANDLE_CASE),),
        )
        return tuple(Workplace(*row) for row in cursor.fetchall())
