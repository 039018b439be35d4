"""From what the norms answer about a decision to what its letter may print.

The one place where the letters know the questions of the norms by name.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kompas.casework.decision import Decision, DecisionKind
from kompas.casework.elements import asks_for_amount
from kompas.letters import number_words
from kompas.letters.letter_facts import (
    FactText,
    GroundText,
    LetterFacts,
    NormCode,
    NormNumber,
    NormText,
)
from kompas.letters.names import REACHED
from kompas.norms import (
    Answer,
    Answered,
    AnswerKind,
    Assessment,
    Fact,
    GivenFact,
    GroundType,
    Library,
    Rank,
    Row,
    Shape,
    Vocabulary,
)
from kompas.norms.domain import FactType
from kompas.norms.logo import Logo
from kompas.norms.vocabulary import Contact
from kompas.norms.wording import begun_small

_DECISIVE = ("target_group", "relief_kind", "transport", "free_choice")
"""The questions, besides how much help there is, whose facts have essential importance
(forvaltningsloven § 24, stk. 2).
"""

_OERE = "oere"
"""The unit of amounts of money, which letters tell in kroner."""

_DECIDED = (AnswerKind.CODE, AnswerKind.NUMBER)
"""The answers that a rule has decided."""

_NEW_HELP = (DecisionKind.GRANT, DecisionKind.PARTIAL_REFUSAL)
"""The kinds of decision that help begins with."""


def facts_from_norms(
    decision: Decision, library: Library, assessment: Assessment | None
) -> LetterFacts:
    """What the norms of the decision's day say that its letter may print.

    `assessment` is the one that the decision was judged by, with the questions about the decision
    itself; None where no norm is coded, and then the letter lacks what only norms can say.
    """
    words = library.words
    answers = assessment.answers if assessment else {}
    return LetterFacts(
        municipality=words.municipalities.get(decision.municipality, decision.municipality),
        unit=decision.unit,
        reached=dict(_reached(words.contacts.get(decision.municipality))),
        logo=_logo(words.contacts.get(decision.municipality)),
        facts=dict(_facts(decision, words)),
        relied_on=_relied_on(decision, assessment) if assessment else None,
        grounds={name: _ground(ground) for name, ground in library.grounds.items()},
        codes=dict(_codes(assessment)) if assessment else {},
        answers=dict(_answers(assessment)) if assessment else {},
        measures={one.name: one for one in words.measures_of(decision.service)},
        needs_amount=words.needs_amount(decision.service) and not asks_for_amount(assessment),
        payments=_sentences(answers.get("payment")),
        options=_sentences(answers.get("alternatives")),
        levels=tuple(_levels(answers.values())),
        follow_up_months=_interval(assessment),
        next_follow_up_months=_next_follow_up(decision, assessment),
        complaint_weeks=_number(answers.get("complaint_deadline")),
        complaint_review_weeks=_number(answers.get("complaint_review")),
    )


def sender_facts(municipality: str, unit: str | None, words: Vocabulary) -> LetterFacts:
    """What a letter says of who writes it, where no decision is told of."""
    return LetterFacts(
        municipality=words.municipalities.get(municipality, municipality),
        unit=unit,
        reached=dict(_reached(words.contacts.get(municipality))),
        logo=_logo(words.contacts.get(municipality)),
    )


def _reached(contact: Contact | None) -> Iterator[tuple[str, str]]:
    if contact is not None:
        told = (contact.address, contact.hours, contact.phone, contact.email, contact.website_name)
        yield from ((name, text) for name, text in zip(REACHED, told, strict=True) if text)


def _logo(contact: Contact | None) -> Logo | None:
    return contact.logo if contact else None


def _ground(ground: GroundType) -> GroundText:
    return GroundText(
        ground.heading,
        tuple(demand.code for demand in ground.demands),
        str(ground.citation),
        {demand.code: demand.label for demand in ground.demands if demand.label},
    )


def _facts(decision: Decision, words: Vocabulary) -> Iterator[tuple[str, FactText]]:
    for name, given in decision.facts.items():
        fact = words.facts.get(name)
        if fact is not None:
            yield name, FactText(fact.text, _value_text(fact, given, words), _code(given.value))


def _code(given: object) -> str:
    if isinstance(given, bool):
        return "yes" if given else "no"
    return given if isinstance(given, str) else ""


def _value_text(fact: Fact, given: GivenFact, words: Vocabulary) -> str:
    """The citizen's value in words; the caller has had the norms read it without fault."""
    code = fact.domain.read(given.value)
    if not isinstance(code, int):
        # A group: one of several values, not yet known which. Letters are Danish, whatever the
        # language of the screen.
        ends = ((fact.domain.text(low), fact.domain.text(high)) for low, high in code)
        return " eller ".join(dict.fromkeys(" til ".join(dict.fromkeys(pair)) for pair in ends))
    if fact.domain.type is FactType.DATE:
        return number_words.day(date.fromordinal(code))
    if fact.unit == _OERE:
        return number_words.money(code)
    if fact.unit is not None:
        unit = words.units[fact.unit]
        return number_words.count(code, unit.one, unit.many)
    return fact.domain.text(code)


