"""What follows for the citizen's money from a decision: which payments the norms ask to be worked
out, the amounts that each needs, and what it comes to.

A payment is worked out where the norms answer by which form it is paid; an amount is asked for only
where that form needs it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kompas.economy.amount import Amount
from kompas.economy.calculation import Calculation, Unsettled, code, parameter, settled
from kompas.economy.housing import HousingAmounts, housing_payment
from kompas.economy.pay import Work, pay
from kompas.economy.transport import CITIZEN, FIRST_10_KM, TO_LIMIT, transport
from kompas.norms import Assessment
from kompas.words import N_

Amounts = Mapping[str, Amount]
"""The citizen's amounts, by their codes (`WANTED`)."""
HOUSING, TRANSPORT, PAY = "housing", "transport", "pay"
"""The payments; of `PAY` the citizen gets the money."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An amount that a payment is worked out from: what it is called, and what one writes there."""

    code: str
    text: str
    hint: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment: for which `period`, what it is worked out from, and what it comes to.

    `result` names the line of the calculation that the citizen pays, or gets.
    """

    name: str
    period: str
    wanted: tuple[Wanted, ...]
    calculation: Calculation
    result: str

    @property
    def oere(self) -> int | None:
        """What it comes to; None where something is not settled."""
        return None if self.calculation.open else self.calculation[self.result]


_INCOME = Wanted(
    "income", N_("Borgerens indtægt om måneden"), N_("Den indtægt, betalingen fastsættes efter.")
)
_COSTS = Wanted("actual_costs", N_("De faktiske udgifter til opholdet om måneden"),
                N_("Med el, vand og varme."))  # fmt: skip
_SIMILAR = Wanted("comparable_home", N_("Hvad en tilsvarende almindelig bolig koster om måneden"))
_FOOD = Wanted("food", N_("Tilbuddets eget beløb til kost om måneden"),
               N_("Kun hvis det er et andet end det vejledende."), needed=False)  # fmt: skip
_OWN_HOME = Wanted(
    "own_home",
    N_("Hvad borgerens egen bolig koster om måneden"),
    N_("Kun hvis der fastsættes betaling, selv om borgeren beholder sin bolig."),
    needed=False,
)
_COST_PART = Wanted(
    "cost_part",
    N_("Betaling efter boligens omkostninger om måneden"),
    N_("Efter betalingsbekendtgørelsen § 6. Satsen står ikke i reglerne her."),
)
_INCOME_PART = Wanted(
    "income_part",
    N_("Betaling efter indtægten om måneden"),
    N_("Efter betalingsbekendtgørelsen § 7. Satsen står ikke i reglerne her."),
)
_HOME_COSTS = Wanted(
    "home_costs",
    N_("Boligens omkostninger i alt om måneden"),
    N_("Borgeren betaler aldrig mere end det (betalingsbekendtgørelsen § 5)."),
)
_REDUCTION = Wanted(
    "reduction", N_("Nedsættelse ved lav indtægt om måneden"), N_("Kun hvis den er givet."),
    needed=False,
)  # fmt: skip
_RENT = Wanted("rent", N_("Husleje efter lejekontrakten om måneden"))
_TRANSPORT = Wanted(
    "transport_cost", N_("Nødvendig befordring om måneden"), N_("Den billigste måde.")
)
_EARNINGS = Wanted(
    "earnings_after_tax", N_("Det, borgeren tjener i tilbuddet om måneden"), N_("Efter skat.")
)
_FIRST = Wanted("first_10_km", N_("Heraf de første 10 kilometer om måneden"))
_HOURLY = Wanted("hourly_wage", N_("Individuel timeløn"), N_("Efter vurderingen af arbejdet."))
_LOWEST = Wanted("lowest_wage", N_("Områdets laveste løn i timen"), N_("Efter overenskomsten."))
_GRATUITY = Wanted(
    "gratuity", N_("Aftalt arbejdsdusør i timen"), N_("Kun hvis en er aftalt."), needed=False
)
WANTED: tuple[Wanted, ...] = (
    _INCOME, _COSTS, _SIMILAR, _FOOD, _OWN_HOME, _COST_PART, _INCOME_PART, _HOME_COSTS, _REDUCTION,
    _RENT, _TRANSPORT, _EARNINGS, _FIRST, _HOURLY, _LOWEST, _GRATUITY,
)  # fmt: skip
"""Every amount that some payment is worked out from."""


def payments_of(assessment: Assessment, amounts: Amounts) -> tuple[Payment, ...]:
    """The payments that the norms ask to be worked out for a citizen, each as far as it can be."""
    return tuple(one for work_out in _EACH for one in work_out(assessment, amounts))


def _housing(assessment: Assessment, amounts: Amounts) -> Iterator[Payment]:
    if "housing_payment" not in assessment.answers:
        return
    fields = HousingAmounts.__dataclass_fields__
    given = HousingAmounts(**{name: one for name, one in amounts.items() if name in fields})
    found = housing_payment(assessment, given)
    yield Payment(HOUSING, "month", tuple(_of_housing(assessment, given)), found, CITIZEN)


def _of_housing(assessment: Assessment, given: HousingAmounts) -> Iterator[Wanted]:
    """What the form of payment asks for."""
    form = _form(assessment, "housing_payment")
    if form == "rent_by_lease":
        yield _RENT
    elif form == "by_costs_and_income":
        yield from (_COST_PART, _INCOME_PART, _HOME_COSTS, _REDUCTION)
    elif form == "no_payment":
        yield _OWN_HOME
    if form == "by_income" or (form == "no_payment" and given.own_home is not None):
        yield from (_INCOME, _COSTS, _SIMILAR)
        if _keeps_money_for_food(assessment):
            yield _FOOD


def _keeps_money_for_food(assessment: Assessment) -> bool:
    try:
        return parameter(assessment, "food_money").value > 0
    except Unsettled:
        return False


def _transport(assessment: Assessment, amounts: Amounts) -> Iterator[Payment]:
    """Only where the citizen may have to pay up to a limit: else there is nothing to work out."""
    form = _form(assessment, "transport")
    asks = form in (TO_LIMIT, FIRST_10_KM)
    if not asks and (form is not None or not _may_be(assessment, "transport", TO_LIMIT)):
        return
    wanted: tuple[Wanted, ...] = ()
    if asks:
        wanted = (_TRANSPORT, *((_FIRST,) if form == FIRST_10_KM else ()), _EARNINGS)
    cost = amounts.get(_TRANSPORT.code)
    found = transport(
        assessment, cost, amounts.get(_EARNINGS.code), amounts.get(_FIRST.code)
    )  # fmt: skip
    yield Payment(TRANSPORT, "month", wanted, found, CITIZEN)


_HOUR = 60


def _pay(assessment: Assessment, amounts: Amounts) -> Iterator[Payment]:
    """The pay for an hour. Pay by effort is known when the work is done, and not before."""
    form = _form(assessment, "pay_form")
    if form not in ("hourly_pay", "gratuity"):
        return
    wanted = (_HOURLY,) if form == "hourly_pay" else (_LOWEST, _GRATUITY)
    given = {one.code: amounts[one.code] for one in wanted if one.code in amounts}
    found = pay(assessment, Work(minutes_attended=_HOUR, **given))
    yield Payment(PAY, "hour", wanted, found, PAY)


_EACH: tuple[Callable[[Assessment, Amounts], Iterator[Payment]], ...] = (_housing, _transport, _pay)


def _form(assessment: Assessment, question: str) -> str | None:
    """The form of a payment; None where it is open, or the norms have none."""
    if question not in assessment.answers:
        return None
    try:
        return code(assessment, question)[0]
    except Unsettled:
        return None


def _may_be(assessment: Assessment, question: str, answer: str) -> bool:
    """Whether a question is open, and this is one of its answers."""
    if question not in assessment.answers:
        return False
    rows = assessment.standard.questions[question].rows
    try:
        settled(assessment, question)
    except Unsettled:
        return any(row.answer is not None and row.answer.code == answer for row in rows)
    return False
