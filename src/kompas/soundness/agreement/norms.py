"""What the texts assert in so many words: held against the norms, the facts and each other."""

from collections.abc import Iterator, Mapping

from kompas.casework.intervention import GIVING
from kompas.norms import Answer, Answered, Assertion
from kompas.norms.domain import Allowed, shared
from kompas.norms.measures import in_measure
from kompas.norms.wording import value_text
from kompas.soundness import wording
from kompas.soundness.agreement.assertions import Said, said_in
from kompas.soundness.agreement.numbers import against_numbers
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import speaks_for
from kompas.words import SOURCE_LANGUAGE, _, language


def texts_agree_with_norms(subject: Subject) -> Iterator[Finding]:
    """What a text says in so many words is what the norms answer and what is recorded."""
    said = list(said_in(subject))
    seen: set[tuple[str, str]] = set()
    for one in said:
        against = sorted(_against_answers(subject, one), key=lambda f: f.severity)  # blocking first
        for finding in (*against, *_against_facts(subject, one), *against_numbers(subject, one)):
            if (finding.code, one.assertion.name) not in seen:
                seen.add((finding.code, one.assertion.name))
                yield finding
    for one in said:
        for other in said:
            key = ("texts_contradict", f"{one.assertion.name} {other.assertion.name}")
            if other.assertion.name in one.assertion.contradicts and key not in seen:
                seen.add(key)
                yield _against_each_other(one, other)


def _against_answers(subject: Subject, said: Said) -> Iterator[Finding]:
    for name, answered in _answers(subject, said.assertion).items():
        code = answered.value.code if isinstance(answered.value, Answer) else None
        asserted, denied = said.assertion.answers.get(name), said.assertion.denies.get(name)
        if code is not None and (asserted not in (None, code) or denied == code):
            yield _of_answer(subject, said, answered)


def _answers(subject: Subject, assertion: Assertion) -> Mapping[str, Answered]:
    """The answers to the questions of an assertion, by what is granted: an answer that builds on
    how much there is does not build on the level. Without the amount there is none.
    """
    assessment = subject.assessment
    if assessment is None:
        return {}
    standard, found = assessment.standard, dict[str, Answered]()
    for name in (*assertion.answers, *assertion.denies):
        if name not in assessment.answers:
            continue
        facts = {fact for row in standard.questions[name].rows for fact in row.facts}
        counted = sorted(facts & subject.words.measures.keys() & standard.questions.keys())
        if not counted:
            found[name] = assessment.answers[name]
        elif granted := _granted(subject, counted):
            _keys, answered = standard.answer({**assessment.known, **granted}, only=(name,))
            found[name] = answered[name]
    return found


def _granted(subject: Subject, measures: list[str]) -> dict[str, Allowed]:
    """What is granted in each of some measures; empty where one is not told, or is no whole."""
    found = dict[str, Allowed]()
    for name in measures:
        measure = subject.words.measures[name]
        given = in_measure(subject.decision.granted, measure, subject.words.measures)
        if subject.decision.kind not in GIVING or given is None or given.denominator != 1:
            return {}
        found[name] = ((int(given), int(given)),)
    return found


def _of_answer(subject: Subject, said: Said, answered: Answered) -> Finding:
    finding = Finding(
        code="text_contradicts_answer",
        severity=Severity.BLOCKING,
        says=_("{place}: Der står »{words}«. Efter reglerne: {answer}.").format(
            place=said.place,
            words=said.words,
            answer=value_text(answered.value, answered.question, subject.words, language()),
        ),
        remedy=_("Ret teksten, eller ret oplysningerne, hvis de er forkerte."),
        about=said.trace,
        lacks=(answered.question.name,),
    )
    return speaks_for(finding, answered)


def _against_facts(subject: Subject, said: Said) -> Iterator[Finding]:
    known: Mapping[str, int | Allowed | None] = (
        subject.assessment.known if subject.assessment else {}
    )
    for name, allowed in said.assertion.facts.items():
        value = known.get(name)
        spans: Allowed = ((value, value),) if isinstance(value, int) else value or ()
        if not spans or shared(spans, allowed):
            continue
        fact = subject.words.facts[name]
        yield Finding(
            code="text_contradicts_fact",
            severity=Severity.BLOCKING,
            says=_("{place}: Der står »{words}«, men i sagen står {fact}: {value}.").format(
                place=said.place,
                words=said.words,
                fact=wording.name_of(fact),
                value=_(" eller ").join(
                    fact.domain.text(code, language())
                    for low, high in spans
                    for code in range(low, high + 1)
                ),
            ),
            remedy=_("Find ud af, hvad der er rigtigt, og ret teksten eller oplysningen."),
            about=said.trace,
            lacks=(name,),
        )


def _against_each_other(one: Said, other: Said) -> Finding:
    return Finding(
        code="texts_contradict",
        severity=Severity.BLOCKING,
        says=_("{place}: Der står »{words}«. {other_place}: Der står »{other_words}«.").format(
            place=one.place,
            words=one.words,
            other_place=other.place,
            other_words=other.words,
        ),
        remedy=_(
            "Det kan ikke begge dele passe: {one}, og {other}. Find ud af, hvad der er rigtigt, og "
            "ret det andet."
        ).format(one=_name(one.assertion), other=_name(other.assertion)),
        about=one.trace,
        consequence=Consequence.MUST_BE_MENDED,
    )


def _name(assertion: Assertion) -> str:
    return assertion.text if language() == SOURCE_LANGUAGE else assertion.text_en
