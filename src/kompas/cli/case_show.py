"""`kompas case show`: one case, where it stands, what is due, and all that happened."""

from argparse import Namespace
from json import dumps

from kompas.casework.record import danish_day
from kompas.cli import OK, inputs, record
from kompas.cli.case_pages import case_data, whole
from kompas.cli.page import plain, show
from kompas.processes.reading import folded, read


def run(asked: Namespace) -> int:
    """Read and show. Raises InputError."""
    viewer, now = record.worker(asked), record.now()
    case_id = record.case_id(asked.files[0], viewer)
    entries = read(case_id, viewer, record.purpose(asked), now=now)
    case, library = folded(entries), inputs.norms()
    if asked.json:
        plain(dumps(case_data(case, entries, library), ensure_ascii=False, indent=2))
    else:
        show(*whole(case, entries, library, danish_day(now)))
    return OK
