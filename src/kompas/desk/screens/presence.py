"""Who else has a case open, and whether it has gone on: asked by the page every few seconds."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from kompas.accounts import presence
from kompas.casework.wording import listed
from kompas.desk.routes import DESK
from kompas.desk.submission import seen_seq
from kompas.register.chain_tail import since
from kompas.web import parameters
from kompas.web.rendering import page, url
from kompas.web.request_context import NAMED, SignedInRequest

_NOTHING_NEW = 204
"""htmx leaves the page as it is."""


def present(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Come, and be told of the others; nothing is sent where it is as it was told last."""
    visit = request.visit
    others = presence.come(case_id, visit.user.pk, visit.now)
    seq = seen_seq(request.POST) or 0
    news = since(case_id, seq)
    told = f"{news.seq} {'|'.join(others)}".strip()
    if parameters.ticket(request.POST, "told") == told:
        return HttpResponse(status=_NOTHING_NEW)
    context = {
        "case_id": case_id,
        "seq": seq,
        "others": others,
        "named": listed(others),
        "news": news,
        "news_by": listed(news.by),
        "told": told,
        "again": _again(request, case_id),
    }
    return page(request, "case/present.html", context)


def _again(request: SignedInRequest, case_id: UUID) -> str:
    """The page of the case that asked, without what it was sent."""
    home, here = url("case", case_id=case_id), parameters.address(request)
    fits = here.path.startswith(home) and _can_be_asked_for(here.path)
    return (here.path if fits else home) + _named(here.query)


def _named(query: str) -> str:
    """The proceeding that the page was about, as its address named it."""
    number = parameters.number(QueryDict(query), NAMED)
    return "" if number is None else f"?{NAMED}={number}"


def _can_be_asked_for(path: str) -> bool:
    """Whether a page is there for GET: the answer to a form that was sent is not."""
    try:
        name = resolve(path).url_name
    except Resolver404:
        return False
    route = DESK.route.get(name or "")
    return route is not None and "GET" in route.methods
