"""The levels of need that a text names, held against the facts."""

import re
from collections.abc import Iterator

from kompas.norms import Fact
from kompas.norms.domain import Allowed, FactType
from kompas.soundness import wording
from kompas.soundness.agreement.levels_in_words import levels_in_words
from kompas.soundness.agreement.texts import Text, texts_of
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.reading.figures import sentences
from kompas.soundness.subject import Subject
from kompas.words import _, language

_LEVEL_CUE = r"(?:niveau|støttebehov|behov|kompas|visitationskompas|vum)\w{0,12}\b[^.;:\n]{0,40}?"
_NO_LEVEL = re.compile(
    r"(?:tidligere|sidst|hidtil|før|dengang|\b(?:19|20)\d\d\b|mindst|højst|over|under|standard|"
    r"vejledende|kræve|skal|tema|område|inden for|når det gælder|i forhold til|med hensyn til|fra|"
    r"til og med|eller derover|ville|mellem|ikke)",
    re.IGNORECASE,
)
"""Words that make a level a limit, one of another time, or one of a part of daily life."""


def texts_agree_with_levels(subject: Subject) -> Iterator[Finding]:
    """The level of need that a text names, by its code or in words, is the one that is recorded."""
    known = subject.assessment.known if subject.assessment else {}
    for name, fact in subject.words.facts.items():
        code = known.get(name)
        if fact.domain.type is not FactType.SCALE or code is None:
            continue
        spans: Allowed = ((code, code),) if isinstance(code, int) else code
        yield from _by_code(subject, fact, spans)
        for one in levels_in_words(subject, fact, spans):
            severity = Severity.BLOCKING if one.is_sure else Severity.WARNING
            yield _finding(one.text, f"»{one.word}«", fact, spans, severity)


def _by_code(subject: Subject, fact: Fact, spans: Allowed) -> Iterator[Finding]:
    levels = [str(one) for one in fact.domain.names if len(str(one)) > 1]
    if not levels:
        return
    pattern = re.compile(rf"{_LEVEL_CUE}\b(?P<level>(?-i:{'|'.join(levels)}))\b", re.IGNORECASE)
    for text, found in _levels(subject, pattern):
        told = fact.domain.names[found]
        if not any(low <= told <= high for low, high in spans):
            yield _finding(text, found, fact, spans, Severity.BLOCKING)


def _finding(text: Text, told: str, fact: Fact, spans: Allowed, severity: Severity) -> Finding:
    levels = (code for low, high in spans for code in range(low, high + 1))
    return Finding(
        code="text_contradicts_fact",
        severity=severity,
        says=_("{place}: Teksten siger {told}, men i sagen står {fact}: {value}.").format(
            place=text.place,
            told=told,
            fact=wording.name_of(fact),
            value=_(" eller ").join(fact.domain.text(one, language()) for one in levels),
        ),
        remedy=_("Find ud af, hvad der er rigtigt, og ret teksten eller oplysningen."),
        about=text.trace,
        lacks=(fact.name,),
    )


def _levels(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[Text, str]]:
    for text in texts_of(subject):
        for sentence in sentences(text.text) if pattern.search(text.text) else ():
            found = [one["level"] for one in pattern.finditer(sentence)]
            if len(set(found)) == 1 and not _NO_LEVEL.search(sentence):
                yield text, found[0]
