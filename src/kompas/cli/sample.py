"""`kompas sample`: an empty database is filled with Eksempelby, whom nobody has met."""

import sys
from argparse import Namespace
from contextvars import copy_context

from kompas.casework.record import danish_day
from kompas.cli import OK, inputs, record
from kompas.cli.failure import InputError
from kompas.cli.page import GOOD, QUIET, STRONG, indented, show, text
from kompas.norms import Library, NotCodedError
from kompas.register.models import CaseSummary
from kompas.sample.load import Progress, load_cases, load_offers, load_users, stored
from kompas.sample.town import Town
from kompas.sample.users import USERS
from kompas.words import SOURCE_LANGUAGE, _, set_language

_CASES, _MOST_CASES = 200, 10_000_000
_MOST_SEED = 1_000_000


def run(asked: Namespace) -> int:
    """Draw the town and store it, from where an earlier run stopped. Raises InputError."""
    cases = record.count(asked.cases, "--cases", _CASES, _MOST_CASES)
    seed = record.count(asked.seed, "--seed", 1, _MOST_SEED)
    # What is recorded is Danish, whatever the language of the screen.
    context = copy_context()
    context.run(set_language, SOURCE_LANGUAGE)
    town = context.run(_town, seed, inputs.norms())
    if stored(town, range(1)) == 0 and CaseSummary.objects.exists():
        raise InputError(
            _("Databasen har andre sager."), _("Sæt KOMPAS_DATA til en ny mappe, og prøv igen.")
        )
    load_users()
    load_offers(town.library.words)
    count = context.run(lambda: load_cases(town, range(cases), progress=progress()))
    done = _("✓ Eksempelby har {count} sager. Ingen i den findes.").format(count=count)
    show(text((done, f"{STRONG} {GOOD}")))
    for user in dict.fromkeys((user.username, user.role.value, user.unit) for user in USERS):
        show(indented(text(f"{user[0]:<16}", (f"{user[1]}, {user[2]}", QUIET))))
    show(text(_("Prøv: kompas case list --as {name}").format(name=USERS[4].username)))
    return OK


def _town(seed: int, library: Library) -> Town:
    try:
        return Town(seed, danish_day(record.now()), library)
    except NotCodedError as error:
        raise InputError(error.text) from None


def progress() -> Progress | None:
    """Tells on a terminal how many cases are there; None where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(count: int, of: int) -> None:
        sys.stderr.write("\r" + _("{count} af {all} sager").format(count=count, all=of))
        sys.stderr.flush()

    return tell
