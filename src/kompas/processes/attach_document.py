"""Papers come into a case: the file is kept beside the database, and recorded with its theme."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.core import signing
from django.db import connection

from kompas.accounts.access import Staff
from kompas.casework.active_content import ActiveContent, active_text
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.steps.document import DocumentAttached
from kompas.files.inspection import Unread, clean, inspect
from kompas.files.kind import PDF, WORD, media_type_of
from kompas.limits import INSPECTION_MEMORY_BYTES, INSPECTION_PROCESSOR_SECONDS
from kompas.norms import Library
from kompas.processes.act import Acted, perform
from kompas.processes.reading import as_recorded, folded, visible
from kompas.register import access, documents
from kompas.register.environment import make_data_folder
from kompas.words import _
from kompas.workers.budget import Budget, OverBudget
from kompas.workers.process import Work, place_on_machine, run

SEEN_THROUGH = Budget(INSPECTION_PROCESSOR_SECONDS, INSPECTION_MEMORY_BYTES)
_HELD_SALT = "kompas.held_file"
_HELD_SECONDS = 20 * 3600
"""Less than the day after which what is held is swept away."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that comes in: `title` is its short theme, `dated` the day that it bears.

    `clean`: where something acts by itself in it, a copy without that is wanted. `file_name` is
    what it was called, `made_of` the entry of the mail that it was taken out of. `active` is what
    acts in it, where it was looked through already.
    """

    title: str
    content: BinaryIO
    dated: date
    clean: bool = False
    file_name: str = ""
    made_of: int | None = None
    active: tuple[ActiveContent, ...] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A file that came in, was looked through, and waits for what it is to be called.

    `file_name`, `made_of` and `active` as of a Paper.
    """

    path: Path
    file_name: str
    made_of: int | None
    active: tuple[ActiveContent, ...]


