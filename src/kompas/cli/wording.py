"""Facts, conditions and rules in the reader's language, as the pages of the commands show them."""

from collections.abc import Iterable, Iterator

from kompas.norms import Assessment, Fact, GivenFact, NormFile, Row, Standard
from kompas.norms.domain import Allowed, FactType
from kompas.norms.table import Known
from kompas.norms.vocabulary import About
from kompas.norms.wording import span_text, value_text, verified_text
from kompas.words import SOURCE_LANGUAGE, _, language


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


def known(assessment: Assessment, name: str) -> str:
    """What is known of a fact, with where it is from and when it was noted."""
    standard = assessment.standard
    if name in assessment.answers:
        answered = assessment.answers[name]
        value = value_text(answered.value, answered.question, standard.words, language())
        return f"{label(standard, name)}: {value}"
    origins = "; ".join(filter(None, _origins(assessment, name)))
    value = f"{label(standard, name)}: {_counted(standard, name, assessment.known[name])}"
    return f"{value} [{origins}]" if origins else value


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


def _origins(assessment: Assessment, name: str) -> Iterator[str]:
    fact = assessment.standard.words.facts[name]
    if name in assessment.given:
        yield origin(assessment.given[name])
    elif fact.derived:
        for part in fact.derived.inputs:
            given = assessment.given.get(part)
            if given is not None:
                value = f"{label(assessment.standard, part).lower()} {given.value}"
                yield ", ".join(filter(None, [value, origin(given)]))


def origin(fact: GivenFact) -> str:
    """Where a fact is from, and when it was noted; empty where that is not told."""
    dated = fact.dated.isoformat() if fact.dated else ""
    return ", ".join(filter(None, [fact.source, dated]))


def source(row: Row) -> str:
    """Where a row is from, and how sure the wording is."""
    return " · ".join(filter(None, [str(row.citation), verified_text(row.verified)]))


def file_lines(file: NormFile) -> Iterator[str]:
    """A file of norms: what it is, from when, and whether that is certain."""
    since = file.period.first.isoformat() if file.period.first else _("ukendt dag")
    yield _("{title}, fra {since} ({file})").format(title=file.title, since=since, file=file.file)
    if file.adopted == "unknown":
        yield _("Det er ikke oplyst, om og hvornår den er vedtaget.")
    elif file.adopted:
        yield _("Vedtaget: {adopted}").format(adopted=file.adopted)
    if file.period.last:
        yield _("Til og med {last}").format(last=file.period.last.isoformat())
    if file.replaces:
        yield _("Afløser: {file}").format(file=file.replaces)
    if file.corrects:
        yield _("Retter: {corrects}").format(corrects=file.corrects)
    if file.reading:
        yield _("Læst sådan: {reading}").format(reading=file.reading)


def _as_fact(standard: Standard, name: str) -> Fact:
    """A fact; for a question used as one, a stand-in with its answers as values."""
    fact = standard.words.facts.get(name)
    text = label(standard, name)
    return fact or Fact(name, standard.domain(name), About.SYSTEM, text, text, "")
