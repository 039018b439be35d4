"""The shortcuts on the keyboard: which there are, and on or off in this browser."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.desk.shortcuts import COOKIE, COOKIE_SECONDS, IN_LISTS, OFF, are_on, of_visit
from kompas.web import parameters
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _


def shortcuts(request: SignedInRequest) -> HttpResponse:
    """The list; posted, they are turned on or off."""
    if request.method == "POST":
        answer = redirect("shortcuts")
        if parameters.word(request.POST, "do") == OFF:
            answer.set_cookie(
                COOKIE,
                OFF,
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            messages.success(request, _("Genvejene er slået fra i denne browser."))
        else:
            answer.delete_cookie(COOKIE)
            messages.success(request, _("Genvejene er slået til."))
        return answer
    context = {"ways": of_visit(request.visit), "in_lists": IN_LISTS, "on": are_on(request)}
    return page(request, "shortcuts.html", context)
