"""`kompas case as-of`: the case as it was known, or as it holds, on a day."""

from argparse import Namespace
from json import dumps

from kompas.cli import OK, inputs, record
from kompas.cli.case_pages import case_data, whole
from kompas.cli.failure import InputError
from kompas.cli.page import STRONG, plain, show, text
from kompas.processes.reading import as_known, folded, read
from kompas.register import summaries
from kompas.words import _


def run(asked: Namespace) -> int:
    """Read and show. Raises InputError."""
    viewer, now, day = record.worker(asked), record.now(), record.day(asked.files[1])
    case_id = record.case_id(asked.files[0], viewer)
    purpose = record.purpose(asked)
    if asked.valid:
        entries = read(case_id, viewer, purpose, now=now)
        holding = tuple(entry for entry in entries if entry.valid_from <= day)
        head = _("Som sagen gælder {date}, efter det, der vides nu")
    else:
        entries = holding = as_known(case_id, day, viewer, purpose, now=now)
        head = _("Som sagen var kendt, da {date} var slut")
    if not holding or (asked.valid and entries[0].valid_from > day):
        raise InputError(
            _("Sagen var ikke begyndt {date}.").format(date=day.isoformat()),
            _("Vælg en senere dag."),
        )
    case, library = folded(entries, valid_on=day if asked.valid else None), inputs.norms()
    # Who is protected today is so on every day that is shown.
    line = summaries.one(viewer, case_id)
    protected = line is not None and line.citizen_protected
    if asked.json:
        data = case_data(case, holding, library, protected=protected)
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        show(text((head.format(date=day.isoformat()), STRONG)), "")
        show(*whole(case, holding, library, day, protected=protected))
    return OK
