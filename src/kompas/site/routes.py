"""All pages of all front ends, joined to the one table that Django is given and tests try."""

from kompas.desk.routes import DESK
from kompas.portal.routes import PORTAL
from kompas.web import guard
from kompas.web.routes import FrontEnd, Route

SITE = FrontEnd(
    "kompas.site.screens",
    (
        Route("sprog", "language", "language.choose", guard.EVERYBODY, ("POST",)),
        # What machines ask; /healthz is what /readyz was called first.
        Route("livez", "livez", "probes.livez", guard.MACHINES),
        Route("readyz", "readyz", "probes.readyz", guard.MACHINES),
        Route("healthz", "healthz", "probes.readyz", guard.MACHINES),
        Route("metrics", "metrics", "probes.metrics", guard.MACHINES),
    ),
)
FRONT_ENDS = (SITE, PORTAL, DESK)

ROUTES = tuple(route for front_end in FRONT_ENDS for route in front_end.routes)
urlpatterns = [pattern for front_end in FRONT_ENDS for pattern in front_end.patterns()]
handler400 = "kompas.web.errors.not_understood"
handler403 = "kompas.web.errors.forbidden"
handler404 = "kompas.web.errors.not_found"
handler500 = "kompas.web.errors.failed"
