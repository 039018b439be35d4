"""The language of the screens: Danish or English. Letters are Danish all the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kompas.web import parameters
from kompas.web.middleware import LANGUAGE_COOKIE
from kompas.words import LANGUAGES

_A_YEAR_SECONDS = 365 * 24 * 3600


def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language, and back to where one was."""
    back = parameters.ticket(request.POST, "back")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe and back.startswith("/") else "start")
    code = parameters.word(request.POST, "language")
    if code in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            code,
            max_age=_A_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response
