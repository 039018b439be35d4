"""Has a case gone on: asked every few seconds by those who have it open."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Since:
    """The entries after a number: how many, the newest number, and the names of who made them."""

    count: int
    seq: int
    by: tuple[str, ...]


def since(case_id: UUID, seq: int) -> Since:
    """What was recorded in a case after entry `seq`; not what it says. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(max(e.seq), %(seq)s),"
            " coalesce(array_agg(DISTINCT coalesce(u.name, e.by_user))"
            " FILTER (WHERE e.seq IS NOT NULL), '{}')"
            " FROM case_event e LEFT JOIN app_user u ON u.username = e.by_user"
            " WHERE e.case_id = %(case_id)s AND e.seq > %(seq)s",
            {"case_id": case_id, "seq": seq},
        )
        count, newest, by = cursor.fetchone()
    return Since(count, newest, tuple(by))
