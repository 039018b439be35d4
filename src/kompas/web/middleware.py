"""What holds for every page: headers, the language, who is at the screen, how errors are told."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus

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
from kompas.register import access, log
from kompas.web import errors
from kompas.web.guard import MACHINES
from kompas.web.request_context import Visit
from kompas.web.routes import Route
from kompas.words import LANGUAGES, SOURCE_LANGUAGE, set_language

Answer = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE = "language"
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=9)
BEGUN = "begun_at"
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
        if request.path_info in for_machines(settings.ROOT_URLCONF):
            return get_response(request)
        now = datetime.now(tz=UTC)
        user = request.user
        if isinstance(user, User) and not _idle(request, now):
            viewer = user.viewer or viewer_of(user.username)
            if viewer is not None and user.is_active:
                request.visit = Visit(user, viewer, now)  # type: ignore[attr-defined]
        response = get_response(request)
        _trace_refusal(request, response)
        return response

    middleware.process_exception = told  # type: ignore[attr-defined]
    return middleware


@cache
def for_machines(pages: str) -> frozenset[str]:
    """The addresses of a module of pages at which nobody is signed in."""
    routes: Sequence[Route] = import_string(f"{pages}.ROUTES")
    return frozenset(f"/{route.path}" for route in routes if route.rule is MACHINES)


def _trace_refusal(request: HttpRequest, response: HttpResponse) -> None:
    """A signed-in user asked for what is not theirs: that leaves a trace, as a look does."""
    visit, match = getattr(request, "visit", None), request.resolver_match
    if not isinstance(visit, Visit) or match is None:
        return
    asked_case, asked_person = match.kwargs.get("case_id"), match.kwargs.get("person_id")
    unseen = (asked_case and visit.line is None) or (asked_person and visit.person is None)
    missing = response.status_code == HTTPStatus.NOT_FOUND and unseen
    if missing or response.status_code == HTTPStatus.FORBIDDEN:
        purpose = f"Afvist: {match.url_name}"
        with access.acting(visit.viewer):
            access.note(
                visit.viewer.username, visit.now, access.What.REFUSED, purpose, case_id=asked_case
            )


def _idle(request: HttpRequest, now: datetime) -> bool:
    """Whether the session has ended, because nothing was done for so long or it has lasted its
    time; it is then closed.
    """
    seen, begun = request.session.get(_SEEN), request.session.get(BEGUN)
    last = datetime.fromisoformat(seen) if seen else now
    if begun is None:
        request.session[BEGUN] = now.isoformat()
    is_over = begun is not None and now - datetime.fromisoformat(begun) > LONGEST
    if is_over or now - last > IDLE:
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
    if isinstance(error, log.Erased):
        return errors.gone(request, error)
    if isinstance(error, PurposeRefused | Unfit):
        return errors.told(request, error)
    return None
