"""Where one comes after signing in: to one's own work."""

from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.desk.rendering import menu_of, page
from kompas.desk.visit import DeskRequest


def start(request: DeskRequest) -> HttpResponse:
    """On to the first page of the main menu; a word where nothing is open."""
    menu = menu_of(request.visit)
    return redirect(menu[0][0]) if menu else page(request, "no_work.html")
