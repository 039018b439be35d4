"""A note, document, meeting or assessment that a decision can rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.decision import Evidence
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Line, Speech, line_of
from kompas.inputs import EntryNumber
from kompas.words import N_, _


@event("evidence_added", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Event):
    """Something came into the case that a decision can rest on.

    `made_of` is the entry (a fact, a file, a note) that it was made of; None for what came in by
    itself.
    """

    evidence: Evidence
    made_of: EntryNumber | None = None


def no_such_entry(seq: int) -> Refusal:
    """What something was made of does not stand."""
    return Refusal(
        "no_such_entry",
        _("Der er ikke en gældende registrering nr. {seq}.").format(seq=seq),
        _("Se sagens registreringer."),
    )


class AddEvidence(Step[EvidenceAdded, EvidenceAdded]):
    """A paper or a meeting gets the name by which grounds refer to it."""

    event = command = EvidenceAdded
    title = N_("Bilag tilføjet")
    ask = N_("Tilføj et bilag")
    order = 50
    alone = True
    rested_on = True
    shown_everywhere = True
    labels = {
        "kind": N_("Art"),
        "title": N_("Titel"),
        "dated": N_("Dateret"),
        "known_to_party": N_("Borgeren kender det"),
        "unfavourable": N_("Taler imod borgeren"),
    }

    def against(self, here: Here, event: EvidenceAdded, context: Context) -> Iterator[Refusal]:
        """Each has a name of its own, and what it was made of stands."""
        made_of = event.made_of
        stand = {one.seq for one in here.case.trail} - {*here.case.withdrawn}
        if made_of is not None and made_of not in stand:
            yield no_such_entry(made_of)
        if any(item.id == event.evidence.id for item in here.case.evidence):
            yield Refusal(
                "evidence_twice",
                _("Bilaget {id} er der allerede.").format(id=event.evidence.id),
                _("Giv bilaget et andet id."),
            )

    def names(self, event: EvidenceAdded) -> tuple[int, ...]:
        """What it was made of: that is not withdrawn while the paper stands."""
        return () if event.made_of is None else (event.made_of,)

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
