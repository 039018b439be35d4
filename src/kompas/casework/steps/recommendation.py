"""What the caseworker recommends to the panel, within the standard's frame (FW-18)."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.price import price_text
from kompas.casework.proceeding import Proceeding, Recommendation
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Step
from kompas.casework.timeline import Line, Speech, kind_and_amounts
from kompas.words import N_, _


@event("recommendation_made", version=3)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMade(Recommendation, Event):
    """The caseworker made a recommendation."""


class Recommend(Step[RecommendationMade, RecommendationMade]):
    """The panel is told what the caseworker thinks."""

    event = command = RecommendationMade
    title = N_("Indstilling skrevet")
    ask = N_("Skriv indstillingen")
    order = 90
    flows = of_flows(DECIDING, S.ASSESSED, S.RECOMMENDED, to=S.RECOMMENDED)
    builds = True
    rested_on = True
    labels = {
        "kind": N_("Art"),
        "extent": N_("Omfang"),
        "text": N_("Tekst"),
        "facility": N_("Tilbud"),
    }

    def on_proceeding(
        self, proceeding: Proceeding, event: RecommendationMade, entry: Recorded
    ) -> Proceeding:
        """The recommendation as it is now."""
        return changed(proceeding, recommendation=event, advised_by=entry.by)

    def says(self, event: RecommendationMade, s: Speech) -> str:
        """What is recommended, and why."""
        return f"{kind_and_amounts(event.kind, event.extent, s)}. {event.text}"

    def says_in_full(self, event: RecommendationMade, s: Speech) -> Iterator[Line]:
        """Each field, and what it costs with where that stands."""
        yield from super().says_in_full(event, s)
        if event.price:
            yield _("Takst"), price_text(event.price)
            yield _("Taksten står i"), event.price.source
