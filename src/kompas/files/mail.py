"""A mail read: who, to whom, when, its text, and what is attached to it. Work for a worker process.

Nothing of it is run, opened or fetched: a web page in it becomes text. What came in stays as it is;
an attachment that is taken out is a file from outside like any other.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kompas.files import kind
from kompas.files.plain_text import lines, of_html, one_line
from kompas.limits import LONGEST_SHOWN_TEXT, MOST_MAIL_ATTACHMENTS

_YEARS = range(1971, 2200)
"""In which mails are sent; what a clock says that stands elsewhere is no day."""


class Unread(StrEnum):
    """Why a mail, or its text, cannot be read."""

    NO = ""
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TANGLED = "tangled"
    """It has more layers or parts than are opened."""


class UnreadableMailError(Exception):
    """It cannot be read, and `why`."""

    def __init__(self, why: Unread) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What is attached: `name` as the mail has it, `content` None where it cannot be taken out.

    `in_text`: a picture that belongs to the mail's own text, as a logo.
    """

    name: str
    content: Callable[[], bytes | None]
    in_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as its format has it, before it is made fit to be shown. `sent` knows its zone."""

    sender: str
    to: str
    cc: str
    subject: str
    sent: datetime | None
    text: str
    html: str
    enclosed: tuple[Enclosed, ...]
    unread: Unread = Unread.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRead:
    """An attachment in the list: `number` takes it out, `size_bytes` None where it cannot be."""

    number: int
    name: str
    size_bytes: int | None
    in_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRead:
    """What is shown of a mail. `more`: so many attachments are not listed.

    `sent` is in seconds since 1970, None where the mail does not say it, or says nonsense.

    `shortened`: its text is longer. `of_html`: it was a web page, which text cannot show all of.
    """

    sender: str = ""
    to: str = ""
    cc: str = ""
    subject: str = ""
    sent: int | None = None
    text: str = ""
    shortened: bool = False
    of_html: bool = False
    attachments: tuple[AttachmentRead, ...] = ()
    more: int = 0
    unread: str = Unread.NO.value


def read(path: Path, *, tell: Callable[..., None]) -> Mapping[str, object]:
    """The fields of a `MailRead`, as JSON has them."""
    del tell
    try:
        letter = _letter(path)
    except UnreadableMailError as error:
        return asdict(MailRead(unread=error.why.value))
    return asdict(_shown(letter))


def take_out(
    path: Path, wanted: Mapping[int, str], *, tell: Callable[..., None]
) -> Mapping[int, str]:
    """Write attachments to files, each number to its path; the names of those that could be."""
    del tell
    try:
        enclosed = _letter(path).enclosed
    except UnreadableMailError:
        return {}
    names = {}
    for number, into in wanted.items():
        content = enclosed[number].content() if number < len(enclosed) else None
        if content is not None:
            Path(into).write_bytes(content)
            names[number] = one_line(enclosed[number].name)
    return names


def of_json(values: Mapping[str, object]) -> MailRead:
    """What `read` gave, come back from a worker."""
    given = dict(values)
    listed = given.pop("attachments")
    assert isinstance(listed, list)  # noqa: S101 - as `read` gave it
    attachments = tuple(AttachmentRead(**one) for one in listed)
    return MailRead(**given, attachments=attachments)  # type: ignore[arg-type]


def _letter(path: Path) -> Letter:
    """Raises UnreadableMailError, however broken it is."""
    from kompas.files import mail_eml, mail_msg  # noqa: PLC0415 - each is slow to import

    reader = {kind.EML: mail_eml.letter, kind.MSG: mail_msg.letter}
    try:
        return reader[kind.media_type_of(path) or ""](path)
    except (UnreadableMailError, MemoryError):
        raise
    except RecursionError:
        raise UnreadableMailError(Unread.TANGLED) from None
    except Exception:  # noqa: BLE001 - broken in any way, it is told as broken
        raise UnreadableMailError(Unread.BROKEN) from None


def _shown(letter: Letter) -> MailRead:
    text = lines(letter.text)
    from_html = not text.strip() and bool(letter.html.strip())
    if from_html:
        text = of_html(letter.html)
    listed = letter.enclosed[:MOST_MAIL_ATTACHMENTS]
    return MailRead(
        sender=one_line(letter.sender),
        to=one_line(letter.to),
        cc=one_line(letter.cc),
        subject=one_line(letter.subject),
        sent=_seconds(letter.sent),
        text=text[:LONGEST_SHOWN_TEXT],
        shortened=len(text) > LONGEST_SHOWN_TEXT,
        of_html=from_html,
        attachments=tuple(_attachment(number, one) for number, one in enumerate(listed)),
        more=len(letter.enclosed) - len(listed),
        unread=letter.unread.value,
    )


def _seconds(sent: datetime | None) -> int | None:
    return int(sent.timestamp()) if sent is not None and sent.year in _YEARS else None


def _attachment(number: int, one: Enclosed) -> AttachmentRead:
    content = one.content()
    size = None if content is None else len(content)
    name = one_line(one.name)
    return AttachmentRead(number=number, name=name, size_bytes=size, in_text=one.in_text)
