"""Whether all is well: for the machine that watches, and for those who watch over the record."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse

from kompas.desk.rendering import page
from kompas.desk.visit import DeskRequest
from kompas.register import heads
from kompas.register import health as installation


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when visitors can be let in, 503 when not. Tells nothing else: anybody may ask."""
    del request
    fine = not installation.check().problems
    return JsonResponse({"status": "ok" if fine else "unwell"}, status=200 if fine else 503)


def health(request: DeskRequest) -> HttpResponse:
    """The database, the step that it stands at, and the newest copy of the chains' ends."""
    newest = heads.newest()
    exported_on = date.fromisoformat(newest.stem) if newest else None
    context = {
        "found": installation.check(),
        "exported_on": exported_on,
        "days_old": (request.visit.today - exported_on).days if exported_on else None,
    }
    return page(request, "health.html", context)
