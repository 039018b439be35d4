"""Who looked at what: the auditor's page. What is asked for is posted, and leaves a trace."""

from uuid import UUID

from django import forms
from django.http import HttpResponse

from kompas.accounts.models import User
from kompas.inputs import CASE_NUMBER, KEY
from kompas.processes import looks
from kompas.processes.reading import NoSuchCase, PurposeRefused
from kompas.register.access import Look
from kompas.register.models import CaseSummary
from kompas.web.fields import Line
from kompas.web.rendering import page
from kompas.web.visit import SignedInRequest, Visit
from kompas.words import N_, _


class TraceForm(forms.Form):
    """Whose looks, or at which case, and what for."""

    username = Line(
        N_("Brugernavn"), N_("Viser, hvad brugeren har set og søgt."), kind=KEY, required=False
    )
    case_number = Line(
        N_("Sagsnummer"), N_("Viser, hvem der har set sagen."), kind=CASE_NUMBER, required=False
    )
    purpose = Line(
        N_("Hvad opslaget skal bruges til"),
        N_("Dit eget opslag skrives også ned."),
        initial="Tilsyn",
    )

    def clean(self) -> dict[str, str]:
        """One of the two, and not both."""
        given = super().clean() or {}
        if bool(given.get("username")) == bool(given.get("case_number")):
            raise forms.ValidationError(_("Skriv enten et brugernavn eller et sagsnummer."))
        return given


def trace(request: SignedInRequest) -> HttpResponse:
    """The form, and what was found."""
    form = TraceForm(request.POST or None)
    found: tuple[Look, ...] | None = None
    error = ""
    if form.is_bound and form.is_valid():
        try:
            found = _found(request.visit, form.cleaned_data)
        except (looks.NotYourAudit, NoSuchCase, PurposeRefused) as refused:
            error = str(refused)
    context = {"form": form, "found": found, "error": error, **_named(found or ())}
    return page(request, "trace.html", context)


def _found(visit: Visit, asked: dict[str, str]) -> tuple[Look, ...]:
    if asked["username"]:
        return looks.by_user(asked["username"], visit.viewer, asked["purpose"], now=visit.now)
    number = asked["case_number"].strip()
    ids = CaseSummary.objects.filter(case_number=number).values_list("pk", flat=True)
    case_id = next(iter(ids), UUID(int=0))
    return looks.at_case(case_id, visit.viewer, asked["purpose"], now=visit.now)


def _named(found: tuple[Look, ...]) -> dict[str, dict[object, str]]:
    """The names of the users and the numbers of the cases: two statements."""
    names = User.objects.filter(username__in={look.by_user for look in found})
    cases = CaseSummary.objects.filter(pk__in={look.case_id for look in found})
    return {
        "names": dict(names.values_list("username", "name")),
        "numbers": dict(cases.values_list("pk", "case_number")),
    }
