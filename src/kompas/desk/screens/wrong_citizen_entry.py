"""What was recorded on the wrong citizen: opened by who may, for a reason that is written down."""

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from kompas.casework.record import name_of
from kompas.casework.steps import step_of
from kompas.desk.case_file import CaseFile, of_case
from kompas.desk.screens.document import answer_with
from kompas.processes.open_case import OpenedWithheld, open_withheld
from kompas.processes.reading import PurposeRefused
from kompas.web import filters, parameters
from kompas.web.fields import Line
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_


class ReasonForm(forms.Form):
    """Why it is opened."""

    purpose = Line(
        N_("Hvorfor skal du se det?"),
        N_("Begrundelsen skrives ned sammen med dit navn. Skriv ingen navne og numre."),
    )


@of_case
def withheld(request: SignedInRequest, file: CaseFile, seq: int) -> HttpResponseBase:
    """Asks for the reason; posted with one, shows the entry, or its file."""
    if not any(entry.seq == seq for entry in file.opened.entries):
        raise Http404
    form = ReasonForm(request.POST or None, label_suffix="")
    found = _found(file, seq, form) if request.method == "POST" and form.is_valid() else None
    if (
        found is not None
        and found.file is not None
        and parameters.word(request.POST, "do") == "file"
    ):
        return answer_with(request, found.file)
    return _page(request, file, seq, form, found)


def _found(file: CaseFile, seq: int, form: ReasonForm) -> OpenedWithheld | None:
    visit, why = file.visit, form.cleaned_data["purpose"]
    try:
        found = open_withheld(file.case.case_id, seq, visit.viewer, why, now=visit.now)
    except PurposeRefused as refused:
        form.add_error("purpose", str(refused))
        return None
    if found is None:
        raise Http404
    return found


def _page(
    request: SignedInRequest,
    file: CaseFile,
    seq: int,
    form: ReasonForm,
    found: OpenedWithheld | None,
) -> HttpResponse:
    context: dict[str, object] = {
        "file": file,
        "here": "case_timeline",
        "form": form,
        "seq": seq,
        "found": found,
    }
    if found is not None:
        step = step_of(found.entry.event)
        context["name"] = filters.step(name_of(found.entry.event))
        context["says"] = step.says(found.entry.event, file.speech)
        context["full"] = tuple(step.says_in_full(found.entry.event, file.speech))
    status = 422 if request.method == "POST" and found is None else 200
    return page(request, "case/withheld.html", context, status=status)
