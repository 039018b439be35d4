"""Who looked at what: the auditor's page. What is asked for is posted, and leaves a trace."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse

from kompas.accounts.models import User
from kompas.casework.offer import LISTING_TEXTS, OWNERSHIP_TEXTS
from kompas.inputs import CASE_NUMBER, KEY
from kompas.inputs.day import iso_day
from kompas.processes import access_log
from kompas.processes.reading import NoSuchCase, PurposeRefused
from kompas.processes.roster import Act
from kompas.register.access import PAGE, Look
from kompas.register.models import CaseSummary
from kompas.web import parameters
from kompas.web.fields import Line
from kompas.web.filters import day
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest, Visit
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
    """The form, and a page of what was found."""
    form = TraceForm(request.POST or None)
    found: tuple[Look, ...] | None = None
    error, skipped = "", parameters.number(request.POST, "skip") or 0
    if form.is_bound and form.is_valid():
        try:
            found = _found(request.visit, form.cleaned_data, skipped)
        except (access_log.NotYourAudit, NoSuchCase, PurposeRefused) as refused:
            error = str(refused)
    context = {"form": form, "found": found, "error": error, **_named(found or ())}
    return page(request, "trace.html", {**context, "older": _older(found or (), skipped)})


def administered(request: SignedInRequest) -> HttpResponse:
    """What was administered, and by whom; what was refused too."""
    skipped, visit = parameters.number(request.GET, "skip") or 0, request.visit
    found = access_log.at_administration(visit.viewer, now=visit.now, skip=skipped)
    context = {"found": found, "older": _older(found, skipped), "readable": readable}
    return page(request, "administered.html", {**context, **_named(found)})


def readable(look: Look) -> str:
    """An entry as it is read: days as they are written, and what is said of an offer in words.

    The log keeps days as 2026-12-01 and an offer's codes, which its seal is made of.
    """
    told = _DAY.sub(_worded_day, look.purpose)
    if not told.startswith(_OF_OFFERS):
        return told
    begins, colon, said = told.rpartition(": ")
    codes = {one.value: _(text) for one, text in (*LISTING_TEXTS.items(), *OWNERSHIP_TEXTS.items())}
    return f"{begins}{colon}{'; '.join(codes.get(one, one) for one in said.split('; '))}"


_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_OF_OFFERS = (Act.OFFER_MADE, Act.OFFER_CHANGED)


def _worded_day(found: re.Match[str]) -> str:
    read = iso_day(found.group())
    return day(read) if read else found.group()


def _older(found: tuple[Look, ...], skipped: int) -> int | None:
    """How many the next page skips; None where there is none."""
    return skipped + PAGE if len(found) == PAGE else None


def _found(visit: Visit, asked: dict[str, Any], skip: int) -> tuple[Look, ...]:
    username, viewer, purpose = asked["username"], visit.viewer, asked["purpose"]
    if username:
        return access_log.by_user(username, viewer, purpose, now=visit.now, skip=skip)
    ids = CaseSummary.objects.filter(case_number=asked["case_number"]).values_list("pk", flat=True)
    case_id = next(iter(ids), UUID(int=0))
    return access_log.at_case(case_id, viewer, purpose, now=visit.now, skip=skip)


def _named(found: tuple[Look, ...]) -> dict[str, dict[object, str]]:
    """The names of the users and the numbers of the cases: two statements."""
    names = User.objects.filter(username__in={look.by_user for look in found})
    cases = CaseSummary.objects.filter(pk__in={look.case_id for look in found})
    return {
        "names": dict(names.values_list("username", "name")),
        "numbers": dict(cases.values_list("pk", "case_number")),
    }
