"""What may act by itself in a file that comes into a case, as it is told."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from kompas.casework.wording import listed
from kompas.words import N_, _


class ActiveContent(StrEnum):
    """Something in a file that does more than show itself."""

    MACROS = "macros"
    SCRIPT = "script"
    PROGRAM = "program"
    EMBEDDED = "embedded"
    REMOTE = "remote"
    AUTOMATIC = "automatic"
    SENDING = "sending"
    MEDIA = "media"
    FORM = "form"


ACTIVE_CONTENT_TEXTS: Mapping[ActiveContent, str] = {
    ActiveContent.MACROS: N_("makroer"),
    ActiveContent.SCRIPT: N_("et script (JavaScript)"),
    ActiveContent.PROGRAM: N_("noget, der starter et program"),
    ActiveContent.EMBEDDED: N_("filer, der ligger inde i filen"),
    ActiveContent.REMOTE: N_("henvisninger, der henter noget udefra"),
    ActiveContent.AUTOMATIC: N_("noget, der sker, når filen åbnes"),
    ActiveContent.SENDING: N_("noget, der sender oplysninger"),
    ActiveContent.MEDIA: N_("lyd, film eller modeller, der afspilles"),
    ActiveContent.FORM: N_("en dynamisk formular (XFA)"),
}


def active_text(active: Sequence[ActiveContent]) -> str:
    """What acts in a file, in the reader's language: `makroer og et script`; empty for nothing."""
    return listed([_(ACTIVE_CONTENT_TEXTS[one]) for one in active])
