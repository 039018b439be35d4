"""Units and users are made, and roles are granted and taken away: the administrator's work.

Who may do it is for the caller to see to. A user is never removed, for the record names them;
one who leaves sees and does nothing from then on.
"""

import re

from django.db import transaction

from kompas.accounts.access import Role
from kompas.accounts.models import Membership, Unit, User
from kompas.words import _

_KEY = re.compile(r"[a-zA-Z0-9_-]{1,50}")


class AdministrationError(ValueError):
    """What was asked for cannot be done, and why."""


def make_unit(
    key: str,
    name: str,
    municipality: str,
    *,
    norms_unit: str | None = None,
    panel_required: bool = False,
    processing_deadline_weeks: int | None = None,
) -> Unit:
    """A unit that works by a municipality's norms. Raises AdministrationError.

    `key` is what cases name it by and never changes.
    """
    _check_key(key)
    if Unit.objects.filter(pk=key).exists():
        raise AdministrationError(_("Enheden {key} findes allerede.").format(key=key))
    return Unit.objects.create(
        key=key,
        name=name,
        municipality=municipality,
        norms_unit=norms_unit,
        panel_required=panel_required,
        processing_deadline_weeks=processing_deadline_weeks,
    )


def make_user(username: str, name: str, password: str | None = None) -> User:
    """A user without any role; with no password that works where none is given.

    `username` stands in the record and never changes. Raises AdministrationError.
    """
    _check_key(username)
    if User.objects.filter(username=username).exists():
        raise AdministrationError(_("Brugeren {key} findes allerede.").format(key=username))
    return User.objects.make(username, name, password)


def grant_role(username: str, role: Role, unit: str) -> None:
    """Give a user a role in a unit; one that is held already stays. Raises AdministrationError."""
    with transaction.atomic():
        Membership.objects.get_or_create(
            user=_user(username), unit=_unit(unit), role=Role(role).value
        )


def withdraw_role(username: str, role: Role, unit: str) -> bool:
    """Take a role away again; whether it was held. Raises AdministrationError."""
    held = Membership.objects.filter(user=_user(username), unit=_unit(unit), role=Role(role).value)
    return bool(held.delete()[0])


def deactivate_user(username: str) -> None:
    """A user who has left: sees and does nothing from now on. Raises AdministrationError."""
    user = _user(username)
    user.is_active = False
    user.save(update_fields=["is_active"])


def _user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise AdministrationError(_("Der er ingen bruger, der hedder {key}.").format(key=username))
    return user


def _unit(key: str) -> Unit:
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise AdministrationError(_("Der er ingen enhed, der hedder {key}.").format(key=key))
    return unit


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise AdministrationError(
            _("{key} kan ikke bruges. Skriv 1 til 50 bogstaver (a til z), tal, - og _.").format(
                key=key[:60]
            )
        )
