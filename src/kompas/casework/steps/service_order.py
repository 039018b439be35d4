"""The help is ordered of who is to give it (FW-04, FW-33)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.amounts import amounts_text
from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.intervention import ServiceOrder, where_running
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.words import N_, _, day_text


@event("service_ordered")
@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOrdered(ServiceOrder, Event):
    """The help was ordered."""


class OrderHelp(Step[ServiceOrdered, ServiceOrdered]):
    """A new order takes the place of the one before it."""

    event = command = ServiceOrdered
    title = N_("Hjælpen bestilt")
    ask = N_("Bestil hjælpen hos et tilbud")
    order = 86
    labels = {
        "facility": N_("Tilbud"),
        "ordered_on": N_("Bestilt"),
        "starts_on": N_("Begynder"),
        "ends_on": N_("Slutter"),
        "contact": N_("Kontakt hos tilbuddet"),
        "may_know": N_("Det må tilbuddet få at vide"),
        "extent": N_("Omfang"),
        "goals": N_("Mål"),
    }

    def ready(self, case: Case) -> bool:
        """Where help runs: nothing is ordered before its decision is sent."""
        return case.help is not None

    def record(self, here: Here, command: ServiceOrdered, context: Context) -> ServiceOrdered:
        """With how much is granted, and the goals that the offer works for."""
        running = here.case.help
        extent = running.extent if running else {}
        return replace(command, extent=extent, goals=here.case.goals)

    def against(self, here: Here, event: ServiceOrdered, context: Context) -> Iterator[Refusal]:
        """Somebody is asked for something, within the time of the grant."""
        if not event.facility.strip():
            yield Refusal(
                "no_provider",
                _("Der står ikke, hvem hjælpen er bestilt hos."),
                _("Skriv navnet på tilbuddet."),
            )
        running = here.case.help
        last = running.ends_on if running else None
        if last is not None and (event.starts_on > last or (event.ends_on or last) > last):
            yield Refusal(
                "ordered_after_grant",
                _("Bestillingen går ud over bevillingen, som slutter {day}.").format(
                    day=day_text(last)
                ),
                _("Bestil til den dag, bevillingen slutter, eller træf en ny afgørelse først."),
            )

    def days(self, here: Here, event: ServiceOrdered) -> Days:
        """Not before the help is granted, and it ends after it begins."""
        running = here.case.help
        yield D.GRANTED, running.starts_on if running else None
        yield D.USED, event.starts_on
        yield D.STARTS, event.starts_on
        yield D.ENDS, event.ends_on

    def happened_on(self, event: ServiceOrdered) -> date:
        """When it was ordered."""
        return event.ordered_on

    def on_case(self, case: Case, event: ServiceOrdered, entry: Recorded) -> Case:
        """Where the help is given from now on."""
        return changed(
            case,
            interventions=where_running(
                case.interventions, lambda one: replace(one, order=event, facility=event.facility)
            ),
        )

    def says(self, event: ServiceOrdered, s: Speech) -> str:
        """Where, how much, and from when."""
        parts = (
            event.facility,
            amounts_text(event.extent, s.words),
            _("fra {date}").format(date=s.day(event.starts_on)),
        )
        return ", ".join(part for part in parts if part)
