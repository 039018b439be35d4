"""How much help: an amount in each of the measures of a service, as its norms name them.

An amount that is not stated has no entry; 0 is an amount. What a measure is called, which amounts
it has and which follow exactly from which stands in `norms/measures.toml`, and nowhere here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import get_type_hints

from kompas.casework.wording import listed, number_text
from kompas.inputs import Amount, Code, Kind, Unfit
from kompas.limits import LONGEST_SHOWN
from kompas.norms import Measure, Unit, Vocabulary
from kompas.norms.measures import in_measure, told_once
from kompas.words import SOURCE_LANGUAGE, _, language

Amounts = Mapping[Code, Amount]
"""By the name of the measure: `{"days_per_week": Decimal(3)}`."""


def amounts(**by_measure: int | str | Decimal | None) -> dict[str, Decimal]:
    """The amounts that are stated, each by its measure: `amounts(days_per_week=3)`."""
    return {name: Decimal(one) for name, one in by_measure.items() if one is not None}


def contradictions(given: Amounts, words: Vocabulary) -> Iterator[tuple[Measure, Measure]]:
    """The pairs of measures in which different amounts are stated of one thing."""
    for name, amount in given.items():
        measure = words.measures.get(name)
        for other, times in measure.times.items() if measure else ():
            if measure and other in given and given[other] * times != amount:
                yield words.measures[other], measure


def told_against_itself(given: Amounts, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """What is wrong where one thing is stated in two measures, and what to do."""
    for one, other in contradictions(given, words):
        both = {measure.name: given[measure.name] for measure in (one, other)}
        says = _("Omfanget er skrevet to gange, og tallene passer ikke: {amounts}.")
        yield says.format(amounts=amounts_text(both, words)), _("Slet det ene tal, eller ret det.")


def changes(now: Amounts, before: Amounts, words: Vocabulary) -> Iterator[Fraction]:
    """How much more it is than before, in each measure in which both can be told.

    Of what is all or nothing there is no more or less.
    """
    for name, amount in now.items():
        measure = words.measures.get(name)
        if measure is None or measure.is_single:
            continue
        old = in_measure(before, measure, words.measures)
        if old is not None:
            yield Fraction(amount) - old


class Likeness(StrEnum):
    """How one telling of how much help there is stands to another.

    `MORE_EXACT`: it says all that the other does, and something in a further measure. `OPEN`: both
    say something that cannot be compared, as hours a week and hours a month.
    """

    SAME = "same"
    MORE_EXACT = "more_exact"
    OTHER = "other"
    OPEN = "open"


def likeness(given: Amounts, asked: Amounts, measures: Mapping[str, Measure]) -> Likeness:
    """How `given` stands to `asked`, each told in the other's measure where a factor is exact."""
    told_in_given = {name: _told(given, name, measures) for name in asked}
    told_in_asked = {name: _told(asked, name, measures) for name in given}
    unsaid = [name for name, amount in told_in_given.items() if amount is None]
    further = [name for name, amount in told_in_asked.items() if amount is None]
    if any(told not in (None, asked[name]) for name, told in told_in_given.items()):
        return Likeness.OTHER
    if unsaid:
        return Likeness.OPEN if further else Likeness.OTHER
    return Likeness.MORE_EXACT if further else Likeness.SAME


def _told(given: Amounts, name: str, measures: Mapping[str, Measure]) -> Fraction | None:
    measure = measures.get(name)
    if measure is not None:
        return in_measure(given, measure, measures)
    return Fraction(given[name]) if name in given else None


def whole(given: Amounts, service: str, words: Vocabulary) -> Amounts:
    """The amounts of help that is given: of help that is all or nothing it is all, unsaid too."""
    measures = words.measures_of(service)
    if given or len(measures) != 1 or not words.is_all_or_nothing(service):
        return given
    return {measures[0].name: Decimal(measures[0].unit.most)}


def faults(
    given: Amounts, service: str, words: Vocabulary, *, coded: bool = False
) -> Iterator[tuple[str, str, str]]:
    """The amounts that cannot be given of a service: the measure, what is wrong, what to do.

    `coded`: told to who writes JSON, where a measure has its code.
    """
    measures = {measure.name: measure for measure in words.measures_of(service)}
    for name, amount in given.items():
        if name in measures:
            try:
                InMeasure(measures[name]).read(amount)
            except Unfit as unfit:
                yield name, unfit.what, unfit.remedy
        else:
            yield name, *_not_its_measure(name, measures, words, coded=coded)


