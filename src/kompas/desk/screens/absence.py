"""Who is away, and who stands in for them: said by oneself, or by whoever leads the team."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.accounts import absences
from kompas.accounts.absences import Colleague
from kompas.accounts.names import unit_names
from kompas.casework.capabilities import Capability
from kompas.processes.absences import (
    AbsenceRefused,
    Wanted,
    end_absence,
    set_absence,
    those_who_may_be_away,
)
from kompas.web.fields import ChoiceOfMany, Day
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class AbsenceForm(forms.Form):
    """Who is away, from and to which day, and who stands in."""

    who = ChoiceOfMany(N_("Hvem er fraværende?"), unchosen=N_("Vælg, hvem der er fraværende."))
    from_on = Day(N_("Første dag"))
    to_on = Day(N_("Sidste dag"), N_("Dagen efter slutter det af sig selv."))
    substitute = ChoiceOfMany(
        N_("Stedfortræder"),
        N_("En i samme enhed med mindst de samme rettigheder."),
        unchosen=N_("Vælg en stedfortræder."),
    )

    def __init__(
        self, away: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], data: Any
    ) -> None:
        super().__init__(data, label_suffix="")
        choose = [("", N_("Vælg"))]
        self.fields["who"].choices = [*(choose if len(away) > 1 else ()), *away]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [*choose, *others]  # type: ignore[attr-defined]


def absence(request: SignedInRequest) -> HttpResponse:
    """The absences that are not over, and the form for one more."""
    visit = request.visit
    units = visit.viewer.units_of(Capability.HANDLE_CASE)
    colleagues = absences.colleagues(units)
    may = those_who_may_be_away(visit.viewer, colleagues)
    names = unit_names(units) if len(units) > 1 else {}
    form = AbsenceForm(
        [_choice(one, names) for one in may],
        [_choice(one, names) for one in colleagues if [one] != list(may)],
        request.POST or None,
    )
    if form.is_bound and form.is_valid() and _set(request, form, colleagues):
        return redirect("absence")
    found = absences.of_viewer(visit.viewer, visit.today)
    own = [one for one in found if one.username == visit.viewer.username]
    context = {
        "form": form,
        "own": own,
        "others": [one for one in found if one not in own],
        "leads": visit.viewer.can(Capability.LEAD_TEAM),
        "several": len(units) > 1,
        "today": visit.today,
    }
    return page(request, "absence.html", context, status=422 if form.is_bound else 200)


def end(request: SignedInRequest, absence_id: int) -> HttpResponse:
    """Somebody is back, or does not go after all."""
    visit = request.visit
    try:
        ended = end_absence(absence_id, visit.viewer, now=visit.now)
    except AbsenceRefused as refused:
        messages.error(request, f"{refused} {refused.remedy}")
    else:
        text = _("Fraværet er afsluttet. {name} er ikke længere stedfortræder.")
        messages.success(request, text.format(name=ended.substitute_name))
    return redirect("absence")


def _set(request: SignedInRequest, form: AbsenceForm, colleagues: Sequence[Colleague]) -> bool:
    """Whether what was typed is written down; the form says why not."""
    visit, given = request.visit, form.cleaned_data
    known = {_key(one): one for one in colleagues}
    who, other = known[given["who"]], known[given["substitute"]]
    if who.unit != other.unit:
        form.add_error("substitute", _("Vælg en i samme enhed som den, der er fraværende."))
        return False
    wanted = Wanted(who.username, who.unit, other.username, given["from_on"], given["to_on"])
    try:
        set_absence(wanted, visit.viewer, now=visit.now, today=visit.today)
    except AbsenceRefused as refused:
        form.add_error(refused.field or None, f"{refused} {refused.remedy}")
        return False
    text = _("Gemt. {other} er stedfortræder for {name} i de dage.")
    messages.success(request, text.format(other=other.name, name=who.name))
    return True


def _key(one: Colleague) -> str:
    """Somebody in a unit as a form names them, without their username."""
    return f"{one.user_id}.{one.unit}"


def _choice(one: Colleague, names: dict[str, str]) -> tuple[str, str]:
    return _key(one), f"{one.name}, {names[one.unit]}" if one.unit in names else one.name
