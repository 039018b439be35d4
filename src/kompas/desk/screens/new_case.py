"""A new case: an application, or a running grant that is taken over.

A citizen's number is posted, and stands in no address. Who has a case already is told.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.accounts.teams import workplaces_of
from kompas.casework.context import Refusal
from kompas.casework.summary import Listed
from kompas.desk import form_drafts
from kompas.desk.actions import onward
from kompas.desk.screens.do_step import kept
from kompas.desk.steps.opening import OPENINGS, OpeningForm
from kompas.desk.submission import ONWARD, Done, do
from kompas.inputs.cpr import cpr_fault
from kompas.processes import reading
from kompas.processes.act import NUMBER_TAKEN
from kompas.processes.party import same_help_text
from kompas.register.worklists import next_number
from kompas.web import parameters
from kompas.web.filters import day
from kompas.web.rendering import page, url
from kompas.web.request_context import SignedInRequest, Visit
from kompas.words import _

PURPOSE = "Oprettelse af sag"
_APPLICATION = "ansoegning"
_TRIES = 20
"""How often the next free number is asked for, while others open cases in the same moment."""


def new_case(request: SignedInRequest) -> HttpResponse:
    """The form; posted, the case is opened, or refused with what to do."""
    visit, name = request.visit, _kind(request)
    if "discard" in request.POST:
        form_drafts.discard(visit, form_drafts.NO_CASE, name)
        messages.success(request, _("Kladden er slettet."), extra_tags=draft_url(name))
        return redirect("my_day")
    places = workplaces_of(visit.viewer)
    if request.method == "POST":
        return _open(request, OPENINGS[name](places, visit.today, request.POST))
    form = OPENINGS[name](places, visit.today)
    draft = form_drafts.kept_of_no_case(visit, name)
    form_drafts.fill(form, draft)
    return _page(request, form, {"draft": draft})


def save_new(request: SignedInRequest) -> HttpResponse:
    """Keep what is being typed of a case that is not there yet."""
    return kept(request, form_drafts.NO_CASE, _kind(request))


def draft_url(name: str) -> str:
    """Where a form that opens a case is kept while it is typed."""
    return f"{url('save_new')}?slags={name}"


def known_citizen(request: SignedInRequest) -> HttpResponse:
    """The cases of the citizen whose number was just typed, as far as one may see them."""
    cpr = parameters.searched(request.POST, "cpr")
    fault = cpr_fault(cpr) if cpr else None
    found = () if fault or not cpr else _cases_of(request, cpr)
    context = {"typed": bool(cpr), "fault": fault, "known": found, "today": request.visit.today}
    return page(request, "parts/known_citizen.html", context)


def _kind(request: SignedInRequest) -> str:
    """Which of the forms the address names; an application where it names none."""
    name = parameters.word(request.GET, "slags") or _APPLICATION
    if name not in OPENINGS:
        raise Http404
    return name


def _open(request: SignedInRequest, form: OpeningForm) -> HttpResponse:
    visit = request.visit
    if not form.is_valid():
        return _page(request, form, {}, status=422)
    known = _cases_of(request, form.cleaned_data["cpr"])
    if known and "anyway" not in request.POST:
        return _page(request, form, {"known": known, "asked": True}, status=409)
    done = _opened(visit, form)
    if done.acted is None:
        return _page(request, form, {"refusals": done.refusals, "known": known}, status=422)
    form_drafts.discard(visit, form_drafts.NO_CASE, form.name)
    case = done.acted.case
    said = _("Sag {number} er oprettet.").format(number=case.case_number)
    on = case.current
    if on is not None and on.decide_by:
        deadline = _("Borgeren skal have en afgørelse senest {day}.")
        said = f"{said} {deadline.format(day=day(on.decide_by))}"
    messages.success(request, said, extra_tags=draft_url(form.name))
    if done.acted.same_help:
        messages.warning(request, same_help_text(done.acted.same_help))
    if ONWARD in request.POST:
        return redirect(onward(visit, case))
    return redirect("case", case_id=case.case_id)


def _opened(visit: Visit, form: OpeningForm) -> Done:
    """What came of it. A number that nobody typed is asked for again when a colleague was first."""
    for _again in range(_TRIES):
        done = do(visit, None, form.command(next_number(visit.today.year)))
        if form.typed_number or NUMBER_TAKEN not in {one.code for one in done.refusals}:
            break
    return done


def _cases_of(request: SignedInRequest, cpr: str) -> tuple[Listed, ...]:
    visit = request.visit
    return reading.find(cpr, visit.viewer, PURPOSE, now=visit.now).lines


def _page(
    request: SignedInRequest, form: OpeningForm, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    refusals: tuple[Refusal, ...] = ()
    context = {
        "form": form,
        "draft_url": draft_url(form.name),
        "openings": OPENINGS.values(),
        "draft": None,
        "draft_version": form_drafts.shown_version(request.POST, shown.get("draft")),
        "known": (),
        "asked": False,
        "refusals": refusals,
        "today": request.visit.today,
        **shown,
    }
    return page(request, "new_case.html", context, status=status)
