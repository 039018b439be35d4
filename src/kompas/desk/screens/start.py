"""Where one comes after signing in: to one's own work."""

from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.casework.capabilities import Capability
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest

LANDS: tuple[tuple[Capability, str], ...] = (
    (Capability.LEAD_TEAM, "team"),
    (Capability.HANDLE_CASE, "my_day"),
    (Capability.DECIDE_AT_PANEL, "front"),
    (Capability.REVIEW_CHECK, "reviews"),
    (Capability.READ_LOGS, "front"),
    (Capability.KEEP_USERS, "front"),
)
"""What somebody may do, and the page on which they begin; the first that holds."""


def start(request: SignedInRequest) -> HttpResponse:
    """On to where one begins; a word where nothing is open."""
    viewer = request.visit.viewer
    where = next((name for able, name in LANDS if viewer.can(able)), None)
    return redirect(where) if where else page(request, "no_work.html")
