"""What a text says that the citizen pays, held against what is recorded."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kompas.casework import Decision
from kompas.soundness.agreement.texts import OF_THE_CITIZEN, Text, texts_of
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.reading.danish_numbers import IN_WORDS, NUMBER, number_of
from kompas.soundness.reading.figures import sentences
from kompas.soundness.subject import Subject
from kompas.words import _

_OERE_PER_KRONE = 100
_PAYS = (
    r"(?:\b(?:du|borgeren) (?:skal |kommer til at )?(?:selv )?(?:betaler|betale)\b"
    r"|\bbetaler (?:du|borgeren)\b|\b(?:din )?egenbetaling(?:en)?\b|\bdin betaling\b)"
)
_MONEY = re.compile(
    rf"{_PAYS}(?:(?!kommunen|\bikke\b|højst|mindst|op til|hidtil|før)[^.;\n]){{0,60}}?"
    rf"(?<![\w.,])(?P<number>{IN_WORDS}|{NUMBER}) (?:kr\b\.?|kroner)",
    re.IGNORECASE,
)


def texts_agree_with_payments(subject: Subject) -> Iterator[Finding]:
    """The amount that a text says the citizen pays stands among what the citizen pays."""
    decision = subject.decision
    known = set(_amounts(decision))
    for text in texts_of(subject):
        for sentence in sentences(text.text) if " kr" in text.text.lower() else ():
            for found in _MONEY.finditer(sentence):
                number = number_of(found["number"])
                if number is None or number in known or text.field in OF_THE_CITIZEN:
                    continue
                yield _of_money(text, found["number"], _same_cost(decision, sentence))


def _amounts(decision: Decision) -> Iterator[Fraction]:
    for cost in decision.costs:
        yield Fraction(cost.amount_oere, _OERE_PER_KRONE)
    for payment in decision.payments:
        if payment.amount_oere is not None:
            yield Fraction(payment.amount_oere, _OERE_PER_KRONE)
        for line in payment.lines:
            for found in re.finditer(rf"{NUMBER}", line.amount):
                yield number_of(found[0]) or Fraction(0)
    for amount in decision.amounts.values():
        yield Fraction(amount.amount_oere, _OERE_PER_KRONE)


def _same_cost(decision: Decision, sentence: str) -> str | None:
    """What the citizen pays for that a sentence names too."""
    words = {word[:6].lower() for word in re.findall(r"\w{4,}", sentence)} - {"betale"}
    for cost in decision.costs:
        if words & {word[:6].lower() for word in re.findall(r"\w{4,}", cost.what)}:
            return cost.what
    return None


def _of_money(text: Text, told: str, cost: str | None) -> Finding:
    says = _("{place}: Teksten siger »{told} kr.«, men det står ikke under det, borgeren betaler.")
    if cost:
        says = _("{place}: Teksten siger »{told} kr.«, men »{cost}« er skrevet med et andet beløb.")
    return Finding(
        code="text_contradicts_payment",
        severity=Severity.BLOCKING if cost else Severity.WARNING,
        says=says.format(place=text.place, told=told, cost=cost),
        remedy=_("Find ud af, hvad der er rigtigt, og skriv det samme begge steder."),
        about=text.trace,
        consequence=Consequence.MUST_BE_MENDED,
    )
