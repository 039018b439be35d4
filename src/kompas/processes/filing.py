"""Papers come into a case: the file is kept beside the database, and recorded with its theme."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import connection

from kompas.accounts.access import Staff
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.steps.document import DocumentAttached
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.reading import as_recorded, folded
from kompas.register import access, documents
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that comes in: `title` is its short theme, `dated` the day that it bears."""

    title: str
    content: BinaryIO
    dated: date


def attach(
    case_id: UUID, paper: Paper, by: Staff, *, library: Library, now: datetime
) -> Acted | Refused:
    """Take a file into a case and record it (offentlighedsloven § 15).

    A file that the case has already is refused. Raises as `act`, and `documents.DocumentRefused`
    and `documents.StorageFull`; nothing is then stored.
    """
    try:
        with access.acting(by):
            return _attached(case_id, paper, by, library, now)
    except Undone as undone:
        return undone.forgotten()


class Undone(Exception):  # noqa: N818 - no error: it was refused
    """What would have recorded files was refused, and the rows of the documents go again."""

    def __init__(self, refused: Refused, *hashes: str) -> None:
        self.refused, self.hashes = refused, hashes

    def forgotten(self) -> Refused:
        """The refusal, when the files are gone too, should no case have them.

        Within a caller's transaction it is left to the next sweep.
        """
        if not connection.in_atomic_block:
            documents.forget(*self.hashes)
        return self.refused


def _attached(case_id: UUID, paper: Paper, by: Staff, library: Library, now: datetime) -> Acted:
    before = as_recorded(case_id)
    document = documents.add(case_id, paper.title, paper.content, by.username, now)
    if any(one.sha256 == document.sha256 for one in folded(before).documents):
        raise Undone(_twice(), document.sha256)
    event = DocumentAttached(
        document_id=str(document.id), title=paper.title, sha256=document.sha256, dated=paper.dated
    )
    outcome = perform(before, event, by, library=library, now=now)
    if isinstance(outcome, Refused):
        raise Undone(outcome, document.sha256)
    return outcome


def _twice() -> Refused:
    return Refused(
        (
            Refusal(
                "document_twice",
                _("Sagen har filen allerede."),
                _("Find den blandt sagens dokumenter."),
            ),
        )
    )
