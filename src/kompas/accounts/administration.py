"""Units and users are made, and roles are granted and taken away: the administrator's work.

Who may do it, and its trace, are for `kompas.processes.administering` to see to. A user is never
removed, for the record names them; one who leaves sees and does nothing from then on.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kompas.accounts.models import Membership, RoleProposal, Unit, User
from kompas.accounts.roles import Role, holders
from kompas.casework.capabilities import Capability
from kompas.inputs import KEY, SHORT_TEXT, Unfit
from kompas.words import _

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000
"""Characters. Length does more than odd signs, and a sentence is remembered."""


class AdministrationError(ValueError):
    """What was asked for cannot be done, and why; `remedy` says what to do."""

    def __init__(self, text: str, remedy: str = "") -> None:
        super().__init__(text)
        self.remedy = remedy


class NotAllowedError(AdministrationError):
    """It could be done, but not by who asks, or not while nobody else keeps the users."""


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
    _check_only_one(name)
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
    if "name" in changes:
        _check_only_one(changes["name"], but=key)
    for field, value in changes.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(changes))
    return unit


def unit_name(key: str) -> str:
    """What a unit is called; of one that there is not, its key. One statement."""
    return Unit.objects.filter(pk=key).values_list("name", flat=True).first() or key


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


def set_contact(username: str, phone: str, email: str, title: str = "") -> bool:
    """How citizens reach a user, and what they are; each may be empty. Whether it is new."""
    user = _user(username)
    if (user.phone, user.email, user.title) == (phone, email, title):
        return False
    user.phone, user.email, user.title = phone, email, title
    user.save(update_fields=["phone", "email", "title"])
    return True


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


def units_of(username: str) -> tuple[str, ...]:
    """The units in which a user holds a role, also one who has left. One statement."""
    held = Membership.objects.filter(user__username=username).order_by("unit_id")
    return tuple(held.values_list("unit_id", flat=True).distinct())


def administer_all() -> frozenset[str]:
    """Who administers every unit that there is: the municipality's administrators."""
    keepers, everywhere = holders(Capability.KEEP_USERS), {unit.key for unit in units()}
    return frozenset(
        user.username
        for user in users()
        if user.is_active
        and everywhere
        and everywhere <= {unit for role, unit in user.roles if role in keepers}
    )


def grant_role(username: str, role: Role, unit: str) -> bool:
    """Give a user a role in a unit; whether it was not held before. Raises AdministrationError."""
    with transaction.atomic():
        return Membership.objects.get_or_create(
            user=_user(username), unit=_unit(unit), role=Role(role).value
        )[1]


def propose_role(username: str, role: Role, unit: str, by: str, at: datetime) -> bool:
    """A role that waits for a second person; False where it is held. Raises AdministrationError."""
    user, where, value = _user(username), _unit(unit), Role(role).value
    if Membership.objects.filter(user=user, unit=where, role=value).exists():
        return False
    made = {"proposed_by": by, "proposed_at": at}
    with transaction.atomic():
        proposal = RoleProposal.objects.get_or_create(
            user=user, unit=where, role=value, defaults=made
        )
    if not proposal[1]:
        raise AdministrationError(
            _("Rollen er allerede foreslået og venter på en anden administrator."),
            _("Bed en af enhedens andre administratorer om at bekræfte den."),
        )
    return True


def take_proposal(username: str, role: Role, unit: str) -> str:
    """Remove a proposed role from what waits; who proposed it. Raises AdministrationError."""
    found = RoleProposal.objects.select_for_update().filter(
        user__username=username, unit=unit, role=Role(role).value
    )
    proposal = found.first()
    if proposal is None:
        raise AdministrationError(
            _("Rollen er ikke foreslået."), _("Se brugerens roller, og foreslå den på ny.")
        )
    proposal.delete()
    return proposal.proposed_by


def proposals() -> tuple[RoleProposal, ...]:
    """The roles that wait for a second person, the oldest first. One statement."""
    return tuple(RoleProposal.objects.select_related("user").order_by("proposed_at", "pk"))


def withdraw_role(username: str, role: Role, unit: str) -> bool:
    """Take a role away again; whether it was held. Raises AdministrationError, and NotAllowedError
    for the last one by which somebody keeps the unit's users.
    """
    held = Membership.objects.filter(user=_user(username), unit=_unit(unit), role=Role(role).value)
    with _administered_still():
        return bool(held.delete()[0])


def deactivate_user(username: str) -> None:
    """A user who has left: sees and does nothing from now on. Raises AdministrationError, and
    NotAllowedError for the last who keeps a unit's users.
    """
    with _administered_still():
        _set_active(username, is_active=False)


def activate_user(username: str) -> None:
    """A user who is back, with the roles that were held before. Raises AdministrationError."""
    _set_active(username, is_active=True)


def _set_active(username: str, *, is_active: bool) -> None:
    user = _user(username)
    user.is_active = is_active
    user.save(update_fields=["is_active"])


@contextmanager
def _administered_still() -> Iterator[None]:
    """Each unit in which somebody keeps users has somebody afterwards; else nothing is changed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two who close each other wait, and the second is refused.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('kompas users', 0))")
        before = _administered()
        yield
        if left := before - _administered():
            raise NotAllowedError(
                _("Det er den sidste administrator i {units}.").format(
                    units=", ".join(map(unit_name, sorted(left)))
                ),
                _("Giv først en anden rollen som administrator der."),
            )


def _administered() -> set[str]:
    """The units in which somebody who works here keeps users."""
    held = Membership.objects.filter(user__is_active=True, role__in=holders(Capability.KEEP_USERS))
    return set(held.values_list("unit_id", flat=True))


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


def _check_only_one(name: str, but: str = "") -> None:
    """No other unit is called so, to who reads it."""
    others = Unit.objects.exclude(pk=but).values_list("name", flat=True)
    if _as_read(name) in map(_as_read, others):
        raise AdministrationError(
            _("En anden enhed hedder {name}.").format(name=name),
            _("Giv enheden et navn, som ingen anden har."),
        )


def _as_read(name: str) -> str:
    return " ".join(name.casefold().split())


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
