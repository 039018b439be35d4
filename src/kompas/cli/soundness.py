"""`kompas soundness`: would the decisions stand, and what to do where they would not."""

import sys
from argparse import Namespace
from datetime import date
from json import dumps

from kompas.casework import Decision
from kompas.cli import BAD_INPUT, NO, OK, OPEN, inputs
from kompas.cli.failure import InputError
from kompas.cli.judgement_page import Judged
from kompas.cli.listing import Listing, tally
from kompas.cli.page import plain, show, text
from kompas.cli.terminal_text import shown
from kompas.norms import FactError, Library
from kompas.processes.payments import with_payments
from kompas.soundness import Verdict, judge
from kompas.wire.draft import read_draft
from kompas.wire.reading import WireError
from kompas.words import _

STATUS = {
    Verdict.STANDS: OK,
    Verdict.FALLS: NO,
    Verdict.MUST_BE_MENDED: NO,
    Verdict.LACKS_REASON: OPEN,
    Verdict.CANNOT_BE_JUDGED: OPEN,
}
_WORST_FIRST = (BAD_INPUT, NO, OPEN, OK)


def run(asked: Namespace) -> int:
    """Judge each file and show. A file that cannot be read does not hold up the others."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    judged: list[Judged] = []
    statuses: set[int] = set()
    for name in asked.files:
        try:
            judged.append(judged_file(name, library, on, summary=asked.summary))
        except InputError as error:
            sys.stderr.write(shown(f"{error}\n"))
            statuses.add(BAD_INPUT)
    statuses |= {STATUS[one.judgement.verdict] for one in judged}
    if judged:
        _show(judged, asked)
    return next(status for status in _WORST_FIRST if status in statuses)


def judged_file(name: str, library: Library, on: date, *, summary: bool = False) -> Judged:
    """A file's decision with what is worked out from its amounts, judged. Raises InputError."""
    called = inputs.called(name)
    decision = with_payments(read(name, library, summary=summary), library)
    try:
        return Judged(called, decision, judge(decision, library, on), library)
    except FactError as error:
        raise InputError(
            _("{name} kan ikke bruges.").format(name=called),
            _("Ret det, og kør igen. Formatet ses med: kompas schema {schema}").format(
                schema="decision"
            ),
            [f"facts: {error.text}"],
        ) from None


def read(name: str, library: Library, *, summary: bool = False) -> Decision:
    """The decision in a file. Raises InputError."""
    raw = inputs.raw(name)
    try:
        return read_draft(inputs.called(name), raw, library, summary=summary)
    except WireError as error:
        refusal = inputs.refused(error, "decision")
        if not summary and any(fault.startswith("not_stated") for fault in error.faults):
            refusal.remedy = _("Er filen en gengivelse af andres afgørelse, så skriv --summary.")
        raise refusal from None


def _show(judged: list[Judged], asked: Namespace) -> None:
    several = len(asked.files) > 1
    if asked.json:
        data = [one.data() for one in judged]
        plain(dumps(data if several else data[0], ensure_ascii=False, indent=2))
    elif asked.table or several:
        show(Listing(judged), one_line_rows=True)
        if several:
            show("", text(tally(judged)))
    else:
        show(*judged[0].parts())
