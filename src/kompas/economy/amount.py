"""Whole øre, and how parts of them are rounded: each rounding has a name that is shown."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kompas.words import _

OERE_PER_KRONE = 100
_PERCENT = 100


class Rounding(StrEnum):
    """How a fraction of an øre is rounded."""

    DOWN = "down"
    UP = "up"
    NEAREST = "nearest"

    def of(self, value: Fraction) -> int:
        """`value` in whole units; half of one goes up."""
        below = value.numerator // value.denominator
        if self is Rounding.DOWN or value == below:
            return below
        if self is Rounding.UP:
            return below + 1
        return below + (value - below >= Fraction(1, 2))

    @property
    def text(self) -> str:
        """The rounding in words."""
        return {
            Rounding.DOWN: _("rundet ned til hele øre"),
            Rounding.UP: _("rundet op til hele øre"),
            Rounding.NEAREST: _("rundet til nærmeste hele øre"),
        }[self]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of this citizen: whole `oere`, and the paper it is from.

    Raises ValueError for a negative amount or one without a source.
    """

    oere: int
    source: str

    def __post_init__(self) -> None:
        if self.oere < 0:
            raise ValueError(
                _("Et beløb kan ikke være negativt: {oere} øre.").format(oere=self.oere)
            )
        if not self.source.strip():
            raise ValueError(
                _("Beløbet {amount} har ingen kilde. Skriv, hvor det er fra.").format(
                    amount=kroner_text(self.oere)
                )
            )


def share(oere: int, percent: int, rounding: Rounding) -> int:
    """`percent` of an amount, in whole øre."""
    return rounding.of(Fraction(oere * percent, _PERCENT))


def kroner_text(oere: int) -> str:
    """Whole øre as kroner: `1.250,00 kr.`."""
    kroner, rest = divmod(abs(oere), OERE_PER_KRONE)
    sign = "-" if oere < 0 else ""
    return f"{sign}{kroner:,}".replace(",", ".") + f",{rest:02d} kr."
