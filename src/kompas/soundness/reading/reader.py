"""Read a text: which words say something, what it denies, and which subjects it speaks of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kompas.norms import Library
from kompas.norms.language import Language, OwnPhrases, Topic
from kompas.soundness.reading.phrases import Phrases, Span
from kompas.soundness.reading.tokens import Token, is_number, is_word, sentences, stem, words

_NOTHING, _DENIES, _DENIES_WHOLE, _TOLD = "(nothing)", "(denies)", "(whole)", "(finding)"
_PUT_FIRST = "(first)"
_BEFORE, _ASIDE = "(before)", "(aside)"
_OF_CITIZEN = "(citizen)"
_TOPIC = "topic:"
_LIST = "list:"
_EMPTY_LISTS = ("filler", "trade")
_MARKS = ("day", "number", "paper", "activity", "person", "relative")
_OF_ANYBODY = tuple(name for name in _MARKS if name != "activity")
"""Words that a reason and a need may share without being about the same."""
_NEAR = 4
"""So many words may stand between `uanset` and the subject that it sets aside."""
_KEPT = 5_000
"""So many texts that were read are kept."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between commas: how many words say something, how many of them are of
    this citizen (days, numbers, names, papers, activities), which subjects it is about, and which
    its sentence sets aside. `content` are the stems that say something, without names, days,
    numbers, papers and persons; `of_citizen`: it tells what the citizen can, does, needs, has said
    or was seen to do.
    """

    weight: int
    marks: int
    topics: frozenset[str]
    aside: frozenset[str]
    content: frozenset[str]
    of_citizen: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a text was read to say.

    `content` are the stems that say something, of which `marked` are of this citizen; `spoken`
    holds those of the trade too. `denies`: a sentence of it says that
    something was not looked into; what that sentence says besides is no content. `not_looked` is
    the sentence that says so outright, whatever else is said; empty where none does.
    """

    content: frozenset[str]
    marked: frozenset[str]
    spoken: frozenset[str]
    denies: bool
    not_looked: str
    clauses: tuple[Clause, ...]

    def left(self, question: frozenset[str]) -> tuple[int, int]:
        """How many words say something when those of the question are taken away, and how many of
        them are of this citizen.
        """
        return len(self.content - question), len(self.marked - question)


class Reader:
    """Reads texts by the language of decisions, with one municipality's own phrases."""

    def __init__(self, language: Language, own: OwnPhrases | None = None) -> None:
        self.language = language
        self.phrases = Phrases(frozenset(language.words.get("padding", ())))
        self._read: dict[str, Read] = {}
        self._questions: dict[str, frozenset[str]] = {}
        self._numbers = frozenset(stem(word) for word in language.words.get("number", ()))
        self._add_all(own or OwnPhrases())

    def read(self, text: str) -> Read:
        """The text as it was read; the same text is read once."""
        if text not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[text] = self._made(text)
        return self._read[text]

    def is_number(self, mark: str) -> bool:
        """Whether a word that was read is a number: `12`, `tre`."""
        return is_number(mark) or mark in self._numbers

    def question(self, text: str) -> frozenset[str]:
        """The stems of a question or heading: an answer that only repeats them says nothing."""
        if text not in self._questions:
            self._questions[text] = frozenset(stem(word) for word in words(text))
        return self._questions[text]

    def _add_all(self, own: OwnPhrases) -> None:
        language, add = self.language, self.phrases.add
        for name in (*_EMPTY_LISTS, *_MARKS):
            add(_LIST + name, language.words.get(name, ()))
        add(_NOTHING, language.nothing_phrases + own.nothing)
        add(_DENIES, language.denial.within + own.denial_within)
        add(_DENIES_WHOLE, language.denial.whole + own.denial_whole)
        add(_OF_CITIZEN, language.of_citizen.phrases)
        add(_TOLD, language.denial.told_instead)
        add(_PUT_FIRST, language.denial.put_first)
        add(_BEFORE, language.set_aside.before)
        add(_ASIDE, language.set_aside.within)
        for topic in language.topics.values():
            add(_TOPIC + topic.name, topic.signals + own.signals.get(topic.name, ()))
            for named in (*(one for group in topic.together for one in group), *topic.unless):
                add(f"{_LIST}{topic.name}:{named}", language.words[named])

    def _made(self, text: str) -> Read:
        content, marked = set[str](), set[str]()
        clauses: list[Clause] = []
        spoken = set[str]()
        denies = False
        not_looked = ""
        for written, whole in sentences(text):
            sentence = _Sentence(self, whole, written)
            if sentence.not_looked and not sentence.sets_aside:
                not_looked = not_looked or written
            if sentence.denies:
                denies = True
            else:
                content |= sentence.content
                marked |= sentence.marked
                spoken |= sentence.spoken
            clauses += sentence.clauses()
        return Read(
            frozenset(content),
            frozenset(marked),
            frozenset(spoken),
            denies,
            not_looked,
            tuple(clauses),
        )


