"""Who may open a page: each route names one of these rules.

A rule asks for a capability. On a page of one case it must be held in the case's own unit, and the
case must be one that the user sees (`kompas.accounts.access`); otherwise it is not there. So it is
with a citizen's page for who sees no case of theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kompas.accounts.access import Staff
from kompas.casework.capabilities import Capability
from kompas.limits import LONGEST_WAY_BACK
from kompas.persons import lookup as persons
from kompas.register import summaries
from kompas.web.request_context import Visit

WAY_BACK = "way_back"
"""The cookie that holds where one was going when one had to sign in first."""
_WAY_BACK_SECONDS = 15 * 60

View = Callable[Concatenate[Any, ...], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page: who holds `capability`; where it is None whoever is signed in, or
    everybody where `open`.
    """

    name: str
    capability: Capability | None = None
    open: bool = False

    def admits(self, viewer: Staff) -> bool:
        """Whether a signed-in user may open the page, as far as no case is concerned."""
        return self.capability is None or viewer.can(self.capability)

    def admits_to(self, viewer: Staff, unit: str | None) -> bool:
        """Whether a user who sees a case of a unit may open this page of it."""
        return self.capability is None or (unit is not None and viewer.can(self.capability, unit))


EVERYBODY = Rule("everybody", open=True)
MACHINES = Rule("machines that watch", open=True)
"""As everybody; and nobody looks who is signed in, so that it is answered without a database."""
SIGNED_IN = Rule("signed in")
SEES_CASES = Rule("sees cases", Capability.OPEN_CASES)
HANDLES_CASES = Rule("handles cases", Capability.HANDLE_CASE)
LEADS = Rule("leads a team", Capability.LEAD_TEAM)
OPENS_WITHHELD = Rule("opens what is withheld", Capability.OPEN_WITHHELD)
ON_THE_PANEL = Rule("on the panel", Capability.DECIDE_AT_PANEL)
PLANS_MEETINGS = Rule("plans the panel's meetings", Capability.PLAN_MEETINGS)
REVIEWS = Rule("reviews the rules of the check", Capability.REVIEW_CHECK)
AUDITS = Rule("reads the logs", Capability.READ_LOGS)
ADMINISTERS = Rule("keeps users and units", Capability.KEEP_USERS)
KEEPS_PHRASES = Rule("keeps standard texts", Capability.KEEP_PHRASES)
KEEPS_OFFERS = Rule("keeps the table of offers", Capability.KEEP_OFFERS)
IMPORTS_GRANTS = Rule("imports running grants", Capability.IMPORT_GRANTS)
WATCHES = Rule("watches over the installation", Capability.WATCH_HEALTH)


def guarded(view: View, rule: Rule, sign_in: str = "") -> View:
    """The view behind its rule: who is not signed in signs in, who may not is told so.

    `sign_in` is the route on which it is done; where there is none, the page is not there.
    """

    def opened(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        if rule.open:
            return view(request, **arguments)
        visit = getattr(request, "visit", None)
        if not isinstance(visit, Visit):
            return _to_sign_in(request, sign_in)
        if not rule.admits(visit.viewer):
            raise PermissionDenied
        if "case_id" in arguments:
            _look_up(visit, rule, arguments["case_id"])
        if "person_id" in arguments:
            _look_up_person(visit, arguments["person_id"])
        return view(request, **arguments)

    return opened


def _look_up(visit: Visit, rule: Rule, case_id: UUID) -> None:
    """The case's line, where the user sees the case and may open this page of it."""
    line = summaries.one(visit.viewer, case_id)
    if line is None:
        raise Http404
    if not rule.admits_to(visit.viewer, line.unit):
        raise PermissionDenied
    visit.line = line


def _look_up_person(visit: Visit, person_id: UUID) -> None:
    """The citizen of the page, where the user sees a case of theirs. What may be done there rests
    on the units of those cases (`kompas.processes.citizen`).
    """
    visit.person = persons.one(visit.viewer, person_id)
    if visit.person is None:
        raise Http404


def _to_sign_in(request: HttpRequest, sign_in: str) -> HttpResponse:
    if not sign_in:
        raise Http404
    if request.headers.get("HX-Request"):
        # A part of a page cannot show the sign-in: the whole page goes there.
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(sign_in)})
    answer = redirect(sign_in)
    wanted = request.get_full_path()
    if request.method == "GET" and request.path != "/" and len(wanted) <= LONGEST_WAY_BACK:
        # Kept by the browser: who is not signed in makes us store nothing.
        answer.set_cookie(
            WAY_BACK,
            wanted,
            max_age=_WAY_BACK_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer
