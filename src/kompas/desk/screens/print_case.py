"""The whole file of a case as one PDF."""

from uuid import UUID

from django.http import FileResponse

from kompas.desk.screens import made_file
from kompas.processes import made_files
from kompas.processes.case_file import case_file
from kompas.web import filters
from kompas.web.norms import library
from kompas.web.rendering import url_of_page
from kompas.web.request_context import SignedInRequest

PURPOSE = "Udskrift af sagens akter"


@made_file.handed_out
def print_case(request: SignedInRequest, case_id: UUID) -> FileResponse:
    """The PDF, to be opened in the browser. Its name says nothing of a person."""
    visit = request.visit
    paper = case_file(
        case_id, visit.viewer, PURPOSE, library=library(), now=visit.now, day=filters.day
    )
    back = url_of_page(visit, "print_case", case_id=case_id)
    wanted = made_files.Wanted(made_file.CASE_FILE, back, case_id)
    made = made_files.paper(paper, visit.viewer, visit.now, wanted)
    return FileResponse(made.open("rb"), content_type="application/pdf", filename="sagsakter.pdf")
