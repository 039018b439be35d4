"""A case opened on a screen: its record, its files, and what people and the unit are called.

All in one transaction under the viewer's own eyes, with one trace.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.accounts.models import Unit
from kompas.accounts.names import names_and_unit
from kompas.casework.steps.assignment import Assigned
from kompas.processes.reading import Entries, checked, visible
from kompas.register import access, documents, log


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
    """The case for its screen: five statements, with `known_on` six. Leaves a trace.

    With `known_on`, as it was known when that day ended. Raises NoSuchCase and PurposeRefused.
    """
    with access.acting(by):
        standing = visible(case_id)
        entries = standing
        if known_on is not None:
            entries = log.as_known(case_id, known_on, with_erased=True)
        access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
        files = documents.of_case(case_id)
        names, its_unit = names_and_unit(_people(standing), unit)
        return Opened(entries, files, names, its_unit, newest_seq=standing[-1].seq)


def open_file(
    case_id: UUID, document_id: UUID, by: Staff, purpose: str, *, now: datetime
) -> documents.Document | None:
    """A file of a case, to be read; None where the viewer sees none of that id in the case.

    Three statements. Leaves a trace. Raises PurposeRefused.
    """
    with access.acting(by):
        found = documents.find(document_id)
        if found is None or found.case_id != case_id:
            return None
        access.note(by.username, now, access.What.READ, checked(purpose), case_id=case_id)
    return found


def _people(entries: Entries) -> Iterator[str]:
    for entry in entries:
        yield entry.by
        if isinstance(entry.event, Assigned):
            yield entry.event.to
