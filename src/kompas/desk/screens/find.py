"""Find a citizen or a case. What is searched for is posted: it stands in no address and no log."""

from django.http import HttpResponse

from kompas.desk.rendering import page
from kompas.desk.visit import DeskRequest
from kompas.processes import reading

PURPOSE = "Søgning efter sag"


def find(request: DeskRequest) -> HttpResponse:
    """The form, and what was found."""
    text = request.POST.get("text", "").strip()
    visit = request.visit
    hits = reading.find(text, visit.viewer, PURPOSE, now=visit.now) if text else None
    return page(request, "find.html", {"text": text, "hits": hits, "today": visit.today})
