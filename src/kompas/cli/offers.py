"""`kompas offer`: the table of offers, out to a spreadsheet and in again."""

from argparse import Namespace
from collections.abc import Iterator

from kompas.accounts.administration import AdministrationError
from kompas.cli import OK, inputs, record
from kompas.cli.failure import InputError
from kompas.cli.page import GOOD, QUIET, STRONG, plain, show, text
from kompas.offers import table
from kompas.processes import administering, keeping_offers
from kompas.processes.keeping_offers import TakenIn
from kompas.wire.offers_table import COLUMNS, as_csv, read_offers
from kompas.wire.reading import WireError
from kompas.words import _


def run(asked: Namespace) -> int:
    """Do the one that was asked for. Raises InputError."""
    if asked.command == "offer list":
        plain(as_csv(table.on(inputs.day(asked.on))).rstrip("\n"))
        return OK
    return _import(asked)


def _import(asked: Namespace) -> int:
    name = asked.files[0]
    by, words = administering.at_the_terminal(), inputs.norms().words
    try:
        offers = read_offers(inputs.called(name), inputs.raw(name))
        done = keeping_offers.take_in(
            offers, asked.why or "", by, words, now=record.now(), really=asked.yes
        )
    except WireError as error:
        remedy = _("Ret det, og kør igen. Felterne er: {columns}").format(
            columns="; ".join(COLUMNS)
        )
        told = _("{name} kan ikke bruges.").format(name=error.name)
        raise InputError(told, remedy, list(error.faults)) from None
    except AdministrationError as error:
        told = _("Intet er ændret.")
        raise InputError(told, _("Ret det, og kør igen."), str(error).splitlines()) from None
    show(*(text(line) for line in _told(done)))
    if asked.yes:
        show(text((_("✓ Tabellen er rettet."), f"{STRONG} {GOOD}")))
    else:
        show(text((_("Intet er ændret endnu. Skriv --yes for at gøre det."), QUIET)))
    return OK


def _told(done: TakenIn) -> Iterator[str]:
    """What is done, or would be."""
    yield from (_("Nyt: {name}").format(name=one) for one in done.made)
    yield from (_("Rettes: {name}").format(name=one) for one in done.changed)
    yield from (_("Uændret: {name}").format(name=one) for one in done.same)
