"""Every page of the portal, and who may open it: the standards in plain words, and the guide."""

from kompas.web import guard
from kompas.web.routes import FrontEnd, Route

PORTAL = FrontEnd(
    "kompas.portal.screens",
    (
        Route("standarder", "public_index", "public.index", guard.EVERYBODY),
        Route("standarder/", "public_folder", "public.index", guard.EVERYBODY),
        Route("standarder/<str:page_name>", "public", "public.public", guard.EVERYBODY),
    ),
    home="public_index",
)
