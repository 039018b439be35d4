"""A file that is being made: how far it is, stopped, and on to it when it is there."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.processes import made_files
from kompas.register import summaries
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import NAMED, SignedInRequest
from kompas.words import N_, _
from kompas.workers import orders
from kompas.workers.orders import Order, Phase, TooManyOrders

LETTER = "letter"
"""What is recorded once it is made: who asked for it, posts its form again."""
DRAFT, CASE_FILE, MINUTES, AGENDA = "draft", "case_file", "minutes", "agenda"
TITLES: Mapping[str, str] = {
    LETTER: N_("Brevet bliver lavet"),
    DRAFT: N_("Udkastet bliver lavet"),
    CASE_FILE: N_("Sagens akter bliver samlet"),
    MINUTES: N_("Referatet bliver lavet"),
    AGENDA: N_("Dagsordenen bliver lavet"),
}
NAMES: Mapping[str, str] = {MINUTES: "referat", AGENDA: "dagsorden"}
"""What a file of a meeting is called, before its day."""

View = Callable[Concatenate[SignedInRequest, ...], HttpResponseBase]


def handed_out(view: View) -> View:
    """A page that gives a file: until the file is there, the user is shown how far it is."""

    @wraps(view)
    def given(request: SignedInRequest, *parts: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, *parts, **named)
        except made_files.BeingMade as being:
            return redirect(url_of_page(request.visit, "made_file", order_id=being.order.id))
        except TooManyOrders as error:
            why = made_files.too_many(error)
            context = {"title": _("Vent et øjeblik"), "what": why.text, "remedy": why.remedy}
            answer = page(request, "error.html", context, status=429)
            answer.headers["Retry-After"] = "10"
            return answer

    return given


def how_far(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """How far a file is; when it is there, on to it."""
    order = _seen(request, order_id)
    if order.phase is Phase.DONE and order.asked.kind != LETTER:
        return _on(request, order.asked.about["back"])
    why = made_files.why_not(order)
    context = {
        "order": order,
        "title": TITLES[order.asked.kind],
        "how_far": _in_words(order),
        "why": why,
        "back": order.asked.about["back"],
        "named": NAMED,
        "on": order.asked.about.get("on"),
        "fields": order.asked.about.get("fields") or {},
        "is_letter": order.asked.kind == LETTER,
    }
    status = 422 if why and not _by_itself(request) else 200
    return page(request, "made_file.html", context, status=status)


def stop(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """The file is wanted no more."""
    order = _seen(request, order_id)
    orders.stop(order)
    return redirect(url_of_page(request.visit, "made_file", order_id=order_id))


def _seen(request: SignedInRequest, order_id: UUID) -> Order:
    """The user's own order, of a case that they see still."""
    viewer = request.visit.viewer
    order = made_files.find(order_id, viewer)
    if order is None:
        raise Http404
    if order.asked.case_id and summaries.one(viewer, UUID(order.asked.case_id)) is None:
        raise Http404
    return order


def _on(request: SignedInRequest, where: str) -> HttpResponse:
    if _by_itself(request):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return redirect(where)


def _by_itself(request: SignedInRequest) -> bool:
    """Whether the page asks, and not the user."""
    return bool(request.headers.get("HX-Request"))


def _in_words(order: Order) -> str:
    """How far it is, as a caseworker would be told."""
    told = order.told
    if order.phase is Phase.WAITING:
        return _("Andre filer bliver lavet først. Din står i kø.")
    if order.phase is Phase.DONE:
        return _("Brevet er lavet og kan lægges på sagen.")
    if (alone := told.get("alone")) is not None:
        text = _("Det hele tog for lang tid. Filerne prøves en for en: {number} af {all}.")
        return text.format(number=alone + 1, all=told["of"])
    if (file := told.get("file")) is not None:
        return _("Fil nr. {number} bliver læst.").format(number=file + 1)
    return _("Siderne bliver sat op.")
