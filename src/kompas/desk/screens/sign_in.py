"""Signing in and out."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kompas.accounts import presence
from kompas.accounts.access import Staff
from kompas.accounts.models import Membership
from kompas.accounts.sign_in import (
    DEVICE_COOKIE,
    DEVICE_COOKIE_SECONDS,
    TRIED,
    device_of,
    forget_old,
    wait_seconds,
)
from kompas.register import access
from kompas.register.access import What
from kompas.register.environment import value_of
from kompas.web import parameters
from kompas.web.guard import WAY_BACK
from kompas.web.metrics import sign_in_tried
from kompas.web.middleware import BEGUN
from kompas.web.rendering import is_demo, page
from kompas.web.request_context import SignedInRequest
from kompas.words import _, ngettext


def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; with the right name and password, on to where one was going."""
    if request.method == "GET":
        return _form(request)
    username, now = parameters.word(request.POST, "username"), datetime.now(tz=UTC)
    if waits := wait_seconds(request, username, now):
        return _refused(request, username, waits, status=429)
    password = parameters.secret(request.POST, "password")
    user = auth.authenticate(request, username=username, password=password)
    sign_in_tried("refused" if user is None else "let in")
    if user is None:
        if tried := getattr(request, TRIED, ""):
            _trace(tried, What.SIGN_IN_FAILED, "Forkert adgangskode")
        return _refused(request, username, wait_seconds(request, username, now), status=401)
    auth.login(request, user)
    request.session.pop(BEGUN, None)  # of an earlier sign-in in the same browser
    forget_old(now)
    _trace(user.get_username(), What.SIGN_IN, "Log ind")
    return _on(request, user.get_username())


def _on(request: HttpRequest, username: str) -> HttpResponse:
    """To where one was going, in a browser that knows its user from now on."""
    wanted = request.COOKIES.get(WAY_BACK, "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = redirect(wanted if wanted and safe else "start")
    response.delete_cookie(WAY_BACK)
    # Windows that somebody else left open tell by it that they are no longer theirs (`base.js`).
    response.set_cookie("desk_user", username, samesite="Lax", secure=request.is_secure())
    response.set_cookie(
        DEVICE_COOKIE,
        device_of(username),
        max_age=DEVICE_COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _trace(username: str, what: What, purpose: str) -> None:
    """A sign-in, and one that failed by the name of somebody who works here, leave a trace."""
    with access.acting(Staff(username, frozenset())):
        access.note(username, datetime.now(tz=UTC), what, purpose)


def sign_out(request: SignedInRequest) -> HttpResponse:
    """End the session, here and in the database."""
    presence.leave(request.visit.user.pk)
    auth.logout(request)
    return redirect("sign_in")


def _refused(request: HttpRequest, username: str, waits: int, *, status: int) -> HttpResponse:
    """Not let in; `waits` are the seconds until the next try is looked at."""
    error = (
        _("Der er prøvet for mange gange.")
        if status == 429
        else _("Navnet og adgangskoden passer ikke sammen.")
    )
    wait = (
        ngettext("Vent {n} sekund.", "Vent {n} sekunder.", waits).format(n=waits) if waits else ""
    )
    way_on = _("Administratoren kan give dig en ny adgangskode.")
    said = " ".join(filter(None, [error, wait, _("Prøv igen."), way_on]))
    answer = _form(request, username=username, error=said, status=status)
    if waits:
        answer.headers["Retry-After"] = str(waits)
    return answer


def _form(
    request: HttpRequest, *, username: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"username": username, "error": error, "people": (), "password": ""}
    if is_demo():
        held = Membership.objects.select_related("user", "unit").order_by("unit__name", "pk")
        context |= {"people": held, "password": value_of("KOMPAS_DEMO_PASSWORD")}
    return page(request, "sign_in.html", context, status=status)
