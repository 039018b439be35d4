"""The numbers of the central business register (CVR): of a company, and of a place of work."""

import re
from typing import Any

from stdnum.dk import cvr as stdnum_cvr

from kompas.inputs.kind import Kind, Unfit
from kompas.words import _

_BETWEEN = re.compile(r"[ .\-\N{NO-BREAK SPACE}]")
_P_DIGITS = 10


class Cvr(Kind[str]):
    """A CVR number; its normal form is eight digits, the last of which checks the others."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The digits. Raises Unfit."""
        digits = _BETWEEN.sub("", typed) if isinstance(typed, str) else ""
        if digits.isascii() and stdnum_cvr.is_valid(digits):
            return digits
        raise Unfit(
            _("Det er ikke et CVR-nummer."),
            _("Skriv de otte cifre, som de står i CVR-registret."),
        )

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"pattern": "^[0-9]{8}$"}


class PNumber(Kind[str]):
    """The number of a place of work: ten digits, which say nothing in themselves."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The digits. Raises Unfit."""
        digits = _BETWEEN.sub("", typed) if isinstance(typed, str) else ""
        if len(digits) == _P_DIGITS and re.fullmatch("[0-9]+", digits):
            return digits
        raise Unfit(
            _("Det er ikke et P-nummer."),
            _("Skriv de ti cifre, som de står i CVR-registret."),
        )

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"pattern": "^[0-9]{10}$"}
