"""The number that a question answers with, for what is known of a citizen on one day.

A deadline, a follow-up or a number of days may depend on the citizen. Whoever counts by it asks
`Standard.numbers` with the facts as they are known and the day that the rule counts from: facts
derived from the day, as age, are those of that day. Where the answer stands open, every number
that it may still be is there, each with its rules, and the facts that would settle it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kompas.norms.question import RuledQuestion
from kompas.norms.rows import Answer, AnswerKind, Row
from kompas.norms.rulings import NOT_STATED
from kompas.norms.table import Key
from kompas.norms.vocabulary import Favour, Question

FOLLOW_UP, FIRST_FOLLOW_UP = "follow_up_months", "first_follow_up_months"
"""The questions on follow-up: the usual interval, and the first time where that is another."""


@dataclass(frozen=True, slots=True)
class PossibleNumber:
    """`low` to `high` and the rows that may give it; the same for a single number or a ceiling."""

    low: int
    high: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a question may answer with on a day, the smallest first.

    `possible` is empty where the question has no rules or gives no number. `without` are the
    answers without a number that stand open too (`individual`, `not_stated`). `open_facts` are the
    plain facts to ask for; empty where nothing is open.
    """

    name: str
    question: Question | None
    on: date
    possible: tuple[PossibleNumber, ...] = ()
    without: tuple[AnswerKind, ...] = ()
    open_facts: tuple[str, ...] = ()

    @property
    def unit(self) -> str | None:
        """What the numbers count."""
        return self.question.unit if self.question else None

    @property
    def parts(self) -> int:
        """How many steps make one whole of the unit: the numbers are steps, of halves 2."""
        return self.question.counted.parts if self.question and self.question.counted else 1

    @property
    def values(self) -> tuple[int, ...]:
        """The ends of every number and range that stands open, rising."""
        return tuple(sorted({end for one in self.possible for end in (one.low, one.high)}))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rules behind the numbers."""
        return _once(row for one in self.possible for row in one.rows)

    @property
    def is_settled(self) -> bool:
        """Whether one answer stands, whatever the facts that are missing."""
        return len(self.possible) + len(self.without) <= 1

    @property
    def number(self) -> int | None:
        """The one number that the norms answer with; None where there is none or more than one."""
        return self.values[0] if self.is_settled and len(self.values) == 1 else None

    @property
    def shortest(self) -> int | None:
        """The smallest number that stands open."""
        return min(self.values, default=None)

    @property
    def longest(self) -> int | None:
        """The largest number that stands open."""
        return max(self.values, default=None)

    @property
    def best_for_citizen(self) -> int | None:
        """The number to keep to while it stands open: of a deadline for us the shortest.

        None where there is no number, or where the question does not say which is better and
        several stand open.
        """
        if self.question is None or self.question.favour is Favour.NONE:
            return self.number
        return self.shortest if self.question.favour is Favour.LESS else self.longest


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({(row.file, row.code): row for row in rows}.values())


def possible_answers(ruled: RuledQuestion, key: Key) -> Mapping[Answer, tuple[Row, ...]]:
    """Every answer of a choice that a key leaves open, with the rows that may give it."""
    found: dict[Answer, set[int]] = {}
    for holding in ruled.table.holding_together(key):
        deciding = ruled.deciding(holding)
        if not deciding:
            found.setdefault(NOT_STATED, set())
        for place in deciding:
            if (answer := ruled.rows[place].answer) is not None:
                found.setdefault(answer, set()).add(place)
    return {
        answer: tuple(ruled.rows[place] for place in sorted(places))
        for answer, places in found.items()
    }


def numbers_at(ruled: RuledQuestion, key: Key, on: date) -> Numbers:
    """The numbers that a question may answer with at a key; `open_facts` are its axes' facts."""
    answers = possible_answers(ruled, key)
    possible = sorted(
        (
            PossibleNumber(answer.high if answer.is_ceiling else answer.low, answer.high, rows)
            for answer, rows in answers.items()
            if answer.low is not None and answer.high is not None
        ),
        key=lambda one: (one.low, one.high),
    )
    without = dict.fromkeys(answer.kind for answer in answers if answer.low is None)
    return Numbers(
        ruled.question.name,
        ruled.question,
        on,
        tuple(possible),
        tuple(without),
        _open_facts(ruled, key, set(answers)) if len(answers) > 1 else (),
    )


def _open_facts(ruled: RuledQuestion, key: Key, answers: set[Answer]) -> tuple[str, ...]:
    """The facts of which some value would shut out an answer; all open ones where none would."""
    still_open = [place for place, cells in enumerate(key) if not isinstance(cells, int)]
    telling = [place for place in still_open if _tells(ruled, key, place, answers)]
    return tuple(ruled.axes[place].fact for place in telling or still_open)


def _tells(ruled: RuledQuestion, key: Key, place: int, answers: set[Answer]) -> bool:
    cells = key[place]
    return not isinstance(cells, int) and any(
        possible_answers(ruled, (*key[:place], cell, *key[place + 1 :])).keys() != answers
        for cell in cells
    )
