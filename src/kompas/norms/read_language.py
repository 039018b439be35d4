"""Read how texts speak: the shared file, and what each municipality adds in its own folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kompas.norms.fields import NO_MUNICIPALITY, Fields
from kompas.norms.language import (
    Denial,
    Language,
    OfCitizen,
    OwnPhrases,
    Phrases,
    Remark,
    SetAside,
    Topic,
)
from kompas.norms.problems import NormError, Problem
from kompas.norms.read_rows import RowReader
from kompas.norms.read_vocabulary import read_toml
from kompas.norms.vocabulary import Carries, GroundType, Rank, Verified, Vocabulary
from kompas.words import _

LANGUAGE = "language/da.toml"
OWN_LANGUAGE = "language.toml"
"""A municipality's own phrases, in its folder."""
FILLER = "filler"
PADDING = "padding"
"""The list of words that may stand within any phrase, and so in none of them."""


def read_language(
    folder: Path, words: Vocabulary, grounds: Mapping[str, GroundType], problems: list[Problem]
) -> Language:
    """The language of decisions. Raises NormError for what is no TOML."""
    top = Fields(read_toml(folder, LANGUAGE), (), problems)
    language = _LanguageReader(words, grounds, problems).language(top)
    top.close()
    return _with_own(language, folder, problems)


def own_language(folder: Path) -> list[str]:
    """The files in which municipalities add phrases of their own."""
    return sorted(
        f"{place.name}/{OWN_LANGUAGE}"
        for place in folder.iterdir()
        if place.is_dir() and place.name not in NO_MUNICIPALITY and (place / OWN_LANGUAGE).is_file()
    )


class _LanguageReader:
    """Reads the tables of the shared file."""

    def __init__(
        self,
        words: Vocabulary,
        grounds: Mapping[str, GroundType],
        problems: list[Problem],
    ) -> None:
        self.rows = RowReader(words, words.questions, LANGUAGE, problems)
        self.grounds = grounds

    def language(self, top: Fields) -> Language:
        named = top.table("words")
        lists = named.lists()
        for name, phrases in lists.items():
            if name not in (PADDING, FILLER):
                _without_padding(named, name, phrases, lists)
        nothing, denial = top.table("nothing"), top.table("denial")
        aside, examples = top.table("set_aside"), top.table("example")
        language = Language(
            words=lists,
            nothing=self._remark(nothing),
            nothing_phrases=_phrases(nothing, "phrases", lists),
            denial=Denial(
                remark=self._remark(denial),
                whole=_phrases(denial, "whole", lists),
                within=_phrases(denial, "within", lists),
                told_instead=_phrases(denial, "told_instead", lists),
                put_first=_phrases(denial, "put_first", lists),
            ),
            set_aside=SetAside(
                before=_phrases(aside, "before", lists), within=_phrases(aside, "within", lists)
            ),
            of_citizen=self._of_citizen(top.table("of_citizen"), lists),
            topics={
                name: self._topic(name, fields, lists)
                for name, fields in top.table("subject").named()
            },
            examples={key: value for key, value in examples.items() if isinstance(value, str)},
        )
        for fields in (nothing, denial, aside):
            fields.close()
        return language

    def _of_citizen(self, fields: Fields, lists: Mapping[str, Phrases]) -> OfCitizen:
        named, grounds = fields.text("words"), fields.texts("grounds")
        self.rows.known(fields, "words", named or None, lists)
        for one in grounds if self.grounds else ():
            self.rows.known(fields, "grounds", one, self.grounds)
        found = OfCitizen(
            remark=self._remark(fields), phrases=lists.get(named, ()), grounds=grounds
        )
        fields.close()
        return found

    def _topic(self, name: str, fields: Fields, lists: Mapping[str, Phrases]) -> Topic:
        listed = fields.texts("words")
        together = _lists(fields, "together")
        unless = fields.texts("unless")
        for key, named in (("words", listed), ("unless", unless), ("together", sum(together, ()))):
            for word in named:
                self.rows.known(fields, key, word, lists)
        grounds, proper, named = map(fields.texts, ("grounds", "proper", "named"))
        for key, types in (("grounds", grounds), ("proper", proper), ("named", named)):
            for one in types if self.grounds else ():
                self.rows.known(fields, key, one, self.grounds)
        services = fields.texts("services")
        for service in services:
            self.rows.known(fields, "services", service, self.rows.words.services)
        signals = _phrases(fields, "signals", lists)
        topic = Topic(
            name=name,
            text_en=fields.text("text_en"),
            grounds=grounds,
            proper=proper,
            named=named,
            services=services,
            carries=fields.word("carries", Carries),
            remark=self._remark(fields),
            signals=signals + tuple(one for word in listed for one in lists.get(word, ())),
            together=together,
            unless=unless,
        )
        fields.close()
        return topic

    def _remark(self, fields: Fields) -> Remark:
        citation = self.rows.citation(fields)
        fields.optional_text("reading")
        return Remark(
            text=fields.text("text"),
            why=fields.text("why"),
            remedy=fields.text("remedy"),
            rank=fields.word("rank", Rank),
            citation=citation,
            verified=fields.word("verified", Verified, citation.source.verified),
        )


