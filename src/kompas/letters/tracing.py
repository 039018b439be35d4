"""Whether every §, day, hour and price of a letter can be traced to what carries it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kompas.letters.clauses import loose_amounts
from kompas.letters.letter import ClauseText, Letter, Span, Value, spans

TRACES = ("decision.", "notice.", "norm:", "fact:", "ground:", "municipality:")
"""How the trace of a value begins: a path into the decision, or the code of a norm."""

# Every repeat is bounded: from no sign of a long text is more than a line of it looked at.
_AMOUNT = re.compile(
    r"§§?\s{0,9}\d{1,9}\s{0,9}\w?\b"
    r"|\b\d{1,20}(?:[.,]\d{1,20}){0,9}\s{0,9}"
    r"(?:dage?|timer?|uger?|måned\w{0,20}|år|kr|kroner|procent|%)(?!\w)",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(r"\.(?:text|answer|how|what|applied_for)$")


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An amount in the caseworker's own words that stands nowhere else in the letter."""

    amount: str
    trace: str


def untraced(letter: Letter) -> tuple[str, ...]:
    """Every number, § and counted unit of the letter that nothing carries.

    A value carries its numbers by its trace; a clause may only hold those that its source names.
    Empty for every letter that `compose` makes.
    """
    return tuple(amount for span in spans(letter) for amount in _loose(span))


def unconfirmed(letter: Letter) -> tuple[Unconfirmed, ...]:
    """The §, days, hours and prices in the caseworker's own words that no fact of the draft and no
    norm repeats. Not wrong in itself; worth a look before the letter goes ("3 dage" where the
    decision says 2).
    """
    found: list[Unconfirmed] = []
    carried = {amount for span in spans(letter) if not _is_own_words(span)
               for amount in _amounts(span)}  # fmt: skip
    for span in spans(letter):
        if isinstance(span, Value) and _is_own_words(span):
            found += [Unconfirmed(amount, span.trace) for amount in _amounts(span)
                      if amount not in carried]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _loose(span: Span) -> list[str]:
    if isinstance(span, ClauseText):
        return loose_amounts(span.text, span.source or "")
    return [] if span.trace.startswith(TRACES) else loose_amounts(span.text, "")


def _is_own_words(span: Span) -> bool:
    return isinstance(span, Value) and _OWN_WORDS.search(span.trace) is not None


def _amounts(span: Span) -> Iterator[str]:
    return (re.sub(r"\s+", " ", found).lower() for found in _AMOUNT.findall(span.text))
