"""The first page of those who handle no cases: what waits for them, by what they may do."""

from django.http import HttpResponse

from kompas.accounts import administration
from kompas.accounts.models import RoleProposal
from kompas.casework.capabilities import Capability
from kompas.desk.form_drafts import NO_CASE
from kompas.desk.next_step import next_of, row_of
from kompas.desk.screens.my_day import NEWS_TEXTS
from kompas.desk.screens.trace import readable
from kompas.processes.own_front import front_of
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest, Visit

PURPOSE = "Overblik på forsiden"


def front(request: SignedInRequest) -> HttpResponse:
    """What is new and what waits: answers and meetings, roles to confirm, what was changed."""
    visit = request.visit
    viewer, today = visit.viewer, visit.today
    found = front_of(viewer, PURPOSE, today=today, now=visit.now, unopened=NO_CASE)
    keeps = viewer.can(Capability.KEEP_USERS)
    reminders = found.at_hand.reminders
    context = {
        "answers": found.unseen.answers,
        "news": [(one, *NEWS_TEXTS[one.type]) for one in found.unseen.news],
        "asked": [(row_of(one), next_of(one.item, today, ())) for one in found.asked],
        "meetings": found.meetings,
        "reminders": reminders,
        "recent": found.at_hand.recent,
        "administered": found.administered,
        "readable": readable,
        "names": found.names,
        "proposals": _to_confirm(visit) if keeps else (),
        "on_panel": viewer.can(Capability.DECIDE_AT_PANEL),
        "handles": viewer.can(Capability.HANDLE_CASE),
        "audits": viewer.can(Capability.READ_LOGS),
        "keeps": keeps,
        "keeps_offers": viewer.can(Capability.KEEP_OFFERS),
        "imports": viewer.can(Capability.IMPORT_GRANTS),
        "watches": viewer.can(Capability.WATCH_HEALTH),
        "today": today,
    }
    return page(request, "front.html", context)


def _to_confirm(visit: Visit) -> list[RoleProposal]:
    """The roles that wait for somebody, which this administrator may give."""
    kept = visit.viewer.units_of(Capability.KEEP_USERS)
    own = visit.viewer.username
    return [
        one
        for one in administration.proposals()
        if one.unit_id in kept and own not in (one.proposed_by, one.user.username)
    ]
