"""`kompas grant template`: an empty file for running grants."""

import os
from argparse import Namespace
from pathlib import Path

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError, reason_of
from kompas.cli.page import plain
from kompas.wire.grants_table import template
from kompas.words import _

_ENCODING = "utf-8-sig"
"""With a mark at its beginning, by which a spreadsheet tells UTF-8."""
_OWNER_ONLY = 0o600


def run(asked: Namespace) -> int:
    """Write the headings. Raises InputError."""
    made = template(inputs.norms().words)
    if asked.output is None:
        plain(made.rstrip())
    else:
        keep(asked.output, made)
    return OK


def keep(name: str, made: str) -> None:
    """Write a file that its owner alone reads. Raises InputError."""
    try:
        opened = os.open(Path(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(opened, "w", encoding=_ENCODING, newline="") as file:
            file.write(made)
    except OSError as error:
        raise InputError(
            _("{name} kan ikke skrives: {reason}.").format(
                name=inputs.called(name), reason=reason_of(error)
            ),
            _("Nævn en anden fil."),
        ) from None
