"""`kompas norms freeze`: note what the files in use look like, so that a change is seen."""

from argparse import Namespace
from pathlib import Path

from kompas.cli import OK, inputs
from kompas.cli.failure import InputError, meant
from kompas.cli.page import plain
from kompas.norms import Library, NormError, NormFile
from kompas.norms.library import LOCK, frozen_digests
from kompas.words import _

_HEAD = """\
# Filer, der er taget i brug, med deres fingeraftryk. Skrives af: kompas norms freeze
# En af dem må ikke ændres: en rettelse er en ny fil med egen valid_from.

[sha256]
"""


def run(asked: Namespace) -> int:
    """Freeze the files, all or none. Raises InputError."""
    library = inputs.norms()
    try:
        frozen = frozen_digests(library.folder)
    except NormError as error:
        raise inputs.broken(error) from None
    files = [_file(name, library) for name in asked.files]
    for file in files:
        if frozen.get(file.file, file.digest) != file.digest:
            raise InputError(
                _("{file} er allerede i brug, men har et andet indhold nu.").format(file=file.file),
                _("Læg den tilbage, som den var, og skriv rettelsen i en ny fil med egen "
                  "valid_from."),
            )  # fmt: skip
    new = {file.file: file.digest for file in files if file.file not in frozen}
    digests = {**frozen, **new}
    lines = "".join(f'"{name}" = "{digests[name]}"\n' for name in sorted(digests))
    (library.folder / LOCK).write_text(_HEAD + lines, "utf-8")
    for file in files:
        done = _("{file} er låst.") if file.file in new else _("{file} var låst i forvejen.")
        plain(done.format(file=file.file))
    return OK


def _file(name: str, library: Library) -> NormFile:
    """The norm file that was named by its path, or by its place in the folder."""
    path = Path(name).resolve()
    folder = library.folder.resolve()
    place = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else name
    found = library.file_by_name.get(place) or library.file_by_name.get(name)
    if found is None:
        raise InputError(
            _("{name} er ikke en regelfil i {folder}.").format(name=name, folder=library.folder),
            meant(place, library.file_by_name)
            or _("Nævn en af: {known}.").format(known=", ".join(library.file_by_name)),
        )
    return found
