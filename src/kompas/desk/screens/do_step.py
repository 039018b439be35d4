"""One step of a case: its form, and what is typed kept until it is recorded."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.accounts.lookup import terms_of
from kompas.accounts.teams import workers_of
from kompas.casework.case import Case
from kompas.casework.commands import place
from kompas.casework.context import Refusal
from kompas.casework.record import NotTold, Recorded, name_of
from kompas.casework.step import Here
from kompas.casework.steps import STEPS
from kompas.casework.summary import Listed
from kompas.desk import form_drafts
from kompas.desk.actions import onward
from kompas.desk.proceedings import asked_in, draft_address, draft_key, proceeding_of
from kompas.desk.steps import FORMS, About, StepForm
from kompas.desk.submission import NEVER_SEEN, ONWARD, SEQ, Done, do, seen_seq
from kompas.norms import Assessment, FactError, NotCodedError, Standard
from kompas.processes import permissions, reading
from kompas.processes.act import Acted, newest_shown
from kompas.processes.help_elsewhere import with_help_elsewhere
from kompas.register.meetings import planned_ahead
from kompas.web import parameters
from kompas.web.filters import step as step_text
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest, Visit
from kompas.words import _

PURPOSE = "Registrering i sagen"
_LONGEST_NAME = 60


def do_step(request: SignedInRequest, case_id: UUID, step: str) -> HttpResponse:
    """The form of a step; posted, the step is recorded or refused with what to do."""
    kind = FORMS.get(step)
    if kind is None:
        raise Http404
    visit, line = request.visit, _line(request)
    if wrong_role := permissions.refusal(visit.viewer, step, line.unit):
        return _not_here(request, kind, (wrong_role,), status=403)
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    if "discard" in request.POST:
        proceeding_of(request, reading.folded(entries))
        key = _key(request, case_id, step)
        form_drafts.discard(visit, case_id, step, key)
        forgotten = _draft_address(case_id, step, key)
        messages.success(request, _("Kladden er slettet."), extra_tags=forgotten)
        return redirect(url_of_page(visit, "case", case_id=case_id))
    about, refusal = _about(request, kind, entries, line)
    if refusal is not None and (request.method == "GET" or about.on is None):
        return _not_here(request, kind, (refusal,), status=409)
    if request.method == "POST":
        return _record(request, about, kind(about, request.POST), refusal)
    return _opened(request, about, kind(about))


def save_draft(request: SignedInRequest, case_id: UUID, name: str) -> HttpResponse:
    """Keep what is being typed in a form of a case; any form's, by its name."""
    return kept(request, case_id, name)


def kept(request: SignedInRequest, case_id: UUID, name: str) -> HttpResponse:
    """Keep a draft, and a word on it for the form."""
    if len(name) > _LONGEST_NAME:
        raise Http404
    key = _key(request, case_id, name)
    return form_drafts.keep(request.visit, case_id, name, request.POST, key)


def _key(request: SignedInRequest, case_id: UUID, name: str) -> int:
    """The proceeding under which a form's draft is kept; what is the case's is kept under none."""
    if name not in STEPS or not STEPS[name].flows:
        return 0
    return request.visit.proceeding or draft_key(request, case_id)


def _draft_address(case_id: UUID, name: str, key: int) -> str:
    """Where a form of a case is kept while it is typed."""
    return draft_address("save_draft", key, case_id=case_id, name=name)


def _about(
    request: SignedInRequest, kind: type[StepForm], entries: tuple[Recorded, ...], line: Listed
) -> tuple[About, Refusal | None]:
    """What the form is about, and why the step has no place now, where it has none."""
    visit, case = request.visit, reading.folded(entries)
    step, on = STEPS[kind.step], proceeding_of(request, case)
    here = place(case, step, asked_in(request, step, on))
    visit.opens = isinstance(here, Here) and here.on is None and bool(step.flows)
    if visit.opens:
        visit.about = ""
    refusal = here if isinstance(here, Refusal) else None
    workers = workers_of([line.unit]) if kind.needs_workers and line.unit else ()
    asks = kind.needs_norms or kind.needs_standard
    standard = _standard(case, visit.today) if asks else None
    if kind.needs_norms:
        case = with_help_elsewhere(case, standard, visit.viewer, now=visit.now)
    ahead = planned_ahead(line.unit or "", visit.today) if kind.needs_meetings else ()
    about = About(
        case=case,
        on=on if isinstance(here, Refusal) else here.on,
        entries=entries,
        today=visit.today,
        viewer=visit.viewer,
        workers=workers,
        meetings=ahead,
        standard=standard,
        assessment=_assessment(case, standard, visit.today) if kind.needs_norms else None,
    )
    return about, refusal


def _standard(case: Case, today: date) -> Standard | None:
    """The norms of the day; None where they are not coded."""
    terms = terms_of(case.unit)
    unit = terms.norms_unit if terms else None
    try:
        return library().standard(case.service, case.municipality, today, unit)
    except NotCodedError:
        return None


