"""The record from the command line: open it, who works, which case, and what went wrong."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from kompas import register
from kompas.cli import inputs
from kompas.cli.failure import InputError
from kompas.cli.terminal_text import HIDDEN_CPR, shown
from kompas.inputs import DAY
from kompas.inputs.numbers import Whole
from kompas.norms import NormError
from kompas.words import _

if TYPE_CHECKING:
    from kompas.accounts.access import Staff

PURPOSE = "Sagsbehandling"
"""What a look is for where nothing else is said: as it stands in the log, which is Danish."""


def run(asked: Namespace) -> int:
    """Open the record, do the command, and say in words what went wrong. Raises InputError."""
    _keep_cpr_off_the_line(asked)
    with told():
        register.setup(fictional=asked.fictional)
        # Not before: what the command's module imports wants the tables.
        return int(import_module(f"kompas.cli.{asked.module}").run(asked))


def _keep_cpr_off_the_line(asked: Namespace) -> None:
    """Raise InputError for a CPR number on the command line: others on the machine can read it."""
    given = (*asked.files, *vars(asked).values())
    if any(HIDDEN_CPR in shown(word) for word in given if isinstance(word, str)):
        raise InputError(
            _("Et cpr-nummer må ikke stå på kommandolinjen: andre på maskinen kan se den."),
            _("Søg med: kompas case list - og skriv nummeret, når kommandoen kører."),
        )


def now() -> datetime:
    """The moment, aware."""
    return datetime.now(tz=UTC)


def worker(asked: Namespace) -> "Staff":
    """Who works (`--as`), as access is decided. Raises InputError."""
    from kompas.accounts.lookup import viewer_of  # noqa: PLC0415 - after the setup

    if not asked.username:
        raise InputError(
            _("Det mangler, hvem der arbejder."), _("Skriv --as og navnet på en bruger.")
        )
    viewer = viewer_of(asked.username)
    if viewer is None:
        raise InputError(
            _("Der er ingen bruger, der hedder {name}.").format(name=asked.username),
            _("Ret navnet, eller bed administratoren oprette brugeren."),
        )
    return viewer


def purpose(asked: Namespace) -> str:
    """What a look is for (`--purpose`)."""
    return asked.purpose if asked.purpose is not None else PURPOSE


def case_id(text: str, viewer: "Staff") -> UUID:
    """The case of an id, or of a number, as far as the viewer sees it. Raises InputError."""
    from kompas.register import summaries  # noqa: PLC0415 - after the setup

    if (given := as_id(text)) is not None:
        return given
    found = summaries.numbered(viewer, text)
    if len(found) == 1:
        return found[0].case_id
    if found:
        raise InputError(
            _("Flere sager har nummeret {number}.").format(number=text),
            _("Nævn sagen ved dens id. Det ses med: kompas case list --json"),
        )
    raise InputError(
        _("Der er ingen sag med det nummer, som du har adgang til."),
        _("Se dine sager med: kompas case list"),
    )


def as_id(text: str) -> UUID | None:
    """The id that a text is; None for another text."""
    try:
        return UUID(text)
    except ValueError:
        return None


def day(text: str) -> date:
    """A day that was typed. Raises InputError."""
    return inputs.typed(DAY, text, inputs.called(text))


def count(text: str | None, option: str, default: int, most: int) -> int:
    """A whole number that was typed, from 1. Raises InputError."""
    if text is None:
        return default
    return inputs.typed(Whole(1, most), text, option)


@contextmanager
def told() -> Iterator[None]:
    """What went wrong with the record becomes an InputError in words."""
    from django.db import DatabaseError, OperationalError  # noqa: PLC0415 - slow, and only here

    from kompas.register.environment import SettingsError  # noqa: PLC0415
    from kompas.register.fictional import NotFictional  # noqa: PLC0415

    try:
        yield
    except NormError as error:
        raise inputs.broken(error) from None
    except NotFictional as error:
        raise InputError(str(error), error.remedy) from None
    except SettingsError as error:
        raise InputError(str(error), _("Alle indstillinger står i docs/settings.md.")) from None
    except OperationalError as error:
        from kompas.register import health  # noqa: PLC0415 - it wants the tables

        raise InputError(
            health.cause_of(error), _("Se, hvad der er galt, med: kompas db status")
        ) from None
    except DatabaseError as error:
        # Without values: the register has taken them out.
        raise InputError(
            _("Databasen kan ikke bruges: {reason}.").format(
                reason=str(error).strip().rstrip(".") or "?"
            ),
            _("Se, hvad der er galt, med: kompas db status"),
        ) from None
    except Exception as error:
        remedy = _remedy(error)
        if remedy is None:
            raise
        raise InputError(str(error), remedy) from None


def _remedy(error: Exception) -> str | None:
    """What to do about an error that the rooms below tell in words; None for another."""
    from kompas.processes import reading  # noqa: PLC0415 - after the setup
    from kompas.register import chain_heads, documents, log  # noqa: PLC0415
    from kompas.wire.events import UnreadableEvent  # noqa: PLC0415

    remedies: dict[type[Exception], str] = {
        reading.NoSuchCase: _("Se dine sager med: kompas case list"),
        reading.NoSuchDecision: _("Se sagens registreringer med: kompas case show"),
        reading.PurposeRefused: _("Skriv fx --purpose Tilsyn"),
        log.Conflict: _("Der er intet gemt."),
        log.Erased: _("Hvad der skete hvornår, kan stadig ses i journalen."),
        documents.DocumentRefused: _("Der er intet gemt."),
        documents.StorageFull: _("Der er intet gemt. Gør plads, og prøv igen."),
        chain_heads.HeadsError: _("Nævn en anden fil, eller gem hovederne igen."),
        UnreadableEvent: _("Der er intet ændret."),
    }
    return next((text for kind, text in remedies.items() if isinstance(error, kind)), None)
