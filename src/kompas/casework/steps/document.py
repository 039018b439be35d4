"""A document in or out, with its short theme (offentlighedsloven § 15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.active_content import ACTIVE_CONTENT_TEXTS, ActiveContent
from kompas.casework.case import Case, CaseDocument
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.evidence import no_such_entry
from kompas.casework.steps.letter import no_such_file
from kompas.casework.timeline import Speech, tell_as
from kompas.inputs import EntryNumber, ShortOrBlank, Token
from kompas.words import N_

tell_as(dict(ACTIVE_CONTENT_TEXTS.items()))


@event("document_attached", version=3)
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached(CaseDocument, Event):
    """A document was put on the case.

    `file_name` is what the file was called when it came (`kompas.files.name.original_name`).
    `made_of` is the entry of the mail that it was taken out of; None for what came in by itself.
    Where it is a copy that was cleaned of what acts by itself: of what, and of which file.
    """

    file_name: ShortOrBlank = ""
    made_of: EntryNumber | None = None
    cleaned_of: tuple[ActiveContent, ...] = ()
    original_sha256: Token = ""


class AttachADocument(Step[DocumentAttached, DocumentAttached]):
    """A document stands beside all else, in a closed case too."""

    event = command = DocumentAttached
    title = N_("Dokument journaliseret")
    long_ago = True
    ask = N_("Læg et dokument på sagen")
    order = 200
    when_closed = True
    alone = True
    lookups = frozenset({Lookup.FILES})
    labels = {
        "title": N_("Titel"),
        "dated": N_("Dateret"),
        "file_name": N_("Filens navn"),
        "made_of": N_("Taget ud af mailen i registrering nr."),
        "cleaned_of": N_("Kopi, renset for"),
        "original_sha256": N_("Fingeraftryk af den modtagne fil"),
    }

    def against(self, here: Here, event: DocumentAttached, context: Context) -> Iterator[Refusal]:
        """The case has the file, and what it was taken out of stands."""
        kept, mails = context.files, {one.seq for one in here.case.trail}
        if event.made_of is not None and event.made_of not in mails - {*here.case.withdrawn}:
            yield no_such_entry(event.made_of)
        if kept is not None and (event.document_id, event.sha256) not in kept:
            yield no_such_file()

    def names(self, event: DocumentAttached) -> tuple[int, ...]:
        """The mail that it was taken out of: that is not withdrawn while the document stands."""
        return () if event.made_of is None else (event.made_of,)

    def happened_on(self, event: DocumentAttached) -> date:
        """The day that it is dated."""
        return event.dated

    def on_case(self, case: Case, event: DocumentAttached, entry: Recorded) -> Case:
        """One more."""
        return changed(case, documents=(*case.documents, event))

    def says(self, event: DocumentAttached, s: Speech) -> str:
        """Its title and day."""
        return f"{event.title} ({s.day(event.dated)})"