def _assessment(case: Case, standard: Standard | None, today: date) -> Assessment | None:
    """What the norms answer; None where there are none, or a fact is unreadable."""
    try:
        return standard.assess(case.facts_on(today), today) if standard else None
    except FactError:
        return None


def _opened(request: SignedInRequest, about: About, form: StepForm) -> HttpResponse:
    """The empty form, or as it was left."""
    key = _key(request, about.case.case_id, form.step)
    draft = form_drafts.kept(request.visit, about.entries, form.step, key)
    chosen = _chosen(request, form)
    form.initial.update(chosen)
    if draft is not None and draft.is_of_another(chosen):
        return _page(request, about, form, {"draft": draft, "aside": True, "chosen": chosen})
    form_drafts.fill(form, draft)
    form.initial.update(chosen)
    newest = newest_shown(about.entries, asked_in(request, STEPS[form.step], about.on))
    since = draft is not None and draft.seen_seq is not None and draft.seen_seq < newest
    return _page(request, about, form, {"draft": draft, "gone_on": since, "chosen": chosen})


def _chosen(request: SignedInRequest, form: StepForm) -> dict[str, str]:
    """The field that the address chooses, and what: it goes before what a draft says."""
    named = parameters.number(request.GET, "post")
    if named is None or form.from_link is None or form.from_link not in form.fields:
        return {}
    return {form.from_link: str(named)}


def _record(
    request: SignedInRequest, about: About, form: StepForm, refusal: Refusal | None
) -> HttpResponse:
    """Record what was typed; or the form again, with all that was typed and why not."""
    visit, case_id = request.visit, about.case.case_id
    if refusal is not None:
        return _again(request, about, form, Done(refusals=(refusal,)))
    if not form.is_valid():
        return _again(request, about, form, Done())
    seq = seen_seq(request.POST)
    seen = (NEVER_SEEN if seq is None else seq) if form.needs_seq else None
    step = STEPS[form.step]
    where = asked_in(request, step, about.on)
    done = do(visit, case_id, form.command(), belongs=where, seen_seq=seen)
    if done.acted is None:
        return _again(request, about, form, done)
    key = _key(request, case_id, form.step)
    form_drafts.discard(visit, case_id, form.step, key)
    made = step_text(name_of(done.acted.events[0].event))
    said = _("»{step}« er registreret i sagen.").format(step=made)
    # The browser forgets what it kept of the form itself.
    forgotten = _draft_address(case_id, form.step, key)
    messages.success(request, said, extra_tags=forgotten)
    return _away(visit, done.acted, goes_on=ONWARD in request.POST)


def _away(visit: Visit, acted: Acted, *, goes_on: bool) -> HttpResponse:
    """Back to the case, to the proceeding that was opened, or on to its next step; home, where it
    is out of sight now.
    """
    case = acted.case
    if not visit.viewer.may_see(case):
        return redirect("my_day")
    if visit.opens:
        visit.proceeding = acted.events[0].proceeding
    # Where what opened it was withdrawn, there is no page of it any more.
    visit.named = visit.named and any(one.entry == visit.proceeding for one in case.proceedings)
    if goes_on:
        return redirect(onward(visit, case))
    return redirect(url_of_page(visit, "case", case_id=case.case_id))


def _again(request: SignedInRequest, about: About, form: StepForm, done: Done) -> HttpResponse:
    seen = seen_seq(request.POST) or 0
    news = [_news(entry) for entry in about.entries if entry.seq > seen and done.overtaken]
    shown = {"refusals": done.refusals, "overtaken": done.overtaken, "news": news}
    if not done.overtaken:
        # Nobody was told what is new: the form is still of what it showed first.
        shown["seq"] = parameters.word(request.POST, SEQ)
    return _page(request, about, form, shown, status=409 if done.overtaken else 422)


def _news(entry: Recorded) -> tuple[str, datetime, str]:
    """What was recorded, when and by whom."""
    event = entry.event
    name = event.type if isinstance(event, NotTold) else name_of(event)
    return name, entry.recorded_at, entry.by


def _page(
    request: SignedInRequest,
    about: About,
    form: StepForm,
    shown: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    nothing: dict[str, Any] = {"refusals": (), "overtaken": False, "news": [], "draft": None}
    context = {
        **nothing,
        "gone_on": False,
        "aside": False,
        "chosen": {},
        "seq": about.case.seq,
        "draft_address": _draft_address(
            about.case.case_id, form.step, _key(request, about.case.case_id, form.step)
        ),
        "draft_version": form_drafts.shown_version(request.POST, shown.get("draft")),
        **shown,
        "form": form,
        "case": about.case,
        "line": _line(request),
        "title": form.title,
    }
    return page(request, form.template, context, status=status)


def _not_here(
    request: SignedInRequest, kind: type[StepForm], refusals: tuple[Refusal, ...], *, status: int
) -> HttpResponse:
    """Why the step cannot be taken now, or not by this user."""
    context = {"refusals": refusals, "line": _line(request), "title": kind.title}
    return page(request, "step_refused.html", context, status=status)


def _line(request: SignedInRequest) -> Listed:
    """The case of the page, which the guard has looked up."""
    line = request.visit.line
    if line is None:
        raise Http404
    return line
