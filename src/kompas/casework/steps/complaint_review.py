"""The municipality looks at its decision again (retssikkerhedsloven § 66, PROC-08)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kompas.casework.flows import K, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import ComplaintReview, Proceeding, ReviewOutcome
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.words import N_, _

OUTCOME_TEXTS: Mapping[ReviewOutcome, str] = {
    ReviewOutcome.UPHELD: N_("fuldt medhold"),
    ReviewOutcome.PARTLY_UPHELD: N_("delvist medhold"),
    ReviewOutcome.NOT_UPHELD: N_("ikke medhold"),
}
tell_as(dict(OUTCOME_TEXTS.items()))


@event("complaint_reviewed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReviewed(ComplaintReview, Event):
    """The decision was looked at again."""


class ReviewComplaint(Step[ComplaintReviewed, ComplaintReviewed]):
    """Upheld, a new decision is taken; else the complaint goes to the appeals board."""

    event = command = ComplaintReviewed
    title = N_("Klagen genvurderet")
    flows = of_flows([K.COMPLAINT], S.COMPLAINED, S.REVIEWED, to=S.REVIEWED)
    builds = True
    rested_on = True
    explained = True
    labels = {
        "outcome": N_("Resultat"),
        "why": N_("Hvorfor"),
        "reviewed_on": N_("Genvurderet"),
    }

    def days(self, here: Here, event: ComplaintReviewed) -> Days:
        """After the complaint came in."""
        yield D.COMPLAINED, here.proceeding.opened_on
        yield D.REVIEWED, event.reviewed_on

    def happened_on(self, event: ComplaintReviewed) -> date:
        """When it was done."""
        return event.reviewed_on

    def on_proceeding(
        self, proceeding: Proceeding, event: ComplaintReviewed, entry: Recorded
    ) -> Proceeding:
        """What it came to."""
        return changed(proceeding, review=event)

    def says(self, event: ComplaintReviewed, s: Speech) -> str:
        """What it came to, and why."""
        return f"{_(OUTCOME_TEXTS[event.outcome])}: {event.why}"
