"""A file that is made while its page says how far it is, asked for as a browser does."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.test import Client

from kompas.workers import orders


def is_being_made(answer: HttpResponseBase) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/filer/")


def order_of(answer: HttpResponseBase) -> UUID:
    """The order to whose page one was sent, when nothing is done for it any more."""
    assert is_being_made(answer)
    order_id = UUID(answer.headers["Location"].rsplit("/", 1)[1])
    orders.join(order_id)
    return order_id


def fetched(client: Client, where: str) -> bytes:
    """The file at an address."""
    return file_of(client, client.get(where))


def file_of(client: Client, answer: Any) -> bytes:
    """The file that an answer is, or that its page is waiting for."""
    if is_being_made(answer):
        answer = client.get(f"/filer/{order_of(answer)}")
        assert answer.status_code == 302, answer.content.decode()
        answer = client.get(answer.headers["Location"])
    assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()
    if answer.streaming:
        return b"".join(answer.streaming_content)
    content: bytes = answer.content
    return content


def posted(client: Client, where: str, sent: Any = None) -> HttpResponseBase:
    """What comes of a form that makes a file: sent again when the file is there."""
    answer: HttpResponseBase = client.post(where, sent)
    if is_being_made(answer):
        order_of(answer)
        answer = client.post(where, sent)
    return answer
