"""What the texts assert in so many words: where the phrases of an assertion stand in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kompas.norms import Assertion
from kompas.soundness.agreement.extent import reader_of
from kompas.soundness.agreement.texts import OF_OTHER_HELP, OF_THE_CITIZEN, Text, texts_of
from kompas.soundness.reading.figures import sentences
from kompas.soundness.reading.quantities import QUANTITY
from kompas.soundness.subject import Subject
from kompas.words import _

_TOLD = (
    r"vil gerne|ønske\w*|mene\w*|spurg\w*|søg\w*|bedt|beder|siger|at du|"
    r"\w*standard\w*|\w*niveau\w*|vejledende|som udgangspunkt|normalt|tidligere|hidtil|dengang|"
    r"ikke(?: \w+)?, at"
)
_TELLS = re.compile(rf"\b(?:{_TOLD})\b", re.IGNORECASE)
"""Words of a sentence that tells what somebody wants, says or asks, what is usual, or how it was,
and not how it is.
"""
_REPORTED = re.compile(rf"\b(?:{_TOLD}|klage\w*|hvis|om du)\b", re.IGNORECASE)
"""The same, and words that make it true on a condition only."""
_CONDITIONED = re.compile(
    r"\W*(?:når|hvis|hjem\b|ved\b|til (?:din|dit|dine|familie|læge|fritid|jobcent|hospital))",
    re.IGNORECASE,
)
"""Words after it that make it speak of certain times or other ways only."""
_OF_OTHER = re.compile(
    r"\s*(?:(?:på|hos) (?!hjælpen|støtten|afgørelsen|bevillingen|tilbuddet|opholdet|sagen|det\b)|"
    r"over (?!afgørelsen|den\b|det\b)|i træk\b|siden\b|mere\b|ad gangen)",
    re.IGNORECASE,
)
"""Words after a number that make it one of something else."""
_BEFORE_TOPIC = r"(?:(?:for|din|dit|dine|jeres|til) ){0,2}"
_MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a text, or a cost, asserts: where it stands, its words, and the number in them
    as it is written; empty where there is none.
    """

    assertion: Assertion
    trace: str
    place: str
    words: str
    number: str = ""


def said_in(subject: Subject) -> Iterator[Said]:
    """All that the texts and costs of a decision assert, of what the norms know phrases for."""
    texts = [(text, text.text.lower()) for text in _texts(subject)]
    for assertion in subject.words.assertions.values():
        if assertion.kinds and subject.decision.kind not in assertion.kinds:
            continue
        telling = _telling(assertion.phrases, assertion.topic)
        patterns = _patterns(assertion.phrases, assertion.topic, assertion.between)
        for text, low in texts:
            if not any(word in low for word in telling):
                continue  # nearly always
            if not (assertion.is_number and text.field in OF_OTHER_HELP):
                yield from _said_by(subject, text, assertion, patterns)
        if assertion.cost_says:
            yield from _said_by_costs(subject, assertion)


def _texts(subject: Subject) -> Iterator[Text]:
    """The texts that assert something of the decision, and how one complains of it."""
    for text in texts_of(subject):
        if text.field not in OF_THE_CITIZEN:
            yield text
    guidance = subject.decision.complaint_guidance
    if guidance is not None and guidance.how.strip():
        trace = "decision.complaint_guidance.how"
        yield Text("complaint_guidance", trace, _("Klagevejledningen"), guidance.how)


def _said_by(
    subject: Subject, text: Text, assertion: Assertion, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[Said]:
    if not any(pattern.search(text.text) for pattern in patterns):
        return
    reader = reader_of(subject)
    for sentence in sentences(text.text):
        of_other = assertion.is_number and reader.is_of_other_help(sentence)
        if of_other or _is_beside(assertion, sentence):
            continue
        for pattern in patterns:
            for found in pattern.finditer(sentence):
                if _is_asserted(assertion, sentence, found):
                    number = found["number"] if assertion.is_number else ""
                    yield Said(assertion, text.trace, text.place, found[0].strip(), number)


def _said_by_costs(subject: Subject, assertion: Assertion) -> Iterator[Said]:
    topic = re.compile(rf"\b(?:{'|'.join(assertion.topic)})", re.IGNORECASE)
    for number, cost in enumerate(subject.decision.costs):
        is_other = _is_beside(assertion, cost.what)
        if cost.amount_oere > 0 and topic.search(cost.what) and not is_other:
            trace = f"decision.costs[{number}].what"
            yield Said(assertion, trace, _("Det, borgeren betaler"), cost.what)


def _is_asserted(assertion: Assertion, sentence: str, found: re.Match[str]) -> bool:
    reports = _TELLS if assertion.conditional else _REPORTED
    after = sentence[found.end() :]
    if reports.search(sentence[: found.start()]) or _CONDITIONED.match(after):
        return False
    return not assertion.is_number or not _OF_OTHER.match(after)


def _is_beside(assertion: Assertion, text: str) -> bool:
    """Whether words stand beside it, or lack, that make it speak of something else."""
    low = text.lower()
    lacks = assertion.beside and not any(part in low for part in assertion.beside)
    return bool(lacks) or any(part in low for part in assertion.not_beside)


@lru_cache(maxsize=256)
def _patterns(
    phrases: tuple[str, ...], topic: tuple[str, ...], between: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    """A pattern for all phrases together; of those with a number one for each."""
    written = [_written(phrase, topic, between) for phrase in phrases]
    numbered = [one for one, phrase in zip(written, phrases, strict=True) if "#" in phrase.split()]
    plain = [one for one in written if one not in numbered]
    made = ([rf"(?:{'|'.join(plain)})"] if plain else []) + numbered
    return tuple(re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE) for one in made)


@lru_cache(maxsize=256)
def _telling(phrases: tuple[str, ...], topic: tuple[str, ...]) -> frozenset[str]:
    """Words of which a text that holds some phrase has one: of each phrase the longest."""
    found = set[str]()
    for phrase in phrases:
        words = [topic if one == "~" else tuple(one.split("|")) for one in phrase.split()]
        found.update(max(words, key=lambda of: min(map(len, of), default=0)))
    return frozenset(one.lower() for one in found)


def _written(phrase: str, topic: tuple[str, ...], between: tuple[str, ...]) -> str:
    """A phrase as a pattern."""
    pattern = ""
    for word in phrase.split():
        gap = r"\s+" if pattern else ""
        if word == "..":
            allowed = "|".join(map(re.escape, between))
            pattern += rf"(?:\s+(?:{allowed})(?!\w)){{0,{_MOST_BETWEEN}}}"
        elif word == "#":
            pattern += rf"{gap}(?P<number>{QUANTITY})"
        elif word == "~":
            pattern += rf"{gap}{_BEFORE_TOPIC}(?:{'|'.join(map(re.escape, topic))})"
        else:
            pattern += rf"{gap}(?:{'|'.join(map(re.escape, word.split('|')))})"
    return pattern
