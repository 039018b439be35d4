"""Cases as rows of a list, to try lists of work with: no events stand behind them."""

import html
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from kompas.casework.summary import Summary
from tests.processes.town import WEST
from tests.register.cases import Line, store

_PLAIN = Line(
    case_id=uuid4(),
    case_number="",
    status="received",
    service="activity_and_social",
    municipality="vejen",
    unit=WEST,
    citizen_name="Prøve Person",
    citizen_cpr=None,
    assigned_to="anna",
    restricted=False,
    handlers=("anna",),
    opened_on=date(2026, 3, 2),
    due_on=None,
    due_why=None,
    closed_on=None,
    seq=1,
)


def listed(number: int, **changes: Any) -> Summary:
    """A case in the lists: `listed(1, due_on=...)`; something due is a decision."""
    if changes.get("due_on"):
        changes.setdefault("due_why", "decision")
    named = {"case_number": f"2025-{number:05d}", "citizen_name": f"Borger Nr{number}"}
    if "handlers" not in changes:
        handler = changes.get("assigned_to", _PLAIN.assigned_to)
        changes["handlers"] = (handler,) if handler else ()
    row = replace(_PLAIN, **{"case_id": uuid4(), **named, **changes})
    store(row)
    return row


def words(answer: Any) -> str:
    """A page as it is read."""
    return html.unescape(answer.content.decode())
