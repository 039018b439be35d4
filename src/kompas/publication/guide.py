"""The guide "Gælder det mig?" as data: the tables of a standard, for a reader without a server.

What the browser works out from them with `guide.js` is what `Standard.answer` works out here: the
same open answers, the same rows, the same question first. Nothing about the citizen leaves the
page. A fact that the citizen cannot be expected to know is not asked, and stays open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.norms import Protection, Standard
from kompas.norms.answers import Answered, Outcome, Value
from kompas.norms.answers_as_facts import as_known
from kompas.norms.domain import FactType
from kompas.norms.question import RuledQuestion
from kompas.norms.read_answers import answer_domain
from kompas.norms.report import value_json
from kompas.norms.rows import Effect, Row
from kompas.norms.rulings import NOT_STATED
from kompas.norms.table import Axis, Known, joint_axes
from kompas.norms.vocabulary import Fact, Question, Shape, Stage
from kompas.norms.wording import rank_text, value_text, verified_text
from kompas.publication.against import spoken_against
from kompas.publication.questions import Asked

_ACT_FIRST, _OWN_CRITERIA, _EXTENT, _OTHER, _COSTS = range(5)
_GRADE = {
    Outcome.IN: 0,
    Outcome.INDIVIDUAL: 1,
    Outcome.OUTSIDE_GUIDING: 2,
    Outcome.OUT: 3,
}


@dataclass(frozen=True, slots=True)
class Guide:
    """A standard on a day, and what may be asked of the citizen."""

    standard: Standard
    on: date
    asked: Mapping[str, Asked]
    against: Mapping[tuple[str, int], tuple[Protection, ...]]

    def questions(self) -> list[RuledQuestion]:
        """What the guide answers: all about the help."""
        ruled = self.standard.questions.values()
        return [one for one in ruled if one.question.stage is Stage.HELP]

    def axes(self) -> Mapping[str, Axis]:
        """Each fact, cut wherever some question cuts it: what the citizen may answer."""
        return {
            axis.fact: axis
            for axis in joint_axes(axis for one in self.questions() for axis in one.axes)
        }

    def start(self) -> dict[str, Known]:
        """What is known before the first question: the day."""
        return {"on_date": self.on.toordinal()}

    def ask_first(self, answers: Mapping[str, Answered], known: Mapping[str, Known]) -> list[str]:
        """The facts to ask for: the act's criteria first, then the standard's own, then how much
        and what it costs; among those of one turn the one that settles most first.

        Only where they can still change an answer, and none once the act's own criteria are not
        met.
        """
        target = [a for a in answers.values() if a.question.shape is Shape.CRITERIA]
        if any(answered.possible == (Outcome.OUT,) for answered in target):
            return []
        settled: dict[str, float] = {}
        turns: dict[str, int] = {}
        for answered in answers.values():
            for name, turn in _open_facts(answered).items():
                for fact in self._to_ask(name, known):
                    share = (answered.settles or {}).get(name, 0.0)
                    settled[fact] = settled.get(fact, 0.0) + share
                    turns[fact] = min(turn, turns.get(fact, turn))
        return sorted(settled, key=lambda name: (turns[name], -round(settled[name], 9), name))

    def _to_ask(self, name: str, known: Mapping[str, Known]) -> Iterator[str]:
        """A fact itself; for a question used as one, the open facts that its answer lacks."""
        if name in self.standard.questions:
            for axis in self.standard.questions[name].axes:
                if not isinstance(known.get(axis.fact), int):
                    yield from self._to_ask(axis.fact, known)
        elif name in self.asked:
            yield name

    def data(self) -> dict[str, Any]:
        """All that `guide.js` needs, as plain data."""
        axes = self.axes()
        return {
            "day": self.on.isoformat(),
            "facts": {
                name: self._fact(axis)
                for name, axis in axes.items()
                if name not in self.standard.questions
            },
            "questions": [self._question(ruled, axes) for ruled in self.questions()],
        }

    def _fact(self, axis: Axis) -> dict[str, Any]:
        fact = self.standard.words.facts[axis.fact]
        asked = self.asked.get(axis.fact)
        known = self.start().get(axis.fact)
        shown: dict[str, Any] = {"name": fact.text, "cells": len(axis.all_cells)}
        if isinstance(known, int):
            shown["known"] = [axis.cells(known)]
        elif asked is not None:
            shown["ask"] = asked.text
            shown["help"] = asked.help
            shown["options"] = list(_options(fact, axis, self.standard))
        return shown

    def _against(self, row: Row) -> tuple[Protection, ...]:
        return self.against.get((row.file, row.line), ())

    def _question(self, ruled: RuledQuestion, joint: Mapping[str, Axis]) -> dict[str, Any]:
        values = _values(ruled)
        return {
            "name": ruled.question.name,
            "text": ruled.question.text,
            "shape": ruled.question.shape.value,
            "turn": _turn(ruled.question),
            "axes": [
                {
                    "fact": axis.fact,
                    "cells": len(axis.all_cells),
                    "of": [axis.cells(start) for start in joint[axis.fact].starts],
                }
                for axis in ruled.axes
            ],
            "rows": [_row(row, ruled, values, self._against(row)) for row in ruled.rows],
            "answers": [
                {
                    "value": value_json(value),
                    "text": value_text(value, ruled.question, self.standard.words),
                    "known": _cells_of(value, ruled.question, joint.get(ruled.question.name)),
                }
                for value in values
            ],
        }


def guide_of(standard: Standard, on: date, asked: Mapping[str, Asked]) -> Guide:
    """The guide to a standard by the rules of a day."""
    return Guide(standard, on, asked, dict(spoken_against(standard)))


def _turn(question: Question) -> int:
    """When a question has its turn: who is meant, how much, where and by whom, and what it costs.

    Of criteria the act's own have the turn before (`_ACT_FIRST`).
    """
    if question.shape is Shape.CRITERIA or question.heading == "target_group":
        return _OWN_CRITERIA
    return {"extent": _EXTENT, "costs": _COSTS}.get(question.heading or "", _OTHER)


def _open_facts(answered: Answered) -> dict[str, int]:
    """The facts whose value can still change an answer, with the turn in which they are asked."""
    turn = _turn(answered.question)
    if answered.question.shape is not Shape.CRITERIA:
        is_open = len(answered.possible) > 1
        return dict.fromkeys(answered.missing, turn) if is_open else {}
    best = min(_GRADE[value] for value in answered.possible if isinstance(value, Outcome))
    facts: dict[str, int] = {}
    for result in answered.rows:
        if _worst(result.row) > best:
            for name in result.missing:
                own = _ACT_FIRST if result.row.rank.binds else turn
                facts[name] = min(own, facts.get(name, own))
    return facts


def _worst(row: Row) -> int:
    """The worst outcome that a criterion can bring about."""
    if row.effect is Effect.INDIVIDUAL:
        return _GRADE[Outcome.INDIVIDUAL]
    return _GRADE[Outcome.OUT if row.rank.binds else Outcome.OUTSIDE_GUIDING]


def _values(ruled: RuledQuestion) -> tuple[Value, ...]:
    """Every answer there can be, best first; the browser names them by their place."""
    if ruled.question.shape is Shape.DUTIES:
        return ()
    if ruled.question.shape is Shape.CRITERIA:
        return (Outcome.IN, Outcome.INDIVIDUAL, Outcome.OUTSIDE_GUIDING, Outcome.OUT)
    return ruled.best_first(
        (NOT_STATED, *(row.answer for row in ruled.rows if row.answer is not None))
    )


def _row(
    row: Row, ruled: RuledQuestion, values: tuple[Value, ...], against: Iterable[Protection]
) -> dict[str, Any]:
    codes = [other.code for other in ruled.rows]
    shown: dict[str, Any] = {
        "code": row.code,
        "text": row.text,
        "rank": row.rank.value,
        "weight": rank_text(row.rank),
        "source": str(row.citation),
        "boxes": [
            {axis.fact: axis.cells_in(box[axis.fact]) for axis in ruled.axes if axis.fact in box}
            for box in row.boxes
        ],
    }
    if row.unless:
        shown["unless"] = [codes.index(code) for code in row.unless if code in codes]
    if row.effect is not None:
        shown["individual"] = row.effect is Effect.INDIVIDUAL
        shown["binds"] = row.rank.binds
    if row.answer is not None:
        shown["answer"] = values.index(row.answer)
    if said := [f"{one.text} ({one.citation})" for one in against]:
        shown["against"] = said
    if note := "; ".join(filter(None, [row.reading or "", verified_text(row.verified)])):
        shown["note"] = note
    return shown


def _cells_of(value: Value, question: Question, axis: Axis | None) -> list[int] | None:
    """The cells of an answer where it is used as a fact; None where it leaves the fact open."""
    if axis is None:
        return None
    known = as_known((value,), answer_domain(question))
    if known is None:
        return None
    cells = axis.cells(known)
    return [cells] if isinstance(cells, int) else list(cells)


def _options(fact: Fact, axis: Axis, standard: Standard) -> Iterator[dict[str, Any]]:
    """What the citizen can choose among: each value of a list, each run of numbers."""
    domain = fact.domain
    if domain.type in (FactType.ENUM, FactType.BOOL):
        codes = range(domain.low, domain.high + 1)
        if domain.type is FactType.BOOL:
            codes = range(domain.high, domain.low - 1, -1)  # first yes, then no
        for code in codes:
            yield {"text": domain.text(code).capitalize(), "cells": [axis.cells(code)]}
        return
    for cell in axis.all_cells:
        yield {"text": _run_text(fact, axis, cell, standard), "cells": [cell]}


def _run_text(fact: Fact, axis: Axis, cell: int, standard: Standard) -> str:
    """`under 18 år`, `18-65 år`, `66 år eller mere`."""
    low, high = axis.span(cell)
    domain = fact.domain
    unit = standard.words.units[fact.unit].many if fact.unit else ""
    if low == domain.low and high == domain.high:
        return "Alle"
    if low == domain.low:
        text = f"Under {domain.text(high + 1)}"
    elif high == domain.high:
        return " ".join(filter(None, [domain.text(low), unit, "eller mere"]))
    else:
        text = domain.text(low) if low == high else f"{domain.text(low)}-{domain.text(high)}"
    return f"{text} {unit}".strip()
