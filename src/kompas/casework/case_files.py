"""Which files the entries of a case bring into it."""

from kompas.casework.record import Event
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.posting import posted_with
from kompas.casework.taken_decision import LetterDocument


def brought_by(event: Event) -> tuple[str, ...]:
    """The hashes of the files that an entry brings into its case; none for most."""
    if isinstance(event, DocumentAttached):
        return (event.sha256,)
    letter = letter_in(event)
    return tuple(filter(None, letter.files)) if letter else ()


def letter_in(event: Event) -> LetterDocument | None:
    """The letter that Kompas made and an entry brings; None for none."""
    return event if isinstance(event, LetterMade) else posted_with(event)
