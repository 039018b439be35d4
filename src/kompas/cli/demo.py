"""`kompas demo`: the screens with Eksempelby, whom nobody has met."""

import os
import shutil
import sys
from argparse import Namespace
from contextvars import copy_context
from pathlib import Path

from kompas.cli import OK, record, serve
from kompas.cli.page import QUIET, show, text
from kompas.words import SOURCE_LANGUAGE, _, set_language

_CASES, _MOST_CASES, _SEED = 200, 1_000_000, 1


def run(asked: Namespace) -> int:
    """Make the town where it is missing, and let visitors in. Raises InputError."""
    cases = record.count(asked.cases, "--cases", _CASES, _MOST_CASES)
    serve.port(asked.port)
    os.environ["KOMPAS_DEMO"] = "1"
    # A folder of its own: the demo never comes near an installation's cases.
    os.environ.setdefault("KOMPAS_DATA", f"/var/tmp/kompas-demo-{os.getuid()}")  # noqa: S108 - owner is checked
    os.environ.pop("KOMPAS_DATABASE_URL", None)
    if asked.fresh:
        _start_over(Path(os.environ["KOMPAS_DATA"]))
    serve.open_for_screens()
    # What is recorded is Danish, whatever the language of the screen.
    context = copy_context()
    context.run(set_language, SOURCE_LANGUAGE)
    context.run(_fill, cases)
    serve.serve(asked, *_people())
    return OK


def _start_over(folder: Path) -> None:
    """Stop what runs there, and remove the demo."""
    from kompas.register import postgres  # noqa: PLC0415 - only here

    if (folder / "postgres").exists():
        postgres.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _fill(cases: int) -> None:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - after the setup

    from kompas.accounts.models import User  # noqa: PLC0415
    from kompas.casework.record import danish_day  # noqa: PLC0415
    from kompas.cli import sample  # noqa: PLC0415
    from kompas.register.environment import value_of  # noqa: PLC0415
    from kompas.register.models import CaseSummary  # noqa: PLC0415
    from kompas.sample.letters import make_letters  # noqa: PLC0415
    from kompas.sample.load import load_cases, load_users  # noqa: PLC0415
    from kompas.sample.town import Town  # noqa: PLC0415

    if CaseSummary.objects.count() >= cases:
        return
    from kompas.desk.norms import library  # noqa: PLC0415

    show(text((_("Eksempelby bygges. Det tager under et minut."), QUIET)))
    load_users()
    # One hash for all: each takes as long as a sign-in.
    User.objects.update(password=make_password(value_of("KOMPAS_DEMO_PASSWORD")))
    town = Town(_SEED, danish_day(record.now()), library())
    load_cases(town, range(cases), progress=sample.progress())
    if cases <= _CASES:
        make_letters(library(), record.now())
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _people() -> list[str]:
    """Everybody of the demo, with what they are."""
    from kompas.desk.shown import role_name  # noqa: PLC0415 - after the setup
    from kompas.register.environment import value_of  # noqa: PLC0415
    from kompas.sample.users import UNIT, USERS  # noqa: PLC0415

    lines = [
        "",
        _("Log ind som en af disse. Adgangskoden er {password}.").format(
            password=value_of("KOMPAS_DEMO_PASSWORD")
        ),
    ]
    for user in USERS:
        unit = UNIT[user.unit].name.partition(",")[0]
        lines.append(f"  {user.username:<16}{user.name}, {role_name(user.role)}, {unit}")
    return [*lines, ""]
