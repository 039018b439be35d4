"""The levels of need that a text names by their words, held against the facts: `let støttebehov`.

The words are those of the scale's own labels. They are everyday words too: of two that lie side by
side nothing is said, unless the sentence tells of the assessment itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompas.norms import Fact
from kompas.norms.domain import Allowed, FactType
from kompas.soundness.agreement.texts import OF_OTHER_HELP, OF_THE_CITIZEN, Text, texts_of
from kompas.soundness.reading.figures import sentences
from kompas.soundness.subject import Subject

_LABEL = re.compile(r"\((?P<word>\w{2,20}) støttebehov\b")
_NOUN = "støttebehov"
_NEVER_SHORTENED = 4
"""Letters of a word that loses no ending: `let`, and not `massivt`."""
_BEFORE = re.compile(
    r"(?:(?:(?:voksen)?udredningen|vum|vurderingen|vi|kommunen|det)(?: [\wæøå]{1,15}){0,3},? at |"
    r"(?:samlet set|samlet|derfor|efter vum|efter udredningen)(?: er)? |(?:vi vurderer|og) )?",
    re.IGNORECASE,
)
"""What may stand before it in its sentence; else it may be of a time or a part of daily life."""
_AFTER = re.compile(r"\s*(?:[.;!(]|$|og\b|,(?! (?:når|hvis|i|ved|på|til|om|men)\b))")
_OF_ASSESSMENT = re.compile(r"\b(?:\w*udredning\w*|vum|vurder\w*|niveau\w*)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:ikke|tidligere|hidtil|før|dengang|sidst|standard\w*|nogle|enkelte|del af|mindst|højst|"
    r"mellem|om natten|områder?|tema\w*)\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LevelInWords:
    """A level that a text names by its word; `is_sure`: by more than one grade, or as what was
    assessed.
    """

    text: Text
    word: str
    is_sure: bool


def levels_in_words(subject: Subject, fact: Fact, spans: Allowed) -> Iterator[LevelInWords]:
    """Where a text names another level than those of `spans` by its word."""
    words = _words_of(fact)
    if len(words) < 2:
        return
    order = list(words)
    ours = [at for at, word in enumerate(order) if _meets(words[word], spans)]
    forms = {form: word for word in order for form in _forms(word)}
    pattern = _pattern(subject, tuple(forms))
    for text in texts_of(subject) if ours else ():
        if text.field in OF_THE_CITIZEN | OF_OTHER_HELP or _NOUN not in text.text.lower():
            continue
        for sentence in sentences(text.text):
            found = pattern.search(sentence)
            if found is None or not _is_of_the_whole(sentence, found):
                continue
            told = order.index(forms[(found["after"] or found["before"]).lower()])
            away = min(abs(told - at) for at in ours)
            assessed = bool(_OF_ASSESSMENT.search(sentence))
            if away > 1 or (away and assessed):
                yield LevelInWords(text, found[0], assessed)


def _words_of(fact: Fact) -> Mapping[str, list[int]]:
    """The words of a scale's labels, in its order, each with its levels."""
    words: dict[str, list[int]] = {}
    for code, label in enumerate(fact.domain.texts if fact.domain.type is FactType.SCALE else ()):
        if found := _LABEL.search(label):
            words.setdefault(found["word"].lower(), []).append(code)
    return words


def _meets(levels: list[int], spans: Allowed) -> bool:
    return any(low <= level <= high for level in levels for low, high in spans)


def _forms(word: str) -> Iterator[str]:
    """How a text may write the word of a label: `massivt`, `massiv`, `massive`."""
    stem = word.removesuffix("t") if len(word) > _NEVER_SHORTENED else word
    yield from dict.fromkeys((word, stem, f"{stem}e"))


def _pattern(subject: Subject, forms: tuple[str, ...]) -> re.Pattern[str]:
    citizen = subject.decision.citizen
    first = citizen.name.split()[:1] if citizen else []
    whose = "|".join(["dit", "borgerens", *(f"{re.escape(name)}s" for name in first)])
    who = "|".join(["du", "borgeren", *map(re.escape, first)])
    word = "|".join(map(re.escape, forms))
    return re.compile(
        rf"\b(?:(?:{whose}) (?:samlede )?{_NOUN}|{_NOUN}et)"
        r"(?: (?:er|bliver|vurderes|vurderet|samlet|til|som|at|være)){1,5}"
        rf" (?:et )?(?P<after>{word})(?!\w)|"
        rf"\b(?:{who}) har (?:samlet )?(?:et )?(?P<before>{word}) {_NOUN}(?!\w)",
        re.IGNORECASE,
    )


def _is_of_the_whole(sentence: str, found: re.Match[str]) -> bool:
    """Whether it is said of the citizen's need as it is, and of no time, limit or part of it."""
    before = sentence[: found.start()]
    return (
        _BEFORE.fullmatch(before) is not None
        and _AFTER.match(sentence[found.end() :]) is not None
        and not _OTHERWISE.search(sentence)
    )
