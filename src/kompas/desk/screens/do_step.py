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
from kompas.casework.commands import out_of_order
from kompas.casework.record import Recorded, name_of
from kompas.casework.rules import Refusal
from kompas.casework.status import STEPS
from kompas.desk import drafted
from kompas.desk.doing import Done, do, seen_seq
from kompas.desk.norms import library
from kompas.desk.rendering import page, url
from kompas.desk.shown import step as step_text
from kompas.desk.steps import FORMS, About, StepForm
from kompas.desk.visit import DeskRequest, Visit
from kompas.norms import Assessment, FactError, NotCodedError
from kompas.processes import may, reading
from kompas.register.drafts import DraftTooLong
from kompas.register.log import ErasedEvent
from kompas.register.summaries import Listed
from kompas.words import _

PURPOSE = "Registrering i sagen"
_NEVER_SEEN = -1
_LONGEST_NAME = 60


def do_step(request: DeskRequest, case_id: UUID, step: str) -> HttpResponse:
    """The form of a step; posted, the step is recorded or refused with what to do."""
    kind = FORMS.get(step)
    if kind is None:
        raise Http404
    visit, line = request.visit, _line(request)
    if wrong_role := may.refusal(visit.viewer, step, line.unit):
        return _not_here(request, kind, (wrong_role,), status=403)
    if "discard" in request.POST:
        drafted.discard(visit, case_id, step)
        messages.success(request, _("Kladden er slettet."), extra_tags=draft_url(case_id, step))
        return redirect("case", case_id=case_id)
    entries = reading.read(case_id, visit.viewer, PURPOSE, now=visit.now)
    about = _about(visit, kind, entries, line)
    if request.method == "POST":
        return _record(request, about, kind(about, request.POST))
    if about.case.status not in STEPS[step].allowed:
        return _not_here(request, kind, (out_of_order(step, about.case.status),), status=409)
    return _opened(request, about, kind(about))


def save_draft(request: DeskRequest, case_id: UUID, name: str) -> HttpResponse:
    """Keep what is being typed in a form of a case; any form's, by its name."""
    return kept(request, case_id, name)


def kept(request: DeskRequest, case_id: UUID, name: str) -> HttpResponse:
    """Keep a draft, and a word on it for the form."""
    if len(name) > _LONGEST_NAME:
        raise Http404
    try:
        said = drafted.keep(request.visit, case_id, name, request.POST)
    except DraftTooLong as error:
        return HttpResponse(str(error), status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def draft_url(case_id: UUID, name: str) -> str:
    """Where a form of a case is kept while it is typed."""
    return url("save_draft", case_id=case_id, name=name)


def _about(
    visit: Visit, kind: type[StepForm], entries: tuple[Recorded, ...], line: Listed
) -> About:
    case = reading.folded(entries)
    workers = workers_of([line.unit]) if kind.needs_workers and line.unit else ()
    answers = _assessment(case, visit.today) if kind.needs_norms else None
    return About(case=case, entries=entries, today=visit.today, workers=workers, assessment=answers)


def _assessment(case: Case, today: date) -> Assessment | None:
    """What the norms of the day answer; None where they are not coded, or a fact is unreadable."""
    terms = terms_of(case.unit)
    unit = terms.norms_unit if terms else None
    try:
        standard = library().standard(case.service, case.municipality, today, unit)
        return standard.assess(case.facts_on(today), today)
    except (NotCodedError, FactError):
        return None


def _opened(request: DeskRequest, about: About, form: StepForm) -> HttpResponse:
    """The empty form, or as it was left."""
    draft = drafted.kept(request.visit, about.case.case_id, form.step)
    named = request.GET.get("post", "")
    if form.from_link in form.fields and named.isascii() and named.isdigit():
        form.initial[form.from_link] = named
    drafted.fill(form, draft)
    since = draft is not None and draft.seen_seq not in (None, about.case.seq)
    return _page(request, about, form, {"draft": draft, "gone_on": since})


def _record(request: DeskRequest, about: About, form: StepForm) -> HttpResponse:
    """Record what was typed; or the form again, with all that was typed and why not."""
    visit, case_id = request.visit, about.case.case_id
    status = about.case.status
    if status not in STEPS[form.step].allowed:
        return _again(request, about, form, Done(refusals=(out_of_order(form.step, status),)))
    if not form.is_valid():
        return _again(request, about, form, Done())
    seq = seen_seq(request.POST)
    seen = (_NEVER_SEEN if seq is None else seq) if form.needs_seq else None
    done = do(visit, case_id, form.command(), seen_seq=seen)
    if done.acted is None:
        return _again(request, about, form, done)
    drafted.discard(visit, case_id, form.step)
    said = _("»{step}« er registreret i sagen.").format(step=step_text(form.step))
    # The browser forgets what it kept of the form itself.
    messages.success(request, said, extra_tags=draft_url(case_id, form.step))
    return _onward(visit, done.acted.case)


def _onward(visit: Visit, case: Case) -> HttpResponse:
    """Back to the case; home, where it is out of sight now."""
    if visit.viewer.may_see(case.unit, case.assigned_to, restricted=case.restricted):
        return redirect("case", case_id=case.case_id)
    return redirect("my_day")


def _again(request: DeskRequest, about: About, form: StepForm, done: Done) -> HttpResponse:
    seen = seen_seq(request.POST) or 0
    news = [_news(entry) for entry in about.entries if entry.seq > seen and done.overtaken]
    shown = {"refusals": done.refusals, "overtaken": done.overtaken, "news": news}
    return _page(request, about, form, shown, status=409 if done.overtaken else 422)


def _news(entry: Recorded) -> tuple[str, datetime, str]:
    """What was recorded, when and by whom."""
    erased = isinstance(entry.event, ErasedEvent)
    return (entry.event.type if erased else name_of(entry.event)), entry.recorded_at, entry.by


def _page(
    request: DeskRequest, about: About, form: StepForm, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    nothing: dict[str, Any] = {"refusals": (), "overtaken": False, "news": [], "draft": None}
    context = {
        **nothing,
        "gone_on": False,
        **shown,
        "form": form,
        "case": about.case,
        "line": _line(request),
        "title": form.title,
    }
    return page(request, "step.html", context, status=status)


def _not_here(
    request: DeskRequest, kind: type[StepForm], refusals: tuple[Refusal, ...], *, status: int
) -> HttpResponse:
    """Why the step cannot be taken now, or not by this user."""
    context = {"refusals": refusals, "line": _line(request), "title": kind.title}
    return page(request, "step_refused.html", context, status=status)


def _line(request: DeskRequest) -> Listed:
    """The case of the page, which the guard has looked up."""
    line = request.visit.line
    if line is None:
        raise Http404
    return line
