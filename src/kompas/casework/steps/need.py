"""Reason and need after the meeting with the citizen (FW-16); it begins a follow-up too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.flows import APPLIED_FOR, K, Place, ProceedingKind, of_flows
from kompas.casework.proceeding import Need, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.words import N_, _


@event("need_uncovered")
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedUncovered(Need, Event):
    """Reason and need were spoken of with the citizen."""


class UncoverNeed(Step[NeedUncovered, NeedUncovered]):
    """What the citizen needs; where help runs, or was decided on, it begins a follow-up."""

    event = command = NeedUncovered
    title = N_("Årsag og behov afdækket")
    ask = N_("Skriv årsag og behov")
    order = 10
    flows = {
        **of_flows(APPLIED_FOR, S.RECEIVED, S.EARLY_HELP, to=S.INFORMED),
        K.FOLLOW_UP: Place(frozenset((S.NEW, S.EARLY_HELP)), S.INFORMED),
        K.REMITTED: Place(frozenset((S.REMITTED, S.EARLY_HELP)), S.INFORMED),
    }
    builds = True
    rested_on = True
    labels = {
        "reason": N_("Årsag"),
        "need": N_("Behov"),
        "met_on": N_("Mødet holdt"),
        "present": N_("Til stede"),
    }

    def ready(self, case: Case) -> bool:
        """A follow-up is of help that runs, or of something that was decided."""
        return case.help is not None or any(one.sent for one in case.decisions)

    def against(self, here: Here, event: NeedUncovered, context: Context) -> Iterator[Refusal]:
        """There is one follow-up at a time, of something that was decided."""
        if here.on is None:
            yield from one_at_a_time(here)

    def happened_on(self, event: NeedUncovered) -> date:
        """When one met."""
        return event.met_on

    def on_proceeding(
        self, proceeding: Proceeding, event: NeedUncovered, entry: Recorded
    ) -> Proceeding:
        """The need as it is now."""
        return changed(proceeding, need=event)

    def says(self, event: NeedUncovered, s: Speech) -> str:
        """Reason and need."""
        return f"{event.reason} {event.need}"


def one_at_a_time(here: Here) -> Iterator[Refusal]:
    """Why no follow-up begins while one goes on."""
    if any(one.kind is ProceedingKind.FOLLOW_UP for one in here.case.open_proceedings):
        yield Refusal(
            "already_followed_up",
            _("Der er allerede en opfølgning i gang i sagen."),
            _("Gå videre med den, eller luk den først."),
        )
