"""Read what a row of a choice answers."""

import re
from math import isfinite
from typing import Any

from kompas.norms.domain import Domain, FactType, in_parts, shown_parts
from kompas.norms.fields import Fields
from kompas.norms.problems import remedy
from kompas.norms.rows import Answer, AnswerKind
from kompas.norms.vocabulary import Question, Shape, Unit, Vocabulary
from kompas.words import _

MOST = 1_000_000
"""The largest number that an answer can be when it is used as a fact."""
INDIVIDUAL, NOT_STATED = "individual", "not_stated"
"""Answers that every choice has."""
_RANGE = re.compile(r"\s*(?:(\d+(?:\.\d+)?)\s*)?\.\.\s*(\d+(?:\.\d+)?)\s*")


def read_answer(question: Question, raw: Any, fields: Fields, words: Vocabulary) -> Answer:
    """The answer of a row; faults go to `fields`."""
    if raw == INDIVIDUAL:
        return Answer(AnswerKind.INDIVIDUAL, unit=question.unit)
    if raw == NOT_STATED:
        return Answer(AnswerKind.NOT_STATED, unit=question.unit)
    if question.counted is not None:
        return _number(question, question.counted, raw, fields, words)
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


def answer_domain(question: Question) -> Domain | None:
    """The answers of a question as the values of a fact; None for duties, which have no value."""
    if question.shape is Shape.DUTIES:
        return None
    if question.unit is not None:
        unit = question.counted
        if unit is None:
            return Domain(FactType.INTEGER, 0, MOST, {})
        ends = (unit.least * unit.parts, min(unit.most * unit.parts, MOST))
        return Domain(FactType.INTEGER, *ends, {}, parts=unit.parts)
    names = (
        ("in", "individual", "outside_guiding", "out")
        if not question.answers
        else tuple(question.answers)
    )
    texts = tuple(question.answers.get(name, name) for name in names)
    return Domain(
        FactType.ENUM,
        0,
        len(names) - 1,
        {name: place for place, name in enumerate(names)},
        texts,
        tuple(question.answers_en.get(name, name) for name in names),
    )


def _number(question: Question, unit: Unit, raw: Any, fields: Fields, words: Vocabulary) -> Answer:
    """A number or range in the question's unit, within what the unit can be."""
    nothing = Answer(AnswerKind.NUMBER, 0, 0, unit.name)
    value = raw.get(unit.name) if isinstance(raw, dict) and len(raw) == 1 else None
    if value is None:
        fields.fault(*_not_in_unit(question, unit, raw, words), "answer")
        return nothing
    ends = _ends(value, unit)
    if ends is not None and ends[0] > ends[1]:
        fields.fault(
            _("{value} begynder med det største.").format(value=f'"{value}"'),
            _("Skriv det mindste først."),
            "answer",
        )
        return nothing
    if ends is None:
        fields.fault(*_no_number(unit, value), "answer")
        return nothing
    low, high = ends
    if low < unit.least * unit.parts or high > unit.most * unit.parts:
        fields.fault(
            _("Svaret skal ligge mellem {least} og {most} {unit}, ikke {value}.").format(
                least=unit.least, most=unit.most, unit=unit.many, value=str(value)[:60]
            ),
            _("Ret tallet, eller skriv det i en anden enhed."),
            "answer",
        )
        return nothing
    return Answer(AnswerKind.NUMBER, low, high, unit.name, parts=unit.parts)


def _ends(value: Any, unit: Unit) -> tuple[int, int] | None:
    """The ends of `3`, `"3..4"` or `"..4"` in steps of the unit; None where it is none of them."""
    if isinstance(value, str):
        found = _RANGE.fullmatch(value) if len(value) < 50 else None
        texts = (found[1] or "0", found[2]) if found else ()
        ends = [in_parts(float(text) if "." in text else int(text), unit.parts) for text in texts]
    else:
        ends = [in_parts(value, unit.parts)] * 2
    low, high = ends if len(ends) == 2 else (None, None)
    return None if low is None or high is None else (low, high)


def _not_in_unit(question: Question, unit: Unit, raw: Any, words: Vocabulary) -> tuple[str, str]:
    """What is wrong with an answer that is not given in the question's unit, and what to do."""
    if raw is None:
        return (
            _("Her mangler {key}.").format(key="`answer`"),
            _("Skriv answer = {{ {unit} = 3 }}.").format(unit=unit.name),
        )
    if isinstance(raw, dict) and len(raw) == 1:
        (other,) = raw
        known = words.units.get(other)
        return (
            _("Svaret er i {other}, men {question} tælles i {unit} ({text}).").format(
                other=f"{other} ({known.many})" if known else other,
                question=question.name,
                unit=unit.name,
                text=unit.many,
            ),
            _("Skriv answer = {{ {unit} = ... }}.").format(unit=unit.name)
            if not known
            else _(
                "Regn det om til {text}, og skriv answer = {{ {unit} = ... }}; skriv i reading, "
                "hvordan. Kan det ikke regnes om, så hører reglen til et andet spørgsmål."
            ).format(text=unit.many, unit=unit.name),
        )
    return (
        _("Svaret skal være et helt tal eller et område i enheden {unit}.").format(unit=unit.name),
        _('Skriv answer = {{ {unit} = 3 }} eller {{ {unit} = "3..4" }}.').format(unit=unit.name),
    )


def _no_number(unit: Unit, value: Any) -> tuple[str, str]:
    """What is wrong with a value that is no number of the unit, and what to do."""
    step = unit.parts > 1
    one, other = (shown_parts(n * unit.parts + step, unit.parts) for n in (3, 4))
    write = _('Skriv answer = {{ {unit} = {one} }} eller {{ {unit} = "{one}..{other}" }}.').format(
        unit=unit.name, one=one, other=other
    )
    if isinstance(value, float) and isfinite(value) and unit.parts == 1:
        return (
            _("{value} er ikke et helt tal, og {unit} tælles i hele.").format(
                value=value, unit=unit.name
            ),
            _(
                "Skriv det i en mindre enhed, eller beskriv en enhed med step = 0.5 i kommunens "
                "egen ordliste, og et spørgsmål, der tælles i den."
            ),
        )
    found = re.fullmatch(r"\s*(\d+)\s*(?:-|\u2013|til|\.\.\.)\s*(\d+)\s*", str(value))
    if found:
        return (
            _('"{value}" er ikke et område.').format(value=value),
            _('Skriv "{low}..{high}" med to punktummer.').format(low=found[1], high=found[2]),
        )
    what = _("Svaret skal være et helt tal eller et område i enheden {unit}, ikke {value}.")
    if unit.parts > 1:
        what = _(
            "Svaret skal være et tal eller et område i enheden {unit}, som tælles i trin på {step} "
            "og skrives med punktum, ikke {value}."
        )
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    step_text = shown_parts(1, unit.parts)
    return what.format(unit=unit.name, value=shown[:60], step=step_text), write
