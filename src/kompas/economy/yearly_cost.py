"""What help costs the municipality in a year: a rate, times how much help a year holds."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kompas.economy.amount import Amount, Rounding
from kompas.economy.calculation import Calculation, Line, Unsettled, stated, unsettled
from kompas.words import N_, _

YEAR = "year"
TIMES_A_YEAR: Mapping[str, int] = {"week": 52, "fortnight": 26, "month": 12, YEAR: 1}
"""How often each comes in a year, as budgets count."""

_FLAT: Mapping[str, int] = {"month": TIMES_A_YEAR["month"], YEAR: 1}
_COUNTED: Mapping[str, str] = {"hours": "hour", "days": "day"}
"""The rate that pays for what a measure counts, by the first part of its name."""
_NIGHTS: Mapping[str, int] = {"days_per_year": 1, "place": 365}
"""The measures that count days and nights, and how many times a year."""
_RATES: Mapping[str, str] = {
    "hour": N_("Takst for en time"),
    "day": N_("Takst for en dag"),
    "night": N_("Takst for et døgn"),
    "month": N_("Takst for en måned"),
    YEAR: N_("Takst for et år"),
}


def yearly_cost(price: Amount, per: str, extent: Mapping[str, Decimal]) -> Calculation:
    """What help of an `extent` (amounts by measure) costs in a year, at a rate for an hour, a day,
    a night (a day and a night), a month or a year.

    Without a result where the extent says nothing that the rate is for. Raises KeyError for another
    `per`.
    """
    lines = [stated(_(_RATES[per]), price, "rate")]
    try:
        times, how = _times(per, extent)
    except Unsettled as reason:
        return unsettled(reason, lines)
    oere = Rounding.NEAREST.of(Fraction(times) * price.oere)
    lines.append(Line(YEAR, _("Udgift om året"), oere, how, price.source))
    return Calculation(tuple(lines), (YEAR,))


def _times(per: str, extent: Mapping[str, Decimal]) -> tuple[Decimal, str]:
    """How many times the rate is paid in a year, and how that came about."""
    if per in _FLAT:
        times = Decimal(_FLAT[per])
        return times, _("taksten × {times}").format(times=_number(times))
    for measure, amount in extent.items():
        if often := _often(measure, per):
            how = _("taksten × {amount} × {times}")
            return amount * often, how.format(amount=_number(amount), times=often)
    raise Unsettled([_("Indstillingen siger ikke omfanget i det, som taksten er for.")])


def _often(measure: str, per: str) -> int:
    """How often a year what a measure says is paid for at a rate; 0 where the rate is for else.

    A measure is called by what it counts and how often: `hours_per_week` (`norms/measures.toml`).
    """
    if measure in _NIGHTS:
        return _NIGHTS[measure] if per == "night" else 0
    counted, _sign, period = measure.partition("_per_")
    return TIMES_A_YEAR.get(period, 0) if _COUNTED.get(counted) == per else 0


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
