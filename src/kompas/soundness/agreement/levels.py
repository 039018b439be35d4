"""The levels of need that a text names, held against the facts."""

import re
from collections.abc import Iterator

from kompas.norms.domain import FactType
from kompas.soundness import wording
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
    """The level of need that a text names is the one that is recorded."""
    known = subject.assessment.known if subject.assessment else {}
    for name, fact in subject.words.facts.items():
        levels = [str(one) for one in fact.domain.names if len(str(one)) > 1]
        code = known.get(name)
        if fact.domain.type is not FactType.SCALE or not levels or code is None:
            continue
        spans = ((code, code),) if isinstance(code, int) else code
        pattern = re.compile(rf"{_LEVEL_CUE}\b(?P<level>(?-i:{'|'.join(levels)}))\b", re.IGNORECASE)
        for text, found in _levels(subject, pattern):
            told = fact.domain.names[found]
            if any(low <= told <= high for low, high in spans):
                continue
            yield Finding(
                code="text_contradicts_fact",
                severity=Severity.BLOCKING,
                says=_("{place}: Teksten siger {told}, men i sagen står {fact}: {value}.").format(
                    place=text.place,
                    told=found,
                    fact=wording.name_of(fact),
                    value=_(" eller ").join(
                        fact.domain.text(one, language()) for low, high in spans
                        for one in range(low, high + 1)
                    ),
                ),
                remedy=_("Find ud af, hvad der er rigtigt, og ret teksten eller oplysningen."),
                about=text.trace,
                lacks=(name,),
            )  # fmt: skip


def _levels(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[Text, str]]:
    for text in texts_of(subject):
        for sentence in sentences(text.text) if pattern.search(text.text) else ():
            found = [one["level"] for one in pattern.finditer(sentence)]
            if len(set(found)) == 1 and not _NO_LEVEL.search(sentence):
                yield text, found[0]
