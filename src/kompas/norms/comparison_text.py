"""A comparison in words: who changes, how, and by which rules."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kompas.norms.answers import Outcome, Status, Value
from kompas.norms.compare import Compared, Comparison, Kind, Reply, Turn
from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.read_answers import MOST
from kompas.norms.report import span_json, value_json
from kompas.norms.rows import Box, NormFile
from kompas.norms.standard import Standard
from kompas.norms.vocabulary import Fact, Question, Unit, Vocabulary
from kompas.norms.wording import listed, outcome_text, since_text, span_text, value_text
from kompas.words import _, day_text, language


def side_names(comparison: Comparison) -> tuple[str, str]:
    """What the two standards are called beside each other: by what tells them apart."""
    one, other = (_whose(standard) for standard in (comparison.one, comparison.other))
    if one != other:
        return one, other
    times = [_time_of(file) for file in (comparison.one.local, comparison.other.local)]
    if times[0] != times[1]:
        return times[0], times[1]
    days = day_text(comparison.one_on), day_text(comparison.other_on)
    return _("den {day}").format(day=days[0]), _("den {day}").format(day=days[1])


def _time_of(file: NormFile | None) -> str:
    """From when a file's rules hold; of an earlier level, until when."""
    if file and file.precedes and file.period.last:
        return _("før {day}").format(day=day_text(file.period.last + timedelta(days=1)))
    return _("fra {day}").format(day=since_text(file.period.first if file else None))


def _whose(standard: Standard) -> str:
    file = standard.local
    if file is None:
        return _("loven alene")
    return standard.words.municipalities.get(str(file.municipality), str(file.municipality))


def who_texts(comparison: Comparison, kind: Kind) -> list[str]:
    """The citizens of a kind, a line for each box; one line that says so where it is everybody."""
    return [
        box_text(comparison, box) if box else _("Alle borgere") for box in kind.boxes
    ]  # fmt: skip


def box_text(comparison: Comparison, box: Box) -> str:
    """A box in words: `Boform: egen bolig · Alder: fra 66 år`."""
    return " · ".join(
        f"{_label(comparison, name)}: {_values(comparison, name, allowed)}"
        for name, allowed in box.items()
    )


def example_text(comparison: Comparison, kind: Kind) -> str:
    """The smallest example citizen; empty where nothing need be known."""
    return box_text(comparison, {name: ((code, code),) for name, code in kind.example.items()})


def reply_text(comparison: Comparison, question: Question, reply: Reply) -> str:
    """What a citizen gets: an answer, or whether a duty holds."""
    if reply is None:
        return _("gælder ikke")
    if isinstance(reply, Status):
        return _("gælder") if reply is Status.HOLDS else _("gælder måske")
    if not reply:
        return _("spørgsmålet stilles ikke")
    texts = (_value(comparison.one.words, question, value) for value in reply)
    return _(" eller ").join(texts)


def turn_text(comparison: Comparison, turn: Turn) -> str:
    """For whom the change is good; empty where that cannot be said."""
    one, other = side_names(comparison)
    return {
        Turn.BETTER: _("bedst for borgeren: {side}").format(side=other),
        Turn.WORSE: _("bedst for borgeren: {side}").format(side=one),
        Turn.OTHER: "",
    }[turn]


