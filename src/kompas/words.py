"""The words on the screen, in the reader's language.

Every text that a user of the program reads is written in Danish in the code and goes through
`_`; the English catalogue lies in `kompas/locale` and is kept complete by `make messages`.
Values are put in afterwards, so that the catalogue knows the sentence::

    _("Fristen er {date}.").format(date=due_on)

Letters to citizens are always Danish and do not come here.

The language belongs to the running context (a terminal session, a web request), not to the
process. This module imports nothing until another language than Danish is asked for.
"""

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from datetime import date, time
    from gettext import NullTranslations

SOURCE_LANGUAGE = "da"
LANGUAGES = (SOURCE_LANGUAGE, "en")

_MONTHS = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni",
        "juli", "august", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)
_catalogues: dict[str, NullTranslations] = {}


def set_language(code: str) -> None:
    """From here on in this context, speak the language `code`, one of `LANGUAGES`.

    Raises ValueError for any other.
    """
    if code not in LANGUAGES:
        message = _("Sproget {code} findes ikke. Vælg et af disse: {codes}.")
        raise ValueError(message.format(code=code, codes=", ".join(LANGUAGES)))
    _language.set(code)


def language() -> str:
    """The code of the language that this context speaks."""
    return _language.get()


def _(message: str) -> str:
    """`message`, which is Danish, in the language of this context."""
    code = _language.get()
    if code == SOURCE_LANGUAGE or not message:  # gettext keeps its header under the empty text
        return message
    return _catalogue(code).gettext(message)


def ngettext(one: str, several: str, count: int) -> str:
    """`one` or `several`, as `count` asks for, in the language of this context."""
    code = _language.get()
    if code == SOURCE_LANGUAGE:
        return one if count == 1 else several
    return _catalogue(code).ngettext(one, several, count)


def day_text(day: date, code: str | None = None) -> str:
    """A day as people write it: `1. marts 2019`, `1 March 2019`; in `code`, else the reader's."""
    code = code or _language.get()
    dot = "." if code == SOURCE_LANGUAGE else ""
    return f"{day.day}{dot} {_MONTHS[code][day.month - 1]} {day.year}"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """`message` as it stands: marks a text for the catalogue where no language is known yet.

    For tables made at import; whoever shows the text calls `_` on it.
    """
    return message


def _catalogue(code: str) -> NullTranslations:
    if code not in _catalogues:
        # Not at the top: a run in Danish does not pay for them.
        from gettext import translation  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        folder = Path(__file__).with_name("locale")
        _catalogues[code] = translation("kompas", folder, languages=[code])
    return _catalogues[code]


def clock_text(at: time) -> str:
    """A time of day as Danish writes it: `9.30`."""
    return f"{at.hour}.{at.minute:02d}"
