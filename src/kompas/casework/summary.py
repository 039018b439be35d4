"""One case as lists need it; made from the case, stored beside the events."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.work_items import WorkItem, work_items


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a line in a list. Its fields are the columns that lists read (`case_summary`)."""

    case_id: UUID
    case_number: str
    status: str
    service: str
    municipality: str
    unit: str | None
    citizen_name: str
    citizen_cpr: str | None
    assigned_to: str | None
    restricted: bool
    opened_on: date
    due_on: date | None
    due_why: str | None
    closed_on: date | None
    person_id: UUID | None = None
    citizen_protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Listed):
    """The row of a case: what lists show of it, and what it is seen by."""

    handlers: tuple[str, ...]
    seq: int
    facilities: tuple[str, ...] = ()


def summary(case: Case) -> Summary:
    """The row for lists."""
    due_on, due_why = due(case)
    citizen = case.citizen
    return Summary(
        case_id=case.case_id,
        case_number=case.case_number,
        status=case.status.value,
        service=case.service,
        municipality=case.municipality,
        unit=case.unit,
        citizen_name=citizen.name if citizen else "",
        citizen_cpr=citizen.cpr if citizen else None,
        assigned_to=case.assigned_to,
        restricted=case.restricted,
        handlers=case.handlers,
        opened_on=case.opened_on or date.min,
        due_on=due_on,
        due_why=due_why,
        closed_on=case.closed_on,
        seq=case.seq,
        person_id=case.person_id,
        facilities=case.facilities,
    )


def due(case: Case) -> tuple[date | None, str | None]:
    """What is due first in a case and why."""
    return due_first(work_items(case))


def due_first(items: tuple[WorkItem, ...]) -> tuple[date | None, str | None]:
    """What is due first of all that is to be done, and why."""
    days = [(one.due_on, one.due_why) for one in items if one.due_on is not None]
    return min(days, default=(None, None))
