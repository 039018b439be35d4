"""Files come in, several at once or out of a mail, and wait for what each is to be called.

Each is looked at by itself: what one lacks keeps no other out. What waits belongs to no case yet;
`attach_document.attach` puts it there.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.active_content import ActiveContent
from kompas.casework.record import danish_day
from kompas.files import mail
from kompas.files.kind import MAILS, media_type_of
from kompas.files.name import ending_of, original_name, title_of_name
from kompas.files.other_kinds import contradiction, refusal
from kompas.inputs.cpr import with_hidden
from kompas.limits import LONGEST_LINE, MOST_FILES_AT_ONCE
from kompas.processes.attach_document import active_in, hold, in_worker
from kompas.processes.open_case import OpenedFile
from kompas.processes.reading import folded, visible
from kompas.register import access, documents
from kompas.words import _
from kompas.workers.budget import OverBudget


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that can be put on the case. `held` names it (`attach_document.held_file`).

    `title` and `dated` are proposed: by the name of the file, of a mail by its subject and day.
    `remark` says what is odd about it.
    """

    held: str
    file_name: str
    media_type: str
    size_bytes: int
    title: str
    dated: date | None
    active: tuple[ActiveContent, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that was not taken in, and why, with what to do."""

    file_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Received:
    """What came of the files that came together."""

    arrivals: tuple[Arrival, ...]
    not_taken: tuple[NotTaken, ...]


class _Refused(Exception):  # noqa: N818 - what happened
    """A file is not taken in; the words say why."""


def receive(case_id: UUID, files: Iterable[tuple[str, BinaryIO]], by: Staff) -> Received:
    """Take files in, each with the name that it came under. Raises NoSuchCase."""
    known = _known(case_id, by)
    paths = ((name, _arrived(content)) for name, content in files)
    return _received(case_id, paths, by, known)


def take_out(opened: OpenedFile, numbers: Sequence[int], by: Staff) -> Received:
    """Take attachments out of a mail of a case, as if each had come in by itself.

    Not more than `MOST_FILES_AT_ONCE` of them. Raises NoSuchCase.
    """
    case_id, wanted = opened.document.case_id, numbers[:MOST_FILES_AT_ONCE]
    known = _known(case_id, by)
    places = {number: _arrived(BytesIO()) for number in wanted}
    into = {number: str(place) for number, place in places.items() if isinstance(place, Path)}
    names: dict[int, str] = {}
    try:
        found = in_worker(mail.take_out, (opened.path, into))
        names = {int(number): name for number, name in found.items()}
    except OverBudget:
        pass  # none of them could be taken out, and each is told so
    out = (
        (names.get(number, ""), place if number in names else _no_attachment(place))
        for number, place in places.items()
    )
    return _received(case_id, out, by, known, made_of=opened.seq)


def _no_attachment(place: Path | str) -> str:
    if isinstance(place, str):
        return place
    place.unlink(missing_ok=True)
    return _("Bilaget kan ikke tages ud af mailen. Hent mailen, og åbn den i dit mailprogram.")


def _known(case_id: UUID, by: Staff) -> set[str]:
    """The files that the case has, also those that a clean copy was made of."""
    with access.acting(by):
        kept = folded(visible(case_id)).documents
    return {one.sha256 for one in kept} | {getattr(one, "original_sha256", "") for one in kept}


def _arrived(content: BinaryIO) -> Path | str:
    """Where a file lies that came in, or why it does not."""
    try:
        return documents.arrive(content)
    except documents.DocumentRefused as error:
        return str(error)
    except documents.StorageFull as error:
        return error.strerror or str(error)


def _received(
    case_id: UUID,
    paths: Iterable[tuple[str, Path | str]],
    by: Staff,
    known: set[str],
    made_of: int | None = None,
) -> Received:
    arrivals, not_taken = [], []
    for raw, path in paths:
        name = original_name(raw)
        if isinstance(path, str):
            not_taken.append(NotTaken(name, path))
            continue
        try:
            arrivals.append(_looked_through(case_id, name, path, by, known, made_of))
        except (_Refused, documents.DocumentRefused) as error:
            path.unlink(missing_ok=True)
            not_taken.append(NotTaken(name, str(error)))
    return Received(tuple(arrivals), tuple(not_taken))


def _looked_through(
    case_id: UUID, name: str, path: Path, by: Staff, known: set[str], made_of: int | None
) -> Arrival:
    media_type = media_type_of(path)
    if media_type is None:
        raise _Refused(refusal(path, ending_of(name)))
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest in known:
        raise _Refused(_("Sagen har filen allerede. Find den blandt sagens dokumenter."))
    active = active_in(path)
    read = read_mail(path) if media_type in MAILS else mail.MailRead()
    size = path.stat().st_size
    known.add(digest)
    return Arrival(
        held=hold(path, case_id, by, file_name=name, made_of=made_of, active=active),
        file_name=name,
        media_type=media_type,
        size_bytes=size,
        title=_title(read.subject or title_of_name(name)),
        dated=danish_day(sent) if (sent := sent_at(read)) else None,
        active=active,
        remark=contradiction(ending_of(name), media_type),
    )


def _title(said: str) -> str:
    """A title that a document may have."""
    return with_hidden(said).replace("••••", "").strip(" -_")[:LONGEST_LINE]


def read_mail(path: Path) -> mail.MailRead:
    """A mail as far as it can be read; why not, where it cannot."""
    try:
        return mail.of_json(in_worker(mail.read, (path,)))
    except OverBudget:
        return mail.MailRead(unread=mail.Unread.TANGLED.value)


def sent_at(read: mail.MailRead) -> datetime | None:
    """When a mail was sent; None where it does not say."""
    return None if read.sent is None else datetime.fromtimestamp(read.sent, tz=UTC)
