"""What a letter takes from the norms: names, wordings and numbers, each with where it is from.

Composing reads no norms itself. `kompas.letters.from_norms` fills in a `LetterFacts` from the
answers of the decision's day, so that it is plain what a letter may say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kompas.norms.logo import Logo
from kompas.norms.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class NormText:
    """A sentence that a norm carries. `norm` is its code, `source` its document and section."""

    text: str
    norm: str
    source: str


@dataclass(frozen=True, slots=True)
class NormNumber:
    """A whole number that a norm answers with; the field that holds it names the unit."""

    value: int
    norm: str
    source: str


@dataclass(frozen=True, slots=True)
class NormCode:
    """The code that a norm answers a question with: `municipality_pays`."""

    code: str
    norm: str
    source: str


@dataclass(frozen=True, slots=True)
class FactText:
    """A fact as the letter shows it: its label, and this citizen's value in words.

    `code` names a value that has a sentence of its own: `yes`, `no`, or that of a choice.
    """

    label: str
    value: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class GroundText:
    """A type of ground as the letter heads it; `demands` are the codes of what it must show.

    `labels` are what a municipality's own ground calls them; the others stand with the clauses.
    """

    heading: str
    demands: tuple[str, ...] = ()
    source: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What the norms say that one decision's letter may print. Nothing in it is required: what is
    absent is not said, and the letter knows that it lacks it.

    `municipality` and `unit` are names as people know them. `facts` has an entry for each of the
    decision's facts; `relied_on` names those of essential importance, which are printed (None:
    all). `grounds` has an entry for each type of the decision's grounds. `codes` holds, by
    question, the answers that clauses ask for (`needs = ["transport.municipality_pays"]`).
    `answers` are the answers that are settled, in words (`{relief_kind}`).
    `measures` are those of the help by name, in their order; `needs_amount`: a grant
    says how much, and no rule asks for it in a measure of its own.
    `follow_up_months` is the interval that always holds, `next_follow_up_months` the time until the
    coming follow-up where that is another.
    `reached` says how the municipality is reached (`names.REACHED`), as far as it is known; `logo`
    stands at the head.
    `payments` are the sentences on what the help costs, `options` other possibilities of help
    that the standard names, `levels` the rules that decided what the norms want told (`in_letter`).
    """

    municipality: str
    unit: str | None = None
    reached: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None
    facts: Mapping[str, FactText] = field(default_factory=dict)
    relied_on: tuple[str, ...] | None = None
    grounds: Mapping[str, GroundText] = field(default_factory=dict)
    codes: Mapping[str, NormCode] = field(default_factory=dict)
    answers: Mapping[str, NormText] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    needs_amount: bool = False
    payments: tuple[NormText, ...] = ()
    options: tuple[NormText, ...] = ()
    levels: tuple[NormText, ...] = ()
    follow_up_months: NormNumber | None = None
    next_follow_up_months: NormNumber | None = None
    complaint_weeks: NormNumber | None = None
    complaint_review_weeks: NormNumber | None = None
