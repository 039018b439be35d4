"""The trace of a decision, judged once for all decisions that are judged alike.

Of a text judging reads whether it says something, and what cannot be the reason: of most texts
there is nothing to remark. Of dates it reads only whether they come before or after. So a decision
is judged once with stand-ins for its dates, and each later one that is alike in everything else
gets the same trace with its own dates in it: exactly what judging it anew would give, which a test
holds.
"""

import re
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kompas.casework import Decision
from kompas.casework.danish_calendar import months_after
from kompas.casework.trace import Trace
from kompas.norms import GivenFact, Library, Standard
from kompas.norms.derivations import age_years
from kompas.processes.judgement import judged, traced
from kompas.soundness.reading import DraftReading, reader_of

_BIRTH, _AGE = "birth_date", "age_years"
_STAND_IN = date(1, 1, 1)
"""Stand-ins lie in the year 1, where no date of the norms or of a case does."""
_BORN_STAND_IN, _AGE_STAND_IN = "0001-12-31", "0001-12-30"
_PLACE = re.compile(r'"(0001-\d\d-\d\d)"')
_HEAD = re.compile(r'^\{"on":"[\d-]{10}"')
_BORN = re.compile(rf'("{_BIRTH}":\{{"value":)"[\d-]{{10}}"')
_AGED = re.compile(rf'("{_AGE}":\{{"value":)\d+')


@dataclass(frozen=True, slots=True)
class _Judged:
    """A trace whose explanation is cut where a decision's own dates go, and its citizen's age.

    After each piece but the last comes a hole: the name of the fact whose date goes there, or the
    stand-in of the birth date or the age.
    """

    trace: Trace
    pieces: tuple[str, ...]
    holes: tuple[str, ...]


class Traces:
    """The traces of a municipality's decisions; what is kept grows with kinds, not with cases."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._judged: dict[Hashable, _Judged] = {}
        suggested = library.words.questions["evidence_age"].suggestion
        self._age_of_evidence = suggested.number if suggested else 0
        self._rules_of: dict[tuple[str, str | None, date], tuple[Hashable, Sequence[int]]] = {}

    def of(self, decision: Decision) -> Trace:
        """What `kompas.processes.judgement.traced` gives for a decision."""
        if decision.decided_on is None or _BIRTH not in decision.facts:
            raise ValueError(decision.case_number)
        key = self._key(decision, decision.decided_on)
        alike = self._judged.get(key)
        if alike is None:
            alike = self._judged[key] = _judge(decision, self._library)
        return Trace(
            norms=alike.trace.norms,
            verdict=alike.trace.verdict,
            findings=alike.trace.findings,
            explanation="".join(_filled(alike, decision)),
        )

    def _key(self, decision: Decision, day: date) -> Hashable:
        """Everything that judging reads of a decision, dates aside."""
        facts = decision.facts
        period, turning_ages = self._rules(decision, day)
        return (
            period,
            bisect_right(turning_ages, _age(decision)),
            decision.kind,
            decision.form,
            decision.considerably_intrusive,
            decision.legal_basis,
            tuple(decision.granted.items()),
            tuple(decision.granted_before.items()),
            tuple((n, fact.value, fact.source) for n, fact in facts.items() if n != _BIRTH),
            tuple((ground.type, tuple(ground.shown)) for ground in decision.grounds),
            tuple((e.known_to_party, e.unfavourable) for e in decision.evidence),
            tuple(one.meets_need is None for one in decision.facilities),
            decision.need is None,
            decision.wishes is None,
            decision.capacity is None,
            decision.form_reason is None,
            decision.alternatives is None,
            DraftReading(
                decision, self._library.grounds, self._library.words,
                reader_of(self._library, decision.municipality),
            ).remarks,
            decision.complaint_guidance,
            decision.changed_since is None,
            decision.answer_weighed is None,
            _heard(decision, day),
            tuple(
                (one.kind, months_after(one.dated, self._age_of_evidence) < day)
                for one in decision.evidence
            ),
        )  # fmt: skip

    def _rules(self, decision: Decision, day: date) -> tuple[Hashable, Sequence[int]]:
        """The rules of a day and the part of their time it lies in; the ages they tell apart."""
        place = decision.municipality, decision.unit, day
        known = self._rules_of.get(place)
        if known is None:
            standard = self._library.standard(
                decision.service, decision.municipality, day, decision.unit
            )
            period = bisect_right(_turns(standard, "on_date"), day.toordinal())
            known = (id(standard), period), _turns(standard, _AGE)
            self._rules_of[place] = known
        return known


def _heard(decision: Decision, day: date) -> Hashable:
    """What judging reads of the hearing: whether it was in time, answered, and on which papers."""
    hearing = decision.hearing
    if hearing is None:
        return None
    return (
        bool(hearing.said),
        hearing.answered_on is None or hearing.answered_on <= day,
        hearing.deadline_on < day,
        (hearing.deadline_on - hearing.sent_on).days,
        tuple(
            (one.id in hearing.papers, one.dated <= hearing.sent_on) for one in decision.evidence
        ),
    )


def _judge(decision: Decision, library: Library) -> _Judged:
    day = decision.decided_on or date.max
    stand_ins = {name: _STAND_IN + timedelta(days=n) for n, name in enumerate(decision.facts)}
    facts = {
        name: GivenFact(fact.value, fact.source, stand_ins[name] if fact.dated else None)
        for name, fact in decision.facts.items()
    }
    trace = traced(judged(replace(decision, facts=facts), library, day))
    explanation = _HEAD.sub("", trace.explanation, count=1)
    # The birth date is a value and the age a number; each stands once, under its own name.
    explanation = _BORN.sub(rf'\1"{_BORN_STAND_IN}"', explanation, count=1)
    explanation = _AGED.sub(rf'\1"{_AGE_STAND_IN}"', explanation, count=1)
    found = _PLACE.split(explanation)
    names = {stand_in.isoformat(): name for name, stand_in in stand_ins.items()}
    return _Judged(
        trace=replace(trace, explanation=""),
        pieces=tuple(found[::2]),
        holes=tuple(names.get(hole, hole) for hole in found[1::2]),
    )


def _filled(alike: _Judged, decision: Decision) -> list[str]:
    text = [f'{{"on":"{decision.decided_on}"', alike.pieces[0]]
    for hole, piece in zip(alike.holes, alike.pieces[1:], strict=True):
        if hole == _AGE_STAND_IN:
            text.append(str(_age(decision)))
        elif hole == _BORN_STAND_IN:
            text.append(f'"{decision.facts[_BIRTH].value}"')
        else:
            text.append(f'"{decision.facts[hole].dated}"')
        text.append(piece)
    return text


def _age(decision: Decision) -> int:
    born = date.fromisoformat(str(decision.facts[_BIRTH].value))
    return age_years(born, decision.decided_on or date.max)


def _turns(standard: Standard, fact: str) -> list[int]:
    """The values of a fact at which some rule begins or ends."""
    axes = (axis for ruled in standard.questions.values() for axis in ruled.axes)
    return sorted({start for axis in axes if axis.fact == fact for start in axis.starts})
