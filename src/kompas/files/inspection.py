"""What acts by itself in a file, and a copy without it: work for a worker process."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from kompas.files import kind, pdf_actions, word_parts


class Unread(StrEnum):
    """Why nobody can say what acts in a file."""

    LOCKED = "locked"
    BROKEN = "broken"


def inspect(path: Path, *, tell: Callable[..., None]) -> dict[str, object]:
    """`active`: the codes of what acts by itself. `unread`: why that cannot be said."""
    del tell
    try:
        return {"active": sorted(_found(path)), "unread": ""}
    except pdf_actions.LockedError:
        return {"active": [], "unread": Unread.LOCKED.value}
    except word_parts.UnreadablePartsError:
        return {"active": [], "unread": Unread.BROKEN.value}


def clean(path: Path, into: Path, *, tell: Callable[..., None]) -> dict[str, object]:
    """Write the copy; `active` is what acts in it still, where not all could be taken out."""
    media_type = kind.media_type_of(path)
    cleaned = {kind.PDF: pdf_actions.cleaned, kind.WORD: word_parts.cleaned}.get(media_type or "")
    if cleaned is None:
        return {"active": [], "unread": Unread.BROKEN.value}
    try:
        cleaned(path, into)
    except (
        pdf_actions.LockedError,
        pdf_actions.UnreadablePdfError,
        word_parts.UnreadablePartsError,
    ):
        return {"active": [], "unread": Unread.BROKEN.value}
    if kind.media_type_of(into) != media_type:
        return {"active": [], "unread": Unread.BROKEN.value}
    return inspect(into, tell=tell)


def _found(path: Path) -> set[str]:
    match kind.media_type_of(path):
        case kind.PDF:
            return set(pdf_actions.found(path))
        case kind.WORD:
            return set(word_parts.found(path))
        case _:
            return set()
