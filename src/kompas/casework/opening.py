"""What opens a case holds, whether it is an application or a grant from before this record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.decision import Citizen
from kompas.casework.record import Event, Recorded
from kompas.casework.replacement import changed
from kompas.inputs import CaseNumber, Code
from kompas.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Event):
    """An event that opens a case. `unit` is the key of the unit that handles it.

    `person_id` is the citizen in the register of persons. A command without it is about the person
    who has the citizen's CPR number, or a new one.
    """

    citizen: Citizen
    service: Code
    municipality: Code
    unit: Code | None = None
    case_number: CaseNumber
    person_id: UUID | None = None


def opened(case: Case, event: Opening, entry: Recorded, on: date) -> Case:
    """The case that an event opens; it runs from a day."""
    return changed(
        case,
        person_id=event.person_id,
        citizen=event.citizen,
        service=event.service,
        municipality=event.municipality,
        unit=event.unit,
        case_number=event.case_number,
        assigned_to=entry.by,
        opened_on=on,
    )


def cannot_open(event: Opening, context: Context) -> Iterator[Refusal]:
    """What is wrong with the frame of the case: whose rules it follows."""
    if context.municipality is not None and event.municipality != context.municipality:
        yield Refusal(
            "other_municipality",
            _("Enheden arbejder efter en anden kommunes regler end dem, sagen nævner."),
            _("Ret kommunen eller enheden."),
        )
