"""The panel's meetings are planned, moved and cancelled."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kompas.accounts.names import unit_names
from kompas.casework.capabilities import Capability
from kompas.processes import panel_meetings
from kompas.processes.panel_meetings import MeetingRefused
from kompas.register import meetings
from kompas.web import parameters
from kompas.web.fields import ChoiceOfMany, Clock, Day, Line, Reason
from kompas.web.parameters import as_day
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _

USUAL = time(9)
"""When a meeting begins unless somebody says so."""


class MeetingForm(forms.Form):
    """When and where a meeting is held."""

    meets_on = Day(N_("Dag"))
    begins_at = Clock(N_("Klokkeslæt"))
    place = Line(N_("Sted"), N_("Fx Rådhuset, lokale 2, eller »på skærm«."))


class NewMeeting(MeetingForm):
    """A meeting more, of one of the units in which the user plans them."""

    unit = ChoiceOfMany(N_("Enhed"))
    field_order = ("unit", "meets_on", "begins_at", "place")

    def __init__(self, units: dict[str, str], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **options})
        self.fields["unit"].choices = [*units.items()]  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    why = Reason(N_("Hvorfor aflyses mødet?"))


def plan(request: SignedInRequest) -> HttpResponse:
    """The form for a meeting more."""
    visit = request.visit
    units = unit_names(visit.viewer.units_of(Capability.PLAN_MEETINGS))
    begun = {
        "unit": parameters.word(request.GET, "enhed"),
        "meets_on": as_day(parameters.word(request.GET, "dag")),
        "begins_at": USUAL,
    }
    form = NewMeeting(units, request.POST or None, initial=begun)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = panel_meetings.plan(
                given["unit"],
                given["meets_on"],
                given["begins_at"],
                given["place"],
                visit.viewer,
                now=visit.now,
            )
        except MeetingRefused as refused:
            form.add_error(refused.field or None, f"{refused} {refused.remedy}")
        else:
            messages.success(request, _("Mødet er planlagt."))
            return redirect(_address(request, made))
    status = 400 if form.is_bound else 200
    return page(request, "panel_plan.html", {"form": form}, status=status)


def change(request: SignedInRequest, unit: str, meets_on: str) -> HttpResponse:
    """A planned meeting, to be moved or cancelled."""
    meeting, viewer, now = (
        _planned(request, unit, meets_on),
        request.visit.viewer,
        request.visit.now,
    )
    cancels = "cancel" in request.POST
    posted = request.POST or None
    begun = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(None if cancels else posted, initial=begun, label_suffix="")
    cancel = CancelForm(posted if cancels else None, label_suffix="")
    used: forms.Form = cancel if cancels else form
    if used.is_bound and used.is_valid():
        try:
            if cancels:
                panel_meetings.cancel(meeting, cancel.cleaned_data["why"], viewer, now=now)
                messages.success(
                    request, _("Mødet er aflyst. Sagerne er nu på enhedens næste møde.")
                )
                return redirect("panel")
            moved = panel_meetings.move(meeting, **form.cleaned_data, by=viewer, now=now)
            messages.success(request, _("Mødet er rettet, og sagerne er fulgt med."))
            return redirect(_address(request, moved))
        except MeetingRefused as refused:
            field = refused.field if refused.field in used.fields else None
            used.add_error(field, f"{refused} {refused.remedy}")
    context = {"meeting": meeting, "form": form, "cancel": cancel}
    return page(request, "panel_change.html", context, status=400 if used.is_bound else 200)


def _planned(request: SignedInRequest, unit: str, meets_on: str) -> meetings.Planned:
    day = as_day(meets_on)
    if day is None or not request.visit.viewer.can(Capability.PLAN_MEETINGS, unit):
        raise Http404
    found = meetings.planned_on(unit, day)
    if found is None or found.cancelled_why is not None:
        raise Http404
    return found


def _address(request: SignedInRequest, meeting: meetings.Planned) -> str:
    return url_of_page(
        request.visit, "panel_meeting", unit=meeting.unit, meets_on=meeting.meets_on.isoformat()
    )
