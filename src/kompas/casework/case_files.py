"""Which files the entries of a case bring into it."""

from kompas.casework.record import Event
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.letter import LetterMade


def brought_by(event: Event) -> tuple[str, ...]:
    """The hashes of the files that an entry brings into its case; none for most."""
    match event:
        case DocumentAttached(sha256=sha256):
            return (sha256,)
        case LetterMade():
            return tuple(filter(None, event.files))
        case _:
            return ()