def _phrases(fields: Fields, key: str, lists: Mapping[str, Phrases]) -> Phrases:
    """Phrases to look for. A word that is skipped in every text is never met in one."""
    phrases = fields.texts(key)
    _without_padding(fields, key, phrases, lists)
    return phrases


def _without_padding(
    fields: Fields, key: str, phrases: Phrases, lists: Mapping[str, Phrases]
) -> None:
    padding = set(lists.get(PADDING, ()))
    for phrase in phrases:
        for word in sorted(padding.intersection(phrase.split())):
            fields.fault(
                _(
                    "Vendingen »{phrase}« har ordet »{word}«, som altid bliver sprunget over."
                ).format(phrase=phrase, word=word),
                _("Skriv vendingen uden ordet; den bliver også fundet med det."),
                key,
            )


def _lists(fields: Fields, key: str) -> tuple[tuple[str, ...], ...]:
    """A list of lists of names."""
    value = fields.take(key)
    value = [] if value is None else value
    if isinstance(value, list) and all(
        isinstance(one, list) and all(isinstance(name, str) for name in one) for one in value
    ):
        return tuple(tuple(one) for one in value)
    fields.fault(
        _("{key} skal være en liste af lister af navne.").format(key=f"`{key}`"),
        _('Skriv {key} = [["...", "..."]].').format(key=key),
        key,
    )
    return ()


def _with_own(language: Language, folder: Path, problems: list[Problem]) -> Language:
    """The language with what municipalities add, each for its own decisions."""
    own: dict[str, OwnPhrases] = {}
    for relative in own_language(folder):
        try:
            top = Fields(read_toml(folder, relative), (), problems)
        except NormError as error:
            problems.extend(error.problems)
            continue
        own[relative.partition("/")[0]] = _own(top, language)
        top.close()
    if not own:
        return language
    return replace(language, own=own)


def _own(top: Fields, language: Language) -> OwnPhrases:
    nothing, denial = top.table("nothing"), top.table("denial")
    signals: dict[str, Phrases] = {}
    for name, fields in top.table("subject").named():
        if name not in language.topics:
            fields.fault(
                _("Emnet {name} findes ikke.").format(name=name),
                _("Vælg et af: {known}.").format(known=", ".join(language.topics)),
            )
        signals[name] = _phrases(fields, "signals", language.words)
        fields.close()
    own = OwnPhrases(
        nothing=_phrases(nothing, "phrases", language.words),
        denial_whole=_phrases(denial, "whole", language.words),
        denial_within=_phrases(denial, "within", language.words),
        signals=signals,
    )
    nothing.close()
    denial.close()
    return own
