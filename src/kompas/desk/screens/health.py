"""Whether all is well, for those who watch over the record."""

from datetime import date

from django.http import HttpResponse

from kompas.register import chain_heads
from kompas.register import health as installation
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest


def health(request: SignedInRequest) -> HttpResponse:
    """The database, the step that it stands at, and the newest copy of the chains' ends."""
    newest = chain_heads.newest()
    exported_on = date.fromisoformat(newest.stem) if newest else None
    context = {
        "found": installation.check(),
        "exported_on": exported_on,
        "days_old": (request.visit.today - exported_on).days if exported_on else None,
    }
    return page(request, "health.html", context)
