"""Find a citizen or a case. What is searched for is posted: it stands in no address and no log."""

from django.http import HttpResponse

from kompas.accounts.teams import workplaces_of
from kompas.casework.capabilities import Capability
from kompas.desk.next_step import next_of
from kompas.processes import reading
from kompas.web import parameters
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

PURPOSE = "Søgning efter sag"


def find(request: SignedInRequest) -> HttpResponse:
    """The form, and what was found."""
    text = parameters.searched(request.POST, "text")
    visit = request.visit
    hits = reading.find(text, visit.viewer, PURPOSE, now=visit.now) if text else None
    handles = visit.viewer.can(Capability.HANDLE_CASE)
    places = workplaces_of(visit.viewer) if hits and hits.lines else ()
    panels = {place.key for place in places if place.panel_required}
    items = hits.items.items() if hits else ()
    nexts = {of: next_of(item, visit.today, panels) for of, item in items}
    lines = [(line, nexts.get(line.case_id)) for line in hits.lines] if hits else []
    context = {
        "text": text,
        "hits": hits,
        "lines": lines,
        "today": visit.today,
        "handles": handles,
        "empty": request.method == "POST" and not text,
        "said": _said(len(lines), more=bool(hits and hits.more)),
    }
    return page(request, "find.html", context)


def _said(count: int, *, more: bool) -> str:
    """How many were found, in words."""
    if more:
        return _("Mere end {n} sager. De første står her.").format(n=count)
    if count == 1:
        return _("1 sag. Tryk på Enter for at åbne den.")
    return _("{n} sager").format(n=count)