def _relied_on(decision: Decision, assessment: Assessment) -> tuple[str, ...]:
    """The given facts that the decisive questions name, or that those are computed from."""
    standard = assessment.standard
    measures = standard.words.measures
    named = {
        asked
        for name, ruled in standard.questions.items()
        if name in _DECISIVE or ruled.question.unit in measures
        for row in ruled.rows
        for name in row.facts
        for asked in (name, *standard.to_ask(name, {}))
    }
    return tuple(name for name in decision.facts if name in named)


def _codes(assessment: Assessment) -> Iterator[tuple[str, NormCode]]:
    for question, answered in assessment.answers.items():
        value, row = answered.value, _deciding(answered)
        if isinstance(value, Answer) and value.kind is AnswerKind.CODE and value.code and row:
            yield question, NormCode(value.code, row.code, str(row.citation))


def _answers(assessment: Assessment) -> Iterator[tuple[str, NormText]]:
    """The settled answers in words: a number or ceiling with its unit, or a fixed answer's text."""
    units = assessment.standard.words.units
    for name, answered in assessment.answers.items():
        value, row = answered.value, _deciding(answered)
        if not isinstance(value, Answer) or value.unit is None or value.high is None or not row:
            continue
        if value.is_ceiling or value.low == value.high:
            unit = units[value.unit]
            said = number_words.count(Decimal(value.high) / unit.parts, unit.one, unit.many)
            most = "op til " if value.is_ceiling else ""
            yield name, NormText(most + said, row.code, str(row.citation))
    for name, code in _codes(assessment):
        question = assessment.answers[name].question
        said = begun_small(question.answers[code.code])
        yield name, NormText(said, code.norm, code.source)


def _interval(assessment: Assessment | None) -> NormNumber | None:
    """The months between follow-ups, where they are the same whatever may change for the citizen.

    Of a number that depends on something no letter may promise that it stays.
    """
    if assessment is None or "follow_up_months" not in assessment.answers:
        return None
    if assessment.standard.questions["follow_up_months"].same_for_all is None:
        return None
    return _number(assessment.answers["follow_up_months"])


def _next_follow_up(decision: Decision, assessment: Assessment | None) -> NormNumber | None:
    """The months until the coming follow-up, where they are not just the usual interval.

    The first one may have a time of its own; it is the coming one after a grant, but for a grant
    that a follow-up led to.
    """
    answers = assessment.answers if assessment else {}
    begins = decision.kind in _NEW_HELP and not decision.own_follow_up
    if begins and "first_follow_up_months" in answers:
        return _number(answers["first_follow_up_months"])
    return None if _interval(assessment) else _number(answers.get("follow_up_months"))


def _number(answered: Answered | None) -> NormNumber | None:
    """The one number of an answer; None where it is a range or stands open."""
    if answered is None or not isinstance(answered.value, Answer):
        return None
    value, row = answered.value, _deciding(answered)
    if value.low is None or value.low != value.high or row is None:
        return None
    return NormNumber(value.low, row.code, str(row.citation))


def _sentences(answered: Answered | None) -> tuple[NormText, ...]:
    """The texts of the duties that hold: the municipality's own where it has any."""
    rows = answered.holding() if answered else ()
    own = tuple(row for row in rows if row.rank is Rank.GUIDING)
    return tuple(NormText(row.text, row.code, str(row.citation)) for row in own or rows)


def _levels(answers: Iterable[Answered]) -> Iterator[NormText]:
    """The rules that decided what letters are to tell: those that hold, where the answer is one.

    Of an answer that is left to the caseworker, or that the standard does not give, nothing.
    """
    for answered in answers:
        value = answered.value
        if not answered.question.in_letter or (
            answered.question.shape is not Shape.DUTIES
            and not (isinstance(value, Answer) and value.kind in _DECIDED)
        ):
            continue
        for row in answered.holding():
            yield NormText(row.text, row.code, str(row.citation))


def _deciding(answered: Answered) -> Row | None:
    return next(iter(answered.holding()), None)
