"""The agendas of the referral panel: a line for each time that a case was put to a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kompas.casework.case import Case, OnAgenda
from kompas.casework.record import Recorded, danish_day
from kompas.casework.replacement import changed
from kompas.casework.sitting import Sitting
from kompas.casework.status import S


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A proceeding on the agenda of one meeting of a unit's panel.

    `entry` put it there. `meeting` is the id of the planned meeting, `meets_on` the day that it had
    then; without either it is on the next one. A proceeding that was deferred is on the agendas of
    several meetings; it `waits` for the last of them until the panel has `heard` it.
    """

    case_id: UUID
    entry: int
    proceeding: int
    unit: str | None
    meets_on: date | None
    meeting: str | None
    waits: bool
    heard: bool


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
            meeting=one.meeting,
            waits=one.proceeding in at_panel and one.entry == last[one.proceeding],
            heard=one.heard,
        )


def put(case: Case, item: OnAgenda, entry: Recorded) -> Case:
    """The case on one more agenda; off the one that it was on, where that is still to come."""
    day = danish_day(entry.recorded_at)
    kept = (one for one in case.meetings if not _leaves(one, item, day))
    return changed(case, meetings=(*kept, item))


def heard(case: Case, proceeding: int | None, sitting: Sitting | None) -> Case:
    """The case after the panel has come to a proceeding, at the meeting where it did."""
    items = list(case.meetings)
    for number in reversed(range(len(items))):
        if items[number].proceeding == proceeding:
            at = (
                {"meets_on": sitting.held_on, "meeting": sitting.meeting or None} if sitting else {}
            )
            items[number] = replace(items[number], heard=True, **at)  # type: ignore[arg-type]
            break
    return changed(case, meetings=tuple(items))


def _leaves(one: OnAgenda, item: OnAgenda, day: date) -> bool:
    """Whether an item goes where its proceeding is put to another meeting."""
    past = one.meets_on is not None and one.meets_on < day
    return one.proceeding == item.proceeding and not one.heard and not past
