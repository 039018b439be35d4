"""The citizen asks for other help than what was decided (serviceloven § 148, FW-28)."""

from dataclasses import dataclass, field
from datetime import date

from kompas.casework.amounts import Amounts
from kompas.casework.case import Case
from kompas.casework.flows import K, of_flows
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.steps.application import CHANNEL_TEXTS, Channel
from kompas.casework.timeline import Speech
from kompas.inputs import Day, LetterText
from kompas.words import N_, _


@event("change_requested", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequested(Event):
    """The citizen asks for a change, or applies anew."""

    applied_for: LetterText
    channel: Channel
    received_on: Day
    applied_amounts: Amounts = field(default_factory=dict)


class RequestChange(Step[ChangeRequested, ChangeRequested]):
    """It opens a proceeding of its own in a case where something was decided before."""

    event = command = ChangeRequested
    title = N_("Ansøgning om ændring modtaget")
    ask = N_("Modtag en ansøgning om ændring")
    order = 15
    flows = of_flows([K.CHANGE], S.NEW, to=S.RECEIVED)
    builds = True
    labels = {
        "applied_for": N_("Søger om"),
        "applied_amounts": N_("Søgt omfang"),
        "channel": N_("Vej ind eller ud"),
        "received_on": N_("Modtaget"),
    }

    def ready(self, case: Case) -> bool:
        """Where help runs, or something was decided."""
        return case.help is not None or any(one.sent for one in case.decisions)

    def happened_on(self, event: ChangeRequested) -> date:
        """When it came in."""
        return event.received_on

    def on_proceeding(
        self, proceeding: Proceeding, event: ChangeRequested, entry: Recorded
    ) -> Proceeding:
        """What is applied for now."""
        return changed(
            proceeding, applied_for=event.applied_for, applied_amounts=event.applied_amounts
        )

    def says(self, event: ChangeRequested, s: Speech) -> str:
        """When and how it came in, and what was applied for."""
        return _("{date} {how}{by}: {what}").format(
            date=s.day(event.received_on),
            how=_(CHANNEL_TEXTS[event.channel]),
            by="",
            what=event.applied_for,
        )
