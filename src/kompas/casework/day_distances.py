"""How far apart days may lie before somebody is asked whether it is right.

What comes before what is `order_of_days`. Here nothing is wrong by itself: a start of 1926 is most
likely a slip for 2026, and whoever means it says so. The spans are ours; no rule sets them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.context import Refusal
from kompas.casework.order_of_days import D, Dated, Days
from kompas.norms.derivations import age_years
from kompas.words import N_, _, day_text, ngettext

UNLIKELY_DAY = "unlikely_day"
"""The code of the refusal that is gone when somebody says that the days are right."""


@dataclass(frozen=True, slots=True)
class DayDistance:
    """`then` lies less than so many whole years after `first`. `text` may name both days."""

    first: Dated
    then: Dated
    years: int
    text: str


DISTANCES: tuple[DayDistance, ...] = (
    DayDistance(D.HAPPENED, D.TODAY, 10, N_("Datoen {first} ligger {years} tilbage.")),
    DayDistance(D.HOLDS, D.TODAY, 10, N_("Det skal gælde fra {first}, {years} tilbage i tiden.")),
    DayDistance(
        D.STARTS, D.DECIDED, 10, N_("Hjælpen begynder {first}, {years} før afgørelsen af {then}.")
    ),
    DayDistance(
        D.DECIDED, D.STARTS, 2, N_("Hjælpen begynder {then}, {years} efter afgørelsen af {first}.")
    ),
    DayDistance(
        D.ENDS, D.DECIDED, 10, N_("Hjælpen slutter {first}, {years} før afgørelsen af {then}.")
    ),
    DayDistance(
        D.DECIDED, D.ENDS, 30, N_("Hjælpen slutter {then}, {years} efter afgørelsen af {first}.")
    ),
    DayDistance(D.DECIDED, D.TODAY, 2, N_("Afgørelsen er dateret {first}, {years} tilbage.")),
    DayDistance(
        D.OPENED, D.DECIDED, 10, N_("Der blev søgt {first}, {years} før afgørelsen af {then}.")
    ),
    DayDistance(
        D.HEARD, D.ANSWER_DUE, 1, N_("Fristen {then} ligger {years} efter partshøringen {first}.")
    ),
    DayDistance(
        D.ASKED, D.REPLY_DUE, 1, N_("Fristen {then} ligger {years} efter spørgsmålet {first}.")
    ),
    DayDistance(D.TODAY, D.MEETING, 2, N_("Mødet {then} ligger {years} ude i fremtiden.")),
    DayDistance(D.TODAY, D.NEXT, 5, N_("Næste opfølgning {then} ligger {years} ude i fremtiden.")),
    DayDistance(
        D.NOTIFIED, D.EXPECTED, 2, N_("Den nye dato {then} ligger {years} efter beskeden {first}.")
    ),
)
"""What is asked about. Days that stand in no row may lie as far apart as days can."""


def far_apart(days: Days) -> Iterator[Refusal]:
    """What somebody has to say is right, before it is recorded."""
    known: dict[Dated, list[date]] = {}
    for what, day in days:
        if day is not None:
            known.setdefault(what, []).append(day)
    for distance in DISTANCES:
        firsts, thens = known.get(distance.first, ()), known.get(distance.then, ())
        if not firsts or not thens or (first := min(firsts)) > (then := max(thens)):
            continue
        if (years := age_years(first, then)) >= distance.years:
            yield Refusal(
                UNLIKELY_DAY,
                _(distance.text).format(
                    first=day_text(first),
                    then=day_text(then),
                    years=ngettext("{count} år", "{count} år", years).format(count=years),
                ),
                _("Ret datoen, eller sig, at den er rigtig."),
            )
