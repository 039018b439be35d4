"""A whole case as plain data, to hand over: every entry as it was recorded, and the files."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.record import NotTold, Recorded, name_of
from kompas.casework.summary import summary
from kompas.processes.reading import checked, files_of, folded, visible
from kompas.register import access, log, summaries
from kompas.wire import events as wire

FORMAT = "kompas-case-1"


def export(case_id: UUID, by: Staff, purpose: str, *, now: datetime) -> dict[str, Any]:
    """The case as JSON can hold it: summary, entries, documents with their SHA-256.

    What was erased is told as erased, and what was recorded on the wrong citizen as that. Five
    statements; leaves a trace. Raises NoSuchCase and
    PurposeRefused, and `log.Erased` for a case of which nothing is left.
    """
    with access.acting(by):
        entries = visible(case_id)
        case = folded(entries)
        files = files_of(case_id, entries)
        line = summaries.one(by, case_id)
        access.note(by.username, now, access.What.EXPORT, checked(purpose), case_id=case_id)
    protected = line is not None and line.citizen_protected
    row = {**asdict(summary(case)), "citizen_protected": protected}
    row["meetings"] = [one.meets_on for one in case.meetings if one.meets_on]
    withdrawn = set(case.withdrawn)
    return {
        "format": FORMAT,
        "exported_at": now.isoformat(),
        "case": {name: _plain(value) for name, value in row.items()},
        "entries": [
            {**_entry(e, protected=protected), "withdrawn": e.seq in withdrawn} for e in entries
        ],
        "documents": [
            {name: _plain(value) for name, value in asdict(document).items()}
            for document in reversed(files)
        ],
    }


def _entry(entry: Recorded, *, protected: bool) -> dict[str, Any]:
    """An entry; one that holds an address which is protected says so."""
    head = {
        "seq": entry.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "valid_from": entry.valid_from.isoformat(),
        "by": entry.by,
        "proceeding": entry.proceeding,
    }
    if isinstance(entry.event, log.ErasedEvent):
        gone = {"at": entry.event.erased_at.isoformat(), "why": entry.event.why}
        return {**head, "event": entry.event.type, "erased": gone}
    if isinstance(entry.event, NotTold):
        return {**head, "event": entry.event.type, "wrong_citizen": True}
    _name, version, payload = wire.encode(entry.event)
    says = json.loads(payload)
    marked = {"protected_address": True} if protected and _holds_address(says) else {}
    return {**head, "event": name_of(entry.event), "version": version, "says": says, **marked}


def _holds_address(value: Any) -> bool:
    """Whether the lines of an address stand anywhere in the values of an event."""
    if isinstance(value, dict):
        return any(
            bool(inner) if name == "address_lines" else _holds_address(inner)
            for name, inner in value.items()
        )
    return isinstance(value, list) and any(map(_holds_address, value))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(value.__class__)  # nobody may be handed what only Python can read
