"""The words that norms are written in: facts, units, questions, elements, sources, services.

They are data too (`norms/*.toml`, and what each municipality has of its own), so that a new
municipality or service needs no code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kompas.inputs import AnyFactValue, Day, ShortText
from kompas.inputs.numbers import Steps
from kompas.norms.assertion import Assertion
from kompas.norms.domain import Allowed, Domain
from kompas.norms.logo import Logo
from kompas.norms.phrasings import Phrasings

DerivedFunction = Callable[..., Any]
Texts = dict[str, tuple[str, str]]
"""Codes with their Danish and English text."""
LARGEST = 1_000_000_000
"""The largest number that an answer can be at all."""


class Shape(StrEnum):
    """How the rows of a question become its answer."""

    CRITERIA = "criteria"
    CHOICE = "choice"
    DUTIES = "duties"


class Rank(StrEnum):
    """What a rule weighs: the act, the appeals board's practice, the municipality's own level."""

    LAW = "law"
    PRECEDENT = "precedent"
    GUIDING = "guiding"

    @property
    def binds(self) -> bool:
        """Whether the municipality is bound by it."""
        return self is not Rank.GUIDING


class Favour(StrEnum):
    """Which answers are better for the citizen."""

    MORE = "more"
    LESS = "less"
    LISTED = "listed"
    NONE = "none"


class Stage(StrEnum):
    """When a question is asked: about the help a citizen needs, or about the decision on it."""

    HELP = "help"
    DECISION = "decision"


class Verified(StrEnum):
    """How sure the wording is: read in the source itself, from a second hand, or from memory."""

    READ = "read"
    OLDER_SOURCE = "older_source"
    UNVERIFIED = "unverified"


class SourceKind(StrEnum):
    """What sort of document a source is: that decides what rank a row may take from it.

    `practice` is the appeals board's own account of what it decides.
    """

    ACT = "act"
    ORDER = "order"
    DECISION = "decision"
    PRACTICE = "practice"
    GUIDANCE = "guidance"
    MUNICIPAL_STANDARD = "municipal_standard"
    OTHER = "other"

    def carries(self, rank: Rank) -> bool:
        """Whether a row may take a rank from such a document."""
        law = {SourceKind.ACT, SourceKind.ORDER}
        if rank is Rank.LAW:
            return self in law
        return rank is Rank.GUIDING or self in law | {SourceKind.DECISION, SourceKind.PRACTICE}


class About(StrEnum):
    """Whom or what a fact describes. The `system` facts are set by Kompas, never asked."""

    CITIZEN = "citizen"
    DECISION = "decision"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A fact as it was given: its `value`, where it is from, and when it was noted."""

    value: AnyFactValue
    source: ShortText | None = None
    dated: Day | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact computed from others by one function of `kompas.norms.derivations`."""

    function: DerivedFunction
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of `facts.toml`: something a rule may ask about.

    `ask` is the question that the caseworker puts; `unit` names what a number counts.
    `running_help` are the services of which it sums what runs for the citizen in other cases: where
    the record has some, that counts, and not what was noted. `of_offer`: it is asked only of a
    decision that points to an offer.
    """

    name: str
    domain: Domain
    about: About
    text: str
    text_en: str
    ask: str
    unit: str | None = None
    derived: Derived | None = None
    running_help: tuple[str, ...] = ()
    of_offer: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, in the singular and plural, from `least` to `most` wholes.

    Numbers are kept as whole steps, of which `parts` make one whole: 2 where halves are counted.
    """

    name: str
    one: str
    many: str
    one_en: str
    many_en: str
    least: int = 0
    most: int = LARGEST
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit that help is granted in. `times` says exactly how an amount follows from another:
    hours every 14 days are 2 times the hours a week (`{"hours_per_week": 2}`). `in_all` are the
    measures that it sums up where both are told: the hours of the days a week.
    """

    unit: Unit
    times: Mapping[str, int] = field(default_factory=dict)
    in_all: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What norms, drafts and events call it: `hours_per_week`."""
        return self.unit.name

    @property
    def kind(self) -> Steps:
        """Which amounts can be granted, and how one that cannot is refused."""
        return Steps(self.unit.least, self.unit.most, self.unit.parts)

    @property
    def is_single(self) -> bool:
        """Whether it is all or nothing, as a place in a home: there is no more or less of it."""
        return self.unit.most == 1 and self.unit.parts == 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The number that is proposed where no rule answers a question: nobody's rule, never law.

    `text` says whose it is, `citation` where the law leaves the number open.
    """

    number: int
    text: str
    text_en: str
    citation: "Citation"


