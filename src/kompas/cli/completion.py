"""`kompas completion`: what makes a shell complete commands and options, written by shtab."""

from argparse import Namespace

import shtab

from kompas.cli import OK
from kompas.cli.commands import COMMANDS, whole_parser
from kompas.cli.failure import InputError, meant
from kompas.cli.page import plain
from kompas.words import _


def run(asked: Namespace) -> int:
    """Write the script of a shell to standard output. Raises InputError."""
    shell, shells = asked.files[0], COMMANDS["completion"].files.split("|")
    if shell not in shells:
        raise InputError(
            _("{name} er ikke en skal, der kan fuldføres i.").format(name=shell),
            meant(shell, shells) or _("Skriv {shells}.").format(shells=", ".join(shells)),
        )
    plain(shtab.complete(whole_parser(shtab.FILE), shell))
    return OK
