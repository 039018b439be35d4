"""The complaint goes to the appeals board, with the review (retssikkerhedsloven § 66, PROC-08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Context, Refusal
from kompas.casework.flows import K, of_flows
from kompas.casework.order_of_days import D, Days
from kompas.casework.proceeding import Proceeding, ReviewOutcome
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech
from kompas.inputs import Day
from kompas.words import N_, _


@event("complaint_forwarded")
@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintForwarded(Event):
    """The complaint was sent to the appeals board."""

    forwarded_on: Day


class ForwardComplaint(Step[ComplaintForwarded, ComplaintForwarded]):
    """Not for one that was upheld in full; for one upheld in part, after the new decision."""

    event = command = ComplaintForwarded
    title = N_("Klagen sendt til Ankestyrelsen")
    flows = of_flows([K.COMPLAINT], S.REVIEWED, S.SENT, to=S.AT_BOARD)
    builds = True
    labels = {"forwarded_on": N_("Sendt")}

    def against(self, here: Here, event: ComplaintForwarded, context: Context) -> Iterator[Refusal]:
        """What the review came to leaves something to complain of."""
        review, status = here.proceeding.review, here.proceeding.status
        if review is None or review.outcome is ReviewOutcome.UPHELD:
            yield Refusal(
                "upheld",
                _("Borgeren fik fuldt medhold, så der er intet at sende til Ankestyrelsen."),
                _("Træf den nye afgørelse."),
                _("retssikkerhedsloven § 66"),
            )
        elif review.outcome is ReviewOutcome.PARTLY_UPHELD and status is not S.SENT:
            yield Refusal(
                "decide_first",
                _("Borgeren fik delvist medhold. Den nye afgørelse er ikke sendt endnu."),
                _("Træf og send den nye afgørelse, og spørg, om klagen skal fastholdes."),
                _("retssikkerhedsloven § 66"),
            )

    def days(self, here: Here, event: ComplaintForwarded) -> Days:
        """After the review."""
        review = here.proceeding.review
        yield D.REVIEWED, review.reviewed_on if review else None
        yield D.FORWARDED, event.forwarded_on

    def happened_on(self, event: ComplaintForwarded) -> date:
        """When it was sent."""
        return event.forwarded_on

    def on_proceeding(
        self, proceeding: Proceeding, event: ComplaintForwarded, entry: Recorded
    ) -> Proceeding:
        """It goes on, also after a new decision that gave something."""
        return changed(proceeding, closed_on=None)

    def says(self, event: ComplaintForwarded, s: Speech) -> str:
        """When."""
        return s.day(event.forwarded_on)
