"""Who pays daily transport to and from an offer (serviceloven §§ 103 and 104)."""

from kompas.economy.amount import Amount, Rounding, share
from kompas.economy.calculation import (
    Calculation,
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

CITIZEN, MUNICIPALITY = "citizen_pays", "municipality_pays"
_TO_LIMIT = "citizen_pays_to_limit"


def transport(
    assessment: Assessment, cost: Amount, earnings_after_tax: Amount | None = None
) -> Calculation:
    """What the citizen and the municipality pay of `cost`, the cheapest necessary transport.

    `earnings_after_tax` are those from the sheltered employment for the same time; they are asked
    for only where the citizen pays up to a share of them. The share is rounded down, so that the
    citizen never pays more than it.
    """
    lines = [stated(_("Nødvendig befordring, billigste måde"), cost, "cost")]
    try:
        answer, row = code(assessment, "transport")
        if answer == _TO_LIMIT:
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
            pays = min(cost.oere, limit)
            how = _("det laveste af udgiften og grænsen")
        else:
            pays = 0 if answer == MUNICIPALITY else cost.oere
            how = _("intet af udgiften") if pays == 0 else _("hele udgiften")
    except Unsettled as reason:
        return unsettled(reason, lines)
    lines += [
        ruled(_("Borgeren betaler"), pays, row, CITIZEN, how),
        ruled(_("Kommunen betaler"), cost.oere - pays, row, MUNICIPALITY, _("resten af udgiften")),
    ]
    return Calculation(tuple(lines), (CITIZEN, MUNICIPALITY))
