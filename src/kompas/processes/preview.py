"""A document as it is shown on its page: nothing of it is run, and nothing is fetched.

A PDF and a picture are shown by the browser itself; a text and a mail are read here, bounded. What
cannot be shown is told, with why.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kompas.files import mail
from kompas.files.kind import JPEG, MAILS, PDF, PNG, TEXT, WORD
from kompas.files.mail import MailRead
from kompas.files.name import ending_of, original_name
from kompas.files.other_kinds import contradiction
from kompas.files.plain_text import lines
from kompas.limits import LONGEST_SHOWN_TEXT, MOST_PIXELS
from kompas.papers.attachment import pixels_of
from kompas.processes.arrivals import read_mail, sent_at
from kompas.processes.open_case import OpenedFile
from kompas.words import N_, _


class ShownAs(StrEnum):
    """How a document is shown; NOTHING where it has to be fetched."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    MAIL = "mail"
    NOTHING = "nothing"


_BY_THE_BROWSER = {PDF: ShownAs.PDF, PNG: ShownAs.PICTURE, JPEG: ShownAs.PICTURE}
_WORD = N_("Et Word-dokument kan ikke vises her. Hent filen, og åbn den i Word.")
_OTHER = N_("Filer af denne slags kan ikke vises her. Hent filen, og åbn den i dit program.")
_PIXELS = N_("Billedet er så stort, at browseren kan gå i stå. Hent filen for at se det.")
_GONE = N_("Filen ligger ikke, hvor den skal. Sig det til din administrator.")
_UNREAD = {
    mail.Unread.ENCRYPTED: N_(
        "Mailen er krypteret eller forseglet, så teksten og bilagene kan ikke læses her. Hent den,"
        " og åbn den i dit mailprogram."
    ),
    mail.Unread.BROKEN: N_(
        "Mailen er ødelagt, så den kan ikke læses her. Filen er gemt, som den kom. Prøv at hente"
        " den, eller bed om den igen."
    ),
    mail.Unread.TANGLED: N_(
        "Mailen er for stor eller indviklet til at blive læst her. Filen er gemt, som den kom. Hent"
        " den, og åbn den i dit mailprogram."
    ),
}


@dataclass(frozen=True, slots=True)
class AttachmentShown:
    """An attachment in the list; `number` takes it out, None where it cannot be."""

    number: int | None
    name: str
    size_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is shown of a document. `why`: what is not shown, and why; empty where all is."""

    shown_as: ShownAs
    text: str = ""
    mail: MailRead | None = None
    sent_at: datetime | None = None
    attachments: tuple[AttachmentShown, ...] = ()
    why: str = ""

    @property
    def is_read_here(self) -> bool:
        """Whether what it says stands on the page: whoever opens that has read it."""
        return self.shown_as in (ShownAs.TEXT, ShownAs.MAIL)


def shown_by_the_browser(media_type: str) -> bool:
    """Whether the page leaves it to the browser to fetch and show the file."""
    return media_type in _BY_THE_BROWSER


def preview(opened: OpenedFile) -> Preview:
    """What is shown of a document that was opened (`open_case.open_file`)."""
    document = opened.document
    try:
        if document.media_type == TEXT:
            return _text(opened)
        if document.media_type in MAILS:
            return _mail(opened)
        return _browser(opened)
    except FileNotFoundError:
        return Preview(shown_as=ShownAs.NOTHING, why=_(_GONE))


def oddity(opened: OpenedFile) -> str:
    """That the file is something else than its name says; empty where it is not."""
    return contradiction(ending_of(opened.file_name), opened.document.media_type)


def _browser(opened: OpenedFile) -> Preview:
    document = opened.document
    shown_as = _BY_THE_BROWSER.get(document.media_type)
    if shown_as is None:
        return Preview(
            shown_as=ShownAs.NOTHING, why=_(_WORD if document.media_type == WORD else _OTHER)
        )
    if shown_as is ShownAs.PICTURE:
        content = opened.path.read_bytes()
        if (pixels_of(content, document.media_type) or 0) > MOST_PIXELS:
            return Preview(shown_as=ShownAs.NOTHING, why=_(_PIXELS))
    return Preview(shown_as=shown_as)


def _text(opened: OpenedFile) -> Preview:
    with opened.path.open("rb") as file:
        content = file.read(4 * LONGEST_SHOWN_TEXT)  # a sign takes four bytes at most
    text = lines(content.decode("utf-8-sig", errors="ignore"))
    is_whole = len(content) == opened.document.size_bytes and len(text) <= LONGEST_SHOWN_TEXT
    return Preview(
        shown_as=ShownAs.TEXT, text=text[:LONGEST_SHOWN_TEXT], why="" if is_whole else _shortened()
    )


def _mail(opened: OpenedFile) -> Preview:
    if not opened.path.exists():
        raise FileNotFoundError
    read = read_mail(opened.path)
    why = _(_UNREAD[mail.Unread(read.unread)]) if read.unread else ""
    if read.unread and not (read.sender or read.subject):
        return Preview(shown_as=ShownAs.NOTHING, why=why)
    return Preview(
        shown_as=ShownAs.MAIL,
        text=read.text,
        mail=read,
        sent_at=sent_at(read),
        attachments=tuple(_attachment(one) for one in read.attachments),
        why=why or (_shortened() if read.shortened else ""),
    )


def _attachment(one: mail.AttachmentRead) -> AttachmentShown:
    number = one.number if one.size_bytes is not None else None
    return AttachmentShown(number, original_name(one.name) or _("uden navn"), one.size_bytes)


def _shortened() -> str:
    text = _("Kun de første {most} tegn vises. Hent filen for at se resten.")
    return text.format(most=f"{LONGEST_SHOWN_TEXT:,}".replace(",", "."))
