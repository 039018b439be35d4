"""One document of a case: its page, on which it is shown, and its file."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.documents import filed
from kompas.files.kind import JPEG, PDF, PNG
from kompas.files.name import download_name
from kompas.processes.open_case import OpenedFile, open_file
from kompas.processes.preview import oddity, preview, shown_by_the_browser
from kompas.web import parameters
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

PURPOSE = "Åbnede et dokument i sagen"
FETCH = "hent"
"""The part of an address that asks for a file to keep, and not to look at: `?hent=1`."""
_SHOWN_IN_THE_BROWSER = frozenset({PDF, PNG, JPEG})
_OF_A_FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A file from outside runs nothing and fetches nothing, whatever is in it."""
_BUT_A_PDF = "; sandbox"
"""Nor is it of our own pages. Not every browser is known to show a PDF in a sandbox."""


@of_case
def shown(request: SignedInRequest, file: CaseFile, document_id: UUID) -> HttpResponse:
    """The page of a document: PDF, pictures, text and mails are shown on it."""
    kept = filed(file)
    one = next((one for one in kept if one.document.id == document_id), None)
    if one is None:
        raise Http404
    opened = OpenedFile(one.document, one.seq or 0, one.file_name)
    if not shown_by_the_browser(one.document.media_type):
        # What the browser shows leaves its trace when it fetches it.
        opened = _opened(request, file.case.case_id, document_id)
    context = {
        "file": file,
        "here": "case_documents",
        "one": one,
        "mail": one.made_of and next((mail for mail in kept if mail.seq == one.made_of), None),
        "preview": preview(opened),
        "oddity": oddity(opened),
        "may_take_out": file.may("document_attached") and one.seq and not one.withdrawn,
    }
    return page(request, "case/document.html", context)


def opened(request: SignedInRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """A file: PDF and pictures in the browser, anything else to be kept."""
    return answer_with(request, _opened(request, case_id, document_id))


def to_document(file: CaseFile, document_id: UUID) -> HttpResponse:
    """On to the page of a document."""
    case_id = file.case.case_id
    return redirect(
        url_of_page(file.visit, "case_document_shown", case_id=case_id, document_id=document_id)
    )


def _opened(request: SignedInRequest, case_id: UUID, document_id: UUID) -> OpenedFile:
    visit = request.visit
    found = open_file(case_id, document_id, visit.viewer, PURPOSE, now=visit.now)
    if found is None:
        raise Http404
    return found


def answer_with(request: SignedInRequest, found: OpenedFile) -> HttpResponseBase:
    """The file of a document; that it is missing, where the disk does not have it."""
    document = found.document
    try:
        content = found.path.open("rb")
    except FileNotFoundError:
        return _lost(request)
    name = download_name(found.file_name, document.title, document.media_type, _("dokument"))
    is_kept = parameters.word(request.GET, FETCH) != ""
    policy = _OF_A_FILE + ("" if document.media_type == PDF else _BUT_A_PDF)
    return FileResponse(
        content,
        content_type=document.media_type,
        as_attachment=is_kept or document.media_type not in _SHOWN_IN_THE_BROWSER,
        filename=name,
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": policy},
    )


def _lost(request: SignedInRequest) -> HttpResponse:
    """The record has the file, the disk has not."""
    context = {
        "title": _("Filen mangler"),
        "what": _("Dokumentet står i sagen, men filen ligger ikke, hvor den skal."),
        "remedy": _("Sig det til din administrator: filen kan hentes fra en sikkerhedskopi."),
    }
    return page(request, "error.html", context, status=500)
