"""`kompas case show`: one case, where it stands, what is due, and all that happened."""

from argparse import Namespace
from datetime import date
from json import dumps

from kompas.accounts.lookup import terms_of
from kompas.casework.case import Case
from kompas.casework.record import danish_day
from kompas.cli import OK, inputs, record
from kompas.cli.case_pages import case_data, whole
from kompas.cli.page import plain, show
from kompas.norms import Library, NotCodedError, Standard
from kompas.processes.help_elsewhere import with_help_elsewhere
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
    case = with_help_elsewhere(case, _standard(case, library, danish_day(now)), viewer, now=now)
    if asked.json:
        data = case_data(case, entries, library, protected=protected)
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        show(*whole(case, entries, library, danish_day(now), protected=protected))
    return OK


def _standard(case: Case, library: Library, today: date) -> Standard | None:
    """The norms of the day; None where they are not coded."""
    terms = terms_of(case.unit)
    norms_unit = terms.norms_unit if terms else None
    try:
        return library.standard(case.service, case.municipality, today, norms_unit)
    except NotCodedError:
        return None
