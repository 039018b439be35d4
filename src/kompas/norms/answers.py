"""What the norms answer about one citizen, with the reasons. Never just yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from kompas.norms.domain import Allowed
from kompas.norms.plain_json import encode
from kompas.norms.rows import Answer, Protection, Row
from kompas.norms.vocabulary import Question


class Outcome(StrEnum):
    """Whether the citizen is in a target group. Only `out` rests on binding law.

    `outside_guiding` is no refusal: only the municipality's own level is not met, so the matter
    must be assessed individually.
    """

    IN = "in"
    INDIVIDUAL = "individual"
    OUTSIDE_GUIDING = "outside_guiding"
    OUT = "out"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """How one row came out for this citizen."""

    MET = "met"
    NOT_MET = "not_met"
    INDIVIDUAL = "individual"
    HOLDS = "holds"
    GIVES_WAY = "gives_way"
    UNKNOWN = "unknown"


Value = Outcome | Answer


@dataclass(frozen=True)
class RowResult:
    """A row, how it came out, and the facts that are missing where that is unknown."""

    row: Row
    status: Status
    missing: tuple[str, ...] = ()

    @cached_property
    def rendered(self) -> bytes:
        """The row with how it came out, in JSON: most results are those of many citizens."""
        shown = {"status": self.status, **self.row.as_json()}
        return encode(shown | {"missing": self.missing} if self.missing else shown).encode()


class NearMiss(NamedTuple):
    """The answer would be better if this one fact lay in `span` (codes of its domain)."""

    fact: str
    span: Allowed
    better: Value


class Conflict(NamedTuple):
    """Guiding rows weigh against the citizen by a fact that may never do so alone.

    `without` is the answer if only that fact were otherwise: a better one, or for criteria the
    same where others are not met either. None, or `Outcome.UNKNOWN`, where more than one is open.
    """

    protection: Protection
    fact: str
    rows: tuple[Row, ...]
    without: Value | None


class Answered(NamedTuple):
    """A question answered for a citizen.

    `value` is None where more than one answer stands open (for criteria: `Outcome.UNKNOWN`);
    `possible` then holds them, best first. `settles` says for each missing fact how large a part
    of the open answers it would settle on average (0 to 1).
    """

    question: Question
    value: Value | None
    possible: tuple[Value, ...]
    rows: tuple[RowResult, ...]
    missing: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settles: Mapping[str, float] | None = None

    def holding(self) -> tuple[Row, ...]:
        """The rows that hold for sure, for choices and duties."""
        return tuple(result.row for result in self.rows if result.status is Status.HOLDS)

    def failing(self) -> tuple[Row, ...]:
        """The criteria that are not met."""
        return tuple(result.row for result in self.rows if result.status is Status.NOT_MET)
