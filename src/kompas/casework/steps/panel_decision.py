"""What the panel decided; against the recommendation with why (FW-19)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework import sitting as sat
from kompas.casework import sitting_rules
from kompas.casework.agenda_items import heard
from kompas.casework.amounts import Likeness, likeness
from kompas.casework.capabilities import Capability
from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.flows import DECIDING, of_flows
from kompas.casework.proceeding import PanelDecision, Proceeding
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.status import S
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, kind_and_amounts
from kompas.words import N_, _


@event("panel_decided", version=3)
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDecided(PanelDecision, Event):
    """The panel decided."""


class DecideAtPanel(Step[PanelDecided, PanelDecided]):
    """The panel follows the recommendation, or goes against it with a reason."""

    event = command = PanelDecided
    title = N_("Visitationsudvalget har besluttet")
    ask = N_("Skriv udvalgets beslutning")
    order = 110
    capability = Capability.DECIDE_AT_PANEL
    flows = of_flows(DECIDING, S.AT_PANEL, to=S.PANEL_DECIDED)
    builds = True
    rested_on = True
    lookups = frozenset({Lookup.MEETINGS})
    labels = {
        "kind": N_("Art"),
        "extent": N_("Omfang"),
        "against_recommendation": N_("Imod indstillingen"),
        "why": N_("Hvorfor"),
    }

    def record(self, here: Here, command: PanelDecided, context: Context) -> PanelDecided:
        """With the planned meeting of the day on which it was decided."""
        return replace(command, sitting=sitting_rules.at_meeting(command.sitting, context))

    def happened_on(self, event: PanelDecided) -> date | None:
        """When the panel met."""
        return event.sitting.held_on if event.sitting else None

    def against(self, here: Here, event: PanelDecided, context: Context) -> Iterator[Refusal]:
        """The panel can have sat so; whether it followed is said as it is, and against it why."""
        yield from sitting_rules.against(here, event.sitting, context)
        advised, departs = here.proceeding.recommendation, False
        if advised is not None:
            alike = likeness(event.extent, advised.extent, context.measures)
            departs = advised.kind != event.kind or alike is not Likeness.SAME
            if advised.kind == event.kind and alike is Likeness.OPEN:
                departs = event.against_recommendation  # nobody can tell; the panel says
        if departs != event.against_recommendation:
            yield Refusal(
                "against_recommendation",
                _(
                    "Udvalgets beslutning og indstillingen passer ikke med, at den er fulgt "
                    "eller fraveget."
                ),
                _("Skriv, om udvalget følger indstillingen."),
            )
        elif departs and not event.why.strip():
            yield Refusal(
                "why_missing",
                _("Udvalget fraviger indstillingen uden at sige hvorfor."),
                _("Skriv udvalgets begrundelse."),
                _("forvaltningsloven § 24"),
            )

    def on_case(self, case: Case, event: PanelDecided, entry: Recorded) -> Case:
        """The meeting has come to it."""
        return heard(case, entry.proceeding, event.sitting)

    def on_proceeding(
        self, proceeding: Proceeding, event: PanelDecided, entry: Recorded
    ) -> Proceeding:
        """What it decided."""
        return changed(proceeding, panel=event)

    def says(self, event: PanelDecided, s: Speech) -> str:
        """What it decided, and why against the recommendation."""
        decided = kind_and_amounts(event.kind, event.extent, s)
        if event.against_recommendation:
            decided = _("{decided}; imod indstillingen: {why}").format(
                decided=decided, why=event.why
            )
        return ". ".join(filter(None, (decided.rstrip("."), sat.said(event.sitting))))

    def says_in_full(self, event: PanelDecided, s: Speech) -> Iterator[Line]:
        """What it decided, and who it was."""
        yield from super().says_in_full(event, s)
        yield from sat.lines(event.sitting, s)
