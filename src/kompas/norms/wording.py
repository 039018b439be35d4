"""Answers, facts, conditions and rules in words, for people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kompas.inputs.day import iso_day
from kompas.norms.answers import Outcome, Status, Value
from kompas.norms.domain import Allowed, FactType
from kompas.norms.rows import Answer, AnswerKind, NormFile, Row
from kompas.norms.standard import Assessment, Standard
from kompas.norms.table import Known
from kompas.norms.vocabulary import (
    About,
    Citation,
    Fact,
    Question,
    Rank,
    Suggestion,
    Verified,
    Vocabulary,
)
from kompas.words import SOURCE_LANGUAGE, _, day_text, language

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def begun_small(text: str) -> str:
    """A label with a small first letter, for the middle of a sentence: `VUM` stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def value_text(
    value: Value | None, question: Question, words: Vocabulary, language: str = "da"
) -> str:
    """An answer as a person reads it; "ved ikke endnu" where several stand open."""
    if isinstance(value, Outcome):
        return outcome_text(value)
    if value is None:
        return _("ved ikke endnu")
    return answer_text(value, question, words, language)


def outcome_text(outcome: Outcome) -> str:
    """Whether in the target group; `outside_guiding` is never worded as a refusal."""
    return {
        Outcome.IN: _("i målgruppen"),
        Outcome.INDIVIDUAL: _("beror på en konkret og individuel vurdering"),
        Outcome.OUTSIDE_GUIDING: _("uden for det vejledende niveau: vurdér konkret og individuelt"),
        Outcome.OUT: _("ikke i målgruppen efter loven"),
        Outcome.UNKNOWN: _("kan ikke afgøres endnu"),
    }[outcome]


def answer_text(answer: Answer, question: Question, words: Vocabulary, language: str = "da") -> str:
    """A choice's answer: `3-4 dage om ugen`, `op til 5 ...`, `kommunen betaler befordringen`."""
    if answer.kind is AnswerKind.INDIVIDUAL:
        return _("fastsættes ved en konkret og individuel vurdering")
    if answer.kind is AnswerKind.NOT_STATED:
        return _("står ikke i standarden")
    if answer.kind is AnswerKind.CODE:
        texts = question.answers_en if language == "en" else question.answers
        return texts[str(answer.code)]
    unit = words.units[str(answer.unit)]
    one, many = (unit.one_en, unit.many_en) if language == "en" else (unit.one, unit.many)
    span = answer.span.removeprefix("..")
    span = span if language == "en" else span.replace(".", ",")
    mark = "," if language == "en" else "."
    span = _THOUSANDS.sub(lambda found: f"{int(found.group()):,}".replace(",", mark), span)
    counted = f"{span} {one if answer.high == answer.parts else many}"
    return _("op til {number}").format(number=counted) if answer.is_ceiling else counted


_THOUSANDS = re.compile(r"(?<![\d.,])\d{4,}")
"""A whole number that is read in groups: `2000` as `2.000`."""


def span_text(fact: Fact, span: Allowed, language: str = "da") -> str:
    """A set of values in words: `fra D1 (...)`, `til og med 65`, `egen bolig`."""
    return _(" eller ").join(_interval_text(fact, low, high, language) for low, high in span)


def status_text(status: Status) -> str:
    """How a row came out."""
    return {
        Status.MET: _("opfyldt"),
        Status.NOT_MET: _("ikke opfyldt"),
        Status.INDIVIDUAL: _("vurderes individuelt"),
        Status.HOLDS: _("gælder"),
        Status.GIVES_WAY: _("viger for en anden regel"),
        Status.UNKNOWN: _("mangler oplysning"),
    }[status]


def rank_text(rank: Rank) -> str:
    """What a rule weighs."""
    return {Rank.LAW: _("lov"), Rank.PRECEDENT: _("praksis"), Rank.GUIDING: _("vejledende")}[rank]


def suggestion_text(suggestion: Suggestion) -> str:
    """Why a number is proposed, and whose suggestion it is, in the reader's language."""
    return suggestion.text_en if language() == "en" else suggestion.text


def citation_text(citation: Citation, words: Vocabulary, municipality: str) -> str:
    """Where something is from; of another municipality's document also that it is one.

    What all municipalities share, as the types of ground, may have been read in one's standard.
    """
    others = tuple(name for key, name in words.municipalities.items() if key != municipality)
    if any(source.title.startswith(others) for source in citation.sources):
        return _("{source} (en anden kommunes dokument)").format(source=citation)
    return str(citation)


def verified_text(verified: Verified) -> str:
    """How sure the wording is; empty where it was read in the source itself."""
    return {
        Verified.READ: "",
        Verified.OLDER_SOURCE: _("ordlyden er fra en ældre eller afledt kilde"),
        Verified.UNVERIFIED: _("ordlyden er ikke efterprøvet"),
    }[verified]


def _interval_text(fact: Fact, low: int, high: int, language: str) -> str:
    domain = fact.domain
    if domain.type in (FactType.ENUM, FactType.BOOL):
        names = [domain.text(code, language) for code in range(low, high + 1)]
        return _(" eller ").join(names)
    if low == high:
        return domain.text(low, language)
    if high == domain.high:
        return _("fra {low}").format(low=domain.text(low, language))
    if low == domain.low:
        return _("til og med {high}").format(high=domain.text(high, language))
    return _("{low} til {high}").format(
        low=domain.text(low, language), high=domain.text(high, language)
    )


# ---------------------------------------------------------------- in the reader's language


def label(standard: Standard, name: str) -> str:
    """The name of a fact, or of a question used as one."""
    return standard.fact_text(name, language())


