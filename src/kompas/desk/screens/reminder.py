"""Reminders of one's own: a day and a few words on a case, seen by nobody else."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.casework.capabilities import Capability
from kompas.desk.case_file import line_of
from kompas.processes import own_reminders
from kompas.processes.own_reminders import ReminderRefused
from kompas.web.fields import Day, Line
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class ReminderForm(forms.Form):
    """When, and of what."""

    due_on = Day(N_("Dag"))
    text = Line(N_("Hvad vil du huske?"), N_("Fx »Ring til værkstedet om en prøvedag«."))


def reminder(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """One's own reminders on a case, and the form for one more."""
    visit = request.visit
    form = ReminderForm(request.POST or None, label_suffix="")
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            own_reminders.add(
                case_id,
                given["due_on"],
                given["text"],
                visit.viewer,
                now=visit.now,
                today=visit.today,
            )
        except ReminderRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Påmindelsen står på Min dag, og kun du kan se den."))
            return redirect("case_reminder", case_id=case_id)
    found = own_reminders.of_case(case_id, visit.viewer, now=visit.now)
    context = {"line": line_of(visit), "form": form, "found": found, "today": visit.today}
    return page(request, "case/reminder.html", context, status=422 if form.is_bound else 200)


def done(request: SignedInRequest, reminder_id: UUID) -> HttpResponse:
    """One is done with, and goes."""
    if own_reminders.finish(reminder_id, request.visit.viewer):
        messages.success(request, _("Påmindelsen er gjort."))
    else:
        messages.info(request, _("Påmindelsen var der ikke mere."))
    handles = request.visit.viewer.can(Capability.HANDLE_CASE)
    return redirect("my_day" if handles else "front")
