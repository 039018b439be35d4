"""The texts of a decision, each with where it stands and what that place is called."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kompas.casework import Decision, Statement
from kompas.casework.decision import STATEMENTS
from kompas.soundness import wording
from kompas.soundness.reading.draft import PARTS
from kompas.soundness.reading.figures import sentences
from kompas.soundness.subject import Subject
from kompas.words import N_, _


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the decision holds: its field (`need`), its trace (`decision.need`) and what the
    place is called on screens.
    """

    field: str
    trace: str
    place: str
    text: str


_PLACES: Mapping[str, str] = {
    "need": N_("Behov"),
    "wishes": N_("Borgerens ønsker"),
    "capacity": N_("Funktionsevne"),
    "changed_since": N_("Anderledes siden sidst"),
    "answer_weighed": N_("Svaret på partshøringen"),
    "alternatives": N_("Andre muligheder"),
    "form_reason": N_("Afgørelse eller faktisk forvaltningsvirksomhed"),
}
"""What the place of each statement is called."""
OF_THE_CITIZEN = frozenset(("wishes", "applied_for"))
"""The fields that say what the citizen wants, and nothing of what is decided."""
OF_OTHER_HELP = frozenset(("alternatives", "changed_since"))
"""The fields that tell of other help too, as what the citizen has got since the last decision."""
_ANSWER_WEIGHED = "answer_weighed"
_REPORTS = re.compile(
    r"\b(?:skrive[rt]?|skrev|svare[rt]?|mene[rt]?|mente|sige[rt]?|siger|sagde|sagt|oplyse[rt]?|"
    r"anfører?|anført|ønske[rt]?|spørger|spurgt|gør gældende|henvise[rt]?|bede[rt]?|"
    r"vil gerne)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells what the citizen answered, and not how it is."""


MOST_READ = 60_000
"""So many signs of a decision are read, some ten times those of a long letter: what is read more
than once by many patterns must end in time.
"""


def texts_of(subject: Subject) -> Iterator[Text]:
    """Every text that says something of the citizen or the help, in the order of the letter, as far
    as they are read.
    """
    read = 0
    for text in _all_texts(subject):
        read += len(text.text)
        if read > MOST_READ:
            return
        yield text


def too_long(subject: Subject) -> Text | None:
    """The first text that is read no more."""
    read = 0
    for text in _all_texts(subject):
        read += len(text.text)
        if read > MOST_READ:
            return text
    return None


def _all_texts(subject: Subject) -> Iterator[Text]:
    decision = subject.decision
    if decision.applied_for:
        yield Text("applied_for", "decision.applied_for", _("Det, der er søgt om"),
                   decision.applied_for)  # fmt: skip
    for name in STATEMENTS:
        statement: Statement | None = getattr(decision, name)
        if statement is not None and name == _ANSWER_WEIGHED:
            statement = replace(statement, text=_own_words(statement.text))
        yield from _text(name, f"decision.{name}", place_of(name), statement)
    yield from _of_grounds(subject)
    yield from _of_facilities(decision)


def place_of(statement: str) -> str:
    """What the place of a statement is called."""
    return _(_PLACES[statement]) if statement in _PLACES else _("En tekst i afgørelsen")


def _of_grounds(subject: Subject) -> Iterator[Text]:
    for number, (ground, ground_type) in enumerate(subject.typed_grounds()):
        place = _("Grunden »{heading}«").format(heading=wording.heading_of(ground_type))
        trace = f"decision.grounds[{number}]"
        if ground.text.strip():
            yield Text("grounds", f"{trace}.text", place, ground.text)
        for code, statement in ground.shown.items():
            yield from _text("grounds", f"{trace}.shown.{code}", place, statement)


def _of_facilities(decision: Decision) -> Iterator[Text]:
    for number, facility in enumerate(decision.facilities):
        place = _("Tilbuddet »{name}«").format(name=facility.name)
        for part in PARTS:
            trace = f"decision.facilities[{number}].{part}"
            yield from _text("facilities", trace, place, getattr(facility, part))


def _text(field: str, trace: str, place: str, statement: Statement | None) -> Iterator[Text]:
    if statement is not None and statement.text.strip():
        yield Text(field, trace, place, statement.text)


def _own_words(text: str) -> str:
    """What the municipality says itself of an answer, without what the citizen is said to say."""
    return "\n".join(one for one in sentences(text) if not _REPORTS.search(one))
