"""Answers in words, for people."""

from kompas.norms.answers import Outcome, Status, Value
from kompas.norms.domain import Allowed, FactType
from kompas.norms.rows import Answer, AnswerKind
from kompas.norms.vocabulary import Fact, Question, Rank, Verified, Vocabulary
from kompas.words import _


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
    """A choice's answer: `3-4 dage om ugen`, `kommunen betaler befordringen`."""
    if answer.kind is AnswerKind.INDIVIDUAL:
        return _("fastsættes ved en konkret og individuel vurdering")
    if answer.kind is AnswerKind.NOT_STATED:
        return _("står ikke i standarden")
    if answer.kind is AnswerKind.CODE:
        texts = question.answers_en if language == "en" else question.answers
        return texts[str(answer.code)]
    unit = words.units[str(answer.unit)]
    one, many = (unit.one_en, unit.many_en) if language == "en" else (unit.one, unit.many)
    span = str(answer.low) if answer.low == answer.high else f"{answer.low}-{answer.high}"
    return f"{span} {one if answer.low == answer.high == 1 else many}"


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
