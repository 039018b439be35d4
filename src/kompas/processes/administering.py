"""Users, roles and units are administered: each act leaves a trace that nobody can change.

It is an entry of its own kind in the log of looks, in the chain of who did it, and in the same
transaction. What is refused for who asks leaves one too. An administrator administers the units in
which the role is held; whoever holds it in every unit administers the municipality, and each unit
that is made. Whoever sits at the server asks nobody's leave.
"""

import os
import pwd
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from kompas.accounts import administration, phrases
from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError, NotAllowedError
from kompas.accounts.lookup import viewer_of
from kompas.accounts.roles import Role
from kompas.casework.capabilities import Capability
from kompas.processes.roster import FIELDS, Act, as_text, fitted, of_role
from kompas.register import access
from kompas.words import _

_Done = TypeVar("_Done")


class Operator(Staff):
    """Whoever sits at the server: the database is theirs in any case."""

    __slots__ = ()


def at_the_terminal() -> Operator:
    """Who sits there, by the name that the machine has for them, which no user can have."""
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:
        name = str(number)
    return Operator(f"terminal:{name}", frozenset())


# ---------------------------------------------------------------- users


def make_user(
    username: str, name: str, by: Staff, *, now: datetime, password: str | None = None
) -> None:
    """As `administration.make_user`, with the password where one is given; whole or not at all."""

    def make() -> None:
        made = administration.make_user(username, name)
        if password is not None:
            administration.set_password(made.username, password)

    traced(by, now, f"{Act.USER_MADE}: {username}", make)


def set_password(username: str, password: str, by: Staff, *, now: datetime) -> None:
    """As `administration.set_password`; NotAllowedError for who administers not all units in which
    the user holds a role, and for another administrator: who could sign in as them would be both of
    the two that a role takes. One's own is anybody's to change.
    """
    units = () if username == by.username else administration.units_of(username)
    what = f"{Act.PASSWORD_SET}: {username}"

    def change() -> None:
        if username != by.username and not isinstance(by, Operator):
            _check_no_administrator(username)
        administration.set_password(username, password)

    traced(by, now, what, change, units)


def set_contact(by: Staff, phone: str, email: str, *, now: datetime, title: str = "") -> bool:
    """As `administration.set_contact`, of oneself. The log says that, and not what it is now."""
    name = by.username
    return traced(
        by,
        now,
        f"{Act.CONTACT_SET}: {name}",
        lambda: administration.set_contact(name, phone, email, title),
    )


def deactivate_user(username: str, by: Staff, *, now: datetime) -> None:
    """As `administration.deactivate_user`; NotAllowedError as for a password, and for oneself."""
    what, units = f"{Act.USER_CLOSED}: {username}", administration.units_of(username)

    def close() -> None:
        if username == by.username:
            raise NotAllowedError(
                _("Du kan ikke lukke din egen adgang."), _("Bed en anden administrator om det.")
            )
        administration.deactivate_user(username)

    traced(by, now, what, close, units)


def activate_user(username: str, by: Staff, *, now: datetime) -> None:
    """As `administration.activate_user`; NotAllowedError as for a password."""
    what, units = f"{Act.USER_OPENED}: {username}", administration.units_of(username)
    traced(by, now, what, lambda: administration.activate_user(username), units)


# ---------------------------------------------------------------- roles


def grant_role(username: str, role: Role, unit: str, by: Staff, *, now: datetime) -> bool:
    """Give a role; whether it is held now. Unless it is given at the server it is only proposed,
    and waits for another administrator of the unit (`confirm_role`).

    Raises AdministrationError, and NotAllowedError for who would give it to themselves.
    """

    def grant() -> bool:
        _check_other(username, by)
        return administration.grant_role(username, role, unit)

    def propose() -> bool:
        _check_other(username, by)
        return administration.propose_role(username, role, unit, by.username, now)

    told = of_role(username, role, unit)
    if isinstance(by, Operator):
        traced(by, now, f"{Act.ROLE_GIVEN}: {told}", grant, [unit])
        return True
    return not traced(by, now, f"{Act.ROLE_PROPOSED}: {told}", propose, [unit])


def confirm_role(username: str, role: Role, unit: str, by: Staff, *, now: datetime) -> None:
    """Give a role that another administrator has proposed. Raises AdministrationError, and
    NotAllowedError for who proposed it or would get it.
    """

    def confirm() -> None:
        _check_other(username, by)
        proposer = administration.take_proposal(username, role, unit)
        if proposer == by.username:
            raise NotAllowedError(
                _("Du har selv foreslået rollen, og den kræver to."),
                _("Bed en anden af enhedens administratorer om at bekræfte den."),
            )
        known = viewer_of(proposer)
        if known is None or not known.can(Capability.KEEP_USERS, unit):
            raise AdministrationError(
                _("Den, der foreslog rollen, er ikke administrator i enheden mere."),
                _("Afslå forslaget, og foreslå rollen på ny."),
            )
        administration.grant_role(username, role, unit)

    what = f"{Act.ROLE_CONFIRMED}: {of_role(username, role, unit)}"
    traced(by, now, what, confirm, [unit])