class ActiveFile(documents.DocumentRefused):
    """Something in the file acts by itself. It is held for a while, and `held` names it: a copy
    without can be put on the case (`held_file`).
    """

    def __init__(self, active: tuple[ActiveContent, ...], held: str) -> None:
        text = _("I filen er der {what}. Læg en renset kopi på sagen, eller bed om filen uden.")
        super().__init__(text.format(what=active_text(active)))
        self.active, self.held = active, held


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What is put on the case, and of what it was cleaned."""

    path: Path
    cleaned_of: tuple[ActiveContent, ...] = ()
    original_sha256: str = ""


def attach(
    case_id: UUID, paper: Paper, by: Staff, *, library: Library, now: datetime
) -> Acted | Refused:
    """Take a file into a case and record it (offentlighedsloven § 15).

    A file that the case has already is refused. Raises as `act`, `documents.StorageFull`, and
    `documents.DocumentRefused`: ActiveFile where something in it acts by itself, and no clean copy
    was asked for. Nothing is then stored.
    """
    with access.acting(by):
        visible(case_id)  # nothing is looked through for who does not see the case
    arrived = documents.arrive(paper.content)
    made = [arrived]
    try:
        one = _seen_through(arrived, case_id, paper, by)
        made.append(one.path)
        with access.acting(by, holding=case_id), one.path.open("rb") as content:
            return _attached(case_id, paper, (content, one), by, library, now)
    except ActiveFile:
        made.clear()  # held until a copy of it is asked for
        raise
    except Undone as undone:
        return undone.forgotten()
    finally:
        for path in made:
            path.unlink(missing_ok=True)


def hold(
    path: Path,
    case_id: UUID,
    by: Staff,
    *,
    file_name: str = "",
    made_of: int | None = None,
    active: tuple[ActiveContent, ...] = (),
) -> str:
    """Keep a file that was looked through; what names it to `held_file`, for its sender alone."""
    held = documents.hold(path, by.username)
    named = [held.name, str(case_id), by.username, file_name, made_of, [*active]]
    return signing.dumps(named, salt=_HELD_SALT)


def held_file(held: str, case_id: UUID, by: Staff) -> Held | None:
    """The file that `hold` keeps, for who sent it to the same case; None where it is gone: it was
    put on the case, or swept away.
    """
    try:
        name, of_case, username, *about = signing.loads(
            held, salt=_HELD_SALT, max_age=_HELD_SECONDS
        )
    except signing.BadSignature:
        return None
    path = documents.folder() / documents.ARRIVING / name
    if (of_case, username) != (str(case_id), by.username) or not path.is_file():
        return None
    file_name, made_of, active = about
    return Held(path, file_name, made_of, tuple(ActiveContent(one) for one in active))


def active_in(path: Path) -> tuple[ActiveContent, ...]:
    """What acts by itself in a file. Raises DocumentRefused where nobody can say it."""
    if media_type_of(path) not in (PDF, WORD):
        return ()
    return tuple(ActiveContent(one) for one in _looked_at(inspect, path)["active"])


def _seen_through(path: Path, case_id: UUID, paper: Paper, by: Staff) -> _Arrived:
    """The file as it is, or the copy that was asked for. Raises DocumentRefused."""
    active = active_in(path) if paper.active is None else paper.active
    if not active:
        return _Arrived(path)
    if not paper.clean:
        name, mail = paper.file_name, paper.made_of
        held = hold(path, case_id, by, file_name=name, made_of=mail, active=active)
        raise ActiveFile(active, held)
    with path.open("rb") as original:
        digest = hashlib.file_digest(original, "sha256").hexdigest()
    return _Arrived(_cleaned(path), active, digest)


def _cleaned(path: Path) -> Path:
    """A copy without what acts. Raises DocumentRefused."""
    into = documents.arrive(BytesIO())
    try:
        found = _looked_at(clean, path, into)
    except documents.DocumentRefused:
        into.unlink(missing_ok=True)
        raise
    if not found["active"]:
        return into
    into.unlink(missing_ok=True)
    text = _("Filen kan ikke renses. Bed om den uden det, der virker af sig selv.")
    raise documents.DocumentRefused(text)


def _looked_at(work: Work, *given: Path) -> dict[str, Any]:
    """What a worker found. Raises DocumentRefused where nobody can say what is in the file."""
    try:
        found: dict[str, Any] = in_worker(work, given)
    except OverBudget:
        text = _("Filen er for indviklet til at blive set igennem. Bed om den i en enklere form.")
        raise documents.DocumentRefused(text) from None
    match found["unread"]:
        case Unread.LOCKED:
            text = _("Filen er låst, så ingen kan se, hvad der er i den. Bed om den uden kode.")
            raise documents.DocumentRefused(text)
        case Unread.BROKEN:
            raise documents.DocumentRefused(_("Filen er ødelagt. Bed om den igen."))
        case _:
            return found


def in_worker(work: Work, given: tuple[Any, ...]) -> Any:
    """What a worker gives that looks at a file of outsiders. Raises OverBudget."""
    folder = make_data_folder() / "made" / "inspection"
    with place_on_machine(folder, lambda: False) as slot:
        return run(work, given, SEEN_THROUGH, held=(slot,))


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


def _attached(
    case_id: UUID,
    paper: Paper,
    arrived: tuple[BinaryIO, _Arrived],
    by: Staff,
    library: Library,
    now: datetime,
) -> Acted:
    before = as_recorded(case_id)
    content, one = arrived
    document = documents.add(case_id, paper.title, content, by.username, now)
    if any(known.sha256 == document.sha256 for known in folded(before).documents):
        raise Undone(_twice(), document.sha256)
    event = DocumentAttached(
        document_id=str(document.id),
        title=paper.title,
        sha256=document.sha256,
        dated=paper.dated,
        file_name=paper.file_name,
        made_of=paper.made_of,
        cleaned_of=one.cleaned_of,
        original_sha256=one.original_sha256,
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
