"""`kompas norms publish`: the public pages as files, made from the norms of a day."""

from argparse import Namespace
from pathlib import Path

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError, reason_of
from kompas.cli.page import plain
from kompas.norms import NormError
from kompas.publication.site import site
from kompas.words import _


def run(asked: Namespace) -> int:
    """Write the files. Raises InputError."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    try:
        files = site(library, on)
    except NormError as error:
        raise inputs.broken(error) from None
    out = Path(asked.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise InputError(
            _("Siderne kan ikke skrives i {folder}: {reason}.").format(
                folder=out, reason=reason_of(error)
            ),
            _("Nævn en anden mappe med --out."),
        ) from None
    pages = sum(name.endswith(".html") for name in files)
    plain(
        _("{pages} sider skrevet i {folder}. Begynd med {first}.").format(
            pages=pages, folder=out, first=out / "index.html"
        )
    )
    return OK
