"""How much help in one measure, as it follows exactly from what is told in another."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kompas.norms.vocabulary import Measure, Question, Stage, Vocabulary

EXTENT = "extent"
"""The heading of the questions that answer how much help there is."""


def in_measure(
    given: Mapping[str, Decimal], measure: Measure, words: Vocabulary
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
        other = words.measures.get(name)
        if other and (divided := other.times.get(measure.name)):
            return Fraction(amount) / divided
    return None


def measure_of(question: Question, words: Vocabulary) -> Measure | None:
    """The measure in which a question answers how much help there is; None for other questions."""
    told = question.heading in (None, EXTENT) and question.stage is Stage.HELP
    return words.measures.get(question.unit or "") if told else None
