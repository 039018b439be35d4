"""A meeting of the referral panel: its agenda with each case, the papers and what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kompas.accounts import administration
from kompas.accounts.access import Staff
from kompas.casework.amounts import whole
from kompas.casework.case import Case
from kompas.casework.meeting import Heard, heard
from kompas.casework.proceeding import Proceeding, Recommendation
from kompas.casework.record import danish_day
from kompas.casework.summary import Listed
from kompas.economy import Amount, Calculation, yearly_cost
from kompas.norms import Vocabulary
from kompas.processes.reading import checked, folded, visible_several
from kompas.register import access, log, meetings


@dataclass(frozen=True, slots=True)
class Item:
    """A proceeding on the agenda: its case's line, the case, and how the meeting heard it.

    `proceeding` is None where its entries were withdrawn since.
    """

    line: Listed
    case: Case
    heard: Heard
    waits: bool

    @property
    def proceeding(self) -> Proceeding | None:
        """The proceeding as it stands now."""
        named = self.heard.proceeding
        return next((one for one in self.case.proceedings if one.entry == named), None)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with the cases on its agenda, by name; `planned` is None where nobody did."""

    unit: str
    unit_name: str
    meets_on: date
    planned: meetings.Planned | None
    items: tuple[Item, ...]

    @property
    def is_held(self) -> bool:
        """Whether the panel has come to a case at it."""
        return any(one.heard.outcome is not None for one in self.items)


def meeting(by: Staff, unit: str, day: date, purpose: str, *, now: datetime) -> Meeting | None:
    """A meeting of a unit; None where none is planned and no case is on its agenda.

    Six statements; each case has a trace of the look.
    """
    today = danish_day(now)
    planned = meetings.planned_on(unit, day)
    with access.acting(by):
        lines = meetings.agenda(by, unit, day, today)
        ids = list(dict.fromkeys(one.line.case_id for one in lines))
        records = visible_several(ids)
        access.note_each(by.username, now, access.What.READ, checked(purpose), ids)
    if planned is None and not lines:
        return None
    items = []
    for one in lines:
        entries = records.get(one.line.case_id, ())
        told = [entry for entry in entries if not isinstance(entry.event, log.ErasedEvent)]
        at_meeting = heard(told, one.entry) if told else None
        if at_meeting is not None:
            items.append(Item(one.line, folded(entries), at_meeting, one.waits))
    return Meeting(unit, administration.unit_name(unit), day, planned, tuple(items))


# ---------------------------------------------------------------- one case


def cost_of(advised: Recommendation | None, service: str, words: Vocabulary) -> Calculation | None:
    """What the help that is recommended costs in a year; None where no rate is told."""
    if advised is None or advised.price is None:
        return None
    price, extent = advised.price, whole(advised.extent, service, words)
    return yearly_cost(Amount(price.oere, price.source), price.per.value, extent)


def papers_of(case: Case) -> Iterator[tuple[str, date]]:
    """What the case holds to be read: evidence and documents, each with its day, newest first."""
    told = [(one.title, one.dated) for one in case.papers]
    told += [(one.title, one.dated) for one in case.documents]
    seen = dict.fromkeys(sorted(told, key=lambda one: (one[1], one[0]), reverse=True))
    yield from seen
