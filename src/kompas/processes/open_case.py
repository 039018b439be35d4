"""A case opened on a screen: its record, its files, and what people and the unit are called.

All in one transaction under the viewer's own eyes, with one trace.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.models import Unit
from kompas.accounts.names import names_and_unit
from kompas.casework.capabilities import Capability
from kompas.casework.case_files import brought_by
from kompas.casework.record import Recorded
from kompas.casework.redaction import told, withheld_by
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.processes.reading import (
    Entries,
    as_recorded,
    checked,
    files_of,
    folded,
    until,
    visible,
)
from kompas.register import access, documents

CASEWORK = "Sagsbehandling"
"""What for, where a case's own page is opened."""
STANDING_IN = "Sagsbehandling som stedfortræder"
"""The same, of a case of somebody for whom the user stands in."""
OPENINGS = (CASEWORK, STANDING_IN)
"""A look for one of them is that a case was opened."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The record as it stands, or stood on a day; `files` are those that there are now.

    `entries` is empty for a day before the case began. `names` has the name of each user who
    recorded something or was given the case. `newest_seq` is of the case as it stands now.
    """

    entries: Entries
    files: tuple[documents.Document, ...]
    names: Mapping[str, str]
    unit: Unit | None
    newest_seq: int


def open_case(
    case_id: UUID,
    unit: str | None,
    by: Staff,
    purpose: str,
    *,
    now: datetime,
    known_on: date | None = None,
) -> Opened:
    """The case for its screen: five statements. Leaves a trace.

    With `known_on`, as it was known when that day ended. Raises NoSuchCase and PurposeRefused.
    """
    with access.acting(by):
        standing = visible(case_id)
        entries = standing
        if known_on is not None:
            entries = until(standing, known_on)
        access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
        files = files_of(case_id, standing)
        names, its_unit = names_and_unit(_people(standing), unit)
        return Opened(entries, files, names, its_unit, newest_seq=standing[-1].seq)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of a case, and the entry that brought it: its number, and what the file was called."""

    document: documents.Document
    seq: int
    file_name: str

    @property
    def path(self) -> Path:
        """Where the file lies; nothing may lie there, where the disk has lost it."""
        return documents.path_of(self.document)


def open_file(
    case_id: UUID, document_id: UUID, by: Staff, purpose: str, *, now: datetime
) -> OpenedFile | None:
    """A file of a case, to be read; None where the viewer sees none of that id in the case.

    Four statements. Leaves a trace. Raises NoSuchCase and PurposeRefused.
    """
    with access.acting(by):
        entries = visible(case_id)
        found = next((one for one in files_of(case_id, entries) if one.id == document_id), None)
        if found is None:
            return None
        access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
    brought = (entry for entry in reversed(entries) if found.sha256 in brought_by(entry.event))
    entry = next(brought)
    return OpenedFile(found, entry.seq, getattr(entry.event, "file_name", ""))


@dataclass(frozen=True, slots=True)
class OpenedWithheld:
    """An entry of which not all is told, as it was recorded; why it was withdrawn, and its file."""

    entry: Recorded
    why: str
    file: OpenedFile | None


def open_withheld(
    case_id: UUID, seq: int, by: Staff, purpose: str, *, now: datetime
) -> OpenedWithheld | None:
    """What was recorded on the wrong citizen, or repeats it: for who may, and says what for.

    None for an entry of which everything is told, or that this user may not open. Four statements.
    Leaves a trace. Raises NoSuchCase and PurposeRefused.
    """
    with access.acting(by):
        entries = as_recorded(case_id)
        unit, wrong = folded(entries).unit, withheld_by(entries)
        entry = next((one for one in entries if one.seq == seq), None)
        if entry is None or entry in told(entries):
            return None
        if unit is None or not by.can(Capability.OPEN_WITHHELD, unit):
            return None
        access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
        brought = brought_by(entry.event)
        kept = next((one for one in documents.of_case(case_id) if one.sha256 in brought), None)
    file = OpenedFile(kept, seq, getattr(entry.event, "file_name", "")) if kept else None
    withdrawal = next((one.event for one in entries if one.seq == wrong.get(seq)), None)
    return OpenedWithheld(entry, getattr(withdrawal, "why", ""), file)


def _people(entries: Entries) -> Iterator[str]:
    for entry in entries:
        yield entry.by
        if isinstance(entry.event, Assigned):
            yield entry.event.to
        elif isinstance(entry.event, WithdrawalProposed) and entry.event.asked:
            yield entry.event.asked
