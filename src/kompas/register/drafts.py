"""What is being typed: saved by the minute, an ordinary row, never part of the record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kompas.register.log import still_there
from kompas.words import _

LONGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stood when it was last saved. `name` says which form of the case it is.

    `proceeding` is the entry that opened the one in which it is written; 0 for none.
    """

    case_id: UUID
    name: str
    by: str
    text: Mapping[str, Any]
    saved_at: datetime
    proceeding: int = 0


class DraftTooLong(ValueError):  # noqa: N818 - what it is, in the words of the screen
    """More was typed than a draft can hold."""


def save(draft: Draft) -> None:
    """Keep a draft, in place of an older one of the same name by the same user. One statement.

    One that was saved later stays: two windows do not overwrite the newer with the older. The
    case need not exist yet. Raises DraftTooLong over `LONGEST_BYTES`, and Erased where what the
    case said is gone: a window that stayed open does not bring it back.
    """
    text = json.dumps(draft.text, ensure_ascii=False)
    if len(text.encode()) > LONGEST_BYTES:
        raise DraftTooLong(_("Kladden er for lang til at blive gemt."))
    with still_there(draft.case_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO draft AS d (case_id, proceeding, name, by_user, text, saved_at)"
            " VALUES (%s, %s, %s, %s, %s::jsonb, %s)"
            " ON CONFLICT (case_id, proceeding, name, by_user) DO UPDATE"
            " SET text = EXCLUDED.text, saved_at = EXCLUDED.saved_at"
            " WHERE d.saved_at <= EXCLUDED.saved_at",
            (draft.case_id, draft.proceeding, draft.name, draft.by, text, draft.saved_at),
        )


def find(case_id: UUID, name: str, by: str, proceeding: int = 0) -> Draft | None:
    """A user's own draft, or None. One statement."""
    asked = (case_id, proceeding, name, by)
    found = _select("case_id = %s AND proceeding = %s AND name = %s AND by_user = %s", asked)
    return found[0] if found else None


def of_user(by: str) -> tuple[Draft, ...]:
    """All that a user has begun and not recorded, the newest first. One statement."""
    return _select("by_user = %s", (by,))


def discard(case_id: UUID, name: str, by: str, proceeding: int = 0) -> bool:
    """Throw a draft away, also because it is recorded now; whether there was one. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM draft WHERE case_id = %s AND proceeding = %s AND name = %s"
            " AND by_user = %s",
            (case_id, proceeding, name, by),
        )
        return bool(cursor.rowcount)


def _select(condition: str, parameters: tuple[Any, ...]) -> tuple[Draft, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, name, by_user, text::text, saved_at, proceeding FROM draft"
            f" WHERE {condition} ORDER BY saved_at DESC, case_id, name, proceeding",
            parameters,
        )
        return tuple(
            Draft(case_id, name, by, json.loads(text), saved_at, proceeding)
            for case_id, name, by, text, saved_at, proceeding in cursor.fetchall()
        )
