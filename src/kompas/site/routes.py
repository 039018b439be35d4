"""All pages of all front ends, joined to the one table that Django is given and tests try."""

from kompas.desk.routes import DESK
from kompas.portal.routes import PORTAL
from kompas.web import guard
from kompas.web.routes import FrontEnd, Route

SITE = FrontEnd(
    "kompas.site.screens",
    (
        # The language, and whether all is well.
        Route("sprog", "language", "language.choose", guard.EVERYBODY, ("POST",)),
        Route("healthz", "healthz", "healthz.healthz", guard.EVERYBODY),
    ),
)
FRONT_ENDS = (SITE, PORTAL, DESK)

ROUTES = tuple(route for front_end in FRONT_ENDS for route in front_end.routes)
urlpatterns = [pattern for front_end in FRONT_ENDS for pattern in front_end.patterns()]
handler400 = "kompas.web.errors.not_understood"
handler403 = "kompas.web.errors.forbidden"
handler404 = "kompas.web.errors.not_found"
handler500 = "kompas.web.errors.failed"
