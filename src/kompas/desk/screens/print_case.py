"""The whole file of a case as one PDF."""

from uuid import UUID

from django.http import HttpResponse

from kompas.processes.case_file import case_file
from kompas.web import filters
from kompas.web.norms import library
from kompas.web.visit import SignedInRequest

PURPOSE = "Udskrift af sagens akter"


def print_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The PDF, to be opened in the browser. Its name says nothing of a person."""
    visit = request.visit
    made = case_file(
        case_id, visit.viewer, PURPOSE, library=library(), now=visit.now, day=filters.day
    )
    headers = {"Content-Disposition": 'inline; filename="sagsakter.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
