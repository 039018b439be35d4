"""A case as a page and as data: where it stands, what is due, and what happened when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kompas.casework.case import Case, due
from kompas.casework.commands import Refused
from kompas.casework.record import Recorded, danish_day, name_of
from kompas.casework.status import STATUS_TEXTS, STEP_TEXTS, Status
from kompas.cli.page import BAD, OPEN, QUIET, STRONG, indented, point, text
from kompas.norms import Library
from kompas.processes.said import Speech, said
from kompas.register.log import ErasedEvent
from kompas.register.summaries import Listed
from kompas.words import N_, _

DUE_TEXTS: Mapping[str, str] = {
    "hearing": N_("svar på partshøring"),
    "decision": N_("afgørelse"),
    "follow_up": N_("opfølgning"),
}
"""What is due, in words."""


# ---------------------------------------------------------------- many cases


def listed(lines: Iterable[Listed], today: date) -> Table:
    """Cases as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_("Sag"), _("Borger"), _("Står på"), _("Frist"), _("Behandler"), _("Id")):
        table.add_column(heading, no_wrap=True)
    for line in lines:
        table.add_row(
            text(line.case_number),
            text(line.citizen_name or "-"),
            text(_(STATUS_TEXTS[Status(line.status)])),
            text(_due(line.due_on, line.due_why, today)),
            text(line.assigned_to or "-"),
            text((str(line.case_id), QUIET)),
        )
    return table


def _due(due_on: date | None, why: str | None, today: date) -> tuple[str, str]:
    """What is due and when, and how it is shown."""
    if due_on is None or why is None:
        return "-", ""
    words = f"{due_on.isoformat()} {_(DUE_TEXTS[why])}"
    if due_on < today:
        return _("{due} (overskredet)").format(due=words), BAD
    return words, ""


# ---------------------------------------------------------------- one case


def whole(
    case: Case, entries: Sequence[Recorded], library: Library, today: date
) -> Iterator[RenderableType]:
    """The page of a case."""
    yield from head(case, library, today)
    yield ""
    yield text((_("Forløb"), STRONG))
    yield timeline(entries, case.withdrawn, library)


def head(case: Case, library: Library, today: date) -> Iterator[RenderableType]:
    """Whose case it is, where it stands and what is due."""
    yield text(
        (case.case_number, STRONG),
        f"  {case.citizen.name if case.citizen else _('ingen borger')}",
    )
    yield text(_(STATUS_TEXTS[case.status]), *_marks(case))
    yield ""
    for label, value in _standing(case, library, today):
        yield indented(text((f"{label}: ", QUIET), value))


def _marks(case: Case) -> Iterator[tuple[str, str]]:
    if case.restricted:
        yield (_(" · begrænset adgang"), OPEN)
    if case.closed_on:
        yield (_(" · lukket {date}").format(date=case.closed_on.isoformat()), QUIET)


def _standing(
    case: Case, library: Library, today: date
) -> Iterator[tuple[str, str | tuple[str, str]]]:
    services = library.words.services
    yield (
        _("Ydelse"),
        services[case.service].text if case.service in services else case.service,
    )
    yield _("Enhed"), case.unit or "-"
    yield _("Behandler"), case.assigned_to or "-"
    if case.applied_for:
        yield _("Søger om"), case.applied_for
    yield _("Næste frist"), _due(*due(case), today)
    if case.complaint_until:
        yield _("Klagefrist"), case.complaint_until.isoformat()
    if case.panel_misses:
        yield _("Udvalget mangler"), case.panel_misses
    for late in case.late_delays:
        told = _("givet {date}, efter fristen (retssikkerhedsloven § 3, stk. 2)")
        yield _("Besked om forsinkelse"), (told.format(date=late.notified_on.isoformat()), BAD)
    for name, kept in _open_findings(case):
        yield name, (kept, BAD)


def _open_findings(case: Case) -> Iterator[tuple[str, str]]:
    """What keeps the decision from being sent."""
    taken = case.decision
    for kept in taken.trace.findings if taken and not case.sent else ():
        if kept.severity == "blocking" and (kept.code, kept.about) not in case.overridden:
            yield _("Skal rettes"), kept.text


