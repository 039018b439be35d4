"""Find a citizen or a case. What is searched for is posted: it stands in no address and no log."""

from django.http import HttpResponse

from kompas.accounts.teams import workplaces_of
from kompas.casework.capabilities import Capability
from kompas.casework.search_words import words_of
from kompas.casework.timeline import Speech
from kompas.desk.next_step import next_of
from kompas.processes import finding
from kompas.register.search import SHORTEST_BEGINNING, Hits
from kompas.web import filters, parameters
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _, ngettext

PURPOSE = "Søgning efter sag"


def find(request: SignedInRequest) -> HttpResponse:
    """The form, and what was found."""
    text = parameters.searched(request.POST, "text")
    visit = request.visit
    found = _found(text, request) if text else None
    hits = found.hits if found else None
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
        "excerpts": found.excerpts if found else {},
        "today": visit.today,
        "handles": handles,
        "empty": request.method == "POST" and not text,
        "said": _said(hits) if hits else "",
        "remarks": finding.remarks(hits) if hits else (),
        "lacks": _lacking(text) if text else "",
    }
    return page(request, "find.html", context)


def _found(text: str, request: SignedInRequest) -> finding.Found:
    words, visit = library().words, request.visit
    hits = finding.find(text, visit.viewer, PURPOSE, now=visit.now, words=words)
    return finding.shown(
        text, hits, visit.viewer, PURPOSE, now=visit.now, speech=Speech(words, filters.day)
    )


def _lacking(text: str) -> str:
    """What was typed lacks to be searched for; empty where it lacks nothing."""
    words = words_of(text)
    if not words:
        return _("Der er ingen ord eller tal i det, du skrev.")
    if all(word.isalpha() and len(word) < SHORTEST_BEGINNING for word in words):
        return _("Skriv mindst tre bogstaver, når det er begyndelsen af et navn.")
    return ""


def _said(hits: Hits) -> str:
    """How many were found, in words."""
    count = len(hits.lines)
    if hits.more:
        return _("Mere end {n} sager. De første står her.").format(n=count)
    if count == 1:
        return _("1 sag. Tryk på Enter for at åbne den.")
    return ngettext("{n} sag", "{n} sager", count).format(n=count)
