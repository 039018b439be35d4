"""What the texts assert in so many words: held against the norms, the facts and each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompas.norms import Answer, Answered, Assertion
from kompas.norms.domain import Allowed, shared
from kompas.norms.wording import value_text
from kompas.soundness import wording
from kompas.soundness.agreement.texts import OF_THE_CITIZEN, texts_of
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.reading.figures import sentences
from kompas.soundness.subject import Subject
from kompas.words import SOURCE_LANGUAGE, _, language

_REPORTED = re.compile(
    r"\b(?:vil gerne|ønske\w*|mene\w*|spurg\w*|søg\w*|bedt|beder|klage\w*|hvis|om du|at du|"
    r"siger)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells what somebody wants, says or asks, and not how it is."""
_CONDITIONED = re.compile(
    r"\W*(?:når|hvis|hjem\b|ved\b|til (?:din|dit|dine|familie|læge|fritid|jobcent|hospital))",
    re.IGNORECASE,
)
"""Words after it that make it speak of certain times or other ways only."""
_BEFORE_TOPIC = r"(?:(?:for|din|dit|dine|jeres|til) ){0,2}"


@dataclass(frozen=True, slots=True)
class _Said:
    """Something that a text, or a cost, asserts: where it stands, and its words."""

    assertion: Assertion
    trace: str
    place: str
    words: str


def texts_agree_with_norms(subject: Subject) -> Iterator[Finding]:
    """What a text says in so many words is what the norms answer and what is recorded."""
    said = list(_all_said(subject))
    seen: set[tuple[str, str]] = set()
    for one in said:
        against = sorted(_against_answers(subject, one), key=lambda f: f.severity)  # blocking first
        for finding in (*against, *_against_facts(subject, one)):
            if (finding.code, one.assertion.name) not in seen:
                seen.add((finding.code, one.assertion.name))
                yield finding
    for one in said:
        for other in said:
            key = ("texts_contradict", f"{one.assertion.name} {other.assertion.name}")
            if other.assertion.name in one.assertion.contradicts and key not in seen:
                seen.add(key)
                yield _against_each_other(one, other)


def _all_said(subject: Subject) -> Iterator[_Said]:
    for assertion in subject.words.assertions.values():
        pattern = _pattern(assertion)
        for text in texts_of(subject):
            if text.field in OF_THE_CITIZEN or not pattern.search(text.text):
                continue
            for sentence in sentences(text.text):
                found = pattern.search(sentence)
                if found and _is_beside(assertion, sentence):
                    continue
                if found and _is_asserted(sentence, found):
                    yield _Said(assertion, text.trace, text.place, found[0])
        if assertion.cost_says:
            yield from _said_by_costs(subject, assertion)


def _said_by_costs(subject: Subject, assertion: Assertion) -> Iterator[_Said]:
    topic = re.compile(rf"\b(?:{'|'.join(assertion.topic)})", re.IGNORECASE)
    for number, cost in enumerate(subject.decision.costs):
        is_other = _is_beside(assertion, cost.what)
        if cost.amount_oere > 0 and topic.search(cost.what) and not is_other:
            trace = f"decision.costs[{number}].what"
            yield _Said(assertion, trace, _("Det, borgeren betaler"), cost.what)


def _is_asserted(sentence: str, found: re.Match[str]) -> bool:
    reported = _REPORTED.search(sentence[: found.start()])
    return not reported and not _CONDITIONED.match(sentence[found.end() :])


def _is_beside(assertion: Assertion, text: str) -> bool:
    """Whether words stand beside it that make it speak of something else."""
    return any(part in text.lower() for part in assertion.not_beside)


def _pattern(assertion: Assertion) -> re.Pattern[str]:
    topic = f"{_BEFORE_TOPIC}(?:{'|'.join(map(re.escape, assertion.topic))})"
    phrases = [
        r"\s+".join(topic if word == "~" else re.escape(word) for word in phrase.split())
        for phrase in assertion.phrases
    ]
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def _against_answers(subject: Subject, said: _Said) -> Iterator[Finding]:
    answers = subject.assessment.answers if subject.assessment else {}
    for name, answered in answers.items():
        code = answered.value.code if isinstance(answered.value, Answer) else None
        asserted, denied = said.assertion.answers.get(name), said.assertion.denies.get(name)
        if code is not None and (asserted not in (None, code) or denied == code):
            yield _of_answer(subject, said, answered)


def _of_answer(subject: Subject, said: _Said, answered: Answered) -> Finding:
    row = next(iter(answered.holding()), None)
    binds = row is not None and row.rank.binds
    return Finding(
        code="text_contradicts_answer",
        severity=Severity.BLOCKING if binds else Severity.WARNING,
        says=_("{place}: Der står »{words}«. Efter reglerne: {answer}.").format(
            place=said.place,
            words=said.words,
            answer=value_text(answered.value, answered.question, subject.words, language()),
        ),
        remedy=_("Ret teksten, eller ret oplysningerne, hvis de er forkerte."),
        source=str(row.citation) if row else "",
        about=said.trace,
        rank=row.rank if row else None,
        lacks=(answered.question.name,),
    )


def _against_facts(subject: Subject, said: _Said) -> Iterator[Finding]:
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


def _against_each_other(one: _Said, other: _Said) -> Finding:
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
