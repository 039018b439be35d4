"""A mail as Outlook keeps it (MS-OXMSG), read by python-oxmsg."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.domain import constants as properties
from oxmsg.recipient import Recipient

from kompas.files.mail import Enclosed, Letter, Unread, UnreadableMailError
from kompas.files.plain_text import decoded
from kompas.limits import MOST_MAIL_PARTS

T = TypeVar("T")

_FOLDERS = tuple(f"__{what}_version1.0_#".encode("utf-16-le") for what in ("attach", "recip"))
"""What each attachment and recipient lies in; the library looks through all of them for each."""
_SEALED = "IPM.Note.SMIME"
"""Encrypted, or signed in such a way that only a mail program opens it (MS-OXOSMIME 2.1)."""


def letter(path: Path) -> Letter:
    """A mail. Raises UnreadableMailError, and what the library raises on what is no mail."""
    content = path.read_bytes()
    if sum(content.count(name) for name in _FOLDERS) > MOST_MAIL_PARTS:
        raise UnreadableMailError(Unread.TANGLED)
    message = Message.load(content)
    kind = _or("", lambda: message.message_class)
    sealed = kind.lower().startswith(_SEALED.lower())
    return Letter(
        sender=_or("", lambda: message.sender or "") or _or("", lambda: _sender_name(message)),
        to=_or("", lambda: _text(message, properties.PID_DISPLAY_TO)) or _recipients(message),
        cc=_or("", lambda: _text(message, properties.PID_DISPLAY_CC)),
        subject=message.subject,
        sent=_sent(message),
        text="" if sealed else _or("", lambda: message.body or ""),
        html="" if sealed else _or("", lambda: _html(message)),
        enclosed=() if sealed else tuple(map(_enclosed, message.attachments)),
        unread=Unread.ENCRYPTED if sealed else Unread.NO,
    )


def _or(otherwise: T, part: Callable[[], T]) -> T:
    """A part of the mail; where it is broken, the rest is read all the same."""
    try:
        return part()
    except (KeyError, ValueError, AttributeError, LookupError, OverflowError, AssertionError):
        return otherwise


def _text(message: Message, property_id: int) -> str:
    return message.properties.str_prop_value(property_id) or ""


def _sent(message: Message) -> datetime | None:
    """When it was sent, else when it came; None where neither is a time."""
    for property_id in (properties.PID_CLIENT_SUBMIT_TIME, properties.PID_MESSAGE_DELIVERY_TIME):
        read = partial(message.properties.date_prop_value, property_id)
        found: object = _or(None, read)
        if isinstance(found, datetime):
            return found
    return None


def _sender_name(message: Message) -> str:
    """Within one organisation Outlook keeps no address that is read."""
    return _text(message, properties.PID_SENDER_NAME)


def _recipients(message: Message) -> str:
    return "; ".join(filter(None, (_or("", partial(_named, one)) for one in message.recipients)))


def _named(one: Recipient) -> str:
    return one.name or one.email_address


def _html(message: Message) -> str:
    """The web page of the mail, in the letters that it names or in the usual ones."""
    content = message.properties.binary_prop_value(properties.PID_HTML)
    if content is None:
        return _text(message, properties.PID_BODY_HTML)
    return decoded(content, _or("utf-8", lambda: message.properties.body_encoding))


_NAMES = (
    properties.PID_ATTACH_LONG_FILENAME,
    properties.PID_ATTACH_FILENAME,
    properties.PID_DISPLAY_NAME,
)


def _enclosed(one: Attachment) -> Enclosed:
    def text(property_id: int) -> str:
        return _or("", lambda: one.properties.str_prop_value(property_id) or "")

    name = next(filter(None, map(text, _NAMES)), "bilag")
    is_picture = text(properties.PID_ATTACH_MIME_TAG).startswith("image/")
    in_text = is_picture and bool(text(properties.PID_ATTACH_CONTENT_ID))
    return Enclosed(name, lambda: _or(None, lambda: one.file_bytes), in_text=in_text)
