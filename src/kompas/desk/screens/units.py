"""Units, and what the standards leave to them: the administrator's page."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.accounts import administration
from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.casework.record import danish_day
from kompas.inputs import KEY, PROCESSING_WEEKS
from kompas.norms import NotCodedError
from kompas.processes import administering
from kompas.web.fields import ChoiceOfMany, Line, Tick, Whole
from kompas.web.norms import library
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class UnitForm(forms.Form):
    """What can be changed of a unit."""

    name = Line(N_("Navn"))
    norms_unit = Line(
        N_("Enhedens navn i kvalitetsstandarden"),
        N_("Kun hvor kommunen har flere standarder for samme ydelse."),
        required=False,
    )
    panel_required = Tick(N_("Visitationsudvalget skal beslutte før afgørelsen"))
    processing_deadline_weeks = Whole(
        PROCESSING_WEEKS,
        N_("Sagsbehandlingsfrist i uger"),
        N_("Politisk vedtaget frist, hvor standarden ikke selv nævner en."),
        required=False,
    )


class NewUnit(UnitForm):
    """A unit that begins."""

    key = Line(
        N_("Kort betegnelse"),
        N_(
            "Med små bogstaver, fx handicap-vest. Sagerne henviser til enheden med den, og den kan "
            "ikke ændres."
        ),
        kind=KEY,
    )
    municipality = ChoiceOfMany(N_("Kommunens standarder"))
    field_order = ("key", "name", "municipality")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = library().words.municipalities
        self.fields["municipality"].choices = [*known.items()]  # type: ignore[attr-defined]


def units(request: SignedInRequest) -> HttpResponse:
    """Every unit, and the form for a new one."""
    form = NewUnit(request.POST or None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            _check_norms(given["municipality"], given["norms_unit"] or None)
            administering.make_unit(
                given.pop("key"),
                given.pop("name"),
                given.pop("municipality"),
                request.visit.viewer,
                now=request.visit.now,
                **_left_to_it(given),
            )
        except AdministrationError as error:
            form.add_error(None, f"{error} {error.remedy}".strip())
        else:
            messages.success(request, _("Enheden er oprettet. Giv nu nogen en rolle i den."))
            return redirect("units")
    return page(request, "units.html", {"units": administration.units(), "form": form, **_names()})


def unit(request: SignedInRequest, unit: str) -> HttpResponse:
    """One unit, to be changed."""
    known = next((one for one in administration.units() if one.key == unit), None)
    if known is None:
        raise Http404
    initial = {name: getattr(known, name) for name in UnitForm.base_fields}
    form = UnitForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            _check_norms(known.municipality, given["norms_unit"] or None)
            changes = {"name": given.pop("name"), **_left_to_it(given)}
            administering.change_unit(unit, request.visit.viewer, now=request.visit.now, **changes)
        except AdministrationError as error:
            field = None if isinstance(error, NotAllowedError) else "norms_unit"
            form.add_error(field, f"{error} {error.remedy}".strip())
        else:
            messages.success(request, _("Ændringen er gemt og gælder fra nu af."))
            return redirect("units")
    return page(request, "unit.html", {"known": known, "form": form, **_names()})


def _names() -> dict[str, Any]:
    """What municipalities are called."""
    return {"municipalities": library().words.municipalities}


def _check_norms(municipality: str, norms_unit: str | None) -> None:
    """A unit has norms to work by, for some service. Raises AdministrationError."""
    known = library()
    for service in known.words.services:
        with suppress(NotCodedError):
            known.standard(service, municipality, danish_day(datetime.now(tz=UTC)), norms_unit)
            return
    raise AdministrationError(
        _("Der er ingen regler for en enhed med det navn i kommunen."),
        _("Lad feltet stå tomt, eller skriv navnet, som det står i reglerne."),
    )


def _left_to_it(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "norms_unit": given["norms_unit"] or None}
