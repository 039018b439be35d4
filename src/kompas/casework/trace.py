"""What a decision was judged by, as the record keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKept:
    """A finding of the check as it stood when the decision was taken."""

    code: str
    about: str
    severity: str
    text: str
    source: str
    can_be_overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a decision was judged by: digests of the norm files, the verdict, and the explanation.

    `explanation` is the assessment as JSON, as it was shown; an old decision replays to the same.
    """

    norms: tuple[tuple[str, str], ...]
    verdict: str
    findings: tuple[FindingKept, ...]
    explanation: str