def timeline(entries: Sequence[Recorded], withdrawn: Sequence[int], library: Library) -> Table:
    """The entries, one under the other: number, day, who, and what."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(3):
        table.add_column(no_wrap=True)
    table.add_column()
    for entry in entries:
        table.add_row(
            text((str(entry.seq), QUIET)),
            text(_days(entry)),
            text(entry.by),
            _told(entry, library, out=entry.seq in withdrawn),
        )
    return table


def _days(entry: Recorded) -> str:
    """When it was recorded, and from when it holds where that is another day."""
    recorded = danish_day(entry.recorded_at)
    if entry.valid_from == recorded:
        return recorded.isoformat()
    return _("{recorded} (fra {valid})").format(
        recorded=recorded.isoformat(), valid=entry.valid_from.isoformat()
    )


def _told(entry: Recorded, library: Library, *, out: bool) -> Text:
    if isinstance(entry.event, ErasedEvent):
        gone = _("{what}: slettet {date}, {why}").format(
            what=_(STEP_TEXTS.get(entry.event.type, entry.event.type)),
            date=danish_day(entry.event.erased_at).isoformat(),
            why=entry.event.why,
        )
        return text((gone, QUIET))
    name, words = _(STEP_TEXTS[name_of(entry.event)]), said(entry.event, Speech(library.words))
    if out:
        withdrawn = _("Trukket tilbage: {what}").format(what=name)
        return text((withdrawn, QUIET), (f": {words}" if words else "", QUIET))
    return text((name, STRONG), f": {words}" if words else "")


# ---------------------------------------------------------------- refused


def refused(outcome: Refused) -> Iterator[RenderableType]:
    """Why nothing was done, and what to do."""
    yield text((_("✗ Afvist. Intet er gemt."), f"{STRONG} {BAD}"))
    for number, reason in enumerate(outcome.reasons, 1):
        lines = [text(reason.text)]
        if reason.source:
            lines.append(text((_("Kilde: {source}").format(source=reason.source), QUIET)))
        lines.append(text((_("Gør nu: {remedy}").format(remedy=reason.remedy), STRONG)))
        yield indented(point(f"{number}.", *lines))


def refused_data(outcome: Refused) -> dict[str, Any]:
    """The same as data."""
    return {
        "refused": [
            {"code": r.code, "text": r.text, "remedy": r.remedy, "source": r.source}
            for r in outcome.reasons
        ]
    }


# ---------------------------------------------------------------- as data


def case_data(case: Case, entries: Sequence[Recorded], library: Library) -> dict[str, Any]:
    """A case as data: where it stands, what is due, and its entries in words."""
    due_on, due_why = due(case)
    return {
        "case_id": str(case.case_id),
        "case_number": case.case_number,
        "citizen": case.citizen.name if case.citizen else None,
        "status": case.status.value,
        "service": case.service,
        "municipality": case.municipality,
        "unit": case.unit,
        "assigned_to": case.assigned_to,
        "restricted": case.restricted,
        "due_on": due_on and due_on.isoformat(),
        "due_why": due_why,
        "complaint_until": case.complaint_until and case.complaint_until.isoformat(),
        "late_delays": [late.notified_on.isoformat() for late in case.late_delays],
        "open_findings": [kept for _name, kept in _open_findings(case)],
        "entries": [_entry_data(entry, case.withdrawn, library) for entry in entries],
    }


def _entry_data(entry: Recorded, withdrawn: Sequence[int], library: Library) -> dict[str, Any]:
    erased = isinstance(entry.event, ErasedEvent)
    return {
        "seq": entry.seq,
        "event": entry.event.type if erased else name_of(entry.event),
        "recorded_at": entry.recorded_at.isoformat(),
        "valid_from": entry.valid_from.isoformat(),
        "by": entry.by,
        "says": None if erased else said(entry.event, Speech(library.words)),
        "erased": erased,
        "withdrawn": entry.seq in withdrawn,
    }


def line_data(line: Listed) -> dict[str, Any]:
    """A line of a list as data, without the CPR number."""
    return {
        name: value if value is None or isinstance(value, bool) else str(value)
        for name in Listed.__dataclass_fields__
        if name != "citizen_cpr"
        for value in (getattr(line, name),)
    }
