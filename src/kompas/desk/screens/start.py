"""Where one comes after signing in: to one's own work."""

from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.web.routes import front_end_of


def start(request: SignedInRequest) -> HttpResponse:
    """On to the first page of the main menu; a word where nothing is open."""
    menu = front_end_of(request).menu_of(request.visit)
    return redirect(menu[0].name) if menu else page(request, "no_work.html")
