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
from kompas.accounts.sign_in import TRIED
from kompas.register import access
from kompas.register.access import What
from kompas.register.environment import value_of
from kompas.web.middleware import BEGUN
from kompas.web.rendering import is_demo, page
from kompas.web.visit import SignedInRequest
from kompas.words import _


def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; with the right name and password, on to where one was going."""
    if request.method == "GET":
        return _form(request)
    username = request.POST.get("username", "").strip()
    user = auth.authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        if getattr(request, TRIED, False):
            _trace(username, What.SIGN_IN_FAILED, "Forkert adgangskode")
        error = _(
            "Navnet og adgangskoden passer ikke sammen, eller der er prøvet for mange gange. "
            "Prøv igen, eller vent et kvarter. Administratoren kan give dig en ny adgangskode."
        )
        return _form(request, username=username, error=error, status=401)
    wanted = request.session.get("after_sign_in", "")
    auth.login(request, user)
    request.session.pop(BEGUN, None)  # of an earlier sign-in in the same browser
    _trace(user.get_username(), What.SIGN_IN, "Log ind")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = redirect(wanted if wanted and safe else "start")
    # Windows that somebody else left open tell by it that they are no longer theirs (`base.js`).
    response.set_cookie(
        "desk_user", user.get_username(), samesite="Lax", secure=request.is_secure()
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


def _form(
    request: HttpRequest, *, username: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"username": username, "error": error, "people": (), "password": ""}
    if is_demo():
        held = Membership.objects.select_related("user", "unit").order_by("unit__name", "pk")
        context |= {"people": held, "password": value_of("KOMPAS_DEMO_PASSWORD")}
    return page(request, "sign_in.html", context, status=status)
