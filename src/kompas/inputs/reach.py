"""How somebody is reached: a telephone number, an e-mail address."""

import re
from typing import Any

from kompas.inputs.kind import Kind, Unfit
from kompas.limits import LONGEST_LINE
from kompas.words import _

_PHONE = re.compile(r"(?:\+[0-9]{8,15}|[0-9]{8})")
_BETWEEN = re.compile(r"[ .\-]")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,180}\.[A-Za-z]{2,24}")


class Phone(Kind[str]):
    """A telephone number: eight digits, or more behind a `+`; blanks are kept as typed.

    Ten digits are no Danish number, and might be a CPR number.
    """

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The number. Raises Unfit."""
        text = " ".join(str(typed).split()) if isinstance(typed, str) else ""
        if len(text) <= LONGEST_LINE and _PHONE.fullmatch(_BETWEEN.sub("", text)):
            return text
        raise Unfit(
            _("Det er ikke et telefonnummer."),
            _("Skriv otte cifre, fx 79 96 00 00, eller et nummer med landekode: +45 79 96 00 00."),
        )


class Email(Kind[str]):
    """An e-mail address."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The address. Raises Unfit."""
        text = typed.strip() if isinstance(typed, str) else ""
        if len(text) <= LONGEST_LINE and _EMAIL.fullmatch(text):
            return text
        raise Unfit(
            _("Det er ikke en e-mailadresse."),
            _("Skriv den med et navn, @ og et domæne: navn@kommune.dk."),
        )
