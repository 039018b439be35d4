"""The trace of a decision, judged once for all decisions that are judged alike.

Judging does not read what a text says, only that it says something; and of dates only whether
they come before or after. So a decision is judged once with stand-ins for its dates, and each
later one that is alike in everything else gets the same trace with its own dates in it: exactly
what judging it anew would give, which a test holds.
"""

import re
from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kompas.casework import Decision, Extent
from kompas.casework.steps import Trace
from kompas.norms import GivenFact, Library, Standard
from kompas.norms.derived import age_years
from kompas.processes.judging import traced
from kompas.soundness import judge

_BIRTH = "birth_date"
_STAND_IN = date(1, 1, 1)
"""Stand-ins lie in the year 1, where no date of the norms or of a case does."""
_PLACE = re.compile(r'"(0001-\d\d-\d\d)"')
_HEAD = re.compile(r'^\{"on":"[\d-]{10}"')


@dataclass(frozen=True, slots=True)
class _Judged:
    """A trace whose explanation is cut where dates go: after each piece but the last a fact's."""

    trace: Trace
    pieces: tuple[str, ...]
    dated: tuple[str, ...]


class Traces:
    """The traces of a municipality's decisions; what is kept grows with kinds, not with cases."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._judged: dict[Hashable, _Judged] = {}
        self._times: dict[tuple[str, str | None, date], Hashable] = {}

    def of(self, decision: Decision) -> Trace:
        """What `kompas.processes.judging.traced` gives for a decision."""
        if decision.decided_on is None or _BIRTH not in decision.facts:
            raise ValueError(decision.case_number)
        key = self._key(decision, decision.decided_on)
        judged = self._judged.get(key)
        if judged is None:
            judged = self._judged[key] = _judge(decision, self._library)
        return Trace(
            norms=judged.trace.norms,
            verdict=judged.trace.verdict,
            findings=judged.trace.findings,
            explanation="".join(_filled(judged, decision)),
        )

    def _key(self, decision: Decision, day: date) -> Hashable:
        """Everything that judging reads of a decision, dates aside."""
        facts = decision.facts
        born = date.fromisoformat(str(facts[_BIRTH].value))
        return (
            self._time(decision.municipality, decision.unit, decision.service, day),
            age_years(born, day),
            decision.kind,
            decision.form,
            decision.considerably_intrusive,
            decision.legal_basis,
            _measured(decision.extent),
            _measured(decision.extent_before),
            tuple((name, fact.value, fact.source) for name, fact in facts.items() if name != _BIRTH),
            tuple((ground.type, tuple(ground.shown)) for ground in decision.grounds),
            tuple((e.known_to_party, e.unfavourable) for e in decision.evidence),
            tuple(offer.meets_need is None for offer in decision.offers),
            decision.need is None,
            decision.wishes is None,
            decision.capacity is None,
            decision.form_reason is None,
            decision.alternatives is None,
            decision.complaint_guidance,
            decision.hearing is None or (decision.hearing.answer is None,
                                         decision.hearing.deadline_on < day),
        )  # fmt: skip

    def _time(self, municipality: str, unit: str | None, service: str, day: date) -> Hashable:
        """The rules of a day, and between which of their own days it lies."""
        known = self._times.get((municipality, unit, day))
        if known is None:
            standard = self._library.standard(service, municipality, day, unit)
            known = id(standard), bisect_right(_days_of_change(standard), day.toordinal())
            self._times[municipality, unit, day] = known
        return known


def _judge(decision: Decision, library: Library) -> _Judged:
    names = list(decision.facts)
    day = decision.decided_on or date.max
    stand_ins = {name: _STAND_IN + timedelta(days=place) for place, name in enumerate(names)}
    facts = {
        name: GivenFact(fact.value, fact.source, stand_ins[name])
        for name, fact in decision.facts.items()
    }
    trace = traced(judge(replace(decision, facts=facts), library, day))
    explanation = _HEAD.sub("", trace.explanation, count=1)
    # The date of birth is a value; it stands once, under its own name.
    born = decision.facts[_BIRTH].value
    birth = f'"{_BIRTH}":{{"value":"'
    explanation = explanation.replace(f'{birth}{born}"', f'{birth}0001-12-31"', 1)
    found = _PLACE.split(explanation)
    name_of = {day.isoformat(): name for name, day in stand_ins.items()} | {"0001-12-31": ""}
    return _Judged(
        trace=replace(trace, explanation=""),
        pieces=tuple(found[::2]),
        dated=tuple(name_of[day] for day in found[1::2]),
    )


def _filled(judged: _Judged, decision: Decision) -> list[str]:
    facts: Mapping[str, GivenFact] = decision.facts
    text = [f'{{"on":"{decision.decided_on}"', judged.pieces[0]]
    for name, piece in zip(judged.dated, judged.pieces[1:], strict=True):
        date_ = facts[name].dated if name else facts[_BIRTH].value
        text += [f'"{date_}"', piece]
    return text


def _measured(extent: Extent) -> tuple[int | None, bool]:
    return extent.days_per_week, extent.hours_per_week is None


def _days_of_change(standard: Standard) -> list[int]:
    return sorted(
        {
            start
            for ruled in standard.questions.values()
            for axis in ruled.axes
            if axis.fact == "on_date"
            for start in axis.starts
        }
    )