class _Sentence:
    """One sentence: its words without padding, and where the lists' phrases stand in it."""

    def __init__(self, reader: Reader, whole: Sequence[Token], written: str) -> None:
        self._written = written
        padding = reader.phrases.padding
        self._topics = reader.language.topics
        self._tokens = tuple(token for token in whole if token.low not in padding)
        self._hits = reader.phrases.found(self._tokens)
        self._of_citizen = self._at(_OF_CITIZEN)
        self._filler = self._at(_LIST + "filler")
        stock = self._at(_NOTHING)
        empty = self._filler | stock
        words = [
            at
            for at, token in enumerate(self._tokens)
            if at not in empty and (token.is_number or is_word(token.low))
        ]
        trade = self._at(_LIST + "trade")
        self.spoken = {self._tokens[at].stem for at in words}
        self._saying = {at for at in words if at not in trade}
        self._marks = self._at(*(_LIST + name for name in _MARKS))
        self._of_anybody = self._at(*(_LIST + name for name in _OF_ANYBODY))

    @property
    def sets_aside(self) -> bool:
        """Whether it names a subject as none that the decision rests on."""
        return bool(self._about[1])

    @property
    def not_looked(self) -> bool:
        """Whether it says outright that something was not looked into, and does not set it aside:
        `Vi har ikke set på dine nætter`, but not `Prisen har vi ikke set på`.
        """
        return _DENIES in self._hits and not self._hits.keys() & {_TOLD, _PUT_FIRST}

    @property
    def denies(self) -> bool:
        """Whether it says that something was not looked into, and not what was found."""
        if _TOLD in self._hits:
            return False
        if _DENIES in self._hits:
            return True
        whole = self._at(_DENIES_WHOLE)
        return bool(whole) and all(
            at in whole or at in self._filler for at in range(len(self._tokens))
        )

    @property
    def content(self) -> set[str]:
        return {self._tokens[at].stem for at in self._saying}

    @property
    def marked(self) -> set[str]:
        return {self._tokens[at].stem for at in self._saying if self._is_mark(at)}

    def clauses(self) -> Iterator[Clause]:
        """The sentence in its clauses, with what each is about."""
        about, aside = self._about
        topics_at: dict[int, list[str]] = {}
        for name, where in about.items():
            for at in where:
                topics_at.setdefault(at, []).append(name)
        clauses: dict[int, list[int]] = {}
        for at, token in enumerate(self._tokens):
            clauses.setdefault(token.clause, []).append(at)
        for inside in clauses.values():
            saying = [at for at in inside if at in self._saying]
            yield Clause(
                weight=sum(at in self._saying or at in topics_at for at in inside),
                marks=sum(self._is_mark(at) for at in saying if at not in topics_at),
                topics=frozenset(name for at in inside for name in topics_at.get(at, ())),
                aside=aside,
                content=frozenset(self._tokens[at].stem for at in saying if self._is_own(at)),
                of_citizen=not self._of_citizen.isdisjoint(inside),
                sentence=self._written,
            )

    def _is_own(self, at: int) -> bool:
        """Whether a word tells what something is about: no name, day, number, paper or person."""
        return not self._tokens[at].inside_capital and at not in self._of_anybody

    def _is_mark(self, at: int) -> bool:
        token = self._tokens[at]
        return token.is_number or token.inside_capital or at in self._marks

    @cached_property
    def _about(self) -> tuple[dict[str, set[int]], frozenset[str]]:
        """The subjects of the sentence with where their words stand, and those it sets aside."""
        after = {
            end + near for _start, end in self._hits.get(_BEFORE, ()) for near in range(_NEAR + 1)
        }
        whole = _ASIDE in self._hits
        about, aside = dict[str, set[int]](), set[str]()
        for name, topic in self._topics.items():
            spans = [*self._hits.get(_TOPIC + name, ()), *self._together(topic)]
            meant = [span for span in spans if not whole and span[0] not in after]
            if meant:
                about[name] = {at for start, end in meant for at in range(start, end)}
            elif spans:
                aside.add(name)
        return about, frozenset(aside)

    def _together(self, topic: Topic) -> list[Span]:
        """Where lists of words stand that make the subject only when each is in the sentence."""

        def of(named: str) -> list[Span]:
            return self._hits.get(f"{_LIST}{topic.name}:{named}", [])

        if any(of(named) for named in topic.unless):
            return []
        return [
            span
            for group in topic.together
            if all(of(named) for named in group)
            for named in group
            for span in of(named)
        ]

    def _at(self, *terms: str) -> set[int]:
        return {
            at
            for term in terms
            for start, end in self._hits.get(term, ())
            for at in range(start, end)
        }


def reader_of(library: Library, municipality: str) -> Reader | None:
    """Who reads a municipality's decisions; None where the language cannot be read."""
    if library.language is None:
        return None
    own = library.language.own.get(municipality)
    key = f"reading/{municipality if own else ''}"
    if key not in library.made:
        library.made[key] = Reader(library.language, own)
    reader: Reader = library.made[key]
    return reader