@dataclass(frozen=True, slots=True)
class Immaterial:
    """That a fault must be mended and is criticised, and alone overturns no decision: `text` says
    what comes of it, `citation` where that is read.
    """

    text: str
    citation: "Citation"
    verified: "Verified"


@dataclass(frozen=True, slots=True)
class Question:
    """Something every standard of a service answers.

    A choice answers with a number of `unit` or with one of `answers` (code to Danish text), and
    `favour` says which answer is better for the citizen; `answers` are listed best first.
    `heading` is the one that its rules stand under in a standard. `counted` is the unit itself.
    A `time_limit` is no help: what protects help does not weigh it. `suggestion` is for who must
    write a number where no rule gives one; no answer of the norms comes from it. `in_letter`: the
    rules that decided the answer stand in the letter, among those that were used. `immaterial`:
    another answer in a decision alone overturns nothing.
    """

    name: str
    shape: Shape
    text: str
    text_en: str
    stage: Stage = Stage.HELP
    unit: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    answers_en: Mapping[str, str] = field(default_factory=dict)
    favour: Favour = Favour.NONE
    heading: str | None = None
    counted: Unit | None = None
    time_limit: bool = False
    suggestion: Suggestion | None = None
    in_letter: bool = False
    immaterial: Immaterial | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under which a standard is read, as "Omfang og varighed"; questions name theirs."""

    name: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Element:
    """A part that the law may demand of a decision (its grounds, the hearing, ...).

    With `fact` it is something that the record shows: the fact noted with its source, and where
    there is a `value`, with that value. With `measure` it is an amount of help that the decision
    states. Other elements are known to `kompas.casework`. One that `only_warns` makes no decision
    fall by its absence. `immaterial`: where it lacks, that alone overturns nothing.
    """

    name: str
    text: str
    text_en: str
    remedy: str
    fact: str | None = None
    value: Any = None
    measure: str | None = None
    only_warns: bool = False
    immaterial: Immaterial | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that rows cite; `kind` is None where its file does not say."""

    key: str
    title: str
    short: str
    dated: date | None
    verified: Verified
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a row is from: the document and the place in it, and further places."""

    source: Source
    section: str
    further: tuple["Citation", ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that is cited."""
        return (self.source, *(one.source for one in self.further))

    def __str__(self) -> str:
        first = f"{self.source.short} {self.section}".strip()
        return "; ".join((first, *map(str, self.further)))


