"""What the checks find, and the verdict that follows."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from kompas.norms import Assessment, Rank, Row, Verified

FIRMEST_FIRST = (Rank.LAW, Rank.PRECEDENT, Rank.GUIDING)
"""The ranks in the order in which they speak for a finding that several rules lead to."""


class Severity(StrEnum):
    """What a finding does to the verdict."""

    BLOCKING = "blocking"
    OPEN = "open"
    WARNING = "warning"


class Consequence(StrEnum):
    """What a fault would come to at the appeals board.

    `OVERTURNED`: the board would probably change the decision or remit it. `MUST_BE_MENDED`: it is
    unlawful or unclear as it stands, and criticised; that alone overturns nothing.
    """

    OVERTURNED = "overturned"
    MUST_BE_MENDED = "must_be_mended"


class Verdict(StrEnum):
    """Whether the decision would stand, as far as the draft says.

    `MUST_BE_MENDED`: it may not be sent as it is, though nobody would overturn it for that.
    `LACKS_REASON`: it gives the citizen more than the municipality's own level and does not say
    why. No appeal is lost by that, but the reason belongs in the decision (002 chapter 1).
    """

    STANDS = "stands"
    FALLS = "falls"
    MUST_BE_MENDED = "must_be_mended"
    LACKS_REASON = "lacks_reason"
    CANNOT_BE_JUDGED = "cannot_be_judged"


class Weight(StrEnum):
    """What a finding asks for, the gravest first: of what blocks, what would be overturned, what
    must be mended before the letter is sent, and a reason that a favour lacks.
    """

    BLOCKING = "blocking"
    MEND = "mend"
    OPEN = "open"
    REASON = "reason"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a draft, why (§), and what to do.

    `says` is the sentence; where it ends in a colon, `points` are the list that follows, each on a
    line of its own where there is room. `about` is the ground, duty or question concerned; `lacks`
    the codes of what is missing. `source` is empty where no norm at hand is the reason.
    `favours_citizen`: what is lacking is only why the citizen gets more than the guiding level.
    `letter_needs`: the letter of the decision cannot be made without what is lacking. `was_read`:
    it rests on what the words of a text were read to mean, which may be wrong. `consequence` is
    what it would come to at the board, where it is no favour and no warning; `comes_to` says it in
    the norms' words where they do.
    """

    code: str
    severity: Severity
    says: str
    remedy: str
    about: str
    source: str = ""
    points: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    rank: Rank | None = None
    verified: Verified = Verified.READ
    favours_citizen: bool = False
    letter_needs: bool = False
    was_read: bool = False
    consequence: Consequence = Consequence.OVERTURNED
    comes_to: str = ""

    def by_rule(self, row: Row | None) -> Self:
        """The finding with the rule that it speaks for, where a norm at hand has one."""
        if row is None:
            return self
        return replace(self, source=str(row.citation), rank=row.rank, verified=row.verified)

    @property
    def weight(self) -> Weight:
        """What is to be done about it."""
        if self.severity is Severity.BLOCKING and self.favours_citizen:
            return Weight.REASON
        if self.severity is Severity.BLOCKING and self.consequence is Consequence.MUST_BE_MENDED:
            return Weight.MEND
        return Weight(self.severity.value)

    @property
    def text(self) -> str:
        """The sentence with its list, as running text."""
        if not self.points:
            return self.says
        listed = "; ".join(self.points)
        return f"{self.says} {listed}" + ("" if listed.endswith(("?", "!", ".")) else ".")

    @property
    def can_be_overridden(self) -> bool:
        """Whether another person may take responsibility for going on.

        What an act itself demands (§§, reasons, complaint guidance) cannot be set aside, nor what
        no letter can do without: nothing could then be sent. That a text means what it was read to
        mean is no demand of an act.
        """
        firm = self.rank in (None, Rank.LAW) and not self.was_read
        by_rank = self.severity is Severity.BLOCKING and not firm
        return by_rank and not self.letter_needs


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its findings, and what was not examined because a summary is silent on it.

    `assessment` is what the norms answer about the citizen and the decision; None where no norm
    for it is coded. `set_aside` are what findings lack that another person has set aside.
    """

    findings: tuple[Finding, ...]
    not_examined: tuple[str, ...]
    assessment: Assessment | None
    set_aside: frozenset[str] = frozenset()

    @property
    def verdict(self) -> Verdict:
        """By the gravest that is found: what would be overturned, what is open and decides, what
        must be mended, and the reason that a favour lacks.
        """
        weights = {one.weight for one in self.findings}
        for weight, verdict in _BY_GRAVEST.items():
            if weight in weights:
                return verdict
        return Verdict.STANDS


_BY_GRAVEST = {
    Weight.BLOCKING: Verdict.FALLS,
    Weight.OPEN: Verdict.CANNOT_BE_JUDGED,
    Weight.MEND: Verdict.MUST_BE_MENDED,
    Weight.REASON: Verdict.LACKS_REASON,
}
