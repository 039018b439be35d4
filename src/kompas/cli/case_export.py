"""`kompas case export`: the whole case as JSON, with the hashes of its documents."""

import os
from argparse import Namespace
from json import dumps

from kompas.cli import OK, record
from kompas.cli.failure import InputError, reason_of
from kompas.cli.page import GOOD, plain, show, text
from kompas.processes.export import export
from kompas.words import _


def run(asked: Namespace) -> int:
    """Take the case out, to the screen or to a file. Raises InputError."""
    viewer = record.worker(asked)
    case_id = record.case_id(asked.files[0], viewer)
    made = export(case_id, viewer, record.purpose(asked), now=record.now())
    words = dumps(made, ensure_ascii=False, indent=2) + "\n"
    if not asked.output:
        plain(words)
        return OK
    _write(asked.output, words.encode())
    show(text((_("✓ Skrevet: {file}").format(file=asked.output), GOOD)))
    return OK


def _write(path: str, content: bytes) -> None:
    """For its owner's eyes only; never over a file that is there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError(
            _("{name} findes allerede.").format(name=path), _("Vælg et andet navn.")
        ) from None
    except OSError as error:
        raise InputError(
            _("{name} kan ikke skrives: {reason}.").format(name=path, reason=reason_of(error)),
            _("Vælg en mappe, der findes, og som du må skrive i."),
        ) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
