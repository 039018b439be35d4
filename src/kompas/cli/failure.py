"""What the program says when it cannot do what it was asked."""

from collections.abc import Iterable, Mapping
from errno import EDQUOT, ENOSPC

from kompas.words import _


class InputError(Exception):
    """The input or the command line cannot be used: what is wrong, and what to do next.

    `faults` are the single things that are wrong, where there are several.
    """

    def __init__(self, what: str, remedy: str = "", faults: Iterable[str] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = [_("Fejl: {what}").format(what=self.what)]
        lines += [f"  - {fault}" for fault in self.faults]
        return "\n".join([*lines, self.remedy] if self.remedy else lines)


def reason_of(error: Exception) -> str:
    """Why a file cannot be read or written, in the reader's language where that is easily said."""
    for kind, reason in (
        (FileNotFoundError, _("mappen findes ikke")),
        (IsADirectoryError, _("det er en mappe")),
        (PermissionError, _("du har ikke lov til det")),
    ):
        if isinstance(error, kind):
            return reason
    if getattr(error, "errno", None) in (ENOSPC, EDQUOT):
        return _("disken er fuld")
    return str(getattr(error, "strerror", None) or error)


def meant(word: str, known: Iterable[str], shown_as: Mapping[str, str] | None = None) -> str:
    """Ask whether the known word nearest to `word` was meant; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    words = list(known)
    begun = [one for one in words if word and one.startswith(word)]
    near = begun if len(begun) == 1 else get_close_matches(word, words, n=1)
    return _("Mente du {near}?").format(near=(shown_as or {}).get(near[0], near[0])) if near else ""
