"""How entries are told: the words of the norms, how a day is written, what a user is called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from kompas.casework.address import Reader, address_for
from kompas.casework.amounts import Amounts, amounts_text
from kompas.casework.decision import Citizen, DecisionKind, EvidenceKind, Statement
from kompas.casework.taken_decision import Recipient
from kompas.casework.wording import kind_text, number_text
from kompas.norms import Fact, Vocabulary
from kompas.norms.domain import FactType
from kompas.norms.wording import listed
from kompas.words import N_, _, language

Line = tuple[str, str]
"""What a field is called, and what stands in it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How it is said: the norms' words, how a day is written, and what a user is called.

    `protected`: the citizen's name and address are, and every address says so.
    """

    words: Vocabulary
    day: Callable[[date], str] = date.isoformat
    name: Callable[[str], str] = field(default=str)
    protected: bool = False

    def to(self, one: Recipient) -> str:
        """A recipient with the address, on one line, as staff read it."""
        lines = address_for(Reader.STAFF, one.address_lines, protected=self.protected)
        return ", ".join((one.name, *lines))


EVIDENCE_KINDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.NOTE: N_("notat"),
    EvidenceKind.DOCUMENT: N_("dokument"),
    EvidenceKind.MEETING: N_("møde"),
    EvidenceKind.ASSESSMENT: N_("udredning"),
}
_ENUM_TEXTS: dict[Enum, str] = dict(EVIDENCE_KINDS.items())


def tell_as(texts: Mapping[Enum, str]) -> None:
    """Say how the values of an enumeration are told, where they stand in a field of an entry."""
    _ENUM_TEXTS.update(texts)


def line_of(label: str, value: object, s: Speech) -> Iterator[Line]:
    """A field with its text; nothing where nothing stands in it."""
    if value is None or value in ("", ()):
        return
    if (text := text_of(value, s)) != "":
        yield label, text


def text_of(value: object, s: Speech) -> str:  # noqa: PLR0911 - one line for each type
    """A value as people read it; empty for what has no words."""
    match value:
        case bool():
            return _("ja") if value else _("nej")
        case DecisionKind():
            return kind_text(value.value, s.words)
        case Enum():
            return _(_ENUM_TEXTS[value])
        case date():
            return s.day(value)
        case Decimal():
            return number_text(value)
        case Mapping():
            return amounts_text(value, s.words)
        case Citizen():
            return value.name
        case Statement():
            return value.text
        case tuple():
            return ", ".join(text_of(one, s) for one in value)
        case _:
            return "" if is_dataclass(value) else str(value)


def kind_and_amounts(kind: DecisionKind, given: Amounts, s: Speech) -> str:
    """What is decided, and how much help: `bevilling, 3 dage om ugen`."""
    parts = [kind_text(kind.value, s.words), amounts_text(given, s.words)]
    return ", ".join(part for part in parts if part)


def name_of_fact(fact: Fact) -> str:
    """What a fact is called."""
    return fact.text_en if language() == "en" else fact.text


def value_of_fact(fact: Fact, value: str | int | bool, s: Speech) -> str:  # noqa: FBT001
    """A value of a fact as people read it; as it stands where the vocabulary has moved on.

    Of a group (it is one of these, not yet known which) all its values.
    """
    try:
        code = fact.domain.read(value)
    except ValueError:
        return str(value)
    if not isinstance(code, int):
        codes = (one for low, high in code for one in range(low, high + 1))
        return listed(fact.domain.text(one, language()) for one in codes)
    if fact.domain.type is FactType.DATE:
        return s.day(date.fromordinal(code))
    return fact.domain.text(code, language())
