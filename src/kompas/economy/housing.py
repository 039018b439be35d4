"""What the citizen pays for housing (serviceloven §§ 107 and 108, almenboligloven § 105)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kompas.economy.amount import Amount
from kompas.economy.calculation import (
    Calculation,
    Line,
    Unsettled,
    code,
    needed,
    parameter,
    ruled,
    settled,
    spelled_out,
    stated,
    unsettled,
)
from kompas.norms import Assessment, Row
from kompas.words import _

PAYS = "citizen_pays"


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingAmounts:
    """The citizen's amounts for a month. What the form of payment does not ask for may be None.

    `income` is the income that payment is set by. `actual_costs` are those of the stay with
    electricity, heat and water; `comparable_home` is what a similar ordinary home costs; `food` the
    offer's own amount for food, where it is another than the guiding one. `own_home` is what the
    kept home costs, given only where payment is set all the same. `cost_part` and `income_part`
    are the two parts of the payment order (betalingsbekendtgørelsen §§ 6 and 7), whose rates the
    standard does not have; `home_costs` are the whole costs of the home, which the citizen never
    pays more than (§ 5); `reduction` is what low income takes off; `rent` stands in the lease.
    """

    income: Amount | None = None
    actual_costs: Amount | None = None
    comparable_home: Amount | None = None
    food: Amount | None = None
    own_home: Amount | None = None
    cost_part: Amount | None = None
    income_part: Amount | None = None
    home_costs: Amount | None = None
    reduction: Amount | None = None
    rent: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A service package or other service of a housing offer, for a month.

    `granted` is help that was granted to this citizen: it is never charged. `chosen` says whether
    the citizen wants it; one that `can_be_declined` and is not chosen costs nothing.
    """

    what: str
    amount: Amount
    granted: bool = False
    chosen: bool = True
    can_be_declined: bool = True


def housing_payment(assessment: Assessment, amounts: HousingAmounts) -> Calculation:
    """The payment for a month by the form that the norms answer with."""
    lines: list[Line] = []
    try:
        form, row = code(assessment, "housing_payment")
        if form == "rent_by_lease":
            rent = needed(amounts.rent, _("husleje efter lejekontrakten"))
            lines.append(ruled(_("Borgeren betaler"), rent.oere, row, PAYS, rent.source))
        elif form == "by_costs_and_income":
            _by_costs_and_income(amounts, row, lines)
        elif form == "no_payment" and amounts.own_home is None:
            lines.append(ruled(_("Borgeren betaler"), 0, row, PAYS))
        else:
            _by_income(assessment, amounts, spelled_out(assessment, "housing_payment"), lines)
    except Unsettled as reason:
        return unsettled(reason, lines)
    return Calculation(tuple(lines), (PAYS,))


def charges(assessment: Assessment, packages: Iterable[Package]) -> Calculation:
    """What the service packages cost; granted help stands with 0 and its reason."""
    try:
        rows = settled(assessment, "payment").holding()
    except Unsettled as reason:
        return unsettled(reason)
    row = next((row for row in rows if row.code == "granted-help-never-charged"), rows[0])
    lines = []
    for place, package in enumerate(packages):
        if package.granted:
            lines.append(ruled(package.what, 0, row, f"package_{place}", row.text))
        elif not package.chosen and package.can_be_declined:
            lines.append(Line(f"package_{place}", package.what, 0, _("valgt fra")))
        else:
            lines.append(stated(package.what, package.amount, f"package_{place}"))
    total = sum(line.oere for line in lines)
    lines.append(Line(PAYS, _("Borgeren betaler"), total, _("summen")))
    return Calculation(tuple(lines), (PAYS,))


def _by_income(
    assessment: Assessment, amounts: HousingAmounts, row: Row, lines: list[Line]
) -> None:
    """Income less what the citizen keeps, at most the costs and at most a similar home."""
    income = needed(amounts.income, _("borgerens indtægt"))
    costs = needed(amounts.actual_costs, _("de faktiske udgifter til opholdet"))
    similar = needed(amounts.comparable_home, _("hvad en tilsvarende almindelig bolig koster"))
    pocket = parameter(assessment, "pocket_money")
    food = parameter(assessment, "food_money")
    lines.append(stated(_("Indtægt"), income, "income"))
    lines.append(ruled(_("Lommepenge"), -pocket.oere, pocket.row, "pocket_money"))
    if amounts.food is not None and food.value:
        kept = stated(_("Kost, tilbuddets eget beløb"), amounts.food, "food_money")
        lines.append(Line(kept.code, kept.text, -kept.oere, kept.how, kept.source))
    else:
        lines.append(ruled(_("Kost"), -food.oere, food.row, "food_money"))
    if amounts.own_home is not None:
        lines.append(
            Line("own_home", _("Udgift til egen bolig"), -amounts.own_home.oere,
                 _("tages i betragtning"), amounts.own_home.source,
                 _("Der tages hensyn til udgiften. At hele udgiften trækkes fra, er en læsning: "
                   "hverken lov eller standard siger, hvor meget."))
        )  # fmt: skip
    left = max(sum(line.oere for line in lines), 0)
    how = _("indtægten minus det, borgeren skal have til rådighed; aldrig under 0")
    lines.append(ruled(_("Det, indtægten kan bære"), left, row, "by_income", how))
    lines.append(stated(_("De faktiske udgifter"), costs, "actual_costs"))
    lines.append(stated(_("En tilsvarende almindelig bolig"), similar, "comparable_home"))
    pays = min(left, costs.oere, similar.oere)
    lines.append(ruled(_("Borgeren betaler"), pays, row, PAYS, _("det laveste af de tre beløb")))


def _by_costs_and_income(amounts: HousingAmounts, row: Row, lines: list[Line]) -> None:
    """The two parts of the payment order together, less a reduction.

    Never more than the costs of the home (betalingsbekendtgørelsen § 5), never below nothing.
    """
    cost = needed(amounts.cost_part, _("betalingen efter boligens omkostninger"))
    income = needed(amounts.income_part, _("betalingen efter indtægten"))
    lines.append(stated(_("Efter boligens omkostninger"), cost, "cost_part"))
    lines.append(stated(_("Efter indtægten"), income, "income_part"))
    less = amounts.reduction
    if less is not None:
        lines.append(Line("reduction", _("Nedsættelse ved lav indtægt"), -less.oere,
                          _("oplyst"), less.source))  # fmt: skip
    total = max(sum(line.oere for line in lines), 0)
    whole = needed(amounts.home_costs, _("boligens omkostninger i alt"))
    lines.append(stated(_("Boligens omkostninger i alt"), whole, "home_costs"))
    how = _("summen, aldrig under 0 og aldrig over boligens omkostninger")
    lines.append(ruled(_("Borgeren betaler"), min(total, whole.oere), row, PAYS, how))
