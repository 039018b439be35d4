"""How texts speak: what says nothing, what denies, and which subjects cannot be the reason.

Plain values, read from `norms/language/da.toml`. A phrase is words in a row: `word*` is a
beginning, `*word` an end, `a|b` one of them, `#` a number, `..` at most four words between.
Who reads texts by them is `kompas.soundness.reading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kompas.norms.vocabulary import Carries, Citation, Rank, Verified

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said of a text: what is wrong, why, what to write instead, and where it stands."""

    text: str
    why: str
    remedy: str
    rank: Rank
    citation: Citation
    verified: Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """How a text says that something was not looked into.

    `whole` is a whole sentence, `within` may stand anywhere in one. With one of `told_instead`
    beside it, it tells what was found. `put_first` comes after what was not looked at, and sets it
    aside.
    """

    remark: Remark
    whole: Phrases
    within: Phrases
    told_instead: Phrases
    put_first: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How a subject is named and then set aside: `before` it, or anywhere `within` the sentence."""

    before: Phrases
    within: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that cannot (alone) be the reason, and how a text speaks of it.

    `grounds` are the types of ground that it belongs under, `proper` those in which it may be the
    reason, `named` those in which it is named as a matter of course. `together` are lists of words
    of which each must stand in one sentence; a sentence with a word of `unless` only tells who told
    something. `services` limits it (empty: all).
    """

    name: str
    text_en: str
    grounds: tuple[str, ...]
    proper: tuple[str, ...]
    named: tuple[str, ...]
    services: tuple[str, ...]
    carries: Carries
    remark: Remark
    signals: Phrases
    together: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCitizen:
    """What is said of a ground of one of the types `grounds` whose texts hold none of `phrases`:
    nothing of what the citizen can, does, needs, has said or was seen to do.
    """

    remark: Remark
    phrases: Phrases
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPhrases:
    """What one municipality adds: its own phrases that say nothing or deny, and how its own
    standard, catalogue and practice are called, by the subject.
    """

    nothing: Phrases = ()
    denial_whole: Phrases = ()
    denial_within: Phrases = ()
    signals: Mapping[str, Phrases] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What is known of the language of decisions.

    `words` are lists by their names; `examples` short good answers by the element or demand they
    answer; `own` what municipalities add, by municipality.
    """

    words: Mapping[str, Phrases]
    nothing: Remark
    nothing_phrases: Phrases
    denial: Denial
    set_aside: SetAside
    of_citizen: OfCitizen
    topics: Mapping[str, Topic]
    examples: Mapping[str, str]
    own: Mapping[str, OwnPhrases] = field(default_factory=dict)