def asked(standard: Standard, name: str) -> str:
    """The question that finds out a fact."""
    fact = standard.words.facts.get(name)
    if fact is not None and fact.ask and language() == SOURCE_LANGUAGE:
        return fact.ask
    return f"{label(standard, name)}?"


def listed(texts: Iterable[str]) -> str:
    """`a, b eller c`."""
    *some, last = texts
    return _("{some} eller {last}").format(some=", ".join(some), last=last) if some else last


def span(standard: Standard, name: str, allowed: Allowed) -> str:
    """A set of values of a fact, or of a question used as one."""
    fact = _as_fact(standard, name)
    if is_ordered(standard, name):
        return span_text(fact, allowed, language())
    codes = (code for low, high in allowed for code in range(low, high + 1))
    return listed(fact.domain.text(code, language()) for code in codes)


def nearest(standard: Standard, name: str, allowed: Allowed, here: int) -> str:
    """A set of values as seen from a value outside it: `fra D1 (...)`, `til og med 65`."""
    fact = _as_fact(standard, name)
    if not is_ordered(standard, name):
        return span(standard, name, allowed)
    low, high = allowed[0][0], allowed[-1][1]
    above = any(start > here for start, _end in allowed)
    ends = (low, fact.domain.high) if above else (fact.domain.low, high)
    return span_text(fact, (ends,), language())


def condition(standard: Standard, row: Row) -> str:
    """When a row holds; empty where it always does."""
    boxes = (
        _(" og ").join(
            f"{label(standard, name)}: {span(standard, name, allowed)}"
            for name, allowed in box.items()
        )
        for box in row.boxes
        if box
    )
    return _("; eller ").join(boxes)


def is_ordered(standard: Standard, name: str) -> bool:
    """Whether more and less make sense of a fact's values."""
    return _as_fact(standard, name).domain.type not in (FactType.ENUM, FactType.BOOL)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from and when it was noted; of a derived fact also what it came from."""

    source: str | None
    dated: date | None
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class KnownInWords:
    """What is known of a fact, or of a question used as one."""

    name: str
    label: str
    value: str
    origins: tuple[Origin, ...] = ()


def known(assessment: Assessment, name: str) -> KnownInWords:
    """What is known of a fact, with where it is from and when it was noted."""
    standard = assessment.standard
    if name in assessment.answers:
        answered = assessment.answers[name]
        value = value_text(answered.value, answered.question, standard.words, language())
        return KnownInWords(name, label(standard, name), value)
    value = _counted(standard, name, assessment.known[name])
    return KnownInWords(name, label(standard, name), value, tuple(_origins(assessment, name)))


def _counted(standard: Standard, name: str, code: Known) -> str:
    """A value or set of values, with the unit where it is one number."""
    if not isinstance(code, int):
        return span(standard, name, code or ())
    value = span(standard, name, ((code, code),))
    unit = standard.words.units.get(standard.words.facts[name].unit or "")
    if unit is None:
        return value
    one, many = (unit.one_en, unit.many_en) if language() == "en" else (unit.one, unit.many)
    return f"{value} {one if code == 1 else many}"


def _origins(assessment: Assessment, name: str) -> Iterator[Origin]:
    fact = assessment.standard.words.facts[name]
    if name in assessment.given:
        given = assessment.given[name]
        yield Origin(given.source, given.dated)
    elif fact.derived:
        for part in fact.derived.inputs:
            if (found := assessment.given.get(part)) is not None:
                text = label(assessment.standard, part)
                value = _counted(assessment.standard, part, assessment.read[part])
                yield Origin(found.source, found.dated, text, value)


def source(row: Row) -> str:
    """Where a row is from, and how sure the wording is."""
    return " · ".join(filter(None, [str(row.citation), verified_text(row.verified)]))


def since_text(first: date | None) -> str:
    """The day from which something holds, as people write it."""
    return day_text(first) if first else _("ukendt dag")


def with_days(text: str) -> str:
    """A note of a norm file (`2026-05-04, N.N.`) with its days as people write them."""
    return _ISO_DAY.sub(_day_of, text)


def _day_of(found: re.Match[str]) -> str:
    day = iso_day(found[0])
    return day_text(day) if day else found[0]


def file_lines(file: NormFile, others: Mapping[str, NormFile] | None = None) -> Iterator[str]:
    """A file of norms: what it is, from when, and whether that is certain.

    With `others`, the files that it may follow or be followed by, files are called by their titles
    alone: what they are called on disk is for who writes them.
    """
    yield f"{_titled(file)} ({file.file})" if others is None else _titled(file)
    if file.adopted == "unknown":
        yield _("Det er ikke oplyst, om og hvornår den er vedtaget.")
    elif file.adopted:
        yield _("Vedtaget: {adopted}").format(adopted=with_days(file.adopted))
    if file.period.last:
        yield _("Til og med {last}").format(last=day_text(file.period.last))
    if file.precedes:
        yield _("Efterfulgt af: {file}").format(file=_called(file.precedes, others))
    if file.replaces:
        yield _("Afløser: {file}").format(file=_called(file.replaces, others))
    if file.corrects:
        yield _("Retter: {corrects}").format(corrects=file.corrects)
    if file.reading:
        yield _("Fortolkning: {reading}").format(reading=file.reading)


def _called(name: str, others: Mapping[str, NormFile] | None) -> str:
    return _titled(others[name]) if others and name in others else name


def _titled(file: NormFile) -> str:
    if file.precedes and file.period.first is None:
        return file.title
    return _("{title}, fra {since}").format(title=file.title, since=since_text(file.period.first))


def _as_fact(standard: Standard, name: str) -> Fact:
    """A fact; for a question used as one, a stand-in with its answers as values."""
    fact = standard.words.facts.get(name)
    text = label(standard, name)
    return fact or Fact(name, standard.domain(name), About.SYSTEM, text, text, "")
