"""How a new version of a standard reaches help that was granted before it, and who falls outside.

A version meets new applications at once. How it reaches running grants is its own data (`reaches`,
`running_grants`), and each is reached by a decision of its own, never all at once. Those whom the
new guiding level does not hold any more are listed, so that they get other support in time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kompas.norms.answers import Answered, Outcome
from kompas.norms.library import Library
from kompas.norms.measures import in_measure, measure_of
from kompas.norms.rows import Answer, AnswerKind, NormFile, Row
from kompas.norms.standard import Assessment
from kompas.norms.vocabulary import GivenFact


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGrant:
    """Help that a citizen has: since when, how much in which measures, and the facts of the case.

    `case` is the number of the case, never a name or CPR number.
    """

    case: str
    service: str
    municipality: str
    granted_on: date
    facts: Mapping[str, GivenFact]
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A running grant that is older than the version of the standard: what that says of it.

    `failing` are the criteria that are not met any more; `guiding` are the answers on how much help
    there is that are others than what is granted. `assessment` holds all the answers.
    """

    grant: RunningGrant
    version: NormFile
    assessment: Assessment
    outcome: Outcome
    failing: tuple[Row, ...]
    guiding: tuple[Answered, ...]

    @property
    def falls_outside(self) -> bool:
        """Whether the citizen is no longer within the guiding level: other support is due."""
        return self.outcome in (Outcome.OUTSIDE_GUIDING, Outcome.OUT)

    @property
    def is_touched(self) -> bool:
        """Whether anything of the grant is to be looked at; what is unknown is."""
        return self.outcome is not Outcome.IN or bool(self.guiding)


def reached(library: Library, grants: Iterable[RunningGrant], on: date) -> Iterator[Reached]:
    """The grants that are older than the standard in force on a day, in their own order.

    A grant that was given under this very version is not among them. Raises NotCodedError where no
    standard is coded, FactError for a fact that cannot be read.
    """
    for grant in grants:
        standard = library.standard(grant.service, grant.municipality, on, grant.unit)
        version = standard.local
        if version is None or (began := _level_began(library, version)) is None:
            continue
        if grant.granted_on >= began:
            continue
        assessment = standard.assess(grant.facts, on)
        group = assessment.answers.get("target_group")
        yield Reached(
            grant,
            version,
            assessment,
            group.value if group and isinstance(group.value, Outcome) else Outcome.UNKNOWN,
            group.failing() if group else (),
            tuple(_others(grant, assessment)),
        )


def outside(library: Library, grants: Iterable[RunningGrant], on: date) -> tuple[Reached, ...]:
    """Those who fall outside the new guiding level: they are followed and get other support."""
    return tuple(one for one in reached(library, grants, on) if one.falls_outside)


def _level_began(library: Library, version: NormFile) -> date | None:
    """The day from which a version's level holds; one that only puts right keeps the level."""
    while version.corrects and version.replaces:
        version = library.file_by_name[version.replaces]
    return version.period.first


def _others(grant: RunningGrant, assessment: Assessment) -> Iterator[Answered]:
    """The answers on how much help there is that the grant is not, in the same measure."""
    words = assessment.standard.words
    for answered in assessment.answers.values():
        value, measure = answered.value, measure_of(answered.question, words)
        granted = in_measure(grant.amounts, measure, words.measures) if measure else None
        if granted is None or not isinstance(value, Answer) or value.kind is not AnswerKind.NUMBER:
            continue
        if value.low is None or value.high is None:
            continue
        if not value.low <= granted * value.parts <= value.high:
            yield answered