def to_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison for machines."""
    return {
        "one": _side_data(comparison.one, comparison.one_on.isoformat()),
        "other": _side_data(comparison.other, comparison.other_on.isoformat()),
        "questions": [_question_data(comparison, compared) for compared in comparison.questions],
        "unsaid": [question.name for question in comparison.unsaid],
    }


def _side_data(standard: Standard, on: str) -> dict[str, Any]:
    local = standard.local
    return {
        "on": on,
        "service": standard.service,
        "municipality": local.municipality if local else None,
        "unit": local.unit if local else None,
        "norms": [{"file": file.file, "sha256": file.digest} for file in standard.files],
    }


def _question_data(comparison: Comparison, compared: Compared) -> dict[str, Any]:
    return {
        "question": compared.question.name,
        "text": compared.question.text,
        "shape": compared.question.shape.value,
        "same": compared.is_same,
        "kinds": [_kind_data(comparison, kind) for kind in compared.kinds],
        "on_answer": [_kind_data(comparison, kind) for kind in compared.on_answer],
        "only_one": [row.as_json() for row in compared.only_one],
        "only_other": [row.as_json() for row in compared.only_other],
        "reworded": [[one.as_json(), other.as_json()] for one, other in compared.reworded],
    }


def _kind_data(comparison: Comparison, kind: Kind) -> dict[str, Any]:
    return {
        "one": _reply_data(kind.one),
        "other": _reply_data(kind.other),
        "turn": kind.turn.value,
        "among_those_who_meet_what_both_share": kind.among_shared,
        "who": [
            {name: span_json(_domain(comparison, name), allowed) for name, allowed in box.items()}
            for box in kind.boxes
        ],
        "example": {
            name: _domain(comparison, name).name(code) for name, code in kind.example.items()
        },
        "rows_one": [row.code for row in kind.one_rows],
        "rows_other": [row.code for row in kind.other_rows],
    }


def _reply_data(reply: Reply) -> Any:
    if isinstance(reply, tuple):
        return [value_json(value) for value in reply]
    return reply.value if reply else None


def _value(words: Vocabulary, question: Question, value: Value) -> str:
    return value_text(value, question, words, language())


def _label(comparison: Comparison, name: str) -> str:
    found = comparison.one.fact_text(name, language())
    return found if found != name else comparison.other.fact_text(name, language())


def _domain(comparison: Comparison, name: str) -> Domain:
    try:
        return comparison.one.domain(name)
    except ValueError:
        return comparison.other.domain(name)


def _values(comparison: Comparison, name: str, allowed: Allowed) -> str:
    words = comparison.one.words
    fact = words.facts.get(name)
    if fact is not None:
        return fact_values_text(fact, allowed, words.units)
    domain = _domain(comparison, name)
    question = _question(comparison, name)
    if question is None or question.unit is None:
        codes = (code for low, high in allowed for code in range(low, high + 1))
        return listed(_answer_name(domain, code) for code in codes)
    unit = words.units[question.unit]
    return _(" eller ").join(_counted(low, high, unit) for low, high in allowed)


def _question(comparison: Comparison, name: str) -> Question | None:
    sides = (comparison.one, comparison.other)
    ruled = next((side.questions[name] for side in sides if name in side.questions), None)
    return ruled.question if ruled else None


def _answer_name(domain: Domain, code: int) -> str:
    name = domain.name(code)
    if name in {outcome.value for outcome in Outcome}:
        return outcome_text(Outcome(name))
    return domain.text(code, language())


def fact_values_text(fact: Fact, allowed: Allowed, units: Mapping[str, Unit]) -> str:
    """Values of a fact in words, with the unit of a number."""
    unit = units.get(fact.unit or "")
    if fact.domain.type is not FactType.INTEGER or unit is None:
        return _of_one_kind(fact.domain, allowed) or span_text(fact, allowed, language())
    return _("{values} {unit}").format(
        values=span_text(fact, allowed, language()), unit=_name_of(unit, allowed == ((1, 1),))
    )


def _of_one_kind(domain: Domain, allowed: Allowed) -> str:
    """Values without an order, one after the other; empty for those that have one."""
    if domain.type not in (FactType.ENUM, FactType.BOOL):
        return ""
    codes = (code for low, high in allowed for code in range(low, high + 1))
    return listed(domain.text(code, language()) for code in codes)


def _counted(low: int, high: int, unit: Unit) -> str:
    if high >= MOST:
        return _("{low} {unit} eller mere").format(low=low, unit=_name_of(unit, low == 1))
    span = str(low) if low == high else f"{low}-{high}"
    return f"{span} {_name_of(unit, low == high == 1)}"


def _name_of(unit: Unit, is_one: bool) -> str:  # noqa: FBT001 - one of a pair of words
    if language() == "en":
        return unit.one_en if is_one else unit.many_en
    return unit.one if is_one else unit.many
