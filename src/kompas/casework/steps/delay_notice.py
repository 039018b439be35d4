"""The citizen is told why the deadline is not kept, and the new day (FW-24, VEJ-04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import WAITING
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import DelayNotice, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.posting import posted_in_full, posted_wrong
from kompas.casework.taken_decision import PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.words import N_, _


@event("delay_notified", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class DelayNotified(DelayNotice, Event):
    """The citizen was told of a delay, by `letter` where Kompas made one."""

    letter: PostedLetter | None = None


class NotifyDelay(Step[DelayNotified, DelayNotified]):
    """The promise of a new day takes the place of the deadline."""

    event = command = DelayNotified
    title = N_("Besked om forsinkelse")
    ask = N_("Giv besked om forsinkelse")
    order = 150
    flows = WAITING
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {
        "why": N_("Hvorfor"),
        "expected_on": N_("Afgørelsen ventes"),
        "notified_on": N_("Besked givet"),
    }

    def against(self, here: Here, event: DelayNotified, context: Context) -> Iterator[Refusal]:
        """The reason is told, and the letter comes to its readers."""
        yield from posted_wrong(here, event.letter, context)
        if not event.why.strip():
            yield Refusal(
                "why_missing",
                _("Borgeren skal have at vide hvorfor."),
                _("Skriv årsagen."),
                _("retssikkerhedsloven § 3"),
            )

    def days(self, here: Here, event: DelayNotified) -> Days:
        """The new day is later than what the citizen was told until now."""
        yield D.OPENED, here.proceeding.opened_on
        yield D.NOTIFIED, event.notified_on
        yield D.PROMISED, here.proceeding.decide_by
        yield D.EXPECTED, event.expected_on

    def happened_on(self, event: DelayNotified) -> date:
        """When the citizen was told."""
        return event.notified_on

    def on_proceeding(
        self, proceeding: Proceeding, event: DelayNotified, entry: Recorded
    ) -> Proceeding:
        """The new promise; told too late, it is kept as such."""
        promised = proceeding.decide_by
        late = promised is not None and event.notified_on > promised
        return changed(
            proceeding,
            delays=(*proceeding.delays, event),
            late_delays=(*proceeding.late_delays, event) if late else proceeding.late_delays,
            promised=event.expected_on,
        )

    def says(self, event: DelayNotified, s: Speech) -> str:
        """Why, and when instead."""
        return _("{why} Ventes afgjort {date}.").format(
            why=event.why, date=s.day(event.expected_on)
        )

    def says_in_full(self, event: DelayNotified, s: Speech) -> Iterator[Line]:
        """With those who got the letter."""
        yield from super().says_in_full(event, s)
        yield from posted_in_full(event.letter, s)
