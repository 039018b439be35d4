"""A file of running grants, looked through and brought in while a page says how far it is.

Each is an order of its own (`kompas.workers.orders`), so that whoever asked can stop it. The file
lies with its preview for as long as that is kept, for its user alone; what was brought in takes it
away. The work is done in a thread of the server, with a connection of its own.
"""

import json
from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections

from kompas.accounts.access import Staff
from kompas.accounts.administration import AdministrationError
from kompas.norms import Library
from kompas.processes import grant_import, made_files
from kompas.processes.grant_import import ImportStopped
from kompas.processes.grant_plan import Plan, plan_of
from kompas.processes.grant_summary import counts, follow_ups
from kompas.wire.cells import written
from kompas.wire.grants_table import fingerprint, left_out_table, read_grants
from kompas.wire.reading import WireError
from kompas.words import SOURCE_LANGUAGE, _, set_language
from kompas.workers import orders
from kompas.workers.budget import Stopped
from kompas.workers.orders import Asked, Order, Run

PREVIEW, IMPORT = "grants_preview", "grants_import"
_FILE, _REPORT, _LEFT_OUT, _FAULTS = "file", "report", "left-out.csv", "faults.csv"
_TOLD_EACH = 200
"""So many rows are read between two tellings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is told of a file, all in words. `refused`: why it cannot be used, or was not.

    `ready`: it can be brought in; `done`: it was.
    """

    name: str = ""
    fingerprint: str = ""
    counts: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    ready: bool = False
    done: bool = False


def ask_preview(name: str, raw: bytes, by: Staff, library: Library, *, now: datetime) -> Order:
    """Have a file looked through; nothing is stored of it. Raises TooManyOrders."""

    def make(run: Run) -> dict[str, str]:
        run.into.mkdir(mode=0o700)
        (run.into / _FILE).write_bytes(raw)
        try:
            plan = _planned(run, name, raw, by, library, now)
        except WireError as error:
            _keep(run.into, Report(name=name, refused=error.faults))
        else:
            _keep(run.into, _report(plan, library), plan)
        return {}

    return _place(PREVIEW, f"{fingerprint(raw)} {now.isoformat()}", by, make, now)


def ask_import(preview: Order, by: Staff, library: Library, *, now: datetime) -> Order:
    """Have a file that was looked through brought in, all or nothing. Raises TooManyOrders.

    It is looked through again: what is in Kompas now counts, and not what was when it was shown.
    """
    name = report_of(preview).name
    raw = (preview.path / _FILE).read_bytes()

    def make(run: Run) -> dict[str, str]:
        run.into.mkdir(mode=0o700)
        plan = _planned(run, name, raw, by, library, now)
        _keep(run.into, _brought_in(run, plan, by, library, now), plan)
        orders.discard(preview)
        return {}

    return _place(IMPORT, str(preview.id), by, make, now)


def report_of(order: Order) -> Report:
    """What there is to tell of an order that is done."""
    found = json.loads((order.path / _REPORT).read_text("utf-8"))
    return Report(**{name: _back(value) for name, value in found.items()})


def left_out_of(order: Order) -> Path:
    """The rows whose help the norms do not know, as CSV."""
    return order.path / _LEFT_OUT


def faults_of(order: Order) -> Path:
    """All faults and all that is worth a look, as CSV."""
    return order.path / _FAULTS


def _back(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


# ---------------------------------------------------------------- what is done in the thread


def _place(
    kind: str, digest: str, by: Staff, make: Callable[[Run], Mapping[str, Any]], now: datetime
) -> Order:
    spoken = copy_context()

    def alone(run: Run) -> Mapping[str, Any]:
        try:
            return spoken.run(make, run)
        finally:
            connections.close_all()

    asked = Asked(by.username, kind, digest)
    return orders.place(made_files.folder(), asked, alone, now=now)


def _planned(run: Run, name: str, raw: bytes, by: Staff, library: Library, now: datetime) -> Plan:
    def tell(count: int) -> None:
        if count % _TOLD_EACH == 0:
            if run.stopped():
                raise Stopped
            run.tell(read=count)

    file = read_grants(name, raw, library.words)
    return plan_of(file, by, library, now=now, tell=tell)


def _brought_in(run: Run, plan: Plan, by: Staff, library: Library, now: datetime) -> Report:
    before = _report(plan, library)
    if plan.faults:
        return before
    # What is recorded is Danish, whatever the language of the screen.
    recorded = copy_context()
    recorded.run(set_language, SOURCE_LANGUAGE)

    def tell(count: int) -> None:
        run.tell(stored=count, of=len(plan.grants))

    try:
        recorded.run(lambda: grant_import.take_in(plan, by, now=now, tell=tell, stop=run.stopped))
    except ImportStopped:
        raise Stopped from None
    except AdministrationError as error:
        told = f"{error} {error.remedy}".strip()
        return Report(name=before.name, fingerprint=before.fingerprint, refused=(told,))
    return Report(**{**asdict(before), "ready": False, "done": True})


def _report(plan: Plan, library: Library) -> Report:
    at = _("række {number}")
    return Report(
        name=plan.file.name,
        fingerprint=plan.file.fingerprint,
        counts=tuple(counts(plan, library.words)),
        follow_ups=tuple(follow_ups(plan, library.words)),
        left_out=tuple(f"{at.format(number=one.at.number)}: {one.why}" for one in plan.left_out),
        faults=tuple(one.text for one in plan.faults),
        notes=tuple(one.text for one in plan.notes),
        ready=bool(plan.grants) and not plan.faults,
    )


def _keep(into: Path, report: Report, plan: Plan | None = None) -> None:
    """The report, and the tables to take away, as a spreadsheet opens them."""
    (into / _REPORT).write_text(json.dumps(asdict(report), ensure_ascii=False), "utf-8")
    if plan is None:
        return
    left = left_out_table(plan.file.head, plan.left_out)
    (into / _LEFT_OUT).write_text(left, "utf-8-sig", newline="")
    head = (_("Række"), _("Kolonne"), _("Hvad er galt"), _("Hvad gør du"))
    rows = [(str(one.row), one.column, one.what, one.remedy) for one in (*plan.faults, *plan.notes)]
    (into / _FAULTS).write_text(written(head, rows), "utf-8-sig", newline="")
