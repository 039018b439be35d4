"""A note, document, meeting or assessment that a decision can rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case
from kompas.casework.changed import changed
from kompas.casework.context import Context, Refusal
from kompas.casework.decision import Evidence
from kompas.casework.record import Event, Recorded, event
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, line_of
from kompas.words import N_, _


@event("evidence_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Event):
    """Something came into the case that a decision can rest on."""

    evidence: Evidence


class AddEvidence(Step[EvidenceAdded, EvidenceAdded]):
    """A paper or a meeting gets the name by which grounds refer to it."""

    event = command = EvidenceAdded
    title = N_("Bilag tilføjet")
    ask = N_("Tilføj et bilag")
    order = 50
    alone = True
    shown_everywhere = True
    labels = {
        "kind": N_("Art"),
        "title": N_("Titel"),
        "dated": N_("Dateret"),
        "known_to_party": N_("Borgeren kender det"),
        "unfavourable": N_("Taler imod borgeren"),
    }

    def against(self, here: Here, event: EvidenceAdded, context: Context) -> Iterator[Refusal]:
        """Each has a name of its own."""
        if any(item.id == event.evidence.id for item in here.case.evidence):
            yield Refusal(
                "evidence_twice",
                _("Bilaget {id} er der allerede.").format(id=event.evidence.id),
                _("Giv bilaget et andet id."),
            )

    def happened_on(self, event: EvidenceAdded) -> date:
        """The day that it bears."""
        return event.evidence.dated

    def on_case(self, case: Case, event: EvidenceAdded, entry: Recorded) -> Case:
        """One more."""
        return changed(case, evidence=(*case.evidence, event.evidence))

    def says(self, event: EvidenceAdded, s: Speech) -> str:
        """Its title and day."""
        return f"{event.evidence.title} ({s.day(event.evidence.dated)})"

    def says_in_full(self, event: EvidenceAdded, s: Speech) -> Iterator[Line]:
        """What it is."""
        for name, label in self.labels.items():
            yield from line_of(_(label), getattr(event.evidence, name), s)
