"""The clauses of letters: Danish texts in TOML that jurists edit, and what each may say.

`norms/letters/general.toml` holds what all letters share; a file named after the service holds its
own clauses, which stand first in each section. A clause never holds a number: days, weeks and
prices come by name in braces, and a § only where the clause's own source names it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from kompas.casework.decision import DecisionKind
from kompas.letters.letter import ClauseText
from kompas.norms.vocabulary import Verified
from kompas.words import SOURCE_LANGUAGE

SENDER_SECTION = "sender"
LABEL_SECTION = "label"
TITLE_SECTION = "title"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(
    r"\b(?:en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|fjorten|tredive) "
    r"(?:dag|time|uge|måned|år|kron)\w*",
    re.IGNORECASE,
)


class Form(StrEnum):
    """What a clause becomes: running text, a point, a heading, a table."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and the text of its cells."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """When a clause stands: for these kinds (none named: all), with these elements, without those.

    A clause moreover needs every name that its text uses.
    """

    kinds: frozenset[DecisionKind] = frozenset()
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One text of a section. `each` repeats it for every ground, cost, fact, ...

    `cites` is the small line under it, which stands when the names that it uses are there.
    """

    code: str
    section: str
    text: str
    cites: str
    form: Form
    when: When
    each: str
    columns: tuple[Column, ...]
    source: str | None
    verified: Verified | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a letter must hold: `demands` names the elements; `text` and `remedy` say it is gone, in
    English too: it is read by who writes the letter, and not by the citizen.

    `may_be_set_aside`: the letter is whole without it where another person has set aside the
    finding that it is missing.
    """

    code: str
    when: When
    each: str
    demands: tuple[str, ...]
    text: str
    remedy: str
    source: str | None
    may_be_set_aside: bool = False
    text_en: str = ""
    remedy_en: str = ""

    def said(self, language: str) -> tuple[str, str]:
        """That it is gone and what to do, in a language: Danish where there is no other."""
        is_danish = language == SOURCE_LANGUAGE
        return (
            self.text if is_danish else self.text_en or self.text,
            self.remedy if is_danish else self.remedy_en or self.remedy,
        )

    @property
    def names(self) -> frozenset[str]:
        """What a finding can call it: its code, and what it demands."""
        return frozenset((self.code, *self.demands))


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A section of the letter; the opening and the closing have an empty heading.

    `heading_of_act` heads it where the letter is about what is no decision.
    """

    code: str
    heading: str
    heading_of_act: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the letter names it in a sentence, and what it says in plain words."""

    name: str
    text: str
    source: str | None


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """The clauses, requirements and labels for letters about one service, in printing order.

    `rules` are those that a decision can rest on, by their name there (`serviceloven § 104`).
    `complaint` says to whom (`to`) and how one complains, as a new decision begins. `shown` labels
    what each type of ground shows, by its demands; `grounds` heads types of ground where the letter
    says it otherwise than they do, as to a family. `services` are those that such letters may be
    about; empty for all.
    """

    sections: tuple[SectionHeading, ...]
    clauses: tuple[Clause, ...]
    requirements: tuple[Requirement, ...]
    labels: Mapping[str, str]
    complaint: Mapping[str, str]
    periods: Mapping[str, str]
    rules: Mapping[str, Rule]
    shown: Mapping[str, Mapping[str, str]]
    grounds: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, str]]
    services: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]

    def of(self, section: str) -> tuple[Clause, ...]:
        """The clauses of a section."""
        return tuple(clause for clause in self.clauses if clause.section == section)

    def label(self, name: str) -> ClauseText:
        """One of the fixed words around the letter."""
        return ClauseText(self.labels[name], f"label:{name}")


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """The literal parts of a clause's text, each with the name that follows it."""
    return ((literal, name) for literal, name, _spec, _conversion in Formatter().parse(text))


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text uses."""
    return tuple(name for _literal, name in pieces(text) if name is not None)


def literal_of(text: str) -> str:
    """A text without its names, with a bar where each stood."""
    return "|".join(literal for literal, _name in pieces(text))


def loose_amounts(text: str, source: str) -> list[str]:
    """The numbers, counted units and § of a clause's own words that its source does not name."""
    named = set(_NUMBER.findall(source))
    loose = [number for number in _NUMBER.findall(text) if number not in named]
    if "§" in text and "§" not in source:
        loose.append("§")
    return loose + _COUNTED.findall(text)