@dataclass(frozen=True, slots=True)
class Contact:
    """A municipality: its name, and how a citizen reaches those who decide on the help.

    `contact` is whom to ask for, `hours` when the phone is answered. `fictional` is what is said of
    one that is made up, `logo` what stands at the head of its letters.
    """

    name: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    contact: str | None = None
    address: str | None = None
    hours: str | None = None
    fictional: str | None = None
    logo: Logo | None = None

    @property
    def website_name(self) -> str:
        """The website as people say it: without `https://`."""
        return (self.website or "").removeprefix("https://").rstrip("/")


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be looked into under rules that nobody has coded, as far as `citation` tells."""

    text: str
    citation: "Citation"
    verified: "Verified"


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of help, its legal basis, and the `measures` it is granted in; none for help that is
    not measured. A grant says how much in at least one of them, save where `amount_optional`.
    `not_coded`: it is known by name and paragraph only, and no file has rules for it. `basis_says`
    are the facts that a decision tells by naming just one paragraph of several, by paragraph.
    """

    name: str
    text: str
    text_en: str
    legal_basis: tuple[str, ...]
    measures: tuple[str, ...] = ()
    amount_optional: bool = False
    not_coded: bool = False
    basis_says: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What a ground must be shown to rest on: `code`, and what must stand in the record.

    `label` is what the letter calls it, where that does not stand with the letters' texts. `kinds`
    are the decisions in which it is demanded (empty: all). What the draft says elsewhere is not
    written twice: it counts as shown where all of its `elements` are there, or where a ground of
    one of the types in `or_grounds` is shown.
    """

    code: str
    text: str
    remedy: str
    label: str | None = None
    kinds: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    or_grounds: tuple[str, ...] = ()


class Carries(StrEnum):
    """What a ground can carry: a decision alone, only beside another that does, or none."""

    ALONE = "alone"
    WITH_OTHERS = "with_others"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class GroundType:
    """A type of reason that decisions rest on, and what the law and practice ask of it.

    `heading` speaks to the citizen, in the letter; `text` is what those who decide call it.
    `kinds` limits the decisions it can carry (empty: all); under others it only stands beside. Of
    one that never carries they are the decisions in which it may not stand.
    `services` limits the kinds of help it is about (empty: all), `municipality` whose cases.
    `claims` names what it asserts of a question's answer, by question; `facts` are what it asserts
    of the citizen or the case: any of the boxes, each a set of values by fact. It cannot stand
    beside the types that it `excludes`. `alone_for` are the kinds of decision that a ground which
    else stands beside others carries by itself: only a part of the help falls. `is_part`: it says
    that a part of the need is covered, so that the whole must be told besides. `instead` names, by
    service, the type that the same reason is under another paragraph. `waives` are the questions
    whose answer does not stand in the way where the ground carries: the citizen does not want what
    there is a right to, or the decision is about something else.
    """

    name: str
    heading: str
    text: str
    text_en: str
    carries: Carries
    kinds: tuple[str, ...]
    demands: tuple[Demand, ...]
    why: str
    rank: Rank
    citation: Citation
    verified: Verified
    reading: str | None = None
    claims: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    municipality: str | None = None
    facts: tuple[Mapping[str, Allowed], ...] = ({},)
    excludes: tuple[str, ...] = ()
    alone_for: tuple[str, ...] = ()
    is_part: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)
    waives: tuple[str, ...] = ()

    def suits(self, service: str, municipality: str) -> bool:
        """Whether a decision on some help in a municipality can rest on it."""
        return (not self.services or service in self.services) and self.is_known_to(municipality)

    def is_known_to(self, municipality: str) -> bool:
        """Whether a municipality has it: one's own ground is nobody else's."""
        return self.municipality in (None, municipality)


class GetsLetters(StrEnum):
    """Whether a representative gets the citizen's letters: beside the citizen, instead of the
    citizen, or where that is agreed.
    """

    ALWAYS = "always"
    INSTEAD = "instead"
    AGREED = "agreed"


class MayComplain(StrEnum):
    """Whether a representative may complain of a decision."""

    ALONE = "alone"
    WITH_POWER_OF_ATTORNEY = "with_power_of_attorney"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeKind:
    """A way to act for a citizen, and what goes with it; `until_age_years` of the citizen, where
    it ends with an age.
    """

    name: str
    text: str
    text_en: str
    letters: GetsLetters
    complains: MayComplain
    citation: Citation
    verified: Verified
    until_age_years: int | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, by name.

    `owner` is the municipality's folder that a word is described in, by its sort and name; shared
    words have none. `unsound` are words that are wrongly described: only `norms check` meets them.
    """

    facts: Mapping[str, Fact]
    units: Mapping[str, Unit]
    questions: Mapping[str, Question]
    elements: Mapping[str, Element]
    sources: Mapping[str, Source]
    services: Mapping[str, Service]
    municipalities: Mapping[str, str]
    headings: Mapping[str, Heading] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    assertions: Mapping[str, Assertion] = field(default_factory=dict)
    owner: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()
    phrasings: Phrasings = field(default_factory=Phrasings)

    def measures_of(self, service: str) -> tuple[Measure, ...]:
        """The measures that a kind of help is granted in, in their order; none where unknown."""
        known = self.services.get(service)
        return tuple(self.measures[name] for name in known.measures) if known else ()

    def is_all_or_nothing(self, service: str) -> bool:
        """Whether a kind of help is measured, and there is no more or less of it: a home."""
        measures = self.measures_of(service)
        return bool(measures) and all(measure.is_single for measure in measures)

    def needs_amount(self, service: str) -> bool:
        """Whether a grant of a kind of help must say how much: what is all or nothing says it."""
        measured = self.measures_of(service) and not self.is_all_or_nothing(service)
        return bool(measured) and not self.services[service].amount_optional
