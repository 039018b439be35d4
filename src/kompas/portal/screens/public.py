"""The public pages: each standard in plain Danish, comparisons, and the guide. For everybody.

The same files as `kompas norms publish` writes, made once a day from the norms that Kompas works
by. Nothing is asked of who reads them, and nothing about them is kept.
"""

from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from threading import Lock

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from kompas.casework.record import danish_day
from kompas.publication.site import site
from kompas.web.norms import library

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}


def index(request: HttpRequest) -> HttpResponse:
    """On to the first page."""
    del request
    return redirect("public", page_name="index.html")


def public(request: HttpRequest, page_name: str) -> HttpResponse:
    """One of the files."""
    del request
    content = _files(danish_day(datetime.now(tz=UTC))).get(page_name)
    if content is None:
        raise Http404
    kind = _TYPES[PurePosixPath(page_name).suffix]
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(content, content_type=kind, headers=headers)


def make_ready() -> None:
    """Make today's, before somebody waits for them; anew where the norms were read anew."""
    _made.clear()
    _files(danish_day(datetime.now(tz=UTC)))


_made: dict[date, dict[str, bytes]] = {}
_making = Lock()


def _files(day: date) -> dict[str, bytes]:
    """The day's. Of those who come first on a day one makes them; the others read yesterday's."""
    if day not in _made and _making.acquire(blocking=not _made):
        try:
            if day not in _made:
                _made[day] = site(library(), day)
                for older in [one for one in _made if one != day]:
                    del _made[older]
        finally:
            _making.release()
    return _made[max(_made)]
