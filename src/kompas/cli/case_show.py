"""`kompas case show`: one case, where it stands, what is due, and all that happened."""

from argparse import Namespace
from json import dumps

from kompas.casework.record import danish_day
from kompas.cli import OK, inputs, record
from kompas.cli.case_pages import case_data, whole
from kompas.cli.page import plain, show
from kompas.processes.party import with_line
from kompas.processes.reading import folded, read
from kompas.register import summaries


def run(asked: Namespace) -> int:
    """Read and show. Raises InputError."""
    viewer, now = record.worker(asked), record.now()
    case_id = record.case_id(asked.files[0], viewer)
    entries = read(case_id, viewer, record.purpose(asked), now=now)
    line, library = summaries.one(viewer, case_id), inputs.norms()
    case, protected = with_line(folded(entries), line), line is not None and line.citizen_protected
    if asked.json:
        data = case_data(case, entries, library, protected=protected)
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        show(*whole(case, entries, library, danish_day(now), protected=protected))
    return OK
