"""Something that matters to the case (offentlighedsloven § 13)."""

from dataclasses import dataclass

from kompas.casework.case import Case
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Step
from kompas.casework.timeline import Speech
from kompas.inputs import LongText
from kompas.words import N_


@event("note_written")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """Something that matters to the case."""

    text: LongText


class WriteNote(Step[NoteWritten, NoteWritten]):
    """A note stands beside all else, in a closed case too."""

    event = command = NoteWritten
    title = N_("Notat skrevet")
    ask = N_("Skriv et notat")
    order = 190
    when_closed = True
    alone = True
    labels = {"text": N_("Tekst")}

    def on_case(self, case: Case, event: NoteWritten, entry: Recorded) -> Case:
        """One more."""
        return changed(case, notes=(*case.notes, event.text))

    def says(self, event: NoteWritten, s: Speech) -> str:
        """The note."""
        return event.text
