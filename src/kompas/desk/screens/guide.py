"""The guide in Danish, beside the work that it is about."""

from django.http import Http404, HttpResponse

from kompas.desk.guide import FRONT, guide_page, picture_file
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest


def front(request: SignedInRequest) -> HttpResponse:
    """What there is to read, by who one is."""
    return shown(request, FRONT)


def shown(request: SignedInRequest, guide: str) -> HttpResponse:
    """A page of it."""
    found = guide_page(guide)
    if found is None:
        raise Http404
    return page(request, "guide.html", {"guide": found, "is_front": guide == FRONT})


def shown_picture(_request: SignedInRequest, picture: str) -> HttpResponse:
    """A picture of the screens."""
    path = picture_file(picture)
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/png")
