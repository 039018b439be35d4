"""What help costs the municipality, as the recommendation tells it: a rate and what it is for."""

from dataclasses import dataclass
from enum import StrEnum

from kompas.inputs import Oere, ShortText
from kompas.words import N_, _


class PricePer(StrEnum):
    """What a rate is for."""

    HOUR = "hour"
    DAY = "day"
    NIGHT = "night"
    MONTH = "month"
    YEAR = "year"


PER_TEXTS = {
    PricePer.HOUR: N_("en time"),
    PricePer.DAY: N_("en dag"),
    PricePer.NIGHT: N_("et døgn"),
    PricePer.MONTH: N_("en måned"),
    PricePer.YEAR: N_("et år"),
}
"""The same in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A rate in whole `oere` for a time, and where it stands."""

    oere: Oere
    per: PricePer
    source: ShortText


def price_text(price: Price) -> str:
    """A rate as people read it: `1.250,50 kr. for en dag`."""
    kroner, rest = divmod(price.oere, 100)
    amount = f"{kroner:,}".replace(",", ".") + f",{rest:02d} kr."
    return _("{amount} for {time}").format(amount=amount, time=_(PER_TEXTS[price.per]))
