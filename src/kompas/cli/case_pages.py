"""A case as a page and as data: where it stands, what is due, and what happened when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kompas.accounts.administration import unit_name
from kompas.casework.address import name_with_mark
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.flows import KIND_TEXTS
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import NotTold, Recorded, danish_day, name_of
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.steps import step_of, title_of
from kompas.casework.steps.withdrawal_proposal import answer_of
from kompas.casework.summary import Listed, due
from kompas.casework.timeline import Speech, name_of_fact, value_of_fact
from kompas.casework.work_items import DUE_TEXTS, WorkItem, work_items
from kompas.casework.work_items import due as due_in
from kompas.casework.wrong_citizen import Withheld
from kompas.cli.page import BAD, OPEN, QUIET, STRONG, indented, point, text
from kompas.norms import Library
from kompas.processes.help_elsewhere import contradictions
from kompas.register.log import ErasedEvent
from kompas.words import _

# ---------------------------------------------------------------- many cases


def listed(lines: Iterable[Listed], today: date) -> Table:
    """Cases as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_("Sag"), _("Borger"), _("Status"), _("Frist"), _("Behandler"), _("Id")):
        table.add_column(heading, no_wrap=True)
    for line in lines:
        table.add_row(
            text(line.case_number),
            text(name_with_mark(line.citizen_name or "-", protected=line.citizen_protected)),
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
    case: Case, entries: Sequence[Recorded], library: Library, today: date, *, protected: bool
) -> Iterator[RenderableType]:
    """The page of a case; `protected`: the citizen's name and address are (`Listed`)."""
    yield from head(case, library, today, protected=protected)
    yield ""
    yield text((_("Forløb"), STRONG))
    yield timeline(entries, case.withdrawn, Speech(library.words, protected=protected))


def head(case: Case, library: Library, today: date, *, protected: bool) -> Iterator[RenderableType]:
    """Whose case it is, where it stands and what is due."""
    name = case.citizen.name if case.citizen else _("ingen borger")
    yield text((case.case_number, STRONG), f"  {name_with_mark(name, protected=protected)}")
    yield text(_(STATUS_TEXTS[case.status]), *_marks(case))
    yield ""
    for label, value in _standing(case, library, today):
        yield indented(text((f"{label}: ", QUIET), value))
    for told in contradictions(case, today, library.words):
        yield text((told, OPEN))


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
    yield _("Enhed"), unit_name(case.unit) if case.unit else "-"
    yield _("Behandler"), case.assigned_to or "-"
    if case.applied_for:
        yield _("Søger om"), case.applied_for
    yield _("Næste frist"), _due(*due(case), today)
    if case.complaint_until:
        yield _("Klagefrist"), case.complaint_until.isoformat()
    for name, given in case.elsewhere.items():
        fact = library.words.facts[name]
        value = value_of_fact(fact, given.value, Speech(library.words))
        yield name_of_fact(fact), f"{value} [{given.source}]"
    for one in case.proceedings:
        if one.is_open:
            yield from _proceeding(case, one, today)
        for late in one.late_delays:
            told = _("givet {date}, efter fristen (retssikkerhedsloven § 3, stk. 2)")
            yield _("Besked om forsinkelse"), (told.format(date=late.notified_on.isoformat()), BAD)


def _proceeding(
    case: Case, one: Proceeding, today: date
) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """What is going on in a proceeding; where there is one alone, the page has said most of it."""
    if len(case.open_proceedings) > 1:
        words = f"{_(STATUS_TEXTS[one.status])} · {_due(*due_in(one), today)[0]}"
        yield f"{_(KIND_TEXTS[one.kind])} ({one.entry})", words
    if one.panel_misses:
        yield _("Udvalget mangler"), one.panel_misses
    for kept in one.decision.blocking() if one.decision else ():
        yield _("Skal rettes"), (kept.text, BAD)


