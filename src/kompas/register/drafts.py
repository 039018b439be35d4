"""What is being typed: saved by the minute, an ordinary row, never part of the record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kompas.limits import LARGEST_DRAFT_BYTES, MOST_DRAFTS_OF_ONE
from kompas.register.log import still_there
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stood when it was last saved. `name` says which form of the case it is.

    `version` counts how often it was saved, and orders it: two servers' clocks are never the same.
    `proceeding` is the entry that opened the one in which it is written; 0 for none.
    """

    case_id: UUID
    name: str
    by: str
    text: Mapping[str, Any]
    saved_at: datetime
    proceeding: int = 0
    version: int = field(default=1, compare=False)


class DraftTooLong(ValueError):  # noqa: N818 - what it is, in the words of the screen
    """More was typed than a draft can hold, or in more forms than a user can have begun."""


class DraftMovedOn(Exception):  # noqa: N818 - no error: another window was first
    """The draft was saved from another window since; what is there stays."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kladden er ændret i et andet vindue, og det, der står her, er ikke gemt. "
                "Kopiér det, du vil beholde, og åbn siden igen."
            )
        )


def save(draft: Draft, seen: int | None = None) -> int:
    """Keep a draft, in place of an older one of the same name by the same user; its version now.

    With `seen`, the version that was written on (0: none), only in place of that one: what was
    recorded or thrown away since does not come back. The case need not exist yet. One statement.
    Raises DraftTooLong over `LARGEST_DRAFT_BYTES` and for one more than `MOST_DRAFTS_OF_ONE`,
    DraftMovedOn where the version is not there, or another with another text, and Erased where
    what the case said is gone: a window that stayed open does not bring it back.
    """
    text = json.dumps(draft.text, ensure_ascii=False)
    if len(text.encode()) > LARGEST_DRAFT_BYTES:
        raise DraftTooLong(_("Kladden er for lang til at blive gemt."))
    of_one = (draft.case_id, draft.proceeding, draft.name)
    with still_there(draft.case_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO draft AS d (case_id, proceeding, name, by_user, text, saved_at, version)"
            " SELECT %s, %s, %s, %s, %s::jsonb, %s, 1 WHERE %s >"
            " (SELECT count(*) FROM draft WHERE by_user = %s AND"
            " (case_id, proceeding, name) <> (%s, %s, %s))"
            " AND (coalesce(%s::int, 0) = 0 OR EXISTS (SELECT FROM draft WHERE by_user = %s AND"
            " (case_id, proceeding, name) = (%s, %s, %s)))"
            " ON CONFLICT (case_id, proceeding, name, by_user) DO UPDATE"
            " SET text = EXCLUDED.text, saved_at = EXCLUDED.saved_at, version = d.version + 1"
            # The very same comes twice when the answer to the first was lost: no other window.
            " WHERE %s::int IS NULL OR d.version = %s OR d.text = EXCLUDED.text RETURNING version",
            (
                *of_one,
                draft.by,
                text,
                draft.saved_at,
                MOST_DRAFTS_OF_ONE,
                draft.by,
                *of_one,
                seen,
                draft.by,
                *of_one,
                seen,
                seen,
            ),
        )
        row = cursor.fetchone()
    if row is None:
        if not seen and find(draft.case_id, draft.name, draft.by, draft.proceeding) is None:
            raise DraftTooLong(
                _("Du har begyndt på for mange formularer. Gør nogle af dem færdige.")
            )
        raise DraftMovedOn
    return int(row[0])


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
            "SELECT case_id, name, by_user, text::text, saved_at, proceeding, version FROM draft"
            f" WHERE {condition} ORDER BY saved_at DESC, case_id, name, proceeding",
            parameters,
        )
        return tuple(
            Draft(case_id, name, by, json.loads(text), *saved)
            for case_id, name, by, text, *saved in cursor.fetchall()
        )
