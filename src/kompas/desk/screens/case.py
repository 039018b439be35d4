"""One case: where it stands, and what to do next."""

from uuid import UUID

from django.http import HttpResponse

from kompas.desk.rendering import page
from kompas.desk.visit import DeskRequest
from kompas.processes import reading

PURPOSE = "Sagsbehandling"


def overview(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The page of a case."""
    visit = request.visit
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    case = reading.folded(entries)
    return page(request, "case.html", {"case": case, "entries": entries, "line": visit.line})