def timeline(entries: Sequence[Recorded], withdrawn: Sequence[int], s: Speech) -> Table:
    """The entries, one under the other: number, day, who, and what."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(3):
        table.add_column(no_wrap=True)
    table.add_column()
    others = {entry.seq: entry for entry in entries}
    for entry in entries:
        table.add_row(
            text((str(entry.seq), QUIET)),
            text(_days(entry)),
            text(entry.by),
            _told(entry, s, others, out=entry.seq in withdrawn),
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


def _told(entry: Recorded, s: Speech, others: Mapping[int, Recorded], *, out: bool) -> Text:
    if isinstance(entry.event, ErasedEvent):
        gone = _("{what}: slettet {date}, {why}").format(
            what=title_of(entry.event.type),
            date=danish_day(entry.event.erased_at).isoformat(),
            why=entry.event.why,
        )
        return text((gone, QUIET))
    if isinstance(entry.event, NotTold):
        of_another = _("{what}: journaliseret på forkert borger, annulleret")
        return text((of_another.format(what=title_of(entry.event.type)), QUIET))
    answer = answer_of(entry, others)
    name = answer.title if answer else title_of(name_of(entry.event))
    words = answer.says if answer else step_of(entry.event).says(entry.event, s)
    if out:
        withdrawn = _("Annulleret: {what}").format(what=name)
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


def case_data(
    case: Case, entries: Sequence[Recorded], library: Library, *, protected: bool
) -> dict[str, Any]:
    """A case as data: where it stands, what is due, and its entries in words."""
    due_on, due_why = due(case)
    s = Speech(library.words, protected=protected)
    return {
        "case_id": str(case.case_id),
        "case_number": case.case_number,
        "citizen": case.citizen.name if case.citizen else None,
        "citizen_protected": protected,
        "status": case.status.value,
        "service": case.service,
        "municipality": case.municipality,
        "unit": case.unit,
        "assigned_to": case.assigned_to,
        "restricted": case.restricted,
        "due_on": due_on and due_on.isoformat(),
        "due_why": due_why,
        "complaint_until": case.complaint_until and case.complaint_until.isoformat(),
        "late_delays": [
            late.notified_on.isoformat() for one in case.proceedings for late in one.late_delays
        ],
        "open_findings": [
            kept.text
            for one in case.open_proceedings
            for kept in (one.decision.blocking() if one.decision else ())
        ],
        "work_items": [_item_data(item) for item in work_items(case)],
        "entries": [_entry_data(entry, case.withdrawn, s) for entry in entries],
    }


def _entry_data(entry: Recorded, withdrawn: Sequence[int], s: Speech) -> dict[str, Any]:
    event = entry.event
    is_told = not isinstance(event, NotTold)
    says = step_of(event).says(event, s) if is_told else None
    return {
        "seq": entry.seq,
        "proceeding": entry.proceeding,
        "event": event.type if isinstance(event, NotTold) else name_of(event),
        "recorded_at": entry.recorded_at.isoformat(),
        "valid_from": entry.valid_from.isoformat(),
        "by": entry.by,
        "says": says,
        "erased": isinstance(event, ErasedEvent),
        "withdrawn": entry.seq in withdrawn,
        "wrong_citizen": isinstance(event, Withheld),
    }


def _item_data(item: WorkItem) -> dict[str, Any]:
    """One thing that is to be done in a case."""
    return {
        "entry": item.entry,
        "kind": item.kind,
        "status": item.status,
        "due_on": item.due_on and item.due_on.isoformat(),
        "due_why": item.due_why,
        "waits_for": item.waits_for,
        "assigned_to": item.assigned_to,
    }


def line_data(line: Listed) -> dict[str, Any]:
    """A line of a list as data, without the CPR number."""
    return {
        name: value if value is None or isinstance(value, bool) else str(value)
        for name in Listed.__dataclass_fields__
        if name != "citizen_cpr"
        for value in (getattr(line, name),)
    }
