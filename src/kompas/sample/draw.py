"""Drawing cases: a stream as long as one wants, each case made on its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import gcd
from uuid import UUID

from kompas.casework import Decision
from kompas.casework.record import Recorded
from kompas.norms import Library
from kompas.sample import entries, nine
from kompas.sample.entries import Entry
from kompas.sample.ids import case_id
from kompas.sample.lives import DECK, Life
from kompas.sample.scenario import Tale
from kompas.sample.seeded_random import Lots
from kompas.sample.town import Town
from kompas.sample.users import UNIT, SampleUnit

NOT_YET_18 = (16, 17)
"""The ages in years of those who apply before they are of age."""


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A case as it would be recorded: what, by whom and when (UTC), and what is being written."""

    case_id: UUID
    entries: tuple[Entry, ...]
    draft: Decision | None = None


def draw(seed: int, cases: int, today: date, library: Library) -> Iterator[SampleCase]:
    """The first `cases` cases of the town that `seed` gives, as they stand on the morning of
    `today`.

    A case is the same however many are drawn. Raises kompas.norms.NotCodedError where the norms do
    not reach back some three years from `today`.
    """
    town = Town(seed, today, library)
    return (drawn(town, number) for number in range(cases))


def drawn(town: Town, number: int) -> SampleCase:
    """Case `number` of a town, made without the others. The first are written out: the nine of the
    note, and one of each other service.
    """
    if number < len(nine.written_out()):
        return note_case(town, number)
    life, unit = dealt(town.seed, number)
    return told(town, number, life, unit)


def dealt(seed: int, number: int) -> tuple[Life, SampleUnit]:
    """Which life case `number` has: each deck is dealt whole, in an order of its own."""
    deck, place = divmod(number, len(DECK))
    lots = Lots(seed, "deck", deck)
    stride, shift = lots.pick(_STRIDES), lots.below(len(DECK))
    life, unit = DECK[(place * stride + shift) % len(DECK)]
    return life, UNIT[unit]


def told(town: Town, number: int, life: Life, unit: SampleUnit) -> SampleCase:
    """A life told as case `number` of a unit."""
    lots = Lots(town.seed, "case", number)
    portrait = lots.pick(town.portraits[life.who])
    if life.minors and portrait.with_parents:
        portrait = replace(portrait, ages=NOT_YET_18)
    tale = Tale(town, number, unit, portrait, lots)
    tale.begin(lots.between(*life.opened))
    draft = life.tell(tale)
    return SampleCase(case_id(town.seed, number), tuple(tale.entries), draft)


def note_case(town: Town, number: int) -> SampleCase:
    """A case that is written out."""
    case = nine.written_out()[number]
    lots = Lots(town.seed, "case", number)
    portrait = nine.portrait_of(town, case)
    tale = Tale(town, number, UNIT[case.unit], portrait, lots, case.service)
    tale.begin(case.days_ago)
    draft = nine.tell(tale, case)
    return SampleCase(case_id(town.seed, number), tuple(tale.entries), draft)


def recorded(case: SampleCase) -> list[Recorded]:
    """The entries as they stand in the record."""
    return entries.recorded(case.case_id, case.entries)


_STRIDES = tuple(n for n in range(7, len(DECK)) if gcd(n, len(DECK)) == 1)
"""Steps that go through the whole deck."""
