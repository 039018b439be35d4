"""Users and their roles: the administrator's page."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from kompas.accounts import administration
from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError
from kompas.accounts.roles import ROLES, Role
from kompas.casework.capabilities import Capability
from kompas.inputs import KEY
from kompas.processes import administering
from kompas.web import parameters
from kompas.web.fields import ChoiceOfMany, Line, Password
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest, Visit
from kompas.words import N_, _


class NewUser(forms.Form):
    """Somebody who begins to work here."""

    username = Line(
        N_("Brugernavn"),
        N_("Står i journalen og kan ikke ændres. Små bogstaver, tal og bindestreg."),
        kind=KEY,
    )
    name = Line(N_("Navn"))
    password = Password(
        N_("Adgangskode"), N_("Mindst 12 tegn, gerne en hel sætning. Giv den til brugeren selv.")
    )


class RoleForm(forms.Form):
    """A role in a unit that whoever gives it administers."""

    role = ChoiceOfMany(N_("Rolle"), choices=[(role.value, ROLES[role].text) for role in Role])
    unit = ChoiceOfMany(N_("Enhed"))

    def __init__(self, data: QueryDict | None, names: dict[str, str], by: Staff) -> None:
        super().__init__(data)
        choices = [(key, names[key]) for key in by.units_of(Capability.KEEP_USERS)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """Another password."""

    password = Password(
        N_("Ny adgangskode"),
        N_("Mindst 12 tegn. Brugeren bliver logget ud og skal bruge den nye."),
    )


def users(request: SignedInRequest) -> HttpResponse:
    """Everybody, and the form for somebody new."""
    form = NewUser(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            administering.make_user(
                given["username"],
                given["name"],
                request.visit.viewer,
                now=request.visit.now,
                password=given["password"],
            )
        except AdministrationError as error:
            form.add_error(None, _told(error))
        else:
            messages.success(request, _("Brugeren er oprettet. Giv nu en rolle i en enhed."))
            return redirect("user", username=given["username"])
    everybody = administration.users()
    context = {
        "users": everybody,
        "names": {one.username: one.name for one in everybody},
        "waiting": administration.proposals(),
        "units": _unit_names(),
        "form": form,
    }
    return page(request, "users.html", context)


def user(request: SignedInRequest, username: str) -> HttpResponse:
    """One user: roles, password, whether they work here still."""
    everybody = {one.username: one for one in administration.users()}
    if (known := everybody.get(username)) is None:
        raise Http404
    units, visit = _unit_names(), request.visit
    asked = parameters.word(request.POST, "do")
    role_form = RoleForm(request.POST if asked == "grant" else None, units, visit.viewer)
    password_form = PasswordForm(request.POST if asked == "password" else None)
    if asked:
        form = {"grant": role_form, "password": password_form}.get(asked)
        try:
            if form is None or form.is_valid():
                given = form.cleaned_data if form else _named(request)
                messages.success(request, _do(asked, username, given, visit))
                return redirect("user", username=username)
        except (AdministrationError, ValueError) as error:
            messages.error(request, _told(error))
            return redirect("user", username=username)
    context = {
        "known": known,
        "waiting": [one for one in administration.proposals() if one.user.username == username],
        "names": {key: one.name for key, one in everybody.items()},
        "units": units,
        "role_form": role_form,
        "password_form": password_form,
        "is_oneself": username == visit.viewer.username,
    }
    return page(request, "user.html", context)


def _named(request: SignedInRequest) -> dict[str, Any]:
    """What a button names: a role, in a unit."""
    return {name: parameters.word(request.POST, name) for name in ("role", "unit")}


def _do(asked: str, username: str, given: dict[str, Any], visit: Visit) -> str:
    """Do it, and tell what was done. Raises AdministrationError and ValueError."""
    by, now = visit.viewer, visit.now
    match asked:
        case "grant" | "withdraw" | "confirm" | "turn_down":
            return _do_role(asked, (username, Role(given["role"]), given["unit"], by), now)
        case "password":
            administering.set_password(username, given["password"], by, now=now)
        case "deactivate":
            administering.deactivate_user(username, by, now=now)
        case "activate":
            administering.activate_user(username, by, now=now)
        case _:
            raise ValueError(_("Det kan ikke lade sig gøre."))
    return _("Ændringen er gemt.")


def _do_role(asked: str, named: tuple[str, Role, str, Staff], now: datetime) -> str:
    match asked:
        case "grant":
            if not administering.grant_role(*named, now=now):
                return _("Rollen gælder, når en anden administrator har bekræftet den.")
        case "withdraw":
            administering.withdraw_role(*named, now=now)
        case "confirm":
            administering.confirm_role(*named, now=now)
        case _turn_down:
            administering.turn_down_role(*named, now=now)
    return _("Ændringen er gemt.")


def _told(error: Exception) -> str:
    return f"{error} {getattr(error, 'remedy', '')}".strip()


def _unit_names() -> dict[str, str]:
    return {unit.key: unit.name for unit in administration.units()}
