"""What a public page does so that a citizen can read it: hard words told, staff's rules apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kompas.norms.fields import Fields, raise_if_any
from kompas.norms.problems import Problem
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import Question, Vocabulary
from kompas.words import _

FILE = "pages/standard.toml"

_OF_THE_CITIZEN = re.compile(r"\b[Bb]orger(ens|en|s)?\b(?!\.dk)")
_THE_CITIZEN = re.compile(r"\b[Bb]orger(ens|en)\b")
_WORD = re.compile(r"\w+")
_AFTER_PREPOSITION = re.compile(r"\b(for|til|af|med|om|hos|fra|på) borgeren\b")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A hard word: the ways in which it is written, and what it means in plain words."""

    words: tuple[str, ...]
    text: str

    def is_needed_by(self, text: str) -> bool:
        """Whether a text uses the word, as a word of its own."""
        said = _words(text)
        return any(_words(word) in said for word in self.words)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Who each question's rules are for, which rules tell how to apply, and the hard words."""

    professionals: frozenset[str] = frozenset()
    apply: frozenset[str] = frozenset()
    explained: Mapping[str, Explanation] = field(default_factory=dict)

    def is_for_professionals(self, question: Question, text: str) -> bool:
        """Whether a rule speaks to those who decide: by its question, or about "borgeren".

        A citizen is spoken to as "du"; a rule about "borgeren" is written to somebody else.
        """
        return self.is_of_professionals(question) or _OF_THE_CITIZEN.search(text) is not None

    def is_of_professionals(self, question: Question) -> bool:
        """Whether all rules of a question are instructions to those who decide."""
        return question.name in self.professionals


def read_plain_words(folder: Path, words: Vocabulary) -> PlainWords:
    """What `pages/standard.toml` says in a folder of norms; nothing where it is not.

    Raises NormError with every fault.
    """
    problems: list[Problem] = []
    path = folder / FILE
    top = Fields(parse(FILE, path.read_bytes() if path.is_file() else b""), (), problems)
    page = top.table("page")
    professionals = page.texts("professionals") if "professionals" in page else ()
    apply = page.texts("apply") if "apply" in page else ()
    for name in professionals:
        if name not in words.questions:
            page.fault(
                _("Spørgsmålet {name} findes ikke.").format(name=name),
                _("Vælg et fra questions.toml."),
                "professionals",
            )
    page.close()
    explained = {name: _explanation(fields) for name, fields in top.table("explain").named()}
    top.close()
    raise_if_any(problems)
    return PlainWords(frozenset(professionals), frozenset(apply), explained)


def _explanation(fields: Fields) -> Explanation:
    found = Explanation(fields.texts("words"), fields.text("text"))
    if not found.words or any(not _words(one).strip() for one in found.words):
        fields.fault(_("Her mangler de ord, der forklares."), _('Skriv words = ["STU"].'), "words")
    fields.close()
    return found


def _words(text: str) -> str:
    """The words of a text with a space around each; `guide.js` does the same."""
    return f" {' '.join(_WORD.findall(text))} "


def to_you(text: str) -> str:
    """An answer as it is said to the citizen: `du betaler` for `borgeren betaler`."""
    text = _AFTER_PREPOSITION.sub(r"\1 dig", text)
    return _THE_CITIZEN.sub(_you, text)


def _you(found: re.Match[str]) -> str:
    you = "din" if found[1] == "ens" else "du"
    return you.capitalize() if found[0][0].isupper() else you
