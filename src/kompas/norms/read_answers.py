"""Read what a row of a choice answers."""

from typing import Any

from kompas.norms.fields import Fields
from kompas.norms.problems import remedy
from kompas.norms.rows import Answer, AnswerKind
from kompas.norms.vocabulary import Question
from kompas.words import _

MOST = 1_000_000
"""The largest number that an answer can be when it is used as a fact."""
_LARGEST = 1_000_000_000
"""The largest number that an answer can be at all."""
INDIVIDUAL, NOT_STATED = "individual", "not_stated"
"""Answers that every choice has."""


def read_answer(question: Question, raw: Any, fields: Fields) -> Answer:
    """The answer of a row; faults go to `fields`."""
    if raw == INDIVIDUAL:
        return Answer(AnswerKind.INDIVIDUAL, unit=question.unit)
    if raw == NOT_STATED:
        return Answer(AnswerKind.NOT_STATED, unit=question.unit)
    if question.unit is not None:
        return _number(question.unit, raw, fields)
    if not isinstance(raw, str) or raw not in question.answers:
        known = (*question.answers, INDIVIDUAL, NOT_STATED)
        fields.fault(
            _("Her mangler {key}.").format(key="`answer`")
            if raw is None
            else _("Svaret {raw} findes ikke.").format(raw=str(raw)[:60]),
            remedy(raw, known, _("Vælg en af: {known}.").format(known=", ".join(known))),
            "answer",
        )
    return Answer(AnswerKind.CODE, code=str(raw))


def capped(raw: Any) -> Any:
    """An answer of a row that repeats another: `"..3"`, at most three, runs from 0."""
    if isinstance(raw, dict):
        return {
            unit: f"0{value}" if isinstance(value, str) and value.startswith("..") else value
            for unit, value in raw.items()
        }
    return raw


def _number(unit: str, raw: Any, fields: Fields) -> Answer:
    value = raw.get(unit) if isinstance(raw, dict) and len(raw) == 1 else None
    low, high = _ends(value)
    if low is None or high is None or low > high:
        fields.fault(
            _("Svaret skal være et helt tal eller et område i enheden {unit}.").format(unit=unit),
            _('Skriv answer = {{ {unit} = 3 }} eller {{ {unit} = "3..4" }}.').format(unit=unit),
            "answer",
        )
        low = high = 0
    elif low < 0 or high > _LARGEST:
        fields.fault(
            _("Svaret skal ligge mellem 0 og {most} {unit}.").format(most=_LARGEST, unit=unit),
            _("Ret tallet, eller skriv det i en anden enhed."),
            "answer",
        )
        low = high = 0
    return Answer(AnswerKind.NUMBER, low, high, unit)


def _ends(value: Any) -> tuple[int | None, int | None]:
    """The ends of `3` or `"3..4"`; None where it is neither."""
    if isinstance(value, bool):
        return None, None
    if isinstance(value, int):
        return value, value
    low, dots, high = value.partition("..") if isinstance(value, str) else ("", "", "")
    if dots and low.strip().isdecimal() and high.strip().isdecimal() and len(value) < 50:
        return int(low), int(high)
    return None, None
