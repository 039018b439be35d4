"""The parts that the law may demand of a decision, and what is missing of each in a draft.

The names are those of `norms/elements.toml`, also where norms that are in use say "offer" of what
a decision calls a facility; a guard test holds the two together. An element that
names a `fact` there needs no check here: the fact must be noted with its source; nor does one that
names a `measure`: the decision must state an amount in it.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from kompas.casework.decision import FACILITY_STATEMENTS, STATEMENTS, Decision, Statement
from kompas.norms import Assessment, Element, Fact, Outcome
from kompas.words import SOURCE_LANGUAGE, language

Missing = tuple[str, ...]
"""What is missing, in words; empty when the part is there."""

_ABSENT = ("",)
"""The part as a whole is missing and needs no more words."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def missing_of(element: str, decision: Decision, assessment: Assessment | None) -> Missing:
    """What the draft lacks of an element: nothing, the whole, or the parts named in words."""
    if element in _CHECKS:
        return _CHECKS[element](decision, assessment)
    known = assessment.standard.words.elements.get(element) if assessment else None
    if known is not None and known.measure is not None:
        return () if known.measure in decision.granted else _ABSENT
    return () if known is not None and _noted(known, decision) else _ABSENT


def asks_for_amount(assessment: Assessment | None) -> bool:
    """Whether a rule that holds asks for an amount in a measure of its own."""
    elements = assessment.standard.words.elements if assessment else {}
    return assessment is not None and any(
        elements[name].measure is not None
        for answered in assessment.answers.values()
        for row in answered.holding()
        for name in row.requires
    )


def names() -> frozenset[str]:
    """The elements that have a check of their own."""
    return frozenset(_CHECKS)


def asked(fact: Fact) -> str:
    """The question that finds out a fact, in the reader's language."""
    return fact.ask if language() == SOURCE_LANGUAGE else f"{fact.text_en}?"


def said(statement: Statement | None) -> bool:
    """Whether a statement is there and says something."""
    return statement is not None and bool(statement.text.strip())


def has_words(text: str) -> bool:
    """Whether a text has a word in it, and not only signs."""
    return _WORD.search(text) is not None


def _noted(element: Element, decision: Decision) -> bool:
    """Whether the record holds an element's fact, with its source and the value that is asked."""
    given = decision.facts.get(element.fact or "")
    if given is None or not (given.source or "").strip():
        return False
    return element.value is None or given.value == element.value


Check = Callable[[Decision, Assessment | None], Missing]


def _there(holds: Callable[[Decision], object]) -> Check:
    return lambda decision, _assessment: () if holds(decision) else _ABSENT


def _said(name: str) -> Check:
    return _there(lambda decision: said(getattr(decision, name)))


def _every_facility(part: str) -> Check:
    def check(decision: Decision, _assessment: Assessment | None) -> Missing:
        silent = [one.name for one in decision.facilities if not said(getattr(one, part))]
        if not decision.facilities:
            return _ABSENT
        return tuple(silent) if len(decision.facilities) > 1 else _ABSENT[: len(silent)]

    return check


def _heard(decision: Decision) -> bool:
    """The party answered, or the time to answer ran out before the decision."""
    hearing = decision.hearing
    if hearing is None:
        return False
    return bool(hearing.said) or (
        decision.decided_on is not None and hearing.deadline_on < decision.decided_on
    )


def _target_group(decision: Decision, assessment: Assessment | None) -> Missing:
    """The questions that would settle the binding criteria that are unknown."""
    answered = assessment.answers.get("target_group") if assessment else None
    if answered is None or assessment is None or answered.value is Outcome.OUT:
        return ()
    unknown = dict.fromkeys(
        asked
        for result in answered.rows
        if result.row.rank.binds
        for name in result.missing
        for asked in assessment.standard.to_ask(name, assessment.known)
        if f"fact:{asked}" not in decision.not_stated
    )
    words = assessment.standard.words.facts
    return tuple(asked(words[name]) for name in unknown)


def _texts(items: Iterable[str]) -> bool:
    return any(item.strip() for item in items)


_CHECKS: Mapping[str, Check] = {
    "legal_basis": _there(lambda d: _texts(d.legal_basis)),
    "grounds": _there(lambda d: _texts(ground.text for ground in d.grounds)),
    "facts": _there(lambda d: d.facts or d.evidence),
    "complaint_guidance": _there(
        lambda d: (
            d.complaint_guidance
            and has_words(d.complaint_guidance.to)
            and has_words(d.complaint_guidance.how)
        )
    ),
    "party_hearing": _there(_heard),
    "target_group": _target_group,
    "form": _there(lambda d: d.form is not None),
    **{name: _said(name) for name in STATEMENTS},
    **{f"offer_{part}": _every_facility(part) for part in FACILITY_STATEMENTS},
    "offer": _there(lambda d: _texts(one.name for one in d.facilities)),
}
