"""How much a request may bring: little from who is not signed in, a form from who is, files where
they are taken in. What brings more is refused before any of it is read.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from kompas.inputs.numbers import whole
from kompas.limits import (
    LARGEST_ANONYMOUS_BODY_BYTES,
    LARGEST_FORM_BYTES,
    UPLOAD_FRAME_BYTES,
    UPLOAD_IN_LARGEST,
)
from kompas.web import errors
from kompas.web.routes import TAKES, Takes


def body_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Refuse what is too large, by its own word: nothing is read of what gives no length.

    It stands before whatever reads forms.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _length(request) > LARGEST_ANONYMOUS_BODY_BYTES and not _may_be_known(request):
            return errors.too_large(request, LARGEST_ANONYMOUS_BODY_BYTES)
        return get_response(request)

    def process_view(
        request: HttpRequest, view: object, _args: object, _arguments: object
    ) -> HttpResponse | None:
        most = _most(request, view)
        return errors.too_large(request, most) if _length(request) > most else None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _length(request: HttpRequest) -> int:
    return whole(request.META.get("CONTENT_LENGTH") or "0") or 0


def _may_be_known(request: HttpRequest) -> bool:
    """Whether it names a session and a page; both are looked up later."""
    try:
        resolve(request.path_info)
    except Resolver404:
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _most(request: HttpRequest, view: object) -> int:
    if getattr(request, "visit", None) is None or request.method != "POST":
        return LARGEST_ANONYMOUS_BODY_BYTES
    if getattr(view, TAKES, Takes.FORM) is Takes.FILE:
        largest: int = settings.DOCUMENT_MAX_BYTES
        return UPLOAD_IN_LARGEST * largest + UPLOAD_FRAME_BYTES
    return LARGEST_FORM_BYTES
