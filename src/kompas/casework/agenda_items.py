"""The agendas of the referral panel: a line for each time that a case was put to a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.status import S


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A proceeding on the agenda of one meeting: that of a unit's panel, on a day.

    `entry` put it there. A proceeding that was deferred is on the agendas of several meetings;
    it `waits` for the last of them until the panel has come to it.
    """

    case_id: UUID
    entry: int
    proceeding: int
    unit: str | None
    meets_on: date
    waits: bool


def agenda_items(case: Case) -> tuple[AgendaItem, ...]:
    """Every agenda that the case stands on, what was put there first coming first."""
    return tuple(_items(case))


def _items(case: Case) -> Iterator[AgendaItem]:
    at_panel = {one.entry for one in case.open_proceedings if one.status is S.AT_PANEL}
    last = {one.proceeding: one.entry for one in case.meetings}
    for one in case.meetings:
        yield AgendaItem(
            case_id=case.case_id,
            entry=one.entry,
            proceeding=one.proceeding,
            unit=one.unit,
            meets_on=one.meets_on,
            waits=one.proceeding in at_panel and one.entry == last[one.proceeding],
        )
