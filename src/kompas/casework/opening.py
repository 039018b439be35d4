"""What opens a case holds, whether it is an application or a grant from before this record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.changed import changed
from kompas.casework.context import Context, Refusal
from kompas.casework.cpr import DIGITS
from kompas.casework.decision import Citizen
from kompas.casework.record import Event, Recorded
from kompas.words import _

LONGEST_NUMBER = 60
"""Characters of a case number; PostgreSQL cannot look up what is much longer."""
LONGEST_NAME = 200
"""Characters of a citizen's name, for the same reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Event):
    """An event that opens a case. `unit` is the key of the unit that handles it.

    `person_id` is the citizen in the register of persons. A command without it is about the person
    who has the citizen's CPR number, or a new one.
    """

    citizen: Citizen
    service: str
    municipality: str
    unit: str | None = None
    case_number: str
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
    """What is wrong with the frame of the case: its number, its name, whose rules it follows."""
    too_long = _("{what} er længere end {most} tegn.")
    if len(event.case_number) > LONGEST_NUMBER:
        yield Refusal(
            "number_too_long",
            too_long.format(what=_("Sagsnummeret"), most=LONGEST_NUMBER),
            _("Giv sagen et kortere nummer."),
        )
    if len(event.citizen.name) > LONGEST_NAME:
        yield Refusal(
            "name_too_long",
            too_long.format(what=_("Borgerens navn"), most=LONGEST_NAME),
            _("Skriv kun navnet."),
        )
    if not event.citizen.name.strip():
        yield Refusal("no_name", _("Der står ikke noget navn."), _("Skriv navnet."))
    cpr = event.citizen.cpr
    if cpr is not None and not (len(cpr) == DIGITS and cpr.isascii() and cpr.isdigit()):
        yield Refusal(
            "wrong_number",
            _("Et CPR-nummer har ti cifre."),
            _("Skriv dem uden mellemrum og bindestreg."),
        )
    if context.municipality is not None and event.municipality != context.municipality:
        yield Refusal(
            "other_municipality",
            _("Enheden arbejder efter en anden kommunes regler end dem, sagen nævner."),
            _("Ret kommunen eller enheden."),
        )
