"""The rule row and the file that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from kompas.norms.domain import Allowed, in_wholes, shared, shown_parts
from kompas.norms.plain_json import encode
from kompas.norms.problems import ALWAYS, Period
from kompas.norms.remarks import NO_REMARKS, Remarks
from kompas.norms.vocabulary import Citation, Rank, Verified

Box = Mapping[str, Allowed]
"""For each fact that a condition names, the set its value must lie in. All must hold."""


class Effect(StrEnum):
    """What a criterion says where its boxes hold.

    `met`: the citizen meets it there and fails it elsewhere. `individual`: there the text leaves
    the matter to an individual assessment, and elsewhere the criterion is met.
    """

    MET = "met"
    INDIVIDUAL = "individual"


class Reach(StrEnum):
    """How a new standard reaches help that is running when it begins; never all at once."""

    AT_FOLLOW_UP = "at_follow_up"
    INDIVIDUALLY = "individually"
    PLANNED_PROCESS = "planned_process"
    TO_SOME_EXTENT = "to_some_extent"


class AnswerKind(StrEnum):
    """What a choice row answers with."""

    NUMBER = "number"
    CODE = "code"
    INDIVIDUAL = "individual"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Answer:
    """A choice's answer: `low` to `high` of `unit`, a `code`, individual, or not stated.

    Numbers are kept in steps of which `parts` make one whole of the unit. "At most 3" runs from 0.
    """

    kind: AnswerKind
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    code: str | None = None
    parts: int = 1

    @property
    def span(self) -> str:
        """The number or range in short: `3`, `3-4`, `2.5`, `..3`; empty where there is none."""
        if self.low is None or self.high is None:
            return ""
        if self.is_ceiling:
            return f"..{shown_parts(self.high, self.parts)}"
        ends = dict.fromkeys(shown_parts(end, self.parts) for end in (self.low, self.high))
        return "-".join(ends)

    @property
    def is_ceiling(self) -> bool:
        """Whether it only says how much there can be at most: no right to that much."""
        return self.low == 0 and bool(self.high)

    def as_json(self) -> Any:
        """The answer as plain data, a number in wholes of its unit."""
        if self.kind is AnswerKind.CODE:
            return self.code
        if self.kind is not AnswerKind.NUMBER:
            return self.kind.value
        low, high = (in_wholes(end, self.parts) for end in (self.low, self.high))
        return {"low": low, "high": high, "unit": self.unit}

    @cached_property
    def rendered(self) -> bytes:
        """`as_json` in JSON."""
        return encode(self.as_json()).encode()


@dataclass(frozen=True)
class Row:
    """One rule: where it holds (`boxes`, any of them), what it says, its rank and its source.

    Criteria have an `effect`, choices an `answer`, duties the elements they `require` of a
    decision. `unless` names rows of the same question that this one gives way to.

    A row that `restates` another (`"copenhagen/104-2019.toml in-housing"`) decides nothing: it says
    that a document repeats the other's figure, and is only held against it. `became` names the rows
    of the later file that an earlier level's row was changed into.
    """

    code: str
    question: str
    file: str
    line: int
    rank: Rank
    text: str
    citation: Citation
    verified: Verified
    boxes: tuple[Box, ...]
    period: Period = ALWAYS
    effect: Effect | None = None
    answer: Answer | None = None
    requires: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    reading: str | None = None
    restates: str | None = None
    became: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that the row names, in the order it names them."""
        return tuple(dict.fromkeys(name for box in self.boxes for name in box))

    def as_json(self) -> dict[str, Any]:
        """The row with its rank and source, for machines."""
        shown = {
            "code": self.code,
            "rank": self.rank.value,
            "text": self.text,
            "source": str(self.citation),
            "file": self.file,
            "line": self.line,
            "facts": list(self.facts),
        }
        if self.reading:
            shown["reading"] = self.reading
        if self.verified is not Verified.READ:
            shown["verified"] = self.verified.value
        if self.requires:
            shown["requires"] = list(self.requires)
        return shown


@dataclass(frozen=True)
class Protection:
    """What law or precedent never lets lower an answer alone: facts within a set, and grounds."""

    code: str
    file: str
    line: int
    rank: Rank
    text: str
    citation: Citation
    verified: Verified
    facts: Box
    grounds: tuple[str, ...] = ()
    reading: str | None = None

    @cached_property
    def rendered(self) -> bytes:
        """The beginning of each conflict with it, in JSON."""
        shown = {"with": self.code, "text": self.text, "source": str(self.citation)}
        return f"{encode(shown)[:-1]},".encode()


@dataclass(frozen=True, slots=True)
class Example:
    """A citizen and what the norms answer: written in the norm file, run by `kompas norms check`.

    `expect` holds for each question all that it must answer: the outcome of criteria with those
    not met, the open answers of a choice, the codes of the file's own duties that hold.
    """

    name: str
    file: str
    line: int
    facts: Mapping[str, Any]
    expect: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NormFile:
    """One file: whose rules, for which service, from when, and how they were adopted.

    `replaces` names the file before it, which it closes; `corrects` says what was wrong there.
    `running_grants` and `reaches` say how it reaches help that was granted before it. `restated`
    are the rows that only repeat others; `reviewed_by` is empty until a jurist has signed.
    `precedes` is the file after an earlier level (`norms.before`), `kept` what both share of it.
    `remarks` is what the file says beside its rules (`norms.remarks`).
    `unsound` are questions of which a row is wrongly written, and a file that is not `is_placed`
    belongs nowhere for sure: only `norms check` meets such files, to tell what else is wrong.
    """

    file: str
    digest: str
    title: str
    service: str | None
    municipality: str | None
    unit: str | None
    period: Period
    adopted: str
    reading: str | None
    running_grants: str | None
    rows: tuple[Row, ...]
    protections: tuple[Protection, ...] = ()
    examples: tuple[Example, ...] = ()
    questions: Mapping[str, Any] = field(default_factory=dict)
    replaces: str | None = None
    corrects: str | None = None
    line_of: Mapping[str, int] = field(default_factory=dict)
    restated: tuple[Row, ...] = ()
    reaches: Reach | None = None
    reviewed_by: str = ""
    precedes: str | None = None
    kept: tuple[Row, ...] = ()
    unsound: frozenset[str] = frozenset()
    is_placed: bool = True
    remarks: Remarks = NO_REMARKS

    @property
    def binds_everybody(self) -> bool:
        """National law and practice, as opposed to a municipality's own standard."""
        return self.municipality is None

    @property
    def belongs_to(self) -> tuple[str | None, ...]:
        """Whose rules for which service: no two such standards are in force on the same day."""
        return self.service, self.municipality, self.unit


def lies_within(row: Row, wider: Row) -> bool:
    """Whether a row holds only where another does, as far as one box after the other tells."""
    return all(any(_box_within(box, other) for other in wider.boxes) for box in row.boxes)


def _box_within(box: Box, wider: Box) -> bool:
    return all(
        name in box and shared(box[name], allowed) == box[name] for name, allowed in wider.items()
    )
