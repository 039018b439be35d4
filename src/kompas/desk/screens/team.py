"""The team, for who leads it: who has how much, what nobody has, and handing over."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from kompas.accounts.teams import workers_of
from kompas.casework.work_items import PROPOSAL
from kompas.desk.next_step import next_of, row_of
from kompas.desk.work_address import of_team, services, statuses
from kompas.processes.worklists import HandedOver, Team, hand_over, team_of
from kompas.register.worklists import Load
from kompas.web import parameters
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import _

PURPOSE = "Overblik over teamets sager"
WIDTH = 240
"""The longest bar, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How much somebody has, as widths of a bar: over time, due soon, and the rest."""

    load: Load
    late: float
    soon: float
    rest: float


def team(request: SignedInRequest) -> HttpResponse:
    """What goes on in the team; posted, the chosen cases are handed over, each by itself."""
    visit = request.visit
    handed, problem = _handed(request) if request.method == "POST" else (None, "")
    narrowed, after, address = of_team(request.GET)
    found = team_of(
        visit.viewer,
        PURPOSE,
        today=visit.today,
        now=visit.now,
        narrowed=narrowed,
        after=after,
    )
    worker = _shown_worker(found, narrowed.user_id)
    context = {
        "address": address,
        "chosen_of": narrowed,
        "services": services(),
        "statuses": statuses(),
        "is_unknown": address.is_unknown or (narrowed.user_id is not None and worker is None),
        "bars": bars(found.loads),
        "rows": [row_of(line) for line in found.page.lines],
        "after": found.page.after,
        "unassigned": [row_of(one) for one in found.unassigned if one.item.kind != PROPOSAL],
        "proposals": [
            (row_of(one), next_of(one.item, visit.today, ()))
            for one in found.unassigned
            if one.item.kind == PROPOSAL
        ],
        "worker": worker,
        "own": next((o for o in found.loads if o.username == visit.viewer.username), None),
        "news": len(found.unseen.news) + len(found.unseen.answers),
        "names": {load.username: load.name for load in found.loads},
        "handed": handed,
        "problem": problem,
        "chosen": set(map(str, parameters.ids(request.POST, "case"))) if problem else set(),
        "width": WIDTH,
        "today": visit.today,
    }
    return page(request, "team.html", context, status=422 if problem else 200)


def bars(loads: Sequence[Load]) -> tuple[Bar, ...]:
    """The loads with their bars, the longest as wide as there is room."""
    one = WIDTH / (max((load.open for load in loads), default=0) or 1)
    return tuple(
        Bar(
            load,
            round(load.late * one, 1),
            round(load.soon * one, 1),
            round((load.open - load.late - load.soon) * one, 1),
        )
        for load in loads
    )


def _handed(request: SignedInRequest) -> tuple[HandedOver | None, str]:
    """What came of the hand-over that was posted; or what is missing."""
    visit = request.visit
    ids = parameters.ids(request.POST, "case")
    if not ids:
        return None, _("Vælg mindst én sag.")
    to = _username(request)
    if to is None:
        return None, _("Vælg, hvem sagerne skal overdrages til.")
    return hand_over(ids, to, visit.viewer, library=library(), now=visit.now), ""


def _username(request: SignedInRequest) -> str | None:
    chosen = parameters.number(request.POST, "to")
    workers = workers_of(request.visit.viewer.led_units)
    return next((one.username for one in workers if one.user_id == chosen), None)


def _shown_worker(found: Team, user_id: int | None) -> Load | None:
    return next((load for load in found.loads if load.user_id == user_id), None)
