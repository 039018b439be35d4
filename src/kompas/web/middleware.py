"""What holds for every page: headers, the language, who is at the screen, how errors are told."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.module_loading import import_string

from kompas import words
from kompas.accounts.lookup import viewer_of
from kompas.accounts.models import User
from kompas.inputs import Unfit
from kompas.processes.reading import NoSuchCase, PurposeRefused
from kompas.register import log
from kompas.web import errors
from kompas.web.guard import MACHINES
from kompas.web.routes import Route
from kompas.web.visit import Visit
from kompas.words import LANGUAGES, SOURCE_LANGUAGE, set_language

Answer = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE = "language"
IDLE = timedelta(minutes=30)
_SEEN = "seen_at"
_SEEN_EVERY = timedelta(minutes=2)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self';"
    " frame-ancestors 'self'; base-uri 'none'"
)
"""Nothing runs that does not come from our own files."""


def answer_headers(get_response: Answer) -> Answer:
    """What every answer says to the browser about itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Who asks for the headers alone is answered as if for the page.
        only_headers = request.method == "HEAD"
        if only_headers:
            request.method = "GET"
        response = get_response(request)
        if only_headers:
            _drop_content(response)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        # Cases stay out of caches, also of the browser's own after signing out.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _drop_content(response: HttpResponseBase) -> None:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    else:
        response.close()
        response.streaming_content = []  # type: ignore[attr-defined]


def language(get_response: Answer) -> Answer:
    """Danish, or what the reader chose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        code = chosen if chosen in LANGUAGES else SOURCE_LANGUAGE
        before = words.language()
        set_language(code)
        try:
            with translation.override(code):
                return get_response(request)
        finally:
            # The thread answers others after this, and they may read another language.
            set_language(before)

    return middleware


def visit(get_response: Answer) -> Answer:
    """Who is at the screen; and what went wrong, told in words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in for_machines():
            return get_response(request)
        now = datetime.now(tz=UTC)
        user = request.user
        if isinstance(user, User) and not _idle(request, now):
            viewer = user.viewer or viewer_of(user.username)
            if viewer is not None and user.is_active:
                request.visit = Visit(user, viewer, now)  # type: ignore[attr-defined]
        return get_response(request)

    middleware.process_exception = told  # type: ignore[attr-defined]
    return middleware


@cache
def for_machines() -> frozenset[str]:
    """The addresses at which nobody is signed in."""
    routes: Sequence[Route] = import_string(f"{settings.ROOT_URLCONF}.ROUTES")
    return frozenset(f"/{route.path}" for route in routes if route.rule is MACHINES)


def _idle(request: HttpRequest, now: datetime) -> bool:
    """Whether nothing was done for so long that the session has ended; it is then closed."""
    seen = request.session.get(_SEEN)
    last = datetime.fromisoformat(seen) if seen else now
    if now - last > IDLE:
        auth.logout(request)
        return True
    # What the page asks for by itself is no work; and not every click is written down.
    if (seen is None or now - last > _SEEN_EVERY) and "HX-Trigger-By-Itself" not in request.headers:
        request.session[_SEEN] = now.isoformat()
    return False


def told(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page for an error that the rooms below tell in words; None for another."""
    if isinstance(error, NoSuchCase):
        return errors.not_found(request, error)
    if isinstance(error, log.Conflict):
        return errors.conflict(request, error)
    if isinstance(error, log.Erased | PurposeRefused | Unfit):
        return errors.told(request, error)
    return None