@dataclass(frozen=True, slots=True)
class InMeasure(Kind[Decimal]):
    """An amount in one measure; a refusal says what is counted: a number alone may be of any."""

    measure: Measure

    def read(self, typed: object) -> Decimal:
        """The amount. Raises Unfit."""
        try:
            return self.measure.kind.read(typed)
        except Unfit as unfit:
            counted = _("{told} Her tælles {unit}.")
            told = counted.format(told=unfit.remedy, unit=many_of(self.measure.unit))
            raise Unfit(unfit.what, told) from None


def _not_its_measure(
    name: str, measures: Mapping[str, Measure], words: Vocabulary, *, coded: bool
) -> tuple[str, str]:
    known = words.measures.get(name)
    called = many_of(known.unit) if known else name[:LONGEST_SHOWN]
    what = _("Ydelsen måles ikke i {measure}.").format(measure=called)
    if not measures:
        return what, _("Den har intet mål. Slet tallet.")
    if all(one.is_single for one in measures.values()):
        whole_help = _("Den gives helt eller slet ikke, så der skrives intet omfang. Slet tallet.")
        return what, whole_help
    texts = (many_of(one.unit) + f" ({one.name})" * coded for one in measures.values())
    return what, _("Skriv den i {measures}.").format(measures=_(" eller ").join(texts))


# ---------------------------------------------------------------- in words


def many_of(unit: Unit) -> str:
    """What a unit counts, in the reader's language: `timer om ugen`."""
    return unit.many if language() == SOURCE_LANGUAGE else unit.many_en


def amount_text(amount: Decimal | Fraction, unit: Unit) -> str:
    """`1 dag om ugen`, `22,5 timer om ugen`; in English `22.5 hours a week`."""
    danish = language() == SOURCE_LANGUAGE
    one, many = (unit.one, unit.many) if danish else (unit.one_en, unit.many_en)
    exact = amount if isinstance(amount, Decimal) else _rounded(amount)
    return f"{number_text(exact)} {one if amount == 1 else many}"


def amounts_text(given: Amounts, words: Vocabulary) -> str:
    """`3 dage om ugen og 18 timer om ugen`, in the order of the measures; empty where nothing is
    stated. What follows exactly is no more help: `2,5 timer om ugen (det er 5 timer hver 14. dag)`.
    A measure that the norms do not have any more is told by its name.
    """
    told = ([_one_text(name, given[name], words) for name in alike]
            for alike in told_once(given, words.measures))  # fmt: skip
    return listed([
        _("{amount} (det er {same})").format(amount=first, same=listed(same)) if same else first
        for first, *same in told
    ])  # fmt: skip


def _one_text(name: str, amount: Decimal, words: Vocabulary) -> str:
    measure = words.measures.get(name)
    return amount_text(amount, measure.unit) if measure else f"{number_text(amount)} {name}"


def _rounded(amount: Fraction) -> Decimal:
    return round(Decimal(amount.numerator) / amount.denominator, 2)


# ---------------------------------------------------------------- where they stand


def stated_in(value: object) -> Iterator[tuple[tuple[str, ...], Amounts]]:
    """The amounts that a value holds, a decision within it too, each with its place."""
    yield from (((name,), getattr(value, name)) for name in _fields_of(value))
    for one in fields(value) if is_dataclass(value) else ():
        inner = getattr(value, one.name)
        yield from (((one.name, name), getattr(inner, name)) for name in _fields_of(inner))


def _fields_of(value: object) -> tuple[str, ...]:
    """The fields of a value that hold amounts."""
    kind = type(value)
    if kind not in _FIELDS:
        hints = get_type_hints(kind, include_extras=True) if is_dataclass(kind) else {}
        _FIELDS[kind] = tuple(name for name, hint in hints.items() if hint == Amounts)
    return _FIELDS[kind]


_FIELDS: dict[type, tuple[str, ...]] = {}
