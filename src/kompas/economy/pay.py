"""What work in sheltered employment pays (serviceloven § 105, stk. 2)."""

from dataclasses import dataclass
from fractions import Fraction

from kompas.economy.amount import Amount, Rounding, share
from kompas.economy.calculation import (
    Calculation,
    Line,
    Unsettled,
    code,
    needed,
    parameter,
    ruled,
    stated,
    unsettled,
)
from kompas.norms import Assessment
from kompas.words import _

PAY = "pay"
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A citizen's work over some time. What the form of pay does not ask for may be None.

    `minutes_attended` are the minutes in which the citizen was there; `by_effort` the pay by
    effort; `hourly_wage` the individual wage after the work assessment; `lowest_wage` the lowest
    collective wage of the area an hour; `gratuity` the one that was agreed. The standard has no
    rates: each amount is given with its source.
    """

    minutes_attended: int | None = None
    by_effort: Amount | None = None
    hourly_wage: Amount | None = None
    lowest_wage: Amount | None = None
    gratuity: Amount | None = None


def pay(assessment: Assessment, work: Work) -> Calculation:
    """The pay by the form that the norms answer with."""
    lines: list[Line] = []
    try:
        form, row = code(assessment, "pay_form")
        if form == "pay_by_effort":
            amount = needed(work.by_effort, _("løn efter indsats"))
            lines.append(stated(_("Løn efter indsats"), amount, "by_effort"))
            lines.append(ruled(_("Løn"), amount.oere, row, PAY))
        elif form == "hourly_pay":
            wage = needed(work.hourly_wage, _("individuel timeløn"))
            lines.append(stated(_("Individuel timeløn"), wage, "hourly_wage"))
            earned = _by_time(wage.oere, _minutes(work), Rounding.NEAREST)
            lines.append(ruled(_("Løn"), earned, row, PAY, _for(work, Rounding.NEAREST)))
        else:
            lines += _gratuity(assessment, work)
            agreed = work.gratuity.oere if work.gratuity else 0
            how = _("den højeste af den aftalte dusør og mindstedusøren")
            lines.append(ruled(_("Arbejdsdusør"), max(lines[-1].oere, agreed), row, PAY, how))
    except Unsettled as reason:
        return unsettled(reason, lines)
    return Calculation(tuple(lines), (PAY,))


def _gratuity(assessment: Assessment, work: Work) -> list[Line]:
    """The agreed gratuity, and last the least there may be."""
    wage = needed(work.lowest_wage, _("områdets laveste overenskomstmæssige løn"))
    least = parameter(assessment, "gratuity_share")
    full = _by_time(wage.oere, _minutes(work), Rounding.UP)
    lines = [
        stated(_("Områdets laveste overenskomstmæssige løn i timen"), wage, "lowest_wage"),
        Line("full_wage", _("Den løn for timerne"), full, _for(work, Rounding.UP)),
    ]
    if work.gratuity is not None:
        lines.append(stated(_("Aftalt arbejdsdusør"), work.gratuity, "gratuity"))
    how = _("{percent} % af lønnen for timerne, {rounding}").format(
        percent=least.value, rounding=Rounding.UP.text
    )
    smallest = share(full, least.value, Rounding.UP)
    return [*lines, ruled(_("Mindste arbejdsdusør"), smallest, least.row, "least", how)]


def _minutes(work: Work) -> int:
    if work.minutes_attended is None or work.minutes_attended < 0:
        raise Unsettled([_("Det mangler: hvor længe borgeren var mødt, i minutter.")])
    return work.minutes_attended


def _by_time(oere_an_hour: int, minutes: int, rounding: Rounding) -> int:
    return rounding.of(Fraction(oere_an_hour * minutes, _MINUTES_AN_HOUR))


def _for(work: Work, rounding: Rounding) -> str:
    hours, minutes = divmod(_minutes(work), _MINUTES_AN_HOUR)
    if (hours, minutes) == (1, 0):
        return _("1 time, {rounding}").format(rounding=rounding.text)
    return _("{hours} timer og {minutes} minutter, {rounding}").format(
        hours=hours, minutes=minutes, rounding=rounding.text
    )
