"""The standard texts of a unit: listed, written, changed and removed by who keeps them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.accounts import administration
from kompas.accounts.administration import AdministrationError
from kompas.accounts.models import StandardPhrase, Unit
from kompas.accounts.phrases import phrases_of
from kompas.casework.capabilities import Capability
from kompas.processes import administering
from kompas.web.fields import LetterText, Line
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class PhraseForm(forms.Form):
    """A text, and what it is called where it is chosen."""

    title = Line(N_("Hvad hedder teksten?"), N_("Det, man vælger den på, fx »Bed om lægepapirer«."))
    text = LetterText(
        N_("Teksten"), N_("Som den sættes ind i brevet. Den, der skriver brevet, kan rette den.")
    )


def listed(request: SignedInRequest, unit: str) -> HttpResponse:
    """The texts of a unit, and the form for a new one."""
    known = _unit(request, unit)
    form = PhraseForm(request.POST or None, label_suffix="")
    if form.is_bound and form.is_valid() and _written(request, unit, form):
        messages.success(request, _("Standardteksten er gemt."))
        return redirect("phrases", unit=unit)
    return _page(request, "phrases.html", {"known": known, "phrases": phrases_of(unit)}, form)


def phrase(request: SignedInRequest, unit: str, number: int) -> HttpResponse:
    """One text, to be changed or removed."""
    known, found = _unit(request, unit), _phrase(unit, number)
    if "remove" in request.POST:
        administering.remove_phrase(unit, number, request.visit.viewer, now=request.visit.now)
        messages.success(
            request, _("Standardteksten er slettet. Breve, der har den, beholder den.")
        )
        return redirect("phrases", unit=unit)
    initial = {"title": found.title, "text": found.text}
    form = PhraseForm(request.POST or None, initial=initial, label_suffix="")
    if form.is_bound and form.is_valid() and _written(request, unit, form, number):
        messages.success(request, _("Standardteksten er gemt."))
        return redirect("phrases", unit=unit)
    return _page(request, "phrase.html", {"known": known, "phrase": found}, form)


def _written(
    request: SignedInRequest, unit: str, form: PhraseForm, number: int | None = None
) -> bool:
    """Whether the text was kept; else the form says why not."""
    title, text = form.cleaned_data["title"], form.cleaned_data["text"]
    visit = request.visit
    try:
        administering.write_phrase(unit, title, text, visit.viewer, now=visit.now, number=number)
    except AdministrationError as error:
        form.add_error(None, f"{error} {error.remedy}".strip())
        return False
    return True


def _unit(request: SignedInRequest, key: str) -> Unit:
    """The unit, of which the user keeps the texts."""
    known = next((one for one in administration.units() if one.key == key), None)
    if known is None:
        raise Http404
    if not request.visit.viewer.can(Capability.KEEP_PHRASES, key):
        raise PermissionDenied
    return known


def _phrase(unit: str, number: int) -> StandardPhrase:
    found = next((one for one in phrases_of(unit) if one.id == number), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: SignedInRequest, template: str, shown: dict[str, Any], form: PhraseForm
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(request, template, {**shown, "form": form}, status=status)
