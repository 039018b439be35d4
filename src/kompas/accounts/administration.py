"""Units and users are made, and roles are granted and taken away: the administrator's work.

Who may do it is for the caller to see to. A user is never removed, for the record names them;
one who leaves sees and does nothing from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from kompas.accounts.models import Membership, Unit, User
from kompas.accounts.roles import Role
from kompas.inputs import KEY, SHORT_TEXT, Unfit
from kompas.words import _

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000
"""Characters. Length does more than odd signs, and a sentence is remembered."""


class AdministrationError(ValueError):
    """What was asked for cannot be done, and why; `remedy` says what to do."""

    def __init__(self, text: str, remedy: str = "") -> None:
        super().__init__(text)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A user as a list shows them, with the roles held in units (role, unit)."""

    username: str
    name: str
    is_active: bool
    can_sign_in: bool
    roles: tuple[tuple[Role, str], ...]


# ---------------------------------------------------------------- units


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
    key = _as_key(key)
    _check_name(name, norms_unit)
    if Unit.objects.filter(pk__iexact=key).exists():
        raise AdministrationError(
            _("Enheden {key} findes allerede.").format(key=key),
            _("Giv den nye enhed en anden nøgle, eller ret den, der er."),
        )
    return Unit.objects.create(
        key=key,
        name=name,
        municipality=municipality,
        norms_unit=norms_unit,
        panel_required=panel_required,
        processing_deadline_weeks=processing_deadline_weeks,
    )


_CHANGEABLE = frozenset({"name", "norms_unit", "panel_required", "processing_deadline_weeks"})


def change_unit(key: str, **changes: Any) -> Unit:
    """Change what a unit is called and what its standards leave to it; holds from now on.

    Its key and municipality never change: its cases name them. Raises AdministrationError for a
    unit that there is not, TypeError for what cannot be changed.
    """
    if not changes.keys() <= _CHANGEABLE:
        raise TypeError(sorted(changes.keys() - _CHANGEABLE))
    _check_name(changes.get("name"), changes.get("norms_unit"))
    unit = _unit(key)
    for field, value in changes.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(changes))
    return unit


def units() -> tuple[Unit, ...]:
    """Every unit, by its key. One statement."""
    return tuple(Unit.objects.order_by("key"))


# ---------------------------------------------------------------- users


def make_user(username: str, name: str, password: str | None = None) -> User:
    """A user without any role; with no password that works where none is given.

    `username` stands in the record and never changes. Whether the password is a good one,
    `set_password` checks. Raises AdministrationError.
    """
    username = _as_key(username)
    _check_name(name)
    if User.objects.filter(username__iexact=username).exists():
        raise AdministrationError(
            _("Brugeren {key} findes allerede.").format(key=username),
            _("Vælg et andet brugernavn. Et brugernavn bruges aldrig igen af en anden."),
        )
    return User.objects.make(username, name, password)


def set_password(username: str, password: str) -> None:
    """Give a user another password; who is signed in with the old one is signed out.

    Raises AdministrationError, also for a password that is easily guessed.
    """
    user = _user(username)
    _check_password(password, (user.username, user.name))
    user.set_password(password)
    user.save(update_fields=["password"])


def users() -> tuple[KnownUser, ...]:
    """Every user, by username, those who have left too. Two statements."""
    found = User.objects.prefetch_related("membership_set").order_by("username")
    return tuple(
        KnownUser(
            user.username,
            user.name,
            user.is_active,
            user.is_active and user.has_usable_password(),
            tuple(sorted((Role(m.role), m.unit_id) for m in user.membership_set.all())),
        )
        for user in found
    )


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
    _set_active(username, is_active=False)


def activate_user(username: str) -> None:
    """A user who is back, with the roles that were held before. Raises AdministrationError."""
    _set_active(username, is_active=True)


def _set_active(username: str, *, is_active: bool) -> None:
    user = _user(username)
    user.is_active = is_active
    user.save(update_fields=["is_active"])


# ---------------------------------------------------------------- looked up and checked


def _user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise AdministrationError(
            _("Der er ingen bruger, der hedder {key}.").format(key=username),
            _("Se brugerne med: kompas user list"),
        )
    return user


def _unit(key: str) -> Unit:
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise AdministrationError(
            _("Der er ingen enhed, der hedder {key}.").format(key=key),
            _("Se enhederne med: kompas unit list"),
        )
    return unit


def _as_key(typed: str) -> str:
    try:
        return KEY.read(typed)
    except Unfit as unfit:
        raise AdministrationError(unfit.what, unfit.remedy) from None


def _check_name(*names: str | None) -> None:
    for name in filter(None, names):
        try:
            SHORT_TEXT.read(name)
        except Unfit as unfit:
            raise AdministrationError(
                _("Navn: {what}").format(what=unfit.what), unfit.remedy
            ) from None


def _check_password(password: str, known: Iterable[str]) -> None:
    """Refuse what is short or guessed first. Nothing of it is ever repeated."""
    remedy = _("Skriv fx en hel sætning, som kun brugeren kender.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        text = _("Adgangskoden skal være på {least} til {most} tegn.")
        raise AdministrationError(
            text.format(least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD), remedy
        )
    bare = password.casefold()
    if any(
        name and bare.replace(name.casefold(), "").strip("0123456789-_. ") == "" for name in known
    ):
        raise AdministrationError(_("Adgangskoden er brugerens eget navn."), remedy)
    if len(set(bare)) < _FEWEST_SIGNS or _is_common(password):
        raise AdministrationError(_("Adgangskoden er for let at gætte."), remedy)


_FEWEST_SIGNS = 5


def _is_common(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False
