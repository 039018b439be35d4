"""`kompas case looks`: when and what for a case was looked at; what the citizen is told."""

from argparse import Namespace
from collections.abc import Mapping
from json import dumps

from rich.table import Table

from kompas.cli import OK, record
from kompas.cli.page import plain, show, text
from kompas.processes.access_log import looked_at
from kompas.words import N_, _

WHAT_TEXTS: Mapping[str, str] = {
    "read": N_("læst"),
    "search": N_("søgt"),
    "export": N_("udleveret"),
    "erase": N_("slettet"),
    "administer": N_("administreret"),
    "refused": N_("afvist"),
    "sign_in": N_("logget ind"),
    "sign_in_failed": N_("forkert adgangskode"),
}


def run(asked: Namespace) -> int:
    """Look up and show. Raises InputError."""
    viewer = record.worker(asked)
    case_id = record.case_id(asked.files[0], viewer)
    looks = looked_at(case_id, viewer, record.purpose(asked), now=record.now())
    if asked.json:
        data = [
            {"day": o.day.isoformat(), "what": o.what.value, "purpose": o.purpose} for o in looks
        ]
        plain(dumps(data, ensure_ascii=False, indent=2))
        return OK
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_("Dag"), _("Hvad"), _("Formål")):
        table.add_column(heading)
    for look in looks:
        table.add_row(
            text(look.day.isoformat()), text(_(WHAT_TEXTS[look.what.value])), text(look.purpose)
        )
    show(table)
    return OK
