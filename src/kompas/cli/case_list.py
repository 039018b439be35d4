"""`kompas case list`: the cases that a user may see, or those that hold some words."""

import sys
from argparse import Namespace
from json import dumps

from kompas.casework.record import danish_day
from kompas.casework.status import Status
from kompas.casework.summary import Listed
from kompas.cli import OK, inputs, record
from kompas.cli.case_pages import line_data, listed
from kompas.cli.failure import InputError, meant
from kompas.cli.page import QUIET, plain, show, text
from kompas.processes.finding import find, remarks
from kompas.processes.reading import Wanted, browse
from kompas.register.summaries import Order
from kompas.words import _

_LONGEST_LINE = 1000
"""Characters of a line of words; no search needs more."""


def run(asked: Namespace) -> int:
    """Look up and show. Raises InputError."""
    viewer, now = record.worker(asked), record.now()
    words = _typed() if asked.files == [inputs.STDIN] else " ".join(asked.files)
    if words:
        hits = find(words, viewer, record.purpose(asked), now=now)
        lines, after = hits.lines, None
        more = _("Der er flere. Skriv flere ord.") if hits.more else ""
        said = remarks(hits)
    else:
        said = ()
        page = browse(viewer, _wanted(asked), record.purpose(asked), now=now)
        lines, after = page.lines, page.after
        more = _("Der er flere: --after {id}").format(id=after) if after else ""
    if asked.json:
        found = {
            "cases": [line_data(line) for line in lines],
            "more": bool(more),
            "after": after and str(after),
        }
        if words:
            found |= {"near": hits.near, "partly": hits.partly}
        plain(dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(lines, more, said)
    return OK


def _typed() -> str:
    """The words from standard input. Raises InputError for none."""
    words = sys.stdin.readline(_LONGEST_LINE).strip()
    if not words:
        raise InputError(
            _("Der kom ingen ord på standard-ind."), _("Skriv dem, og slut med linjeskift.")
        )
    return words


def _wanted(asked: Namespace) -> Wanted:
    if asked.status is not None and asked.status not in set(Status):
        raise InputError(
            _("--status: {word} findes ikke.").format(word=asked.status),
            meant(asked.status, Status)
            or _("Vælg en af: {known}.").format(known=", ".join(Status)),
        )
    after = record.as_id(asked.after) if asked.after else None
    if asked.after and after is None:
        raise InputError(_("--after: {word} er ikke et id.").format(word=asked.after))
    return Wanted(
        order=Order.NAME if asked.by_name else Order.DUE,
        assigned_to=asked.username if asked.mine else None,
        status=asked.status,
        after=after,
    )


def _show(lines: tuple[Listed, ...], more: str, said: tuple[str, ...]) -> None:
    for remark in said:
        show(text((remark, QUIET)))
    if lines:
        show(listed(lines, danish_day(record.now())), one_line_rows=True)
        if more:
            show(text((more, QUIET)))
    else:
        show(text(_("Ingen sager.")))