def turn_down_role(username: str, role: Role, unit: str, by: Staff, *, now: datetime) -> None:
    """Take a proposal away, one's own too. Raises AdministrationError."""
    what = f"{Act.ROLE_TURNED_DOWN}: {of_role(username, role, unit)}"
    traced(by, now, what, lambda: administration.take_proposal(username, role, unit), [unit])


def withdraw_role(username: str, role: Role, unit: str, by: Staff, *, now: datetime) -> bool:
    """As `administration.withdraw_role`."""
    what = f"{Act.ROLE_REMOVED}: {of_role(username, role, unit)}"

    def withdraw() -> bool:
        return administration.withdraw_role(username, role, unit)

    return traced(by, now, what, withdraw, [unit])


def _check_no_administrator(username: str) -> None:
    known = viewer_of(username)
    if known is not None and known.units_of(Capability.KEEP_USERS):
        raise NotAllowedError(
            _("En administrators adgangskode kan ikke skiftes af en anden administrator."),
            _("Bed dem, der driver Kompas, om: kompas user password {name}.").format(name=username),
        )


def _check_other(username: str, by: Staff) -> None:
    if username == by.username:
        raise NotAllowedError(
            _("Du kan ikke give dig selv en rolle."),
            _("Bed en anden administrator om det, eller dem, der driver Kompas."),
        )


# ---------------------------------------------------------------- units


def make_unit(
    key: str, name: str, municipality: str, by: Staff, *, now: datetime, **left_to_it: Any
) -> None:
    """As `administration.make_unit`. Whoever makes it administers it, and whoever administers
    every other unit.
    """

    def make() -> None:
        heirs = administration.administer_all()
        unit = administration.make_unit(key, name, municipality, **left_to_it).key
        for heir in sorted(heirs if isinstance(by, Operator) else {*heirs, by.username}):
            administration.grant_role(heir, Role.ADMINISTRATOR, unit)
            _note(by, now, f"{Act.ROLE_GIVEN}: {of_role(heir, Role.ADMINISTRATOR, unit)}")

    left = {"municipality": municipality, "name": name, **left_to_it}
    told = ", ".join(f"{FIELDS[one]} {as_text(left[one])}" for one in FIELDS if one in left)
    traced(by, now, f"{Act.UNIT_MADE}: {key}: {told}", make)


def change_unit(key: str, by: Staff, *, now: datetime, **changes: Any) -> None:
    """As `administration.change_unit`; the trace tells what was changed, from what and to what."""
    before = next((vars(one) for one in administration.units() if one.key == key), {})
    changed = [one for one in FIELDS if one in changes and before.get(one) != changes[one]]
    told = ", ".join(
        f"{FIELDS[one]} {as_text(before.get(one))} → {as_text(changes[one])}" for one in changed
    )

    def change() -> bool:
        administration.change_unit(key, **changes)
        return bool(changed)

    traced(by, now, f"{Act.UNIT_CHANGED}: {key}: {told}", change, [key])


# ---------------------------------------------------------------- standard texts


def write_phrase(
    unit: str, title: str, text: str, by: Staff, *, now: datetime, number: int | None = None
) -> None:
    """As `phrases.write`; NotAllowedError for who does not keep the unit's texts."""
    act = Act.PHRASE_CHANGED if number else Act.PHRASE_MADE
    what = f"{act}: {unit}: {title}"
    traced(by, now, what, lambda: phrases.write(unit, title, text, number), [unit], _PHRASES)


def remove_phrase(unit: str, number: int, by: Staff, *, now: datetime) -> None:
    """As `phrases.remove`; NotAllowedError as above."""
    title = next((one.title for one in phrases.phrases_of(unit) if one.id == number), "–")
    what = f"{Act.PHRASE_REMOVED}: {unit}: {title}"
    traced(by, now, what, lambda: phrases.remove(unit, number), [unit], _PHRASES)


_PHRASES = Capability.KEEP_PHRASES


# ---------------------------------------------------------------- the trace


def traced(  # noqa: PLR0913, PLR0917 - what is done, by whom, and what is told of it
    by: Staff,
    now: datetime,
    what: str,
    act: Callable[[], _Done],
    units: Iterable[str] = (),
    capability: Capability = Capability.KEEP_USERS,
    seal: Callable[[str], str] | None = None,
) -> _Done:
    """Something is done to some units, and who did it is noted with it, unless it says that
    nothing was changed; under a `seal` of what it left, where one is given. Raises
    AdministrationError.
    """
    try:
        with access.acting(by):
            _check_units(by, units, capability)
            done = act()
            if done is not False:
                _note(by, now, seal(what) if seal else what)
            return done
    except NotAllowedError:
        with access.acting(by):
            _note(by, now, f"Afvist: {what}")
        raise


def _check_units(by: Staff, units: Iterable[str], capability: Capability) -> None:
    for unit in units:
        if not (isinstance(by, Operator) or by.can(capability, unit)):
            raise NotAllowedError(
                _("Du er ikke administrator i {unit}.").format(unit=administration.unit_name(unit)),
                _("Bed enhedens administrator om det, eller dem, der driver Kompas."),
            )


def _note(by: Staff, now: datetime, what: str) -> None:
    access.note(by.username, now, access.What.ADMINISTER, fitted(what))
