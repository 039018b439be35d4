"""The assessment by VUM: its level, what it found, and when (FW-06, FW-17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Context, Refusal
from kompas.casework.flows import DECIDING, K, Place, of_flows
from kompas.casework.proceeding import NeedsAssessment, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.steps.fact import wrong_value
from kompas.casework.timeline import Speech
from kompas.words import N_

_FROM = frozenset((S.INFORMED, S.ASSESSED, S.RECOMMENDED, S.PANEL_DECIDED))


@event("need_assessed")
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAssessed(NeedsAssessment, Event):
    """The need was assessed by VUM."""


class AssessNeed(Step[NeedAssessed, NeedAssessed]):
    """New knowledge leads back here: what was recommended and decided before counts no more."""

    event = command = NeedAssessed
    title = N_("Udredning gennemført")
    ask = N_("Skriv udredningen")
    order = 60
    flows = {
        **of_flows(DECIDING, *_FROM, to=S.ASSESSED),
        K.REMITTED: Place(_FROM | {S.REMITTED}, S.ASSESSED),
    }
    builds = True
    rested_on = True
    labels = {
        "vum_level": N_("Støttebehov efter VUM"),
        "capacity": N_("Funktionsevne"),
        "summary": N_("Sammenfatning"),
        "assessed_on": N_("Udredt"),
    }

    def against(self, here: Here, event: NeedAssessed, context: Context) -> Iterator[Refusal]:
        """The level is one that there is, as of a fact that is noted."""
        words = context.standard.words.facts if context.standard else {}
        known = words.get("vum_level")
        if event.vum_level and known is not None:
            yield from wrong_value(known, event.vum_level, words, context.today)

    def happened_on(self, event: NeedAssessed) -> date:
        """When it was done."""
        return event.assessed_on

    def on_proceeding(
        self, proceeding: Proceeding, event: NeedAssessed, entry: Recorded
    ) -> Proceeding:
        """The assessment as it is now."""
        return changed(proceeding, assessment=event, recommendation=None, panel=None)

    def says(self, event: NeedAssessed, s: Speech) -> str:
        """The level, where one is named, and what it comes to."""
        return ". ".join(filter(None, (event.vum_level, event.summary)))
