"""A mail as it is sent (RFC 5322, MIME), read by Python's own `email`."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from functools import partial
from pathlib import Path
from typing import Any

from kompas.files.mail import Enclosed, Letter, Unread, UnreadableMailError
from kompas.files.plain_text import decoded
from kompas.limits import LONGEST_MAIL_HEADER, MOST_MAIL_LAYERS, MOST_MAIL_PARTS

_LAYER = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
_ENCRYPTED = frozenset({"multipart/encrypted"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
"""Encrypted, or signed in such a way that only a mail program opens it (RFC 8551, 3.3 and 3.4)."""


class _Bounded(EmailPolicy):
    """The modern policy, with lines of the head that are bounded, and read however broken."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_MAIL_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001 - the parser fails in many ways on what nobody would write
            return "".join(value.splitlines())


def letter(path: Path) -> Letter:
    """A mail. Raises UnreadableMailError, and what `email` raises on what is no mail."""
    content = path.read_bytes()
    if sum(1 for _layer in _LAYER.finditer(content)) > MOST_MAIL_LAYERS:
        raise UnreadableMailError(Unread.TANGLED)
    message = BytesParser(policy=_Bounded()).parsebytes(content)
    texts: list[str] = []
    pages: list[str] = []
    enclosed: list[Enclosed] = []
    for part in _parts(message):
        if _is_text(part, "text/plain"):
            texts.append(_text_of(part))
        elif _is_text(part, "text/html"):
            pages.append(_text_of(part))
        else:
            enclosed.append(_enclosed(part, len(enclosed)))
    sealed = message.get_content_type() in _ENCRYPTED | _SEALED
    return Letter(
        sender=_head(message, "From"),
        to=_head(message, "To"),
        cc=_head(message, "Cc"),
        subject=_head(message, "Subject"),
        sent=_sent(message),
        text="" if sealed else "\n\n".join(filter(str.strip, texts)),
        html="" if sealed else "\n".join(pages),
        enclosed=() if sealed else tuple(enclosed),
        unread=Unread.ENCRYPTED if sealed else Unread.NO,
    )


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order; a mail within it is one part."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_MAIL_PARTS:
            raise UnreadableMailError(Unread.TANGLED)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _is_text(part: Message, content_type: str) -> bool:
    """Whether a part is of the mail's own text, and no file that is sent along."""
    own = part.get_content_disposition() != "attachment" and not _name_of(part)
    return own and part.get_content_type() == content_type


def _text_of(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    return decoded(_content(part), charset)


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _enclosed(part: Message, number: int) -> Enclosed:
    name = _name_of(part)
    content: Callable[[], bytes] = partial(_content, part)
    if (inner := _mail_in(part)) is not None:
        name, content = name or f"{_head(inner, 'Subject') or 'mail'}.eml", inner.as_bytes
    usual = f"{part.get_content_type().replace('/', '-')}-{number + 1}"
    is_sent = part.get_content_disposition() == "attachment" or "content-id" not in part
    is_picture = part.get_content_maintype() == "image"
    return Enclosed(name or usual, content, in_text=is_picture and not is_sent)


def _mail_in(part: Message) -> Message | None:
    """The mail that a part is, where it is one."""
    inner = part.get_payload()
    if part.get_content_maintype() != "message" or not isinstance(inner, list):
        return None
    first = inner[0] if inner else None
    return first if isinstance(first, Message) else None


def _name_of(part: Message) -> str:
    """What a file is called in the mail, also where the name is written as a word of a heading."""
    name = part.get_filename() or ""
    return _plain(name) if "=?" in name else name


def _head(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text


def _sent(message: Message) -> datetime | None:
    """The day and time of its head, None where there is none that can be read; in the zone that
    nobody names it is UTC (RFC 5322, 3.3).
    """
    found: datetime | None = getattr(message.get("Date"), "datetime", None)
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
