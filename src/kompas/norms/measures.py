"""How much help in one measure, as it follows exactly from what is told in another."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kompas.norms.vocabulary import Measure, Question, Stage, Vocabulary

EXTENT = "extent"
"""The heading of the questions that answer how much help there is."""


def in_measure(
    given: Mapping[str, Decimal], measure: Measure, measures: Mapping[str, Measure]
) -> Fraction | None:
    """How much it is in a measure: as it is stated, or as follows exactly from what is.

    None where neither is so; a comparison is then open. What is stated in the measure itself goes
    before what follows.
    """
    if measure.name in given:
        return Fraction(given[measure.name])
    for name, amount in given.items():
        if times := measure.times.get(name):
            return Fraction(amount) * times
        other = measures.get(name)
        if other and (divided := other.times.get(measure.name)):
            return Fraction(amount) / divided
    return None


def told_once(
    given: Mapping[str, Decimal], measures: Mapping[str, Measure]
) -> tuple[tuple[str, ...], ...]:
    """The measures in which amounts are stated, in their order; those that say the same exactly
    stand together: 2,5 hours a week are 5 hours every 14 days, and no more help.
    """
    order = [*(name for name in measures if name in given),
             *(name for name in given if name not in measures)]  # fmt: skip
    found: dict[str, list[str]] = {}
    for name in order:
        first = next((one for one in found if _says(name, one, given, measures)), name)
        found.setdefault(first, []).append(name)
    return tuple(map(tuple, found.values()))


def _says(
    name: str, other: str, given: Mapping[str, Decimal], measures: Mapping[str, Measure]
) -> bool:
    measure = measures.get(name)
    return measure is not None and given[name] == in_measure(
        {other: given[other]}, measure, measures
    )


def measure_of(question: Question, words: Vocabulary) -> Measure | None:
    """The measure in which a question answers how much help there is; None for other questions."""
    told = question.heading in (None, EXTENT) and question.stage is Stage.HELP
    return words.measures.get(question.unit or "") if told else None
