"""`kompas demo`: the screens with Eksempelby, whom nobody has met."""

import os
import sys
from argparse import Namespace
from contextvars import copy_context

from kompas.cli import OK, record, serve
from kompas.cli.failure import InputError, reason_of
from kompas.cli.page import QUIET, show, text
from kompas.register.environment import default_folder, is_embedded
from kompas.words import SOURCE_LANGUAGE, _, set_language

_CASES, _MOST_CASES, _SEED = 200, 1_000_000, 1


def run(asked: Namespace) -> int:
    """Make the town where it is missing, and let visitors in. Raises InputError."""
    cases = record.count(asked.cases, "--cases", _CASES, _MOST_CASES)
    serve.port(asked.port)
    _refuse_a_database_of_ones_own()
    # A folder of its own: the demo never comes near an installation's cases.
    os.environ.setdefault("KOMPAS_DATA", default_folder("kompas-demo"))
    if asked.fresh:
        _start_over()
    os.environ["KOMPAS_DEMO"] = "1"
    serve.open_for_screens(fictional=True)
    # What is recorded is Danish, whatever the language of the screen.
    context = copy_context()
    context.run(set_language, SOURCE_LANGUAGE)
    context.run(_fill, cases)
    serve.serve(asked, *_people(), or_next=True)
    return OK


def _refuse_a_database_of_ones_own() -> None:
    """Whoever names one means an installation, where everybody's password is never the same."""
    if not is_embedded():
        raise InputError(
            _("KOMPAS_DATABASE_URL nævner en database, og demoen har sin egen. Intet er rørt."),
            _("Kør demoen uden den: env -u KOMPAS_DATABASE_URL kompas demo"),
        )


def _start_over() -> None:
    """Remove what the demo has made, and say what was left."""
    from kompas.register import fictional  # noqa: PLC0415 - only here
    from kompas.register.environment import data_folder  # noqa: PLC0415

    try:
        with record.told():
            left = fictional.clear(data_folder())
    except OSError as error:
        raise InputError(
            _("Demoen kan ikke slettes: {reason}.").format(reason=reason_of(error)),
            _("Slet mappen {folder} selv, og prøv igen.").format(folder=data_folder()),
        ) from None
    for path in left:
        show(text((_("{path} er ikke demoens og er ikke rørt.").format(path=path), QUIET)))


def _fill(cases: int) -> None:
    """Make what is missing of the town. What was done in it, and what was changed, stays."""
    from kompas.casework.record import danish_day  # noqa: PLC0415 - after the setup
    from kompas.cli import sample  # noqa: PLC0415
    from kompas.register.environment import data_folder  # noqa: PLC0415
    from kompas.register.fictional import Reached, note, reached  # noqa: PLC0415
    from kompas.register.models import CaseSummary  # noqa: PLC0415
    from kompas.sample.letters import make_letters  # noqa: PLC0415
    from kompas.sample.load import load_cases, load_offers, load_users  # noqa: PLC0415
    from kompas.sample.meetings import plan_meetings  # noqa: PLC0415
    from kompas.sample.town import Town  # noqa: PLC0415

    is_filled = reached(data_folder()) is Reached.FILLED
    if is_filled and CaseSummary.objects.count() >= cases:
        return
    from kompas.web.norms import library  # noqa: PLC0415

    show(text((_("Eksempelby bygges. Det tager under et minut."), QUIET)))
    load_users()
    load_offers(library().words)
    _let_in()
    town = Town(_SEED, danish_day(record.now()), library())
    load_cases(town, range(cases), progress=sample.progress())
    plan_meetings(town)
    if cases <= _CASES:
        make_letters(library(), record.now())
    note(data_folder(), Reached.FILLED)
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _let_in() -> None:
    """The demo's password for those of the town who have none that works, and for nobody else."""
    from django.contrib.auth.hashers import (  # noqa: PLC0415 - after the setup
        UNUSABLE_PASSWORD_PREFIX,
        make_password,
    )

    from kompas.accounts.models import User  # noqa: PLC0415
    from kompas.register.environment import value_of  # noqa: PLC0415
    from kompas.sample.users import USERS  # noqa: PLC0415

    shut_out = User.objects.filter(
        username__in={user.username for user in USERS},
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    # One hash for all: each takes as long as a sign-in.
    shut_out.update(password=make_password(value_of("KOMPAS_DEMO_PASSWORD")))


def _people() -> list[str]:
    """Everybody of the demo, with what they are."""
    from kompas.register.environment import data_folder, value_of  # noqa: PLC0415
    from kompas.sample.users import UNIT, USERS  # noqa: PLC0415
    from kompas.web.filters import role_name  # noqa: PLC0415 - after the setup

    lines = [
        "",
        _("Log ind som en af disse. Adgangskoden er {password}.").format(
            password=value_of("KOMPAS_DEMO_PASSWORD")
        ),
    ]
    for user in USERS:
        unit = UNIT[user.unit].name.partition(",")[0]
        lines.append(f"  {user.username:<16}{user.name}, {role_name(user.role)}, {unit}")
    terminal = _("I terminalen: KOMPAS_DATA={folder} kompas case list --as {name}")
    return [*lines, "", terminal.format(folder=data_folder(), name=USERS[4].username), ""]
