"""What the citizen pays or gets by a decision, worked out by its norms and kept with it.

Nobody types a result: a draft holds the citizen's amounts with their sources, and the calculation
follows (`kompas.economy.payments`), each line as it was shown.
"""

from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import replace
from datetime import date

from kompas.casework import Decision
from kompas.casework.decision import PaymentLine, StatedAmount, WorkedOutPayment
from kompas.casework.decision_facts import decision_facts
from kompas.casework.intervention import GIVING, PROVIDER
from kompas.economy import Amount, Line, Payment, kroner_text, payments_of
from kompas.norms import Assessment, FactError, Library, NotCodedError
from kompas.words import SOURCE_LANGUAGE, set_language


def with_payments(decision: Decision, library: Library) -> Decision:
    """The decision with the payments that its norms ask to be worked out, in Danish: they stand in
    the record and in the letter. What ends or refuses help has none.
    """
    if decision.kind not in GIVING | PROVIDER or decision.decided_on is None:
        return replace(decision, payments=())
    context = copy_context()
    context.run(set_language, SOURCE_LANGUAGE)
    found = context.run(_found, decision, library, decision.decided_on)
    return replace(decision, payments=tuple(map(_kept, found)))


def asked_of(assessment: Assessment, stated: Mapping[str, StatedAmount]) -> tuple[Payment, ...]:
    """The payments by an assessment that is at hand, as far as the amounts go: for a form."""
    return payments_of(assessment, _amounts(stated))


def _found(decision: Decision, library: Library, day: date) -> tuple[Payment, ...]:
    try:
        standard = library.standard(decision.service, decision.municipality, day, decision.unit)
        assessment = standard.assess(decision_facts(decision), day)
    except (NotCodedError, FactError):
        return ()
    return payments_of(assessment, _amounts(decision.amounts))


def _amounts(stated: Mapping[str, StatedAmount]) -> dict[str, Amount]:
    """Those with a source: an amount that is from nowhere is none."""
    return {
        name: Amount(one.amount_oere, one.source)
        for name, one in stated.items()
        if one.source.strip()
    }


def _kept(payment: Payment) -> WorkedOutPayment:
    return WorkedOutPayment(
        name=payment.name,
        amount_oere=payment.oere,
        period=payment.period,
        lines=tuple(map(_line, payment.calculation.lines)),
        open=payment.calculation.open,
    )


def _line(line: Line) -> PaymentLine:
    return PaymentLine(
        text=line.text, amount=kroner_text(line.oere), how=line.how, source=line.source
    )
