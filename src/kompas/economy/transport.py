"""Who pays daily transport to and from an offer (serviceloven §§ 103 and 104)."""

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
from kompas.norms import Assessment, Row
from kompas.words import _

CITIZEN, MUNICIPALITY = "citizen_pays", "municipality_pays"
TO_LIMIT, FIRST_10_KM = "citizen_pays_to_limit", "citizen_pays_first_10_km"
_NO_DUTY = "no_duty"


def transport(
    assessment: Assessment,
    cost: Amount | None,
    earnings_after_tax: Amount | None = None,
    cost_of_first_10_km: Amount | None = None,
) -> Calculation:
    """What the citizen and the municipality pay of `cost`, the cheapest necessary transport.

    `earnings_after_tax` are those from the sheltered employment for the same time; they are asked
    for only where the citizen pays up to a share of them. The share is rounded down, so that the
    citizen never pays more than it. `cost_of_first_10_km` is the part of `cost` for the first 10
    kilometres, asked for where the municipality pays what lies beyond (bekendtgørelse 483, § 2).
    Where the law gives no right, the municipality may still pay: without its choice there is no
    result. Nor is there one without `cost`, which is asked for once the form of payment is known.
    """
    lines: list[Line] = []
    try:
        answer, row = code(assessment, "transport")
        if answer == _NO_DUTY:
            answer, row = code(assessment, "transport_payer")
        cost = needed(cost, _("hvad den nødvendige befordring koster"))
        lines.append(stated(_("Nødvendig befordring, billigste måde"), cost, "cost"))
        if answer in (TO_LIMIT, FIRST_10_KM):
            own = cost
            if answer == FIRST_10_KM:
                own = needed(cost_of_first_10_km, _("hvad de første 10 kilometer koster"))
                lines.append(stated(_("Heraf de første 10 kilometer"), own, "first_10_km"))
            pays, how = _up_to_the_limit(assessment, own, earnings_after_tax, lines)
            pays = min(pays, cost.oere)
        else:
            pays = 0 if answer == MUNICIPALITY else cost.oere
            how = _("intet af udgiften") if pays == 0 else _("hele udgiften")
    except Unsettled as reason:
        return unsettled(reason, lines)
    return _split(lines, cost, pays, how, row)


def _up_to_the_limit(
    assessment: Assessment, own: Amount, earnings_after_tax: Amount | None, lines: list[Line]
) -> tuple[int, str]:
    """What the citizen pays of their own part, and how it came about; its lines are added."""
    earnings = needed(earnings_after_tax, _("indtjening i tilbuddet efter skat"))
    most = parameter(assessment, "transport_share")
    limit = share(earnings.oere, most.value, Rounding.DOWN)
    how = _("{percent} % af indtjeningen, {rounding}").format(
        percent=most.value, rounding=Rounding.DOWN.text
    )
    lines += [
        stated(_("Indtjening i tilbuddet efter skat"), earnings, "earnings"),
        ruled(_("Højst, hvad borgeren betaler"), limit, most.row, "limit", how),
    ]
    return min(own.oere, limit), _("det laveste af udgiften og grænsen")


def _split(lines: list[Line], cost: Amount, pays: int, how: str, row: Row) -> Calculation:
    rest = cost.oere - pays
    lines += [
        ruled(_("Borgeren betaler"), pays, row, CITIZEN, how),
        ruled(_("Kommunen betaler"), rest, row, MUNICIPALITY, _("resten af udgiften")),
    ]
    return Calculation(tuple(lines), (CITIZEN, MUNICIPALITY))
