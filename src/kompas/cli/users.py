"""`kompas user`: those who work in Kompas, for the one who operates it."""

import sys
from argparse import Namespace
from getpass import getpass
from json import dumps
from typing import Any

from rich.table import Table

from kompas.accounts import administration
from kompas.accounts.administration import AdministrationError, KnownUser
from kompas.accounts.roles import ROLES, Role
from kompas.cli import NO, OK, record
from kompas.cli.failure import InputError, meant
from kompas.cli.page import GOOD, QUIET, STRONG, plain, show, text
from kompas.processes import administering
from kompas.words import _


def run(asked: Namespace) -> int:
    """Do the one that was asked for. Raises InputError."""
    try:
        return _RUN[asked.command](asked)
    except AdministrationError as error:
        raise InputError(str(error), error.remedy) from None


def _list(asked: Namespace) -> int:
    known = administration.users()
    if asked.json:
        plain(dumps([_data(user) for user in known], ensure_ascii=False, indent=2))
    elif known:
        show(_table(known), one_line_rows=True)
    else:
        show(text(_("Ingen brugere. Opret den første med: kompas user make")))
    return OK


def _table(known: tuple[KnownUser, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_("Bruger"), _("Navn"), _("Log ind"), _("Roller")):
        table.add_column(heading, no_wrap=True)
    for user in known:
        signs_in = _("ja") if user.can_sign_in else _("nej")
        roles = ", ".join(f"{_(ROLES[role].text)} ({unit})" for role, unit in user.roles) or "-"
        table.add_row(
            text(user.username),
            text(user.name),
            text(signs_in if user.is_active else _("holdt op")),
            text(roles if user.is_active else (roles, QUIET)),
        )
    return table


def _data(user: KnownUser) -> dict[str, object]:
    return {
        "username": user.username,
        "name": user.name,
        "active": user.is_active,
        "can_sign_in": user.can_sign_in,
        "roles": [{"role": role.value, "unit": unit} for role, unit in user.roles],
    }


def _make(asked: Namespace) -> int:
    (username,) = asked.files
    if not (asked.name or "").strip():
        raise InputError(_("Det mangler, hvad brugeren hedder."), _("Skriv --name og navnet."))
    password = None if asked.no_password else _password()
    administering.make_user(username, asked.name.strip(), **_who(), password=password)
    _done(_("✓ Brugeren {name} er oprettet.").format(name=username))
    show(text(_("Giv en rolle med: kompas user grant {name} ROLLE ENHED").format(name=username)))
    return OK


def _set_password(asked: Namespace) -> int:
    (username,) = asked.files
    administering.set_password(username, _password(), **_who())
    _done(_("✓ {name} har en ny adgangskode.").format(name=username))
    return OK


def _deactivate(asked: Namespace) -> int:
    (username,) = asked.files
    administering.deactivate_user(username, **_who())
    _done(_("✓ {name} ser og gør intet fra nu af.").format(name=username))
    return OK


def _activate(asked: Namespace) -> int:
    (username,) = asked.files
    administering.activate_user(username, **_who())
    _done(_("✓ {name} er tilbage med de samme roller som før.").format(name=username))
    return OK


def _grant(asked: Namespace) -> int:
    username, typed, unit = asked.files
    role = _role(typed)
    administering.grant_role(username, role, unit, **_who())
    words = _("✓ {name} er {role} i {unit}.")
    _done(words.format(name=username, role=_(ROLES[role].text), unit=unit))
    return OK


def _revoke(asked: Namespace) -> int:
    username, typed, unit = asked.files
    role = _role(typed)
    told = {"name": username, "role": _(ROLES[role].text), "unit": unit}
    if administering.withdraw_role(username, role, unit, **_who()):
        _done(_("✓ {name} er ikke {role} i {unit} mere.").format(**told))
        return OK
    show(text(_("{name} var ikke {role} i {unit}. Intet er ændret.").format(**told)))
    return NO


_RUN = {
    "user list": _list,
    "user make": _make,
    "user password": _set_password,
    "user deactivate": _deactivate,
    "user activate": _activate,
    "user grant": _grant,
    "user revoke": _revoke,
}


def _who() -> dict[str, Any]:
    """Who sits at the terminal, and when: what stands in the trace."""
    return {"by": administering.at_the_terminal(), "now": record.now()}


def _done(words: str) -> None:
    show(text((words, f"{STRONG} {GOOD}")))


def _role(typed: str) -> Role:
    if typed not in set(Role):
        listed = _("Vælg en af: {known}.").format(known=", ".join(Role))
        raise InputError(
            _("Rollen {word} findes ikke.").format(word=typed),
            " ".join(filter(None, [meant(typed, Role), listed])),
        )
    return Role(typed)


def _password() -> str:
    """The password: asked for twice at a terminal, else a line of standard input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline(administration.LONGEST_PASSWORD + 2)
        if not line.strip("\r\n"):
            raise InputError(
                _("Der kom ingen adgangskode på standard-ind."),
                _("Kør kommandoen i en terminal, eller skriv --no-password for en ny bruger."),
            )
        return line.rstrip("\r\n")
    first = getpass(_("Ny adgangskode: "))
    if getpass(_("Den samme igen: ")) != first:
        raise InputError(_("De to var ikke ens. Intet er ændret."), _("Prøv igen."))
    return first
