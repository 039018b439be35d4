"""When and what for a case was looked at: what the citizen has a right to be told."""

from uuid import UUID

from django.http import HttpResponse

from kompas.processes.access_log import looked_at
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest

PURPOSE = "Indsigt i opslag til borgeren"


def looks(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Every look at the case, without the names of staff (GDPR art. 15, C-579/21)."""
    visit = request.visit
    found = looked_at(case_id, visit.viewer, PURPOSE, now=visit.now)
    return page(request, "looks.html", {"found": found, "line": visit.line})
