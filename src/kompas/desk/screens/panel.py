"""The referral panel: its meetings, the agenda of each, and its papers."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

from kompas.casework.capabilities import Capability
from kompas.desk.screens import made_file
from kompas.papers.paper import Paper
from kompas.processes import made_files, panel_papers
from kompas.processes import panel as panels
from kompas.register import meetings
from kompas.web import filters
from kompas.web.norms import library
from kompas.web.parameters import as_day
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest

PURPOSE = "Behandling i visitationsudvalget"

Make = Callable[..., Paper]


def listed(request: SignedInRequest) -> HttpResponse:
    """The meetings to come and those that were held, each with how many cases."""
    visit = request.visit
    found = meetings.of_units(visit.viewer, visit.today)
    mine = visit.viewer.units_of(Capability.DECIDE_AT_PANEL)
    shown = [one for one in found if one.unit in mine]
    held = [one for one in shown if one.meets_on is not None and one.meets_on < visit.today]
    context = {
        "ahead": [one for one in shown if one.meets_on and one.meets_on >= visit.today],
        "unplanned": [one for one in shown if one.meets_on is None],
        "held": held[::-1],
        "several": len(mine) > 1,
        "today": visit.today,
        "plans": visit.viewer.can(Capability.PLAN_MEETINGS),
    }
    return page(request, "panel.html", context)


def agenda(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponse:
    """One meeting, with the cases on its agenda and what came of each."""
    visit, found = request.visit, meeting_of(request, unit, meets_on)
    words = library().words
    context = {
        "meeting": found,
        "today": visit.today,
        "plans": visit.viewer.can(Capability.PLAN_MEETINGS, unit),
        "costs": [
            panels.cost_of(one.heard.recommendation, one.case.service, words) for one in found.items
        ],
    }
    return page(request, "panel_meeting.html", context)


def agenda_page(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponse:
    """The agenda as a page to be read."""
    return _as_page(request, unit, meets_on, panel_papers.agenda, "panel_agenda_pdf")


def minutes_page(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponse:
    """The minutes as a page to be read."""
    return _as_page(request, unit, meets_on, panel_papers.minutes, "panel_minutes")


@made_file.handed_out
def agenda_pdf(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponseBase:
    """The agenda of a meeting as a PDF."""
    return _as_pdf(
        request, unit, meets_on, panel_papers.agenda, "panel_agenda_pdf", made_file.AGENDA
    )


@made_file.handed_out
def minutes(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponseBase:
    """The minutes of a meeting as a PDF."""
    return _as_pdf(
        request, unit, meets_on, panel_papers.minutes, "panel_minutes", made_file.MINUTES
    )


def meeting_of(request: SignedInRequest, unit: str, meets_on: str) -> panels.Meeting:
    """The meeting of an address, for who writes down what its panel decides. Raises Http404."""
    visit, day = request.visit, as_day(meets_on)
    if day is None or not visit.viewer.can(Capability.DECIDE_AT_PANEL, unit):
        raise Http404
    found = panels.meeting(visit.viewer, unit, day, PURPOSE, now=visit.now)
    if found is None:
        raise Http404
    return found


def _as_page(
    request: SignedInRequest, unit: str, meets_on: str, make: Make, pdf: str
) -> HttpResponse:
    found = meeting_of(request, unit, meets_on)
    paper = make(found, words=library().words, now=request.visit.now, day=filters.day)
    return page(request, "panel_paper.html", {"paper": paper, "meeting": found, "pdf": pdf})


def _as_pdf(
    request: SignedInRequest, unit: str, meets_on: str, make: Make, name: str, kind: str
) -> FileResponse:
    visit, found = request.visit, meeting_of(request, unit, meets_on)
    paper = make(found, words=library().words, now=visit.now, day=filters.day)
    back = url_of_page(visit, name, unit=unit, meets_on=found.meets_on.isoformat())
    made = made_files.paper(paper, visit.viewer, visit.now, made_files.Wanted(kind, back))
    called = f"{made_file.NAMES[kind]}-{found.meets_on.isoformat()}.pdf"
    return FileResponse(made.open("rb"), content_type="application/pdf", filename=called)
